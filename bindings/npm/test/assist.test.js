// What an editor asks for while someone writes, in the positions of editors.

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEdits, check, codeActions, complete, hover, symbols, workspace } from "vmspec";

import { DISK, VM } from "../fixtures.js";

/** A text with its place marked by `‸`. */
function marked(text) {
  return [text.replace("‸", ""), text.indexOf("‸")];
}

const COMPLETIONS = [
  ["a value with what it means", `${VM}  instanceType: u1.‸`, "u1.large", "u1."],
  ["a key that is missing", `${VM}  # größer 😀\n  inst‸`, "instanceProfile", "inst"],
  ["a disk of another document", `${DISK}---\n${VM}  disks:\n  - name: ‸`, "data", ""],
  ["a key inside cloud-config", `${VM}  cloudInit: |\n    #cloud-config\n    pack‸\n`, "packages", "pack"],
  ["an empty line, while the text is broken", `${DISK}  storage: [\n---\n${VM}  ‸`, "instanceType", ""],
];

for (const [what, text, label, typed] of COMPLETIONS) {
  test(`completion offers ${what}`, () => {
    const [whole, at] = marked(text);
    const { items, span, range } = complete(whole, at);
    assert.ok(items.some((item) => item.label === label), items.map((item) => item.label).join());
    assert.equal(whole.slice(span.start, span.end), typed);
    const line = whole.slice(0, at).split("\n");
    const position = { line: line.length - 1, character: line.at(-1).length };
    assert.deepEqual(range.end, position);
    assert.deepEqual(complete(whole, position), complete(whole, at));
  });
}

test("places mean the same in every encoding", () => {
  const [text, at] = marked(`${VM}  # größer 😀\n  instanceType: u1.lar‸ge\n`);
  const places = {
    "utf-16": at,
    "utf-8": Buffer.from(text.slice(0, at)).length,
    "utf-32": [...text.slice(0, at)].length,
  };
  for (const [positions, at] of Object.entries(places)) {
    const { span, markdown } = hover(text, at, { positions });
    assert.match(markdown, /^\*\*u1\.large\*\*: 2 vCPU, 8 GiB/);
    assert.equal(span.end, at + 2);
  }
  assert.equal(hover(text, 0, { platform: "cozystack" })?.span.start ?? 0, 0);
  assert.equal(hover("", 7), null);
});

test("actions mend what they say they mend", () => {
  const text = `${VM}  # größer 😀\n  running: true\n  disks: [a]\n`;
  const finding = check(text).diagnostics.find(({ rule }) => rule === "deprecated-running");
  const actions = codeActions(text, finding.span);
  assert.deepEqual(codeActions(text, finding.range), actions);
  const fix = actions.find(({ kind }) => kind === "fix");
  assert.deepEqual([fix.title, fix.applicability, fix.finding.span], [finding.fix.title, "safe", finding.span]);
  assert.match(applyEdits(text, fix.edits), /😀\n {2}runStrategy: Always\n/);
  const hide = actions.find(({ kind }) => kind === "suppress");
  const rules = check(applyEdits(text, hide.edits)).diagnostics.map(({ rule }) => rule);
  assert.ok(!rules.includes("deprecated-running"));
  const all = actions.find(({ kind }) => kind === "fix-all");
  assert.match(applyEdits(text, all.edits), /runStrategy[^]*name: a/);
});

test("an outline has the resources and their fields", () => {
  const [disk, vm] = symbols(`${DISK}  storage: 5Gi\n---\n${VM}  running: true\n`);
  assert.deepEqual([disk.name, disk.detail, disk.kind], ["data", "VMDisk", "resource"]);
  assert.deepEqual([vm.name, vm.children[0].name, vm.selection.start.line], ["web", "running", 10]);
});

test("a workspace offers the disks of its other texts", () => {
  const files = workspace();
  files.set("disk.yaml", DISK);
  const [text, at] = marked(`${VM}  disks:\n  - name: ‸\n`);
  files.set("vm.yaml", text);
  assert.ok(files.complete("vm.yaml", at).items.some(({ label }) => label === "data"));
  assert.equal(files.symbols("disk.yaml").length, 1);
  assert.equal(files.hover("vm.yaml", 0)?.span.start ?? 0, 0);
  assert.ok(Array.isArray(files.codeActions("vm.yaml", { start: 0, end: text.length })));
  assert.throws(() => files.complete("nothing.yaml", 0), TypeError);
});
