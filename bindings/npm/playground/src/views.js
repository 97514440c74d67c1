// What vmspec says, as elements.

import { el, sentence } from "./dom.js";

const WORDS = { error: "Error", warning: "Warning", info: "Hint" };

/** The findings, each with its fixes. */
export function problems({ diagnostics }, { onShow, onFix, onExplain }) {
  if (diagnostics.length === 0) {
    return el("p", { className: "calm" }, "Nothing to say: the platform takes it as it reads.");
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

/** What each resource means. */
export function meaning(resources) {
  if (resources.length === 0) return el("p", { className: "calm" }, "There is no VMInstance and no VMDisk that could be read.");
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
