// Elements in a word. Text stays text.

/** An element with properties, attributes that begin with `aria-` or `data-`, and children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** A sentence of a finding: what stands in backticks is code. */
export function sentence(text) {
  const parts = text.split("`");
  return parts.map((part, index) => (index % 2 === 1 ? el("code", {}, part) : part));
}
