// What JavaScript gets is what the command line prints, byte for byte.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import * as vmspec from "vmspec";

import { SETTINGS, native, nativeReport, textsTogether, writeTogether } from "../agreement.js";
import { DISK, HOSTILE, elsewhere, manifests } from "../fixtures.js";
import { judgeTogether } from "../judge-together.js";

const { check, format } = vmspec;

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
  // Outside of the repository, from whose root some formats name files.
  const options = { input: text, cwd: tmpdir(), encoding: "utf8", maxBuffer: 1 << 30 };
  const { status, stdout, stderr } = spawnSync(native, argv, options);
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

test("the other formats are printed as on the command line, but for what is said of rules and at the end", () => {
  const text = `${DISK}  storage: 5GB\n  "größe": x | <b>\n`;
  const both = (as) => [format(text, { as, filename: "ü.yaml" }), printed(text, "ü.yaml", ["--quiet"], as)];
  for (const as of ["concise", "markdown"]) {
    const [ours, theirs] = both(as);
    assert.equal(ours, theirs);
    assert.match(ours, /größe/);
  }
  const [ours, theirs] = both("sarif").map((text) => JSON.parse(text).runs[0]);
  assert.ok(ours.results.length > 1);
  assert.deepEqual(ours.results, theirs.results);
  const addresses = ({ tool }) => tool.driver.rules.map(({ id, helpUri }) => [id, helpUri]);
  assert.deepEqual(addresses(ours), addresses(theirs));
});

test("all texts together are judged as on the command line, whatever the settings", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "vmspec-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const texts = textsTogether();
  writeTogether(folder, texts);
  const reports = SETTINGS.map((settings) => {
    const report = nativeReport(folder, settings);
    assert.equal(judgeTogether(vmspec, settings, texts), report, settings.what);
    return report;
  });
  assert.equal(new Set(reports).size, SETTINGS.length, "every setting makes a difference");
  const { files, suppressed } = JSON.parse(reports[0]).summary;
  assert.deepEqual([files, suppressed > 2], [texts.length, true]);
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
