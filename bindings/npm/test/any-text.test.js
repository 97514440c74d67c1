// No text makes any call throw, and every place in an answer is one of the text's.

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";
import * as vmspec from "vmspec";

import { DISK, VM } from "../fixtures.js";

/** What strings of JavaScript can hold, unpaired surrogates and NUL included. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0xd7ff, max: 0xe001 }).map((code) => String.fromCharCode(code)),
  fc.constantFrom("\0", "\r", "\n", "\t", "\u0085", "\u2028", "\ufeff", "😀", "ü"),
  fc.constantFrom(..."-?:,[]{}#&*!|>'\"%@`~<= ", "  ", "---\n", "- ", ": ", "&a ", "*a", "<<: "),
);

/** Bytes, as someone would paste them from a file that is no text. */
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => new TextDecoder().decode(array));

const CONFIG = `${VM}  runStrategy: Always\n  instanceType: u1.large\n  disks:\n    - name: data # größer 😀\n  cloudInit: |\n    #cloud-config\n    users:\n      - name: ops\n`;
/** A manifest in which something else stands in one place. */
const spoilt = fc
  .tuple(fc.constantFrom(DISK, CONFIG, `${CONFIG}---\n${DISK}  storage: 5GB\n`), fc.nat(), fc.nat(40), fc.string({ unit, maxLength: 20 }))
  .map(([text, at, length, other]) => {
    const start = at % text.length;
    return text.slice(0, start) + other + text.slice(start + length);
  });

const texts = fc.oneof(fc.string({ unit, maxLength: 200 }), bytes, spoilt);

/** Every call that takes a text, at a place of it. */
function everything(text, at, positions) {
  const options = { positions, platform: "cozystack@1.6", complete: true };
  const workspace = vmspec.workspace({ positions });
  workspace.set("some.yaml", text);
  return [
    vmspec.check(text, options),
    vmspec.fix(text, { ...options, unsafe: true }),
    vmspec.complete(text, at, options),
    vmspec.hover(text, at, options),
    vmspec.codeActions(text, { start: 0, end: at }, options),
    vmspec.symbols(text, options),
    vmspec.definition(text, at, options),
    vmspec.references(text, at, options),
    vmspec.rename(text, at, "other", options),
    vmspec.inlayHints(text, { start: 0, end: at }, options),
    vmspec.codeLenses(text, options),
    vmspec.migrate(text, "hikube", options),
    vmspec.resolve(text, options),
    vmspec.readForm(text),
    vmspec.applyFormEdit(text, "spec.disks[0].name", "other", { positions }),
    vmspec.diff(text, DISK, options),
    vmspec.diff(DISK, text, options),
    ...["json", "concise", "markdown", "sarif"].map((as) => vmspec.format(text, { ...options, as })),
    workspace.check(),
  ];
}

test("no text makes any call throw", () => {
  const encodings = fc.constantFrom("utf-16", "utf-8", "utf-32");
  const places = fc.oneof(fc.nat(300), fc.record({ line: fc.nat(20), character: fc.nat(300) }));
  const property = fc.property(texts, places, encodings, (text, at, positions) => {
    for (const answer of everything(text, at, positions)) assert.deepEqual(structuredClone(answer), answer);
  });
  fc.assert(property, { numRuns: 400 });
});

test("every place in a report is one of the text's", () => {
  const property = fc.property(texts, (text) => {
    const lines = text.split(/\r\n|\r|\n/);
    const inside = ({ line, character }) => assert.ok(character <= lines[line]?.length, `${line}:${character}`);
    const { diagnostics } = vmspec.check(text);
    const edits = diagnostics.flatMap(({ fix, alternatives }) => [fix, ...alternatives].flatMap((one) => one?.edits ?? []));
    for (const { span, range } of [...diagnostics, ...diagnostics.flatMap(({ labels }) => labels), ...edits]) {
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
      inside(range.start);
      inside(range.end);
    }
  });
  fc.assert(property, { numRuns: 1_000 });
});
