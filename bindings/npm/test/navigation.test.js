// Where disks are defined and used, other names for them, and what stands beside the text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEdits, codeLenses, definition, inlayHints, references, rename, workspace } from "vmspec";

import { DISK, VM } from "../fixtures.js";

const TEXT = `# größer 😀\n${DISK}  storage: 20Gi\n---\n${VM}  instanceType: u1.large\n  disks:\n  - name: data # 😀\n`;
const at = TEXT.lastIndexOf("data");
const slice = ({ span }) => TEXT.slice(span.start, span.end);
const line = (offset) => TEXT.slice(0, offset).split("\n").length - 1;

test("a disk is found where it is defined and where it is used", () => {
  const found = definition(TEXT, at);
  assert.deepEqual(
    [slice(found), found.file, found.range.start.line],
    ["data", "manifest.yaml", line(TEXT.indexOf("name: data"))],
  );
  assert.deepEqual(definition(TEXT, found.range.start), found);
  const all = references(TEXT, at);
  assert.deepEqual(all.map(slice), ["data", "data"]);
  assert.deepEqual(all[0], found);
  assert.deepEqual(references(TEXT, at, { definition: false }), all.slice(1));
  assert.equal(definition(TEXT, 0), null);
  assert.deepEqual(references(TEXT, 0), []);
});

test("a disk gets another name wherever it is named", () => {
  for (const positions of ["utf-16", "utf-8"]) {
    const place = positions === "utf-8" ? Buffer.from(TEXT.slice(0, at)).length : at;
    const { applied, text, edits } = rename(TEXT, place, "store", { positions });
    assert.ok(applied);
    assert.equal(text, TEXT.replaceAll("name: data", "name: store"));
    if (positions === "utf-16") assert.equal(applyEdits(TEXT, edits), text);
  }
  assert.deepEqual(rename(TEXT, 0, "store"), { applied: false, reason: "no disk of these files is named here" });
  const { applied, reason } = rename(TEXT, at, "Größer");
  assert.deepEqual([applied, typeof reason], [false, "string"]);
});

test("sizes stand behind names, and users above disks", () => {
  const hints = inlayHints(TEXT, { start: 0, end: TEXT.length });
  assert.deepEqual(
    hints.map(({ offset, label }) => [TEXT.slice(TEXT.lastIndexOf(" ", offset - 1) + 1, offset), label]),
    [
      ["u1.large", "2 vCPU, 8 GiB, series U"],
      ["data", "20Gi, blank"],
    ],
  );
  assert.deepEqual(hints[0].position, { line: line(hints[0].offset), character: "  instanceType: u1.large".length });
  const [lens] = codeLenses(TEXT);
  assert.deepEqual([slice(lens), lens.title, lens.places.map(slice)], ["VMDisk", "used by `web`", ["data"]]);
});

test("a workspace knows the places of all its texts", () => {
  const files = workspace();
  files.set("disk.yaml", DISK);
  const vm = `${VM}  disks:\n  - name: data\n`;
  files.set("vm.yaml", vm);
  const at = vm.lastIndexOf("data");
  assert.equal(files.definition("vm.yaml", at).file, "disk.yaml");
  assert.deepEqual(files.references("vm.yaml", at).map(({ file }) => file), ["disk.yaml", "vm.yaml"]);
  assert.deepEqual(files.references("vm.yaml", at, { definition: false }).map(({ file }) => file), ["vm.yaml"]);
  const renamed = files.rename("vm.yaml", at, "store");
  assert.deepEqual(
    renamed.files.map(({ name, text }) => [name, text]),
    [
      ["disk.yaml", DISK.replace("name: data", "name: store")],
      ["vm.yaml", vm.replace("name: data", "name: store")],
    ],
  );
  assert.equal(files.get("vm.yaml"), vm);
  assert.equal(files.codeLenses("disk.yaml")[0].places[0].file, "vm.yaml");
  assert.equal(files.inlayHints("vm.yaml", { start: 0, end: vm.length }).length, 1);
});
