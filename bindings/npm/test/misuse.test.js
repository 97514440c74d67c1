// Wrong use throws a TypeError that says what was expected; no text ever throws.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as vmspec from "vmspec";

const { check } = vmspec;

const WRONG_USE = [
  ["check", [], /`text` is no string/],
  ["check", [undefined], /`text` is no string/],
  ["check", [42], /`text` is no string/],
  ["check", [null], /`text` is no string/],
  ["check", [{}], /`text` is no string/],
  ["check", [new Uint8Array(3)], /`text` is no string/],
  ["check", ["", null], /`options` is no object/],
  ["check", ["", "hikube"], /`options` is no object/],
  ["check", ["", { platform: 3 }], /`options\.platform`: expected a string/],
  ["check", ["", { platform: "openstack" }], /unknown platform `openstack`: expected `hikube` or `cozystack`/],
  ["check", ["", { platform: "cozystack@new" }], /`new` is not a platform version/],
  ["check", ["", { filename: 3 }], /`options\.filename`: expected a string/],
  ["check", ["", { complete: "yes" }], /`options\.complete`: expected a boolean/],
  ["check", ["", { stage: "test" }], /`options\.stage`: expected `production` or `development`/],
  ["check", ["", { plattform: "hikube" }], /`options\.plattform` is no option: expected one of platform/],
  ["check", ["", { positions: "utf16" }], /`options\.positions`: expected `utf-16`/],
  ["check", ["", { rules: ["string-disk"] }], /`options\.rules`: expected an object/],
  ["check", ["", { rules: { "string-disc": "off" } }], /no rule and no group `string-disc`: did you mean `string-disk`/],
  ["check", ["", { rules: { "string-disk": "none" } }], /expected `error`, `warning`, `info` or `off`/],
  ["fix", ["", { unsafe: 1 }], /`options\.unsafe`: expected a boolean/],
  ["format", ["", {}], /`options\.as`: expected one of json, concise, markdown, sarif/],
  ["format", ["", { as: "toString" }], /`options\.as`: expected one of json/],
  ["migrate", [""], /`to` is no string/],
  ["migrate", ["", "openstack"], /unknown platform `openstack`/],
  ["definition", ["", 0.5], /`at`: expected an offset/],
  ["references", ["", 0, { definition: 1 }], /`options\.definition`: expected a boolean/],
  ["rename", ["", 0], /`newName` is no string/],
  ["inlayHints", ["", 0], /`range` is no object/],
  ["codeLenses", [3], /`text` is no string/],
  ["format", [""], /`options` is no object/],
  ["diff", ["", 1], /`newText` is no string/],
  ["applyFormEdit", ["", "a..b", 1], /`path`: not a field path from byte 2 on/],
  ["applyFormEdit", ["", "a", () => 1], /`value` is nothing that JSON can hold/],
  ["applyFormEdit", ["", "a", 1, { document: -1 }], /`options\.document`/],
  ["applyFormEdit", ["", "a", 1, { kind: "Pod" }], /`options\.kind`: expected `VMInstance` or `VMDisk`/],
  ["complete", ["", -1], /`at`: expected an offset, or a line and a character/],
  ["hover", ["", { line: 1 }], /`at`: expected an offset/],
  ["codeActions", ["", 3], /`range` is no object/],
  ["codeActions", ["", { start: 0 }], /`range\.end`: expected an offset/],
  ["withCatalog", ["instanceTypes: 3"], /not a catalog: line 1, column 16/],
  ["withCatalog", [{ instancetypes: {} }], /unknown key `instancetypes`: did you mean `instanceTypes`/],
  ["withCatalog", [3], /`catalog` is no object/],
  ["withCatalog", [[{ spec: {} }]], /`catalog\[0\]\.metadata\.name` is no string/],
  ["withCatalog", [[{ metadata: { name: "image" }, spec: { items: 3 } }]], /`catalog\[0\]\.spec\.items` is no list/],
  ["withCatalog", [[{ metadata: { name: "image" }, spec: { items: [null] } }]], /`catalog\[0\]\.spec\.items\[0\]` is no object/],
  ["applyEdits", ["", undefined], /`edits` is no list/],
  ["withSettings", [null], /`settings` is no object/],
  ["withSettings", [{ stage: 3 }], /`settings\.stage`: expected `production` or `development`/],
  ["withSettings", [{ platform: "x" }], /unknown platform `x`/],
];

for (const [name, args, message] of WRONG_USE) {
  test(`${name}(${args.map((arg) => JSON.stringify(arg)).join(", ")}) throws a TypeError`, () => {
    assert.throws(() => vmspec[name](...args), (error) => error instanceof TypeError && message.test(error.message));
  });
}

test("what is asked for and not there is a rejected promise", async () => {
  await assert.rejects(vmspec.explain("no-such-rule"), TypeError);
  await assert.rejects(vmspec.explain("toString"), TypeError);
  await assert.rejects(vmspec.schema("Pod"), TypeError);
  await assert.rejects(vmspec.schema("VMDisk", { flavour: "strict", draft: "2020-12" }), TypeError);
  await assert.rejects(vmspec.schema("VMDisk", { provider: "aws" }), TypeError);
});

test("missing options and options that are undefined are the defaults", () => {
  const text = "kind: VMDisk\n";
  const options = { platform: undefined, filename: undefined, complete: undefined, stage: undefined, rules: undefined };
  assert.deepEqual(check(text, options), check(text));
  assert.deepEqual(check(text, {}), check(text));
  assert.equal(check(text).diagnostics[0].file, "manifest.yaml");
});

test("a setting that is refused leaves nothing behind", () => {
  assert.throws(() => check("", { platform: "x" }), TypeError);
  assert.throws(() => check("", { platform: "x" }), TypeError);
  assert.equal(check("").summary.files, 1);
});

test("what comes out can be handed to a worker", () => {
  const text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nspec: {}\n";
  for (const result of [check(text), vmspec.resolve(text), vmspec.fix(text), vmspec.catalog(), vmspec.rules()]) {
    assert.deepEqual(structuredClone(result), result);
  }
});
