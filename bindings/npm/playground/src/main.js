// The playground: a text, and all that vmspec says about it.

import { yaml } from "@codemirror/lang-yaml";
import { Compartment } from "@codemirror/state";
import { placeholder } from "@codemirror/view";
import { EditorView, basicSetup } from "codemirror";
import { explain, fix, format, init, resolve, schema } from "vmspec";
import { vmspec } from "vmspec/codemirror";

import { el, sentence } from "./dom.js";
import { SAMPLES } from "./samples.js";
import { copy, fromFragment, toFragment } from "./share.js";
import { theme } from "./theme.js";
import { json, meaning, problems, summary } from "./views.js";

/** What the picker of samples says of a text that is none. */
const OWN = "Own text";
const PLATFORMS = ["hikube", "cozystack", "cozystack@1.6", "cozystack@1.0", "cozystack@0.41"];
const find = (id) => document.getElementById(id);

const state = { platform: "hikube", complete: false, report: undefined, tab: "problems" };
const options = () => ({ platform: state.platform, complete: state.complete });
const text = () => editor.state.doc.toString();

const look = new Compartment();
const judge = new Compartment();
const extension = () => vmspec({ options, delay: 150, onReport });

const shared = await fromFragment(location.hash);
await init().catch((error) => {
  find("summary").textContent = `vmspec can't start in this browser: ${error.message}`;
  find("summary").className = "error";
  throw error;
});

const editor = new EditorView({
  parent: find("editor"),
  doc: shared?.text ?? Object.values(SAMPLES)[0],
  extensions: [
    basicSetup,
    yaml(),
    judge.of([]),
    look.of([]),
    EditorView.lineWrapping,
    placeholder("Paste a VMInstance or a VMDisk, or choose a sample"),
    EditorView.updateListener.of(({ docChanged }) => {
      if (docChanged) find("sample").value = Object.keys(SAMPLES).find((name) => SAMPLES[name] === text()) ?? OWN;
    }),
    EditorView.contentAttributes.of({ "aria-label": "Manifest in YAML", tabindex: "0" }),
  ],
});

function onReport(report) {
  state.report = report;
  Object.assign(find("summary"), summary(report));
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
    const about = `The JSON Schema of these manifests on ${provider}, for editors and validators.`;
    return json(about, JSON.stringify(await schema("manifests", { provider }), null, 2));
  },
  report: () =>
    json("What `vmspec check --format json` prints, for scripts and pipelines.", format(text(), { ...options(), as: "json" })),
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
find("sample").append(Object.assign(new Option(OWN, OWN), { hidden: true }));
if (shared !== undefined && PLATFORMS.includes(shared.platform)) {
  Object.assign(state, { platform: shared.platform, complete: shared.complete });
}
if (shared !== undefined) find("sample").value = OWN;
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
find("sample").addEventListener("change", ({ target }) => put(SAMPLES[target.value] ?? text()));
find("fix").addEventListener("click", () => {
  put(fix(text(), options()).text);
  // The button has nothing left to do, and what can't be pressed can't keep the focus.
  editor.focus();
});
find("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
find("share").addEventListener("click", async ({ target }) => {
  const link = toFragment({ text: text(), ...options() }).then((fragment) => {
    history.replaceState(null, "", fragment);
    return location.href;
  });
  // Where there is no clipboard, the address of the page is the link.
  target.textContent = (await copy(link)) ? "Copied" : "See the address";
  setTimeout(() => (target.textContent = "Copy link"), 2000);
});

setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
check();
