// One set of manifests through the command line, Node.js and Chromium: the same report, byte for byte.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { format } from "vmspec";

import { SETTINGS, native, nativeReport, textsTogether, writeTogether } from "../../agreement.js";
import { HOSTILE, manifests } from "../../fixtures.js";
import { freshFolder, launchBrowser, resultOf, serve } from "../fresh.js";

const APP = `import * as vmspec from "/node_modules/vmspec/dist/index.js";
import { judgeTogether } from "/judge-together.js";
const { texts, together, SETTINGS } = await (await fetch("/texts.json")).json();
globalThis.result = {
  apart: texts.map(({ name, text }) => vmspec.format(text, { as: "json", filename: name })),
  together: SETTINGS.map((settings) => judgeTogether(vmspec, settings, together)),
};
`;

test("the command line, Node.js and Chromium print the same reports", async (t) => {
  const hostile = Object.values(HOSTILE).map((text, index) => ({ name: `hostile-${index}.yaml`, text }));
  const texts = [...manifests(), ...hostile].filter(({ text }) => text.length < 2_000_000);
  const together = textsTogether();
  const folder = freshFolder(t, {
    "texts.json": JSON.stringify({ texts, together, SETTINGS }),
    "judge-together.js": readFileSync(new URL("../../judge-together.js", import.meta.url)),
    "app.js": APP,
    "index.html": '<!doctype html><title>x</title><script type="module" src="app.js"></script>\n',
  });
  const address = await serve(t, folder);
  const browser = await launchBrowser(t);
  const { result: inChromium } = await resultOf(browser, `${address}/`);
  assert.equal(inChromium.apart.length, texts.length);
  for (const [index, { name, text }] of texts.entries()) {
    const argv = ["check", "--format", "json", "--exit-zero", "--stdin-filename", name, "-"];
    const { stdout } = spawnSync(native, argv, { input: text, encoding: "utf8", maxBuffer: 1 << 30 });
    assert.equal(format(text, { as: "json", filename: name }), stdout, `Node.js: ${name}`);
    assert.equal(inChromium.apart[index], stdout, `Chromium: ${name}`);
  }
  writeTogether(folder, together);
  for (const [index, settings] of SETTINGS.entries()) {
    assert.equal(inChromium.together[index], nativeReport(folder, settings), `Chromium: ${settings.what}`);
  }
  t.diagnostic(`${texts.length} texts compared alone, ${together.length} together`);
});
