/**
 * vmspec in Monaco: markers, completion, explanations, fixes, an outline, places and names of disks, sizes behind names
 * and users above disks, without a worker.
 *
 * Nothing of Monaco is imported: hand over the one that you load.
 *
 * @packageDocumentation
 */

import type * as Monaco from "monaco-editor";

import * as standard from "./index.js";
import type { DocumentSymbol, Engine, Options, Severity } from "./index.js";
import { navigationProviders, type NavigationEngine } from "./monaco-navigation.js";
import { fromRange, textOf, toPosition, toRange, workspaceEdit } from "./monaco-places.js";

/** How vmspec works in an editor. */
export interface VmspecOptions {
  /** An engine with a catalog or settings of your own. Default: the standard one. */
  readonly engine?:
    | (Pick<Engine, "check" | "complete" | "hover" | "codeActions" | "symbols"> & NavigationEngine)
    | undefined;
  /** How to judge a text: as it is when a check begins. */
  readonly options?: ((model: Monaco.editor.ITextModel) => Omit<Options, "positions">) | undefined;
  /** The language of the models. Default: `yaml`. */
  readonly language?: string | undefined;
  /** Which models of that language hold manifests. Default: all. */
  readonly accepts?: ((model: Monaco.editor.ITextModel) => boolean) | undefined;
  /** Milliseconds without typing before a check. Default: 200. */
  readonly delay?: number | undefined;
}

const OWNER = "vmspec";

/** Switches vmspec on for all models of a language, those to come included, until what it gives is disposed of. */
export function registerVmspec(monaco: typeof Monaco, options: VmspecOptions = {}): Monaco.IDisposable {
  const { engine = standard, language = "yaml", accepts = () => true, delay = 200 } = options;
  const read = (model: Monaco.editor.ITextModel) => ({ ...options.options?.(model) });
  const isOurs = (model: Monaco.editor.ITextModel) => model.getLanguageId() === language && accepts(model);
  const watched = new Map<Monaco.editor.ITextModel, Monaco.IDisposable>();

  function check(model: Monaco.editor.ITextModel): void {
    if (model.isDisposed()) return;
    const { diagnostics } = engine.check(textOf(model), read(model));
    const markers = diagnostics.map(
      ({ rule, severity, message, help, range, labels, url }): Monaco.editor.IMarkerData => ({
        ...toRange(range),
        severity: severityOf(monaco, severity),
        message: help === null ? message : `${message}\n${help}`,
        source: OWNER,
        code: { value: rule, target: monaco.Uri.parse(url) },
        relatedInformation: labels.map((label) => ({ ...toRange(label.range), message: label.message, resource: model.uri })),
      }),
    );
    monaco.editor.setModelMarkers(model, OWNER, markers);
  }

  function watch(model: Monaco.editor.ITextModel): void {
    if (watched.has(model) || !isOurs(model)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changes = model.onDidChangeContent(() => {
      clearTimeout(timer);
      timer = setTimeout(() => check(model), delay);
    });
    watched.set(model, {
      dispose: () => {
        clearTimeout(timer);
        changes.dispose();
        if (!model.isDisposed()) monaco.editor.setModelMarkers(model, OWNER, []);
      },
    });
    check(model);
  }

  function forget(model: Monaco.editor.ITextModel): void {
    watched.get(model)?.dispose();
    watched.delete(model);
  }

  const disposables = [
    monaco.editor.onDidCreateModel(watch),
    monaco.editor.onWillDisposeModel(forget),
    monaco.editor.onDidChangeModelLanguage(({ model }) => (isOurs(model) ? watch(model) : forget(model))),
    monaco.languages.registerCompletionItemProvider(language, {
      triggerCharacters: [" ", ":", "-"],
      provideCompletionItems: (model, position) => {
        if (!isOurs(model)) return { suggestions: [] };
        const { items, range, repair } = engine.complete(textOf(model), toPosition(position), read(model));
        const repairs = repair === null ? [] : [{ range: toRange(repair.range), text: repair.text }];
        const suggestions = items.map(
          (item, index): Monaco.languages.CompletionItem => ({
            label: { label: item.label, description: item.unfit ?? item.detail ?? "" },
            kind: kindOf(monaco, item.kind),
            insertText: item.snippet ?? item.text,
            ...(item.snippet === null
              ? {}
              : { insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet }),
            ...(item.documentation === null ? {} : { documentation: { value: item.documentation } }),
            tags: item.deprecated ? [monaco.languages.CompletionItemTag.Deprecated] : [],
            sortText: String(index).padStart(5, "0"),
            additionalTextEdits: repairs,
            range: toRange(range),
          }),
        );
        return { suggestions, incomplete: true };
      },
    }),
    monaco.languages.registerHoverProvider(language, {
      provideHover: (model, position) => {
        const hover = isOurs(model) ? engine.hover(textOf(model), toPosition(position), read(model)) : null;
        return hover === null ? null : { range: toRange(hover.range), contents: [{ value: hover.markdown }] };
      },
    }),
    monaco.languages.registerCodeActionProvider(language, {
      provideCodeActions: (model, range, context) => {
        if (!isOurs(model)) return { actions: [], dispose: () => {} };
        const found = engine.codeActions(textOf(model), fromRange(range), read(model));
        const actions = found.map(({ title, kind, applicability, edits, finding }): Monaco.languages.CodeAction => ({
          title,
          kind: kind === "fix-all" ? "source.fixAll" : "quickfix",
          isPreferred: applicability === "safe",
          diagnostics: context.markers.filter(
            ({ code, startLineNumber }) =>
              finding !== null &&
              (typeof code === "string" ? code : code?.value) === finding.rule &&
              startLineNumber === finding.range.start.line + 1,
          ),
          edit: { edits: edits.map((edit) => workspaceEdit(model, edit)) },
        }));
        return { actions, dispose: () => {} };
      },
    }),
    monaco.languages.registerDocumentSymbolProvider(language, {
      displayName: OWNER,
      provideDocumentSymbols: (model) =>
        isOurs(model) ? engine.symbols(textOf(model), read(model)).map((symbol) => toSymbol(monaco, symbol)) : [],
    }),
    ...navigationProviders(monaco, language, { engine, isOurs, read }),
  ];
  for (const model of monaco.editor.getModels()) watch(model);

  return {
    dispose: () => {
      for (const disposable of disposables) disposable.dispose();
      for (const model of [...watched.keys()]) forget(model);
    },
  };
}

function severityOf(monaco: typeof Monaco, severity: Severity): Monaco.MarkerSeverity {
  const { Error, Warning, Info } = monaco.MarkerSeverity;
  return { error: Error, warning: Warning, info: Info }[severity];
}

function kindOf(
  monaco: typeof Monaco,
  kind: standard.CompletionItem["kind"],
): Monaco.languages.CompletionItemKind {
  const { Property, EnumMember, Constant, Reference, Snippet } = monaco.languages.CompletionItemKind;
  return { key: Property, value: EnumMember, catalogEntry: Constant, resource: Reference, manifest: Snippet }[kind];
}

function toSymbol(monaco: typeof Monaco, symbol: DocumentSymbol): Monaco.languages.DocumentSymbol {
  const { Class, Field, Array } = monaco.languages.SymbolKind;
  return {
    name: symbol.name || symbol.detail || "–",
    detail: symbol.detail,
    kind: { resource: Class, field: Field, item: Array }[symbol.kind],
    tags: [],
    range: toRange(symbol.range),
    selectionRange: toRange(symbol.selection),
    children: symbol.children.map((child) => toSymbol(monaco, child)),
  };
}
