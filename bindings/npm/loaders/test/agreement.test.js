// One set of manifests through the command line, Node.js and Chromium: the same report, byte for byte.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { format } from "vmspec";

import { HOSTILE, manifests, repository } from "../../fixtures.js";
import { freshFolder, launchBrowser, resultOf, serve } from "../fresh.js";

const native = process.env.VMSPEC_NATIVE ?? join(repository, "target/debug/vmspec");

const APP = `import { format } from "/node_modules/vmspec/dist/index.js";
const texts = await (await fetch("/texts.json")).json();
globalThis.result = texts.map(({ name, text }) => format(text, { as: "json", filename: name }));
`;

test("the command line, Node.js and Chromium print the same reports", async (t) => {
  const hostile = Object.values(HOSTILE).map((text, index) => ({ name: `hostile-${index}.yaml`, text }));
  const texts = [...manifests(), ...hostile].filter(({ text }) => text.length < 2_000_000);
  const folder = freshFolder(t, {
    "texts.json": JSON.stringify(texts),
    "app.js": APP,
    "index.html": '<!doctype html><title>x</title><script type="module" src="app.js"></script>\n',
  });
  const address = await serve(t, folder);
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const { result: inChromium } = await resultOf(browser, `${address}/`);
  assert.equal(inChromium.length, texts.length);
  for (const [index, { name, text }] of texts.entries()) {
    const argv = ["check", "--format", "json", "--exit-zero", "--stdin-filename", name, "-"];
    const { stdout } = spawnSync(native, argv, { input: text, encoding: "utf8", maxBuffer: 1 << 30 });
    assert.equal(format(text, { as: "json", filename: name }), stdout, `Node.js: ${name}`);
    assert.equal(inChromium[index], stdout, `Chromium: ${name}`);
  }
  t.diagnostic(`${texts.length} texts compared`);
});
