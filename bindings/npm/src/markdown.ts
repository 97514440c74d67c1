// The little Markdown that the engine writes, as elements. Text stays text: nothing in it becomes markup of a page.

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/g;

/** Markdown as an element. */
export function renderMarkdown(markdown: string): HTMLElement {
  const root = document.createElement("div");
  for (const block of markdown.split(/\n{2,}/)) {
    const lines = block.split("\n");
    if (lines.every((line) => /^[-*] /.test(line))) {
      const list = root.appendChild(document.createElement("ul"));
      for (const line of lines) appendInline(list.appendChild(document.createElement("li")), line.slice(2));
    } else if (block.startsWith("```")) {
      const code = root.appendChild(document.createElement("pre"));
      code.textContent = lines.slice(1, -1).join("\n");
    } else {
      appendInline(root.appendChild(document.createElement("p")), block);
    }
  }
  return root;
}

/** Adds one paragraph of Markdown to an element. */
export function appendInline(parent: HTMLElement, text: string): void {
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    parent.append(text.slice(done, match.index));
    const [all, code, strong, label, url] = match;
    if (url !== undefined) {
      const link = parent.appendChild(document.createElement("a"));
      link.href = url;
      link.target = "_blank";
      link.rel = "noreferrer";
      link.textContent = label ?? url;
    } else {
      const element = parent.appendChild(document.createElement(code === undefined ? "strong" : "code"));
      element.textContent = code ?? strong ?? "";
    }
    done = match.index + all.length;
  }
  parent.append(text.slice(done));
}
