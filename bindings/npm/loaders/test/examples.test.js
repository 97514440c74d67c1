// What the README says to paste, and the pages in `examples`, with the packed package.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "node:test";

import esbuild from "esbuild";

import { POLICY, freshFolder, launchBrowser, prepared, serve } from "../fresh.js";
import { snippet, snippets } from "../readme.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Where the editors and React are, beside which the package would be installed. */
const peers = [here("../../playground/node_modules"), here("../../node_modules")];

const TEXT = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec:\n  running: true # now\n";

describe("what people paste", () => {
  let folder;
  let browser;
  prepared(async (t) => {
    folder = freshFolder(t, { "manifest.yaml": TEXT });
    browser = await launchBrowser(t);
  });

  async function bundle(entry, out, options = {}) {
    const { warnings } = await esbuild.build({
      entryPoints: [entry],
      outfile: out,
      bundle: true,
      format: "esm",
      jsx: "automatic",
      loader: { ".ttf": "dataurl" },
      nodePaths: peers,
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "silent",
      ...options,
    });
    assert.deepEqual(warnings.map(({ text }) => text), []);
  }

  for (const [index, { language, code }] of snippets.entries()) {
    // What is for Vite alone is tried there, among the loaders.
    if (code.includes(".wasm?url")) continue;
    test(`snippet ${index + 1} of the README: ${code.split("\n").filter((line) => line.includes("from "))[0] ?? "require"}`, async () => {
      const isCommon = code.includes("require(");
      const needsPage = /document|monaco|React|react|rjsf|codemirror|fetch\(/.test(code);
      const file = join(folder, `snippet-${index}.${isCommon ? "cjs" : language === "jsx" ? "jsx" : "mjs"}`);
      const given = isCommon || code.includes("const text =") ? "" : `let text = ${JSON.stringify(TEXT)};\n`;
      writeFileSync(file, given + code);
      if (isCommon || !needsPage) execFileSync(process.execPath, [file], { cwd: folder });
      else await bundle(file, join(folder, "out", `snippet-${index}.js`));
    });
  }

  test("the README has something to paste for each surface", () => {
    for (const words of ["Response.json", "use client", "require(", "vmspec/codemirror", "vmspec/monaco", "vmspec/rjsf"]) {
      snippet(words);
    }
  });

  test("TypeScript has nothing to say of what the README says to paste", (t) => {
    const names = snippets.map(({ language, code }, index) =>
      `snippet-${index}.${code.includes("require(") ? "cjs" : language}`,
    );
    const compilerOptions = {
      strict: true,
      noImplicitAny: false,
      noEmit: true,
      allowJs: true,
      checkJs: true,
      jsx: "react-jsx",
      target: "es2022",
      module: "preserve",
      types: ["node", "react"],
      skipLibCheck: true,
      paths: Object.fromEntries(
        ["codemirror", "@codemirror/lang-yaml"].map((name) => [name, [here(`../../playground/node_modules/${name}`)]]),
      ),
    };
    const files = {
      "tsconfig.json": JSON.stringify({ compilerOptions, files: [...names, "given.d.ts"] }),
      "given.d.ts": 'declare let text: string;\ndeclare module "*?url" {\n  const address: string;\n  export default address;\n}\n',
    };
    for (const [index, name] of names.entries()) files[name] = snippets[index].code;
    // Here, so that the editors and React are found that the package is developed with.
    const folder = freshFolder(t, files, here(".."));
    const { stdout } = spawnSync(process.execPath, [here("../node_modules/typescript/bin/tsc"), "-p", "."], { cwd: folder, encoding: "utf8" });
    assert.equal(stdout, "");
  });

  async function openExample(t, name, entry) {
    cpSync(here(`../../../../examples/${name}`), join(folder, name), { recursive: true });
    await bundle(join(folder, name, "src", entry), join(folder, name, "out.js"));
    const html = readFileSync(join(folder, name, "index.html"), "utf8").replace(`/src/${entry}`, "out.js");
    writeFileSync(join(folder, name, "index.html"), html);
    const address = await serve(t, folder, () => `${POLICY}; style-src 'unsafe-inline'; img-src data:`);
    const page = await browser.newPage();
    await page.goto(`${address}/${name}/`);
    return page;
  }

  test("the example with a form keeps form and text in step", async (t) => {
    const page = await openExample(t, "console-form", "main.jsx");
    const size = page.locator("#root_storage").first();
    await size.fill("40Gi");
    const text = page.getByLabel("Text");
    await page.waitForFunction(() => document.querySelector("textarea").value.includes("40Gi"));
    assert.match(await text.inputValue(), /storage: "?40Gi"? # grows every month\n/);
    await text.fill((await text.inputValue()).replace("40Gi", "50Gi"));
    await page.waitForFunction(() => document.querySelector("#root_storage").value === "50Gi");
    await page.close();
  });

  test("the example with an editor knows what the cluster offers", async (t) => {
    const page = await openExample(t, "console-editor", "main.js");
    await page.locator(".cm-lintRange-error", { hasText: "m1.large" }).waitFor();
    assert.equal(await page.locator("#sizes option").count(), 3);
    await page.locator("#sizes").selectOption("u1.large");
    await page.locator(".cm-line", { hasText: "u1.large # chosen by hand" }).waitFor();
    await page.locator(".cm-lintRange-error").waitFor({ state: "detached" });
    await page.close();
  });

  test("every example is one of these", () => {
    const pages = readdirSync(here("../../../../examples")).filter((name) => name.startsWith("console-"));
    assert.deepEqual(pages.sort(), ["console-editor", "console-form"]);
  });
});
