// The packed package, installed in a fresh folder, in everything that should be able to load it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "node:test";

import resolve from "@rollup/plugin-node-resolve";
import { rspack } from "@rspack/core";
import esbuild from "esbuild";
import { rollup } from "rollup";
import { build, createServer } from "vite";
import webpack from "webpack";

import { POLICY, freshFolder, launchBrowser, prepared, resultOf, serve } from "../fresh.js";
import { snippet } from "../readme.js";
import { EXPECTED, IMPORT, PAGES, WORK } from "../work.js";

const tools = fileURLToPath(new URL("../node_modules/.bin/", import.meta.url));

const FILES = {
  "app.js": `${IMPORT}${WORK}work().then((result) => { globalThis.result = result; });\n`,
  "index.html": '<!doctype html><title>x</title><script type="module" src="/app.js"></script>\n',
  ...PAGES,
};

/** Bundlers, each from `app.js` to a folder with `index.html`. */
const BUNDLERS = {
  async vite(root, out) {
    await build({ root, logLevel: "error", base: "./", build: { outDir: out, modulePreload: { polyfill: false } } });
  },
  async webpack(root, out) {
    await packed(webpack({ mode: "production", context: root, entry: "./app.js", output: { path: out, filename: "app.js" } }));
  },
  async rspack(root, out) {
    await packed(rspack({ mode: "production", context: root, entry: "./app.js", output: { path: out, filename: "app.js" } }));
  },
  async rollup(root, out) {
    const bundle = await rollup({ input: join(root, "app.js"), plugins: [resolve({ rootDir: root, browser: true })] });
    await bundle.write({ dir: out, format: "es" });
  },
  async esbuild(root, out) {
    await esbuild.build({ entryPoints: [join(root, "app.js")], bundle: true, splitting: true, format: "esm", outdir: out });
  },
  parcel(root, out) {
    const args = ["build", "index.html", "--dist-dir", out, "--public-url", ".", "--no-cache", "--no-autoinstall"];
    execFileSync(join(tools, "parcel"), args, { cwd: root, stdio: "pipe" });
  },
};

function packed(compiler) {
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString("errors-only")));
      else compiler.close(resolve);
    });
  });
}

describe("the packed package", () => {
  let folder;
  let address;
  let browser;
  prepared(async (t) => {
    folder = freshFolder(t, FILES);
    // Parcel writes an import map into the page.
    const policyOf = (path) => (path.startsWith("/out/parcel/") ? POLICY.replace("script-src", "script-src 'unsafe-inline'") : POLICY);
    address = await serve(t, folder, policyOf);
    browser = await launchBrowser(t);
  });

  for (const [name, bundle] of Object.entries(BUNDLERS)) {
    test(`a bundle by ${name} in Chromium`, async () => {
      const out = join(folder, "out", name);
      await bundle(folder, out);
      if (!readdirSync(out).includes("index.html")) cpSync(join(folder, "plain/index.html"), join(out, "index.html"));
      const { result, requests } = await resultOf(browser, `${address}/out/${name}/`);
      assert.deepEqual(result, EXPECTED);
      assert.ok(requests.every((url) => url.startsWith(address)));
    });
  }

  test("Vite gives the slim entry the module as an asset, as the README says", async () => {
    const root = join(folder, "asset");
    mkdirSync(root);
    cpSync(join(folder, "index.html"), join(root, "index.html"));
    const code = snippet("vmspec/slim").replace("(text)", '("kind: VMDisk\\n")');
    writeFileSync(join(root, "app.js"), `${code}globalThis.result = check("kind: VMDisk\\n").diagnostics[0].rule;\n`);
    const out = join(folder, "out/asset");
    await BUNDLERS.vite(root, out);
    const { result, requests } = await resultOf(browser, `${address}/out/asset/`);
    assert.equal(result, EXPECTED.rule);
    assert.equal(requests.filter((url) => url.endsWith(".wasm")).length, 1);
  });

  test("Vite's development server, which bundles dependencies in its own way", async () => {
    const server = await createServer({
      root: folder,
      logLevel: "error",
      optimizeDeps: { entries: ["index.html"] },
      server: { port: 0, host: "127.0.0.1" },
    });
    try {
      await server.listen();
      const { result } = await resultOf(browser, server.resolvedUrls.local[0]);
      assert.deepEqual(result, EXPECTED);
    } finally {
      await server.close();
    }
  });

  for (const [name, about] of [
    ["plain", "a plain script without a bundler"],
    ["slim", "the slim entry with the module as an asset"],
    ["worker", "a worker"],
  ]) {
    test(`${about} in Chromium`, async () => {
      const { result, requests, faults } = await resultOf(browser, `${address}/${name}/`);
      assert.deepEqual(result, EXPECTED);
      assert.deepEqual(faults.filter((fault) => !fault.includes("favicon")), []);
      const modules = requests.filter((url) => url.endsWith(".wasm"));
      assert.equal(modules.length, name === "slim" ? 1 : 0, "nothing is fetched unless asked for");
    });
  }

  test("a page that forbids WebAssembly is told what to allow", async () => {
    const page = await browser.newPage();
    const policy = "default-src 'none'; script-src 'self'";
    await page.route("**/*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "Content-Security-Policy": policy } });
    });
    const failure = page.waitForEvent("pageerror");
    await page.goto(`${address}/plain/`);
    assert.match((await failure).message, /wasm-unsafe-eval/);
    await page.close();
  });

  test("nothing in it makes code from text", () => {
    const dist = join(folder, "node_modules/vmspec/dist");
    for (const file of readdirSync(dist).filter((file) => /\.c?js$/.test(file) && !/^(pages|schemas-.*)\./.test(file))) {
      assert.doesNotMatch(readFileSync(join(dist, file), "utf8"), /\beval\(|new Function\b/, file);
    }
  });

  test("publint has nothing to say", () => {
    const printed = execFileSync(join(tools, "publint"), ["--strict", "node_modules/vmspec"], { cwd: folder, encoding: "utf8" });
    assert.match(printed, /All good!/);
  });

  test("are the types wrong? no", () => {
    const [tarball] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
    const flags = ["--profile", "node16", "--exclude-entrypoints", "vmspec.wasm", "--format", "ascii", "--no-emoji"];
    execFileSync(join(tools, "attw"), [tarball, ...flags], { cwd: folder });
  });

  test("an application in TypeScript compiles, declarations and all", () => {
    writeFileSync(
      join(folder, "app.ts"),
      `import { check, type Diagnostic, type Meaning, resolve, type RuleName } from "vmspec";
import { initSync } from "vmspec/slim";
const rule: RuleName = "undersized-disk";
const found: readonly Diagnostic[] = check("", { rules: { [rule]: "off" } }).diagnostics;
const about = (meaning: Meaning): string =>
  meaning.kind === "VMDisk" ? meaning.source.value.from : (meaning.size.instanceType.value?.name ?? "");
// @ts-expect-error There is no such rule.
check("", { rules: { "undersized-disc": "off" } });
// @ts-expect-error A text is a string.
check(3);
console.log(found, resolve("").map(about), initSync);
`,
    );
    for (const [module, moduleResolution] of [
      ["nodenext", "nodenext"],
      ["preserve", "bundler"],
    ]) {
      const compilerOptions = { strict: true, noEmit: true, target: "es2022", module, moduleResolution, types: [], skipLibCheck: false };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["app.ts"] }));
      execFileSync(join(tools, "tsc"), ["-p", "."], { cwd: folder, stdio: "inherit" });
    }
  });
});
