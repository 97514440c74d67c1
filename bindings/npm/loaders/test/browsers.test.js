// The packed package in browsers other than Chromium, without a bundler.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { OTHER_BROWSERS, launch, resultIn, skipWithout } from "../../browsers.js";
import { POLICY, freshFolder, prepared, serve } from "../fresh.js";
import { EXPECTED, PAGES } from "../work.js";

const TEXT = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web # 😀
spec:
  running: true
  instanceType: u1.
`;

/** What an editor asks for, at the end of the text and at the field before. */
const EDITING = `import { check, complete, fix, hover } from "/node_modules/vmspec/dist/index.js";
const text = ${JSON.stringify(TEXT)};
const end = text.length - 1;
globalThis.result = {
  marked: check(text).diagnostics.map(({ span }) => text.slice(span.start, span.end)),
  offered: complete(text, end).items.map(({ label, detail }) => label + ": " + detail),
  said: hover(text, text.indexOf("running")).markdown,
  fixed: fix(text).text,
};
`;

/** What comes of a call where WebAssembly is forbidden, at once and in the background. */
const FORBIDDEN = `import { check, init } from "/node_modules/vmspec/dist/index.js";
const messageOf = async (work) => { try { return String(await work()); } catch (error) { return error.message; } };
globalThis.result = await Promise.all([messageOf(() => check("")), messageOf(() => init())]);
`;

const html = '<!doctype html><title>x</title><script type="module" src="app.js"></script>\n';
const FILES = {
  ...PAGES,
  "editing/app.js": EDITING,
  "editing/index.html": html,
  "forbidden/app.js": FORBIDDEN,
  "forbidden/index.html": html,
};

for (const name of OTHER_BROWSERS) {
  describe(`the packed package in ${name}`, { skip: skipWithout(name) }, () => {
    let address;
    let driver;
    prepared(async (t) => {
      const isForbidden = (path) => path.startsWith("/forbidden/");
      const folder = freshFolder(t, FILES);
      address = await serve(t, folder, (path) => (isForbidden(path) ? POLICY.replace(" 'wasm-unsafe-eval'", "") : POLICY));
      driver = await launch(t, name);
    });

    for (const [page, about] of [
      ["plain", "a plain script without a bundler"],
      ["slim", "the slim entry with the module as an asset"],
      ["worker", "a worker"],
    ]) {
      test(`${about}, under the strictest policy`, async () => {
        assert.deepEqual(await resultIn(driver, `${address}/${page}/`), EXPECTED);
      });
    }

    test("findings, completion, explanations and fixes", async () => {
      const { marked, offered, said, fixed } = await resultIn(driver, `${address}/editing/`);
      assert.ok(marked.includes("u1."), `${marked}`);
      assert.ok(offered.some((item) => /^u1\.large: 2 vCPU, 8 GiB/.test(item)), `${offered}`);
      assert.match(said, /running/);
      assert.match(fixed, /# 😀\nspec:\n {2}runStrategy: Always\n/);
    });

    test("a page that forbids WebAssembly is told what to allow", async () => {
      const messages = await resultIn(driver, `${address}/forbidden/`);
      for (const message of messages) assert.match(message, /^WebAssembly is forbidden here: a page needs .*wasm-unsafe-eval/);
    });
  });
}
