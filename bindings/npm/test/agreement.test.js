// What JavaScript gets is what the command line prints, byte for byte.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { check, format } from "vmspec";

import { DISK, HOSTILE, elsewhere, manifests, repository } from "../fixtures.js";

const native = process.env.VMSPEC_NATIVE ?? join(repository, "target/debug/vmspec");

/** Every combination that a text is checked with. */
const OPTION_SETS = [
  [{}, []],
  [
    { platform: "cozystack@1.6", complete: true, stage: "production" },
    ["--platform", "cozystack@1.6", "--complete", "--stage", "production"],
  ],
];

function printed(text, filename, flags, as) {
  const argv = ["check", "--format", as, "--exit-zero", "--stdin-filename", filename, ...flags, "-"];
  const { status, stdout, stderr } = spawnSync(native, argv, { input: text, encoding: "utf8", maxBuffer: 1 << 30 });
  assert.equal(status, 0, `${native} ${argv.join(" ")}: ${stderr}`);
  return stdout;
}

function assertAgreement(text, filename) {
  for (const [options, flags] of OPTION_SETS) {
    const json = printed(text, filename, flags, "json");
    assert.equal(format(text, { ...options, filename, as: "json" }), json, `${filename} ${flags}`);
    assertSamePlaces(JSON.parse(json), text, { ...options, filename });
  }
}

/** The object has the places of the JSON report in every encoding. */
function assertSamePlaces(json, text, options) {
  const bytes = check(text, { ...options, positions: "utf-8" });
  const points = check(text, { ...options, positions: "utf-32" });
  const units = check(text, options);
  assert.deepEqual(units.summary, json.summary);
  assert.equal(units.diagnostics.length, json.diagnostics.length);
  for (const [index, expected] of json.diagnostics.entries()) {
    const byBytes = bytes.diagnostics[index];
    const byUnits = units.diagnostics[index];
    assert.deepEqual(byBytes.span, expected.span);
    const { start, end } = points.diagnostics[index].range;
    const human = ({ line, character }) => ({ line: line + 1, column: character + 1 });
    assert.deepEqual({ start: human(start), end: human(end) }, expected.range, JSON.stringify(expected));
    const slice = Buffer.from(text).subarray(expected.span.start, expected.span.end).toString();
    assert.equal(wellFormed(text.slice(byUnits.span.start, byUnits.span.end)), slice);
    const inBytes = (fix) => fix && { ...fix, edits: fix.edits.map(({ span, text }) => ({ ...span, text })) };
    assert.deepEqual([byBytes.fix, ...byBytes.alternatives].map(inBytes), [expected.fix, ...expected.alternatives]);
    const { span, range, labels, fix, alternatives, ...rest } = byUnits;
    for (const [name, value] of Object.entries(rest)) assert.deepEqual(value, expected[name], name);
  }
}

const wellFormed = (text) => Buffer.from(text).toString();

test("the report of every fixture is the native one", (t) => {
  if (!elsewhere) t.diagnostic("skipped: manifests from elsewhere, since VMSPEC_SHARED is not set");
  let compared = 0;
  for (const { name, text } of manifests()) {
    assertAgreement(text, name);
    compared += 1;
  }
  assert.ok(compared > 20, `only ${compared} texts were compared`);
  t.diagnostic(`${compared} texts compared`);
});

test("a line for each finding is printed as on the command line", () => {
  const text = `${DISK}  storage: 5GB\n  "größe": x\n`;
  assert.equal(
    format(text, { as: "concise", filename: "ü.yaml" }),
    printed(text, "ü.yaml", [], "concise").replace(/^.* documents? checked.*\n/m, ""),
  );
});

for (const [what, text] of Object.entries(HOSTILE)) {
  test(`the report of ${what} is the native one`, () => assertAgreement(text, "hostile.yaml"));
}

test("lone surrogates are read as U+FFFD", () => {
  for (const lone of ["\ud800", "\udfff", "x\udc00\ud800y"]) {
    const text = `${DISK}  storage: "${lone}"\n`;
    assert.deepEqual(check(text), check(wellFormed(text)));
    assert.equal(check(text).diagnostics.length > 0, true);
  }
});
