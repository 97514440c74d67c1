// A stand-in for the module `vscode`: an editor without windows. What it offers is what the client library of the language
// server protocol and the extension call; that library and everything behind it are real.

const fs = require("node:fs");
const path = require("node:path");
const url = require("node:url");

class Uri {
  constructor(text) {
    Object.assign(this, { text, scheme: text.slice(0, text.indexOf(":")) });
  }
  static parse(text) {
    return new Uri(text);
  }
  static file(name) {
    return new Uri(url.pathToFileURL(name).toString());
  }
  get fsPath() {
    return this.scheme === "file" ? url.fileURLToPath(this.text) : this.path;
  }
  get path() {
    return this.text.slice(this.scheme.length + 1).replace(/^\/\/[^/]*/, "");
  }
  get authority() {
    return "";
  }
  with() {
    return this;
  }
  toString() {
    return this.text;
  }
  toJSON() {
    return this.text;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(start, end, endLine, endCharacter) {
    const isFlat = typeof start === "number";
    this.start = isFlat ? new Position(start, end) : start;
    this.end = isFlat ? new Position(endLine, endCharacter) : end;
  }
  get isEmpty() {
    return this.start.line === this.end.line && this.start.character === this.end.character;
  }
}

class EventEmitter {
  listeners = new Set();
  event = (listener, self, disposables) => {
    const bound = (value) => listener.call(self, value);
    this.listeners.add(bound);
    const disposable = new Disposable(() => this.listeners.delete(bound));
    disposables?.push(disposable);
    return disposable;
  };
  fire(value) {
    return Promise.all([...this.listeners].map((listener) => listener(value)));
  }
  dispose() {
    this.listeners.clear();
  }
}

class Disposable {
  constructor(dispose) {
    this.dispose = dispose ?? (() => {});
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

class CancellationTokenSource {
  emitter = new EventEmitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel() {
    this.token.isCancellationRequested = true;
    return this.emitter.fire();
  }
  dispose() {}
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
  contains(other) {
    return this.value === "" || other.value === this.value || other.value.startsWith(`${this.value}.`);
  }
}
CodeActionKind.Empty = new CodeActionKind("");
for (const name of ["QuickFix", "Refactor", "Source"]) {
  CodeActionKind[name] = CodeActionKind.Empty.append(name.toLowerCase());
}
for (const name of ["Extract", "Inline", "Rewrite"]) {
  CodeActionKind[`Refactor${name}`] = CodeActionKind.Refactor.append(name.toLowerCase());
}
CodeActionKind.SourceOrganizeImports = CodeActionKind.Source.append("organizeImports");
CodeActionKind.SourceFixAll = CodeActionKind.Source.append("fixAll");

class WorkspaceEdit {
  edits = new Map();
  replace(uri, range, newText) {
    const name = uri.toString();
    this.edits.set(name, [...(this.edits.get(name) ?? []), { range, newText }]);
  }
}

// Classes that hold what they are made of, by the names of their fields.
function record(...names) {
  return class {
    constructor(...values) {
      names.forEach((name, index) => (this[name] = values[index]));
    }
  };
}

// An enumeration, counted from a number.
function enumeration(start, ...names) {
  return Object.fromEntries(names.flatMap((name, index) => [[name, start + index], [start + index, name]]));
}

class MarkdownString {
  constructor(value = "") {
    this.value = value;
  }
  appendMarkdown(text) {
    this.value += text;
    return this;
  }
  appendCodeblock(text) {
    return this.appendMarkdown(text);
  }
}

class TextDocument {
  constructor(uri, languageId, text) {
    Object.assign(this, { uri, languageId, text, version: 1, isClosed: false, isUntitled: uri.scheme !== "file" });
  }
  getText() {
    return this.text;
  }
  get fileName() {
    return this.uri.fsPath;
  }
  offsetAt({ line, character }) {
    const lines = this.text.split("\n");
    return lines.slice(0, line).reduce((at, text) => at + text.length + 1, 0) + character;
  }
  positionAt(offset) {
    const before = this.text.slice(0, offset).split("\n");
    return new Position(before.length - 1, before.at(-1).length);
  }
}

// The module, and what a test does with the editor.
function makeEditor(folder, settings) {
  const events = {};
  const on = (name) => (events[name] ??= new EventEmitter()).event;
  const providers = {};
  const commands = new Map();
  const shown = [];
  const collections = [];

  const workspace = {
    textDocuments: [],
    notebookDocuments: [],
    workspaceFolders: [{ uri: Uri.file(folder), name: path.basename(folder), index: 0 }],
    getWorkspaceFolder: () => workspace.workspaceFolders[0],
    getConfiguration: (section) => {
      const found = section === "vmspec" ? settings : { vmspec: settings };
      return { get: (name, fallback) => (name ? found[name] : found) ?? fallback, ...found };
    },
    createFileSystemWatcher: () => {
      const watcher = { dispose() {} };
      for (const kind of ["Create", "Change", "Delete"]) {
        watcher[`onDid${kind}`] = on(`watched${kind}`);
      }
      return watcher;
    },
    applyEdit: async (edit) => {
      for (const [uri, edits] of edit.edits) {
        const document = workspace.textDocuments.find((one) => one.uri.toString() === uri);
        await editor.edit(document, edits);
      }
      return true;
    },
    fs: { stat: async ({ fsPath }) => ({ type: fs.statSync(fsPath).isDirectory() ? 2 : 1 }) },
  };
  const window = {
    activeTextEditor: undefined,
    visibleTextEditors: [],
    tabGroups: { all: [], onDidChangeTabs: on("tabs"), onDidChangeTabGroups: on("tabGroups") },
    createOutputChannel: () => ({ append() {}, appendLine() {}, show() {}, dispose() {} }),
    withProgress: (options, work) => work({ report() {} }, new CancellationTokenSource().token),
    showTextDocument: async () => {},
  };
  for (const kind of ["Error", "Warning", "Information"]) {
    window[`show${kind}Message`] = async (text) => void shown.push(text);
  }
  const languages = {
    match: (selector, document) => {
      const filters = [selector].flat();
      const matches = ({ language, scheme }) =>
        (!language || language === document.languageId) && (!scheme || scheme === document.uri.scheme);
      return filters.some(matches) ? 10 : 0;
    },
    createDiagnosticCollection: () => {
      const found = new Map();
      const collection = {
        set: (uri, diagnostics) => (found.set(uri.toString(), diagnostics ?? []), events.diagnostics?.fire(uri)),
        delete: (uri) => found.delete(uri.toString()),
        clear: () => found.clear(),
        has: (uri) => found.has(uri.toString()),
        get: (uri) => found.get(uri.toString()),
        dispose: () => found.clear(),
      };
      collections.push(collection);
      return collection;
    },
  };
  const kinds = ["CodeActions", "CodeLens", "CompletionItem", "Definition", "DocumentSymbol", "FoldingRange", "Hover"];
  for (const kind of [...kinds, "InlayHints", "Reference", "Rename", "SelectionRange"]) {
    languages[`register${kind}Provider`] = (selector, provider) => {
      providers[kind] = provider;
      return new Disposable(() => delete providers[kind]);
    };
  }

  const module = {
    version: "1.100.0",
    env: { language: "en", appName: "an editor that is played", openExternal: async () => true },
    commands: {
      registerCommand: (name, act) => {
        if (commands.has(name)) throw new Error(`command '${name}' already exists`);
        commands.set(name, act);
        return new Disposable(() => commands.delete(name));
      },
      executeCommand: async (name, ...parts) => commands.get(name)(...parts),
    },
    Uri, Position, Range, EventEmitter, Disposable, CancellationTokenSource, CodeActionKind, WorkspaceEdit, MarkdownString,
    CancellationError: class extends Error {},
    Selection: Range,
    Location: record("uri", "range"),
    Diagnostic: record("range", "message", "severity"),
    DiagnosticRelatedInformation: record("location", "message"),
    TextEdit: class extends record("range", "newText") {
      static replace(range, text) {
        return new this(range, text);
      }
      static insert(at, text) {
        return new this(new Range(at, at), text);
      }
    },
    SnippetTextEdit: record("range", "snippet"),
    SnippetString: record("value"),
    Hover: record("contents", "range"),
    CompletionItem: record("label", "kind"),
    CompletionList: record("items", "isIncomplete"),
    CodeAction: record("title", "kind"),
    CodeLens: record("range", "command"),
    DocumentSymbol: record("name", "detail", "kind", "range", "selectionRange"),
    SymbolInformation: record("name"),
    FoldingRange: record("start", "end", "kind"),
    SelectionRange: record("range", "parent"),
    InlayHint: record("position", "label", "kind"),
    InlayHintLabelPart: record("value"),
    DocumentLink: record("range", "target"),
    CallHierarchyItem: record("kind"),
    TypeHierarchyItem: record("kind"),
    RelativePattern: record("base", "pattern"),
    TabInputText: record("uri"), TabInputTextDiff: record("original", "modified"), TabInputCustom: record("uri"),
    DiagnosticSeverity: enumeration(0, "Error", "Warning", "Information", "Hint"),
    DiagnosticTag: enumeration(1, "Unnecessary", "Deprecated"),
    CompletionItemTag: enumeration(1, "Deprecated"),
    CompletionTriggerKind: enumeration(0, "Invoke", "TriggerCharacter", "TriggerForIncompleteCompletions"),
    CodeActionTriggerKind: enumeration(1, "Invoke", "Automatic"),
    FoldingRangeKind: enumeration(1, "Comment", "Imports", "Region"),
    CompletionItemKind: enumeration(0, "Text"),
    SymbolKind: { Property: 6, TypeParameter: 25 },
    SymbolTag: enumeration(1, "Deprecated"),
    ProgressLocation: enumeration(1, "SourceControl", "Window", "Notification"),
    TextDocumentSaveReason: enumeration(1, "Manual", "AfterDelay", "FocusOut"),
    FileType: enumeration(0, "Unknown", "File", "Directory"),
    NotebookCellKind: enumeration(1, "Markup", "Code"),
    DocumentHighlightKind: enumeration(0, "Text", "Read", "Write"),
    SignatureHelpTriggerKind: enumeration(1, "Invoke", "TriggerCharacter", "ContentChange"),
    languages, window, workspace,
  };
  // What happens in an editor, most of which never does in a test.
  for (const [part, names] of [
    [workspace, ["ChangeConfiguration", "OpenTextDocument", "CloseTextDocument", "ChangeTextDocument", "SaveTextDocument"]],
    [workspace, ["ChangeWorkspaceFolders", "CreateFiles", "DeleteFiles", "RenameFiles", "OpenNotebookDocument"]],
    [workspace, ["CloseNotebookDocument", "ChangeNotebookDocument", "SaveNotebookDocument"]],
    [window, ["ChangeActiveTextEditor", "ChangeVisibleTextEditors"]],
  ]) {
    for (const name of names) part[`onDid${name}`] = on(name);
  }
  for (const name of ["SaveTextDocument", "CreateFiles", "DeleteFiles", "RenameFiles"]) {
    workspace[`onWill${name}`] = on(`will${name}`);
  }

  const editor = {
    module, providers, commands, shown,
    async open(name, text, uri = Uri.file(path.join(folder, name))) {
      const document = new TextDocument(uri, "yaml", text);
      workspace.textDocuments.push(document);
      // Findings are asked for about what a person sees.
      window.activeTextEditor = { document };
      window.tabGroups.all = [{ tabs: workspace.textDocuments.map(({ uri }) => ({ input: new module.TabInputText(uri) })) }];
      await events.OpenTextDocument.fire(document);
      await events.ChangeActiveTextEditor.fire(window.activeTextEditor);
      return document;
    },
    async edit(document, edits) {
      const places = edits.map(({ range, newText }) => ({
        range,
        text: newText,
        rangeOffset: document.offsetAt(range.start),
        rangeLength: document.offsetAt(range.end) - document.offsetAt(range.start),
      }));
      // As the protocol of an editor has it: each change is about the text before all of them, the last one first.
      places.sort((one, other) => other.rangeOffset - one.rangeOffset);
      for (const { rangeOffset, rangeLength, text } of places) {
        const { text: old } = document;
        document.text = old.slice(0, rangeOffset) + text + old.slice(rangeOffset + rangeLength);
      }
      document.version += 1;
      await events.ChangeTextDocument.fire({ document, contentChanges: places });
    },
    async configure(changed) {
      Object.assign(settings, changed);
      const affectsConfiguration = (section) => section === "vmspec" || `${section}` in changed;
      await events.ChangeConfiguration.fire({ affectsConfiguration });
    },
    watched: (kind, name) => events[`watched${kind}`].fire(Uri.file(path.join(folder, name))),
    diagnostics: ({ uri }) => collections.flatMap((collection) => collection.get(uri) ?? []),
    // Waits until the findings of a file are as they should be.
    async until(document, isRight) {
      for (let tries = 0; !isRight(editor.diagnostics(document)); tries += 1) {
        if (tries > 1000) {
          throw new Error(`still ${JSON.stringify(editor.diagnostics(document).map(({ message }) => message))}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return editor.diagnostics(document);
    },
    token: () => new CancellationTokenSource().token,
  };
  return editor;
}

module.exports = { makeEditor, Position, Range, Uri, CodeActionKind };
