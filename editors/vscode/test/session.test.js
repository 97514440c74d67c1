// The extension as it is packed, with the server that VMSPEC_NATIVE names, in an editor that is played: what a person sees
// has gone through the real client library and the real server.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");

const { CodeActionKind, Position, Range, Uri, makeEditor } = require("./support/editor.js");

const server = process.env.VMSPEC_NATIVE;
const skip = server ? false : "VMSPEC_NATIVE names no server";

const VM = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web # 🚀
spec:
  running: true
  instanceType: u1.large
  disks:
    - name: data
`;

const DISK = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: data
spec:
  source:
    image:
      name: ubuntu-2404
  storage: 20Gi
`;

const rules = (found) => found.map(({ code }) => code.value ?? code);

// The extension, loaded anew into an editor with these files.
async function start(files, settings = {}) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "vmspec-vscode-")));
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), text);
  }
  const editor = makeEditor(folder, { path: server, ...settings });
  const bundle = path.join(__dirname, "..", "dist", "extension.js");
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? editor.module : load(name, ...rest));
  delete require.cache[bundle];
  const extension = require(bundle);
  const context = { subscriptions: [] };
  await extension.activate(context);
  const stop = async () => {
    await extension.deactivate();
    context.subscriptions.forEach((one) => one.dispose());
    Module._load = load;
    fs.rmSync(folder, { recursive: true });
  };
  return { editor, folder, stop };
}

test("findings, fixes and all that is shown beside the text", { skip }, async () => {
  const { editor, stop } = await start({ "vm.yaml": VM, "disk.yaml": DISK });
  const vm = await editor.open("vm.yaml", VM);
  const found = await editor.until(vm, (found) => found.length > 0);
  assert.deepEqual([...new Set(rules(found))].length, found.length, "told and asked for: nothing comes twice");
  const running = found.find(({ code }) => code.value === "deprecated-running");
  assert.match(running.code.target.toString(), /^https:.*deprecated-running/);
  assert.deepEqual([running.range.start.line, running.range.start.character], [5, 2]);
  assert.deepEqual(running.tags, [2]);

  const { providers } = editor;
  const token = editor.token();
  const hover = await providers.Hover.provideHover(vm, new Position(6, 20), token);
  assert.match(hover.contents[0]?.value ?? hover.contents.value, /2 vCPU, 8 GiB/);
  const symbols = await providers.DocumentSymbol.provideDocumentSymbols(vm, token);
  assert.equal(symbols[0].name, "web");
  const all = new Range(0, 0, 99, 0);
  const hints = await providers.InlayHints.provideInlayHints(vm, all, token);
  assert.deepEqual(hints.map(({ label }) => label), ["2 vCPU, 8 GiB, series U", "20Gi, image ubuntu-2404"]);
  const folds = await providers.FoldingRange.provideFoldingRanges(vm, {}, token);
  assert.deepEqual(folds.map(({ start, end }) => [start, end]), [[0, 8], [2, 3], [4, 8], [7, 8]]);
  const [selection] = await providers.SelectionRange.provideSelectionRanges(vm, [new Position(8, 13)], token);
  assert.deepEqual([selection.range.start.character, selection.parent.range.start.character], [12, 6]);

  const definition = await providers.Definition.provideDefinition(vm, new Position(8, 13), token);
  assert.match(definition.uri.toString(), /disk\.yaml$/);
  const references = await providers.Reference.provideReferences(vm, new Position(8, 13), { includeDeclaration: true }, token);
  assert.equal(references.length, 2);

  const context = { diagnostics: [running], only: undefined, triggerKind: 1 };
  const actions = await providers.CodeActions.provideCodeActions(vm, running.range, context, token);
  assert.equal(actions[0].title, "use `runStrategy: Always`");
  assert.ok(actions[0].isPreferred && CodeActionKind.QuickFix.contains(actions[0].kind));
  await editor.module.workspace.applyEdit(actions[0].edit);
  assert.equal(vm.text, VM.replace("running: true", "runStrategy: Always"));
  await editor.until(vm, (found) => !rules(found).includes("deprecated-running"));
  await stop();
  assert.deepEqual(editor.shown, []);
});

test("completion, in a cloud-config too", { skip }, async () => {
  const { editor, stop } = await start({ "disk.yaml": DISK });
  const text = `${VM.replace("name: data", "name: ")}  cloudInit: |\n    #cloud-config\n    pack\n`;
  const vm = await editor.open("vm.yaml", text);
  const offered = async (line, character) => {
    const context = { triggerKind: 0, triggerCharacter: undefined };
    const list = await editor.providers.CompletionItem.provideCompletionItems(vm, new Position(line, character), editor.token(), context);
    return list.items;
  };
  const disks = await offered(8, 12);
  assert.ok(disks.some(({ label }) => label === "data"));
  const packages = (await offered(11, 8)).find(({ label }) => label === "packages");
  assert.equal(packages.insertText.value, "packages:\n  - $0");
  assert.deepEqual([packages.range.start?.character ?? packages.range.inserting.start.character], [4]);
  await stop();
});

test("a disk gets another name in all files, and its lens leads to its uses", { skip }, async () => {
  const { editor, stop } = await start({ "vm.yaml": VM, "disk.yaml": DISK });
  const vm = await editor.open("vm.yaml", VM);
  const disk = await editor.open("disk.yaml", DISK);
  await editor.until(vm, (found) => found.length > 0);
  const [lens] = await editor.providers.CodeLens.provideCodeLenses(disk, editor.token());
  assert.equal(lens.command.title, "used by `web`");
  let shown;
  editor.commands.set("editor.action.showReferences", (...parts) => (shown = parts));
  await editor.module.commands.executeCommand(lens.command.command, ...lens.command.arguments);
  const [uri, position, [place]] = shown;
  assert.ok(uri instanceof Uri && position instanceof Position && place.range instanceof Range);
  assert.deepEqual([place.uri.toString(), place.range.start.line], [vm.uri.toString(), 8]);

  const edit = await editor.providers.Rename.provideRenameEdits(disk, new Position(3, 9), "store", editor.token());
  await editor.module.workspace.applyEdit(edit);
  assert.equal(vm.text, VM.replace("name: data", "name: store"));
  assert.equal(disk.text, DISK.replace("name: data", "name: store"));
  await stop();
});

test("settings, configuration files and files on disk", { skip }, async () => {
  const { editor, folder, stop } = await start({}, { complete: true });
  const vm = await editor.open("vm.yaml", VM);
  await editor.until(vm, (found) => rules(found).includes("dangling-disk"));
  fs.writeFileSync(path.join(folder, "disk.yaml"), DISK);
  await editor.watched("Create", "disk.yaml");
  await editor.until(vm, (found) => found.length > 0 && !rules(found).includes("dangling-disk"));

  await editor.configure({ platform: "cozystack@1.6" });
  await editor.until(vm, (found) => found.some(({ message }) => message.includes("is ignored since Cozystack")));

  const configuration = await editor.open(".vmspec.yaml", "ignroe: []\n");
  const [fault] = await editor.until(configuration, (found) => found.length > 0);
  assert.match(fault.message, /did you mean `ignore`/);
  const untitled = await editor.open("", VM, Uri.parse("untitled:Untitled-1"));
  await editor.until(untitled, (found) => rules(found).includes("deprecated-running"));
  await stop();
});

test("a program that is not there is told of", async () => {
  const { editor, stop } = await start({}, { path: "/no/such/vmspec" });
  assert.match(editor.shown.at(-1), /`\/no\/such\/vmspec` could not be started; the setting vmspec.path/);
  await stop();
});
