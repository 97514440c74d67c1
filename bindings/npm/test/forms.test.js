// A form and the text that it shows stay in step, and no comment is lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEdits, applyFormEdit, readForm } from "vmspec";

import { manifests } from "../fixtures.js";

const TEXT = `# our web server
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web # not yet final
spec:
  # sizes
  instanceType: "u1.medium"   # ü 😀
  disks:
  - name: system # boots
  - name: data
---
# nothing here
---
kind: VMDisk # second
`;

test("documents are read as the cluster reads them", () => {
  const documents = readForm(TEXT);
  assert.deepEqual(
    documents.map(({ document }) => document),
    [0, 2],
  );
  assert.deepEqual(documents[0].value.spec.disks, [{ name: "system" }, { name: "data" }]);
  assert.equal(readForm("running: yes\nport: 0o17\n")[0].value.running, true);
  assert.deepEqual(readForm(""), []);
  assert.deepEqual(readForm("a: [\n").length, 1);
});

const EDITS = [
  ["spec.instanceType", "u1.large", {}, (text) => text.replace("u1.medium", "u1.large")],
  ["spec.disks[1]", undefined, {}, (text) => text.replace("  - name: data\n", "")],
  ["spec.disks[1].bus", "sata", {}, (text) => text.replace("name: data\n", "name: data\n    bus: sata\n")],
  ["spec.disks", [{ name: "system" }], {}, (text) => text.replace("  - name: data\n", "")],
  ["spec.external", undefined, {}, (text) => text],
  ["kind", "VMInstance", { document: 2 }, (text) => text.replace("VMDisk # second", "VMInstance # second")],
];

for (const [path, value, options, expected] of EDITS) {
  test(`${path} becomes ${JSON.stringify(value)}`, () => {
    const edit = applyFormEdit(TEXT, path, value, options);
    assert.equal(edit.text, expected(TEXT));
    assert.equal(applyEdits(TEXT, edit.edits), edit.text);
  });
}

test("the first value makes the manifest, in the order that it was given", () => {
  const spec = { storage: "20Gi", source: { image: { name: "rocky-9" } } };
  const written = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
spec:
  storage: 20Gi
  source:
    image:
      name: rocky-9
`;
  for (const [text, expected, options] of [
    ["", written, {}],
    ["# größer 😀", `# größer 😀\n${written}`, {}],
    ["a: 1\n", `a: 1\n---\n${written}`, { document: 1 }],
  ]) {
    const edit = applyFormEdit(text, "spec", spec, { kind: "VMDisk", ...options });
    assert.equal(edit.text, expected);
    assert.equal(applyEdits(text, edit.edits), expected);
    // From then on it is an edit like any other.
    const next = applyFormEdit(edit.text, "metadata.name", "data", { kind: "VMDisk", ...options });
    assert.equal(next.text, `${expected}metadata:\n  name: data\n`);
  }
});

test("what can't be changed is said and not thrown", () => {
  for (const [text, path] of [[TEXT, "kind.x"], ["", "spec[1]"], [TEXT, "spec.disks[7]"], ["a: &a [2]\nb: *a\n", "b[0]"]]) {
    const edit = applyFormEdit(text, path, 1);
    assert.equal(edit.applied, false);
    assert.equal(typeof edit.reason, "string");
  }
});

test("giving back what a form holds changes nothing, and a changed name changes one place", () => {
  let tried = 0;
  for (const { text } of manifests()) {
    for (const { document, value } of readForm(text)) {
      const same = applyFormEdit(text, "", value, { document });
      assert.deepEqual([same.applied, same.text], [true, text]);
      if (typeof value?.metadata?.name !== "string") continue;
      const renamed = { ...value, metadata: { ...value.metadata, name: "renamed" } };
      const edit = applyFormEdit(text, "", renamed, { document });
      if (!edit.applied) continue;
      assert.deepEqual(readForm(edit.text).find((read) => read.document === document).value, renamed);
      tried += 1;
    }
  }
  assert.ok(tried > 20);
});
