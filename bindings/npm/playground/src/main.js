// The playground: a text, and all that vmspec says about it.

import { yaml } from "@codemirror/lang-yaml";
import { Compartment } from "@codemirror/state";
import { EditorView, basicSetup } from "codemirror";
import { explain, fix, format, init, resolve, schema } from "vmspec";
import { vmspec } from "vmspec/codemirror";

import { el, sentence } from "./dom.js";
import { SAMPLES } from "./samples.js";
import { fromFragment, toFragment } from "./share.js";
import { theme } from "./theme.js";
import { meaning, problems } from "./views.js";

const PLATFORMS = ["hikube", "cozystack", "cozystack@1.6", "cozystack@1.0", "cozystack@0.41"];
const find = (id) => document.getElementById(id);

const state = { platform: "hikube", complete: false, report: undefined, tab: "problems" };
const options = () => ({ platform: state.platform, complete: state.complete });
const text = () => editor.state.doc.toString();

const look = new Compartment();
const judge = new Compartment();
const extension = () => vmspec({ options, delay: 150, onReport: onReport });

const shared = await fromFragment(location.hash);
await init();

const editor = new EditorView({
  parent: find("editor"),
  doc: shared?.text ?? Object.values(SAMPLES)[0],
  extensions: [
    basicSetup,
    yaml(),
    judge.of([]),
    look.of([]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "Manifest in YAML", tabindex: "0" }),
  ],
});

function onReport(report) {
  state.report = report;
  const { errors, warnings, infos, documents } = report.summary;
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  find("summary").textContent = `${count(errors, "error")}, ${count(warnings, "warning")}, ${count(infos, "hint")} in ${count(documents, "document")}`;
  find("summary").className = errors > 0 ? "error" : warnings > 0 ? "warning" : "info";
  find("fix").disabled = !report.diagnostics.some(({ fix }) => fix?.applicability === "safe");
  show();
}

/** Checks anew, with other options. */
function check() {
  editor.dispatch({ effects: judge.reconfigure([]) });
  editor.dispatch({ effects: judge.reconfigure(extension()) });
}

/** Puts a text in, as one step that can be undone. */
function put(next) {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: next } });
}

const VIEWS = {
  problems: () =>
    problems(state.report, {
      onShow({ start, end }) {
        editor.dispatch({ selection: { anchor: start, head: end }, scrollIntoView: true });
        editor.focus();
      },
      onFix: ({ edits }) => {
        const changes = edits.map(({ span, text }) => ({ from: span.start, to: span.end, insert: text }));
        editor.dispatch({ changes, userEvent: "input.fix" });
        editor.focus();
      },
      onExplain: async (page, rule) => page.append(rulePage(await explain(rule))),
    }),
  meaning: () => meaning(resolve(text(), options())),
  schema: async () => {
    const provider = state.platform.startsWith("cozystack") ? "cozystack" : "hikube";
    return el("pre", {}, JSON.stringify(await schema("manifests", { provider }), null, 2));
  },
  report: () => el("pre", {}, format(text(), { ...options(), as: "json" })),
};

/** The page of a rule: its headings, its sentences and its examples. */
function rulePage(markdown) {
  const page = el("div", { className: "rule" });
  const parts = markdown.split(/^```\w*.*\n([^]*?)^```\n?/m);
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) {
      page.append(el("pre", {}, part));
      continue;
    }
    for (const block of part.split(/\n{2,}/).map((block) => block.trim())) {
      if (block === "" || block.startsWith("# ") || block.startsWith("<!--")) continue;
      if (block.startsWith("## ")) page.append(el("h2", {}, block.slice(3)));
      else page.append(el("p", {}, ...sentence(block)));
    }
  }
  return page;
}

async function show() {
  if (state.report === undefined) return;
  const { tab } = state;
  const view = await VIEWS[tab]();
  // Another tab may have been opened while this one was loading.
  if (tab === state.tab) find("panel").replaceChildren(view);
}

const tabs = [...document.querySelectorAll("[role=tab]")];

function openTab(tab) {
  state.tab = tab.id.replace("tab-", "");
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
  }
  find("panel").setAttribute("aria-labelledby", tab.id);
  show();
}

for (const [index, tab] of tabs.entries()) {
  tab.addEventListener("click", () => openTab(tab));
  tab.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const next = tabs[(index + step + tabs.length) % tabs.length];
    next.focus();
    openTab(next);
  });
}

function setTheme(isDark) {
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  find("theme").setAttribute("aria-pressed", String(isDark));
  editor.dispatch({ effects: look.reconfigure(theme(isDark)) });
}

find("platform").append(...PLATFORMS.map((platform) => new Option(platform, platform)));
find("sample").append(...Object.keys(SAMPLES).map((name) => new Option(name, name)));
if (shared !== undefined && PLATFORMS.includes(shared.platform)) {
  Object.assign(state, { platform: shared.platform, complete: shared.complete });
}
if (shared !== undefined) find("sample").prepend(new Option("From the link", "", true, true));
find("platform").value = state.platform;
find("complete").checked = state.complete;

find("platform").addEventListener("change", ({ target }) => {
  state.platform = target.value;
  check();
});
find("complete").addEventListener("change", ({ target }) => {
  state.complete = target.checked;
  check();
});
find("sample").addEventListener("change", ({ target }) => put(SAMPLES[target.value] ?? shared?.text ?? ""));
find("fix").addEventListener("click", () => put(fix(text(), options()).text));
find("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
find("share").addEventListener("click", async ({ target }) => {
  history.replaceState(null, "", await toFragment({ text: text(), ...options() }));
  // Where there is no clipboard, the address of the page is the link.
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  target.textContent = "Link is in the address";
  setTimeout(() => (target.textContent = "Copy link"), 2000);
});

setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
check();
