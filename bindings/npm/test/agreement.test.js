// What JavaScript gets is what the command line prints, field by field.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { check, initSync } from "vmspec";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const native = process.env.VMSPEC_NATIVE ?? join(repository, "target/debug/vmspec");

initSync({ module: readFileSync(new URL("../dist/vmspec_bg.wasm", import.meta.url)) });

/** Every combination that a text is checked with. */
const OPTION_SETS = [
  [{}, []],
  [{ platform: "cozystack@1.6", complete: true, stage: "production" }, ["--platform", "cozystack@1.6", "--complete", "--stage", "production"]],
];

function nativeReport(text, filename, flags) {
  const argv = ["check", "--format", "json", "--exit-zero", "--stdin-filename", filename, ...flags, "-"];
  const { status, stdout, stderr } = spawnSync(native, argv, { input: text, encoding: "utf8", maxBuffer: 1 << 30 });
  assert.equal(status, 0, `${native} ${argv.join(" ")}: ${stderr}`);
  return JSON.parse(stdout);
}

function assertAgreement(text, filename) {
  for (const [options, flags] of OPTION_SETS) {
    assert.deepEqual(check(text, { ...options, filename }), nativeReport(text, filename, flags), `${filename} ${flags}`);
  }
}

/** All files below the folders, by name. */
function files(...folders) {
  const found = [];
  for (const folder of folders.filter(existsSync)) {
    for (const entry of readdirSync(folder)) {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) found.push(...files(path));
      else found.push(path);
    }
  }
  return found.sort();
}

/** The manifests in a file: the whole, or the code blocks of a page. */
function texts(path) {
  const text = readFileSync(path, "utf8");
  if (/\.ya?ml$/.test(path)) return [text];
  if (!path.endsWith(".md")) return [];
  return [...text.matchAll(/^```yaml.*\n([^]*?)^```/gm)].map(([, block]) => block);
}

test("the report of every fixture is the native one", (t) => {
  const folders = ["examples", "docs/rules", "fuzz/seeds"].map((folder) => join(repository, folder));
  if (process.env.VMSPEC_SHARED) folders.push(join(process.env.VMSPEC_SHARED, "corpus/manifests"));
  else t.diagnostic("skipped: manifests from elsewhere, since VMSPEC_SHARED is not set");
  let compared = 0;
  for (const path of files(...folders)) {
    for (const text of texts(path)) {
      // Node drops a byte-order mark on neither side.
      assertAgreement(text, path.slice(repository.length));
      compared += 1;
    }
  }
  assert.ok(compared > 20, `only ${compared} texts were compared`);
  t.diagnostic(`${compared} texts compared`);
});

const HEAD = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n";

/** Hostile and odd texts, by what they are. */
const HOSTILE = {
  "nothing": "",
  "only a byte-order mark": "\ufeff",
  "20,000 nested lists in brackets": "[".repeat(20_000),
  "20,000 nested mappings in braces": "{a: ".repeat(20_000),
  "20,000 nested lists with dashes": "- ".repeat(20_000) + "x",
  "20,000 nested mappings by indentation": Array.from({ length: 2_000 }, (_, depth) => " ".repeat(depth) + "a:\n").join(""),
  "20,000 nested lists in a field": `${HEAD}  storage: ${"[".repeat(20_000)}`,
  "a billion laughs": "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" +
    Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]\n`).join(""),
  "a billion laughs in annotations": HEAD.replace("  name: data\n", "  name: data\n  annotations:\n    a: &a [x, x, x, x, x, x, x, x, x]\n" +
    "bcdefghi".replace(/./g, (key, at) => `    ${key}: &${key} [${Array(9).fill("*" + "abcdefgh"[at]).join(", ")}]\n`)),
  "an alias into itself": "a: &a [*a]\n",
  "10,000 aliases of 10,000 values": `a: &a [${"x, ".repeat(10_000)}]\nb: [${"*a, ".repeat(10_000)}]\n`,
  "a scalar of 50 MB": `${HEAD}  storageClass: ${"x".repeat(50_000_000)}\n`,
  "a scalar of 1 MB": `${HEAD}  storageClass: ${"x".repeat(1_000_000)}\n`,
  "100,000 lines of comments": `${HEAD}${"  # comment\n".repeat(100_000)}  storage: 5Gi\n`,
  "lone carriage returns": HEAD.replaceAll("\n", "\r") + "  storage: 5GB\r",
  "carriage returns with line feeds": HEAD.replaceAll("\n", "\r\n") + "  storage: 5GB\r\n",
  "NUL": `${HEAD}  storage: "5\0Gi"\n`,
  "NUL in a plain scalar": `${HEAD}  storage: 5\0Gi\n`,
  "control characters": `${HEAD}  storageClass: \u001b[31mred\u0007\u009b\n`,
  "characters of two, three and four bytes": `${HEAD}  "größe": 5Gi\n  storage: "5ḠB"\n  x😀y: 1\n`,
  "line ends that only Unicode knows": `${HEAD}  storage: 5GB\u2028  optical: x\u0085  a: b\n`,
  "tabs": "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nspec:\n\tstorage: 5Gi\n",
  "half a document": `${HEAD}  source:\n    image:\n      na`,
  "numbers that no one can hold": `${HEAD}  storage: 123456789012345678901234567890\n  optical: 9007199254740993\n`,
};

for (const [what, text] of Object.entries(HOSTILE)) {
  test(`the report of ${what} is the native one`, () => assertAgreement(text, "hostile.yaml"));
}

test("lone surrogates are read as U+FFFD", () => {
  for (const lone of ["\ud800", "\udfff", "x\udc00\ud800y"]) {
    const text = `${HEAD}  storage: "${lone}"\n`;
    const readable = text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, "\ufffd");
    assert.deepEqual(check(text), check(readable));
    assert.equal(check(text).diagnostics.length > 0, true);
  }
});

test("memory does not grow with the number of checks", () => {
  const { memory } = initSync();
  const text = `${HEAD}  storage: 5GB\n  storageclass: replicated\n`;
  for (let round = 0; round < 1_000; round += 1) check(text);
  const before = memory.buffer.byteLength;
  for (let round = 0; round < 10_000; round += 1) check(text);
  assert.equal(memory.buffer.byteLength, before);
});
