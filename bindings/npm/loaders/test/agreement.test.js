// One set of manifests through the command line, Node.js and browsers: the same report, byte for byte.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import * as vmspec from "vmspec";

import { SETTINGS, native, nativeReport, textsTogether, writeTogether } from "../../agreement.js";
import { OTHER_BROWSERS, launch, resultIn, skipWithout } from "../../browsers.js";
import { HOSTILE, manifests } from "../../fixtures.js";
import { judgeTogether } from "../../judge-together.js";
import { freshFolder, launchBrowser, prepared, resultOf, serve } from "../fresh.js";

const APP = `import * as vmspec from "/node_modules/vmspec/dist/index.js";
import { judgeTogether } from "/judge-together.js";
const { texts, together, SETTINGS } = await (await fetch("/texts.json")).json();
globalThis.result = {
  apart: texts.map(({ name, text }) => vmspec.format(text, { as: "json", filename: name })),
  together: SETTINGS.map((settings) => judgeTogether(vmspec, settings, together)),
};
`;

describe("one report", () => {
  const hostile = Object.values(HOSTILE).map((text, index) => ({ name: `hostile-${index}.yaml`, text }));
  const texts = [...manifests(), ...hostile].filter(({ text }) => text.length < 2_000_000);
  const together = textsTogether();
  /** What the command line prints. */
  const expected = {};
  let address;
  prepared(async (t) => {
    const folder = freshFolder(t, {
      "texts.json": JSON.stringify({ texts, together, SETTINGS }),
      "judge-together.js": readFileSync(new URL("../../judge-together.js", import.meta.url)),
      "app.js": APP,
      "index.html": '<!doctype html><title>x</title><script type="module" src="app.js"></script>\n',
    });
    address = await serve(t, folder);
    expected.apart = texts.map(({ name, text }) => {
      const argv = ["check", "--format", "json", "--exit-zero", "--stdin-filename", name, "-"];
      return spawnSync(native, argv, { input: text, encoding: "utf8", maxBuffer: 1 << 30 }).stdout;
    });
    writeTogether(folder, together);
    expected.together = SETTINGS.map((settings) => nativeReport(folder, settings));
  });

  function assertExpected({ apart, together }) {
    assert.equal(apart.length, texts.length);
    for (const [index, { name }] of texts.entries()) assert.equal(apart[index], expected.apart[index], name);
    for (const [index, { what }] of SETTINGS.entries()) assert.equal(together[index], expected.together[index], what);
  }

  test("Node.js prints what the command line does", (t) => {
    assertExpected({
      apart: texts.map(({ name, text }) => vmspec.format(text, { as: "json", filename: name })),
      together: SETTINGS.map((settings) => judgeTogether(vmspec, settings, together)),
    });
    t.diagnostic(`${texts.length} texts compared alone, ${together.length} together`);
  });

  test("Chromium prints what the command line does", async (t) => {
    const browser = await launchBrowser(t);
    assertExpected((await resultOf(browser, `${address}/`)).result);
  });

  for (const name of OTHER_BROWSERS) {
    test(`${name} prints what the command line does`, { skip: skipWithout(name) }, async (t) => {
      const driver = await launch(t, name);
      assertExpected(await resultIn(driver, `${address}/`));
    });
  }
});
