import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { initSync, version } from "vmspec";

const bytes = await readFile(new URL("../dist/vmspec_bg.wasm", import.meta.url));
const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));

test("the module says the version of the package", () => {
  initSync({ module: bytes });
  assert.equal(version(), manifest.version);
});
