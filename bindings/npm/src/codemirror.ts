/**
 * vmspec in CodeMirror 6: findings, fixes, completion and explanations, the places of disks and other names for them.
 *
 * @packageDocumentation
 */

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  pickedCompletion,
  snippet,
} from "@codemirror/autocomplete";
import { type Action, type Diagnostic, linter } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip } from "@codemirror/view";

import { changes } from "./codemirror-changes.js";
import { navigation, type NavigationEngine } from "./codemirror-navigation.js";
import * as standard from "./index.js";
import type { CodeAction, CompletionItem, Completions, Diagnostic as Finding, Engine, Options } from "./index.js";
import { appendInline, renderMarkdown } from "./markdown.js";

export { changes } from "./codemirror-changes.js";

/** How vmspec works in an editor. */
export interface VmspecOptions {
  /** An engine with a catalog or settings of your own. Default: the standard one. */
  readonly engine?: (Pick<Engine, "check" | "complete" | "hover" | "codeActions"> & NavigationEngine) | undefined;
  /** How to judge the text: as it is when a check begins. */
  readonly options?: (() => Omit<Options, "positions">) | undefined;
  /** Milliseconds without typing before a check. Default: 200. */
  readonly delay?: number | undefined;
  /** Told of what every check has found. */
  readonly onReport?: ((report: standard.Report) => void) | undefined;
}

/** All of vmspec for an editor with YAML: findings with fixes, completion, explanations, and keys for disks. */
export function vmspec(options: VmspecOptions = {}): Extension {
  // The editor tells sources apart by identity, so there is one.
  const data = [{ autocomplete: vmspecCompletions(options) }];
  return [
    vmspecLinter(options),
    EditorState.languageData.of(() => data),
    autocompletion(),
    vmspecHover(options),
    vmspecNavigation(options),
  ];
}

/** Findings, each with its fixes. */
export function vmspecLinter(options: VmspecOptions = {}): Extension {
  const { engine, read } = settings(options);
  return linter(
    (view) => {
      const report = engine.check(view.state.doc.toString(), read());
      options.onReport?.(report);
      return report.diagnostics.map((finding) => diagnostic(finding, (from, to) => actionsAt(view, from, to)));
    },
    { delay: options.delay ?? 200 },
  );

  function actionsAt(view: EditorView, start: number, end: number): readonly CodeAction[] {
    return engine.codeActions(view.state.doc.toString(), { start, end }, read());
  }
}

/** What could be written, for those who put their own list of sources together. */
export function vmspecCompletions(options: VmspecOptions = {}): CompletionSource {
  const { engine, read } = settings(options);
  return (context: CompletionContext): CompletionResult | null => {
    // Unasked, only where a word is being written or a value is due.
    if (!context.explicit && context.matchBefore(/[\w./-]$|[:-] $/) === null) return null;
    const completions = engine.complete(context.state.doc.toString(), context.pos, read());
    if (completions.items.length === 0) return null;
    const { start, end } = completions.span;
    const items = completions.items.map((item, index) => completion(item, completions, index));
    return { from: start, to: Math.max(end, context.pos), options: items, filter: true };
  };
}

/** Explanations of what the mouse points at. */
export function vmspecHover(options: VmspecOptions = {}): Extension {
  const { engine, read } = settings(options);
  return hoverTooltip((view, at) => {
    const hover = engine.hover(view.state.doc.toString(), at, read());
    if (hover === null) return null;
    return {
      pos: hover.span.start,
      end: hover.span.end,
      above: true,
      create: () => {
        const dom = renderMarkdown(hover.markdown);
        dom.className = "cm-vmspec-hover";
        return { dom };
      },
    };
  });
}

/**
 * Keys for the disk that is named at the cursor: F12 goes to where it is defined, and from there to its first use; F2
 * gives it another name wherever it is named.
 */
export function vmspecNavigation(options: VmspecOptions = {}): Extension {
  return navigation(settings(options));
}

function settings({ engine = standard, options }: VmspecOptions) {
  return { engine, read: () => ({ ...options?.() }) };
}

function diagnostic(finding: Finding, actionsAt: (from: number, to: number) => readonly CodeAction[]): Diagnostic {
  const fixes = finding.fix === null ? [] : [finding.fix, ...finding.alternatives];
  return {
    from: finding.span.start,
    to: finding.span.end,
    severity: finding.severity,
    source: finding.rule,
    message: finding.help === null ? finding.message : `${finding.message}: ${finding.help}`,
    renderMessage: () => message(finding),
    actions: fixes.map(({ title }): Action => ({
      // A button has no code in it.
      name: title.replaceAll("`", ""),
      apply: (view, from, to) => {
        // The text may have changed since the check, and the fix with it.
        const action = actionsAt(from, to).find((action) => action.title === title);
        if (action !== undefined) view.dispatch({ changes: changes(action.edits), userEvent: "input.fix" });
      },
    })),
  };
}

function message(finding: Finding): Node {
  const dom = document.createElement("div");
  dom.className = "cm-vmspec-message";
  appendInline(dom.appendChild(document.createElement("div")), finding.message);
  if (finding.help !== null) {
    const help = dom.appendChild(document.createElement("div"));
    help.className = "cm-vmspec-help";
    appendInline(help, finding.help);
  }
  return dom;
}

const TYPES: Readonly<Record<CompletionItem["kind"], string>> = {
  key: "property",
  value: "enum",
  catalogEntry: "constant",
  resource: "variable",
  manifest: "text",
};

function completion(item: CompletionItem, { repair }: Completions, index: number): Completion {
  const detail = item.unfit ?? item.detail;
  const documentation = item.documentation;
  return {
    label: item.label,
    type: TYPES[item.kind],
    // Items come best first, and the editor has room for 99 steps.
    boost: Math.max(99 - index, -99),
    ...(detail === null ? {} : { detail }),
    ...(documentation === null ? {} : { info: () => renderMarkdown(documentation) }),
    apply: (view, completion, from, to) => {
      let shift = 0;
      if (repair !== null) {
        view.dispatch({ changes: changes([repair]) });
        shift = repair.text.length - (repair.span.end - repair.span.start);
      }
      if (item.snippet !== null) {
        snippet(template(item.snippet))(view, completion, from + shift, to + shift);
        return;
      }
      view.dispatch({
        changes: { from: from + shift, to: to + shift, insert: item.text },
        selection: { anchor: from + shift + item.text.length },
        userEvent: "input.complete",
        annotations: pickedCompletion.of(completion),
      });
    },
  };
}

/** A snippet as CodeMirror writes it: `$1` is `${1}` there, and the end is one more field. */
function template(snippet: string): string {
  return snippet.replace(/\$(\d+)/g, (_, number: string) => (number === "0" ? "${}" : `\${${number}}`));
}
