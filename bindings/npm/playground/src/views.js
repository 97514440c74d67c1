// What vmspec says, as elements.

import { el, sentence } from "./dom.js";
import { copy } from "./share.js";

const WORDS = { error: "Error", warning: "Warning", info: "Hint" };

/** What was found, in a line, and how severe it is. */
export function summary({ summary: { errors, warnings, infos, documents, checked } }) {
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const found = [count(errors, "error"), count(warnings, "warning"), count(infos, "hint")].filter((words) => !words.startsWith("0 "));
  const className = errors > 0 ? "error" : warnings > 0 ? "warning" : infos > 0 ? "info" : checked > 0 ? "calm" : "";
  if (found.length > 0) return { textContent: `${found.join(", ")} in ${count(documents, "document")}`, className };
  if (checked > 0) return { textContent: `No problems in ${count(documents, "document")}`, className };
  return { textContent: documents > 0 ? "Nothing to check: neither a VMInstance nor a VMDisk" : "Nothing to check: an empty document", className };
}

/** The findings, each with its fixes. */
export function problems({ diagnostics, summary: { checked } }, { onShow, onFix, onExplain }) {
  if (diagnostics.length === 0) {
    return checked > 0
      ? el("p", { className: "calm" }, "The platform takes it as it reads.")
      : el("p", { className: "help" }, ...sentence("Write or paste a `VMInstance` or a `VMDisk`, or choose a sample."));
  }
  const list = el("ol", { className: "problems" });
  for (const finding of diagnostics) {
    const { severity, message, help, range, rule, fix, alternatives, span } = finding;
    const fixes = (fix === null ? [] : [fix, ...alternatives]).map((fix) =>
      el(
        "button",
        { type: "button", className: `fix ${fix.applicability}`, onclick: () => onFix(fix) },
        ...sentence(fix.title),
        fix.applicability === "safe" ? "" : el("span", { className: "note" }, fix.applicability === "unsafe" ? "changes what is deployed" : "a suggestion"),
      ),
    );
    const page = el("details", { className: "page" }, el("summary", {}, rule));
    page.addEventListener("toggle", () => onExplain(page, rule), { once: true });
    list.append(
      el(
        "li",
        { className: severity },
        el(
          "button",
          { type: "button", className: "place", "aria-label": `Line ${range.start.line + 1}: show in the editor`, onclick: () => onShow(span) },
          `${range.start.line + 1}`,
        ),
        el(
          "div",
          {},
          el("p", { className: "message" }, el("span", { className: "severity" }, WORDS[severity]), " ", ...sentence(message)),
          help === null ? undefined : el("p", { className: "help" }, ...sentence(help)),
          fixes.length === 0 ? undefined : el("p", { className: "fixes" }, ...fixes),
          page,
        ),
      ),
    );
  }
  return list;
}

/** Lines of JSON, to read and to copy. Lines that are too long go on below their own beginning. */
export function json(about, text) {
  const lines = text.trimEnd().split("\n").map((line) => {
    const row = el("span", { className: "line" }, line);
    row.style.setProperty("--indent", `${line.search(/\S|$/) + 2}ch`);
    return row;
  });
  const button = el("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text)) ? "Copied" : "Select it to copy";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  return el("div", {}, el("div", { className: "about" }, el("p", {}, ...sentence(about)), button), el("pre", { className: "json" }, ...lines));
}

/** What each resource means. */
export function meaning(resources) {
  if (resources.length === 0) {
    return el("p", { className: "help" }, ...sentence("There is no `VMInstance` and no `VMDisk` that could be read."));
  }
  return el("div", { className: "cards" }, ...resources.map((one) => (one.kind === "VMDisk" ? disk(one) : vm(one))));
}

function card({ kind, resource }, rows) {
  return el(
    "article",
    {},
    el("h2", {}, resource.name || "without a name", " ", el("span", { className: "kind" }, kind)),
    el("dl", {}, ...rows.flatMap(([term, ...facts]) => [el("dt", {}, term), el("dd", {}, ...facts)])),
  );
}

/** A value, and a word where nobody wrote it. */
function value({ value, origin }, show = (value) => String(value)) {
  const shown = value === null ? "none" : show(value);
  return [shown, origin === "default" ? el("span", { className: "note" }, "by default") : ""];
}

function named({ name, known }) {
  return known === "missing" ? `${name} (not in the catalog)` : name;
}

function source(source) {
  switch (source.from) {
    case "image":
      return `golden image ${named(source.image)}`;
    case "http":
      return `download from ${source.url}`;
    case "clone":
      return `clone of ${source.disk}`;
    case "upload":
      return "upload";
    case "blank":
      return "empty";
    default:
      return "unclear";
  }
}

function disk(resource) {
  return card(resource, [
    ["Content", ...value(resource.source, source)],
    ["Size", ...value(resource.storage, ({ text }) => text)],
    ["Class", ...value(resource.storageClass, named)],
    ["CD-ROM", ...value(resource.optical, (optical) => (optical ? "yes" : "no"))],
  ]);
}

function vm(resource) {
  const { size, run, profile, disks, exposure, login } = resource;
  const cpus = size.vcpus === null ? "unknown" : `${size.vcpus} vCPU, ${size.memory?.text ?? "unknown memory"}`;
  return card(resource, [
    ["Runs", ...value(run.strategy)],
    ["Size", cpus, size.instanceType.value === null ? "" : el("span", { className: "note" }, named(size.instanceType.value))],
    ["Profile", ...value(profile, named)],
    ["Disks", disks.length === 0 ? "none" : el("ul", {}, ...disks.map((one) => el("li", {}, attached(one))))],
    ["From the Internet", reachable(exposure.reachable)],
    ["Who can log in", ...accounts(login)],
  ]);
}

function attached({ name, target }) {
  if (target === null) return `${name} (not in this text)`;
  return `${name}: ${source(target.source.value)}, ${target.storage.value?.text ?? "no size"}`;
}

function reachable(what) {
  if (what.what === "nothing") return "nothing";
  if (what.what === "everything") return "every port";
  return `TCP ${what.tcp.join(", ") || "nothing"}${what.icmp ? ", and pings" : ""}`;
}

function accounts(login) {
  if (login === null) return ["can't be told"];
  if (!login.possible) return ["nobody"];
  const list = login.accounts.filter(({ canLogIn }) => canLogIn).map(({ name, hasKeys, fetchesKeys, password }) => {
    const ways = [hasKeys && "key", fetchesKeys && "fetched keys", password === "usable" && "password"].filter(Boolean);
    return el("li", {}, `${name ?? "the image's user"}: ${ways.join(", ")}`);
  });
  return [el("ul", {}, ...list)];
}
