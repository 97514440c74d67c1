// Wrong use throws a TypeError that says what was expected; no text ever throws.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { check, initSync } from "vmspec";

initSync({ module: readFileSync(new URL("../dist/vmspec_bg.wasm", import.meta.url)) });

const WRONG_USE = [
  [[], /`text` is no string/],
  [[undefined], /`text` is no string/],
  [[42], /`text` is no string/],
  [[null], /`text` is no string/],
  [[{}], /`text` is no string/],
  [[new Uint8Array(3)], /`text` is no string/],
  [["", null], /`options` are no object/],
  [["", "hikube"], /`options` are no object/],
  [["", { platform: 3 }], /`options\.platform`: expected a string/],
  [["", { platform: "openstack" }], /`options\.platform`: .*expected `hikube` or `cozystack`/],
  [["", { platform: "cozystack@new" }], /`options\.platform`/],
  [["", { filename: 3 }], /`options\.filename`: expected a string/],
  [["", { complete: "yes" }], /`options\.complete`: expected a boolean/],
  [["", { stage: "test" }], /`options\.stage`: expected `production` or `development`/],
  [["", { plattform: "hikube" }], /`options\.plattform` .*expected/],
];

for (const [args, message] of WRONG_USE) {
  test(`check(${args.map((arg) => JSON.stringify(arg)).join(", ")}) throws a TypeError`, () => {
    assert.throws(() => check(...args), (error) => error instanceof TypeError && message.test(error.message));
  });
}

test("missing options and options that are undefined are the defaults", () => {
  const text = "kind: VMDisk\n";
  const options = { platform: undefined, filename: undefined, complete: undefined, stage: undefined };
  assert.deepEqual(check(text, options), check(text));
  assert.deepEqual(check(text, {}), check(text));
  assert.equal(check(text).diagnostics[0].file, "manifest.yaml");
});

test("the report can be handed to a worker", () => {
  const report = check("kind: VMDisk\n");
  assert.deepEqual(structuredClone(report), report);
});
