import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import * as esm from "vmspec";
import * as slim from "vmspec/slim";

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

test("the module says the version of the package", () => assert.equal(esm.version(), manifest.version));

test("both forms of modules offer the same", () => {
  const cjs = require("vmspec");
  assert.deepEqual(Object.keys(cjs).sort(), Object.keys(esm).sort());
  assert.deepEqual(cjs.check("kind: VMDisk\n"), esm.check("kind: VMDisk\n"));
  assert.deepEqual(Object.keys(require("vmspec/slim")).sort(), Object.keys(slim).sort());
});

test("without a module the slim entry says what to do", async () => {
  assert.throws(() => slim.check(""), /call `init` or `initSync`/);
  const bytes = readFileSync(new URL("../dist/vmspec.wasm", import.meta.url));
  const response = new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
  await Promise.all([slim.init(response), slim.init(bytes)]);
  slim.initSync(bytes);
  assert.deepEqual(slim.check("kind: VMDisk\n"), esm.check("kind: VMDisk\n"));
});

test("loading ahead of the first call does no harm, however often", async () => {
  await Promise.all([esm.init(), esm.init()]);
  await esm.init();
  assert.equal(esm.check("").summary.files, 1);
});
