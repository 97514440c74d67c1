// The adapters of the packed package in the real editors, in a browser that forbids `eval`.

import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "node:test";

import esbuild from "esbuild";

import { OTHER_BROWSERS, launch, resultIn, skipWithout } from "../../browsers.js";
import { POLICY, freshFolder, launchBrowser, prepared, serve } from "../fresh.js";

const apps = fileURLToPath(new URL("../editors", import.meta.url));
const editors = fileURLToPath(new URL("../../node_modules", import.meta.url));

const DISK_AND_USERS = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: data
spec:
  storage: 20Gi
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  instanceType: u1.large
  disks:
  - name: data
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: spare}
spec:
  runStrategy: Halted
  disks:
  - name: "data"
`;

const RENAMED = DISK_AND_USERS.replaceAll("name: data", "name: store").replace('"data"', '"store"');

/** Keys as WebDriver writes them. */
const KEYS = { Escape: "\ue00c", F12: "\ue03c" };

describe("adapters", () => {
  let folder;
  let address;
  let browser;
  prepared(async (t) => {
    folder = freshFolder(t, {});
    cpSync(apps, folder, { recursive: true });
    await esbuild.build({
      entryPoints: ["codemirror", "monaco", "rjsf"].map((name) => join(folder, `${name}.js`)),
      bundle: true,
      format: "esm",
      outdir: join(folder, "out"),
      loader: { ".ttf": "dataurl" },
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "error",
      // Editors are peers of the package, here those that it is developed with.
      nodePaths: [editors],
    });
    for (const name of ["codemirror", "monaco", "rjsf"]) {
      const style = name === "monaco" ? '<link rel="stylesheet" href="/out/monaco.css">' : "";
      writeFileSync(
        join(folder, `${name}.html`),
        `<!doctype html><title>${name}</title>${style}<div id="editor" style="height: 400px"></div><script type="module" src="/out/${name}.js"></script>`,
      );
    }
    // Editors set styles of their own.
    address = await serve(t, folder, () => `${POLICY}; style-src 'self' 'unsafe-inline'; font-src data:; img-src data:`);
    browser = await launchBrowser(t);
  });

  async function open(name) {
    const page = await browser.newPage();
    const faults = [];
    // Monaco lets go of requests in this way whose answers nobody waits for any more.
    page.on("pageerror", (error) => error.name !== "Canceled" && faults.push(String(error)));
    await page.goto(`${address}/${name}.html`);
    await page.waitForFunction(() => globalThis.result, undefined, { timeout: 30_000 }).catch((error) => {
      throw new Error(`${error.message}\n${faults.join("\n")}`);
    });
    return { page, faults };
  }

  test("CodeMirror: findings, fixes, completion, explanations", async () => {
    const { page, faults } = await open("codemirror");
    const text = () => page.evaluate(() => globalThis.view.state.doc.toString());

    const finding = page.locator(".cm-lintRange-info", { hasText: "running" });
    await finding.hover();
    const fix = page.getByRole("button", { name: "use runStrategy: Always" });
    await fix.waitFor();
    assert.match(await page.locator(".cm-tooltip-lint").textContent(), /`?running`? is the older spelling/);
    await fix.click();
    assert.match(await text(), /\n {2}runStrategy: Always\n/);
    await finding.waitFor({ state: "detached" });

    await page.locator(".cm-lintRange-error", { hasText: "u1." }).waitFor();
    await page.evaluate(() => {
      const { view } = globalThis;
      view.focus();
      view.dispatch({ selection: { anchor: view.state.doc.length - 1 } });
    });
    await page.keyboard.type("lar");
    const option = page.locator(".cm-tooltip-autocomplete li", { hasText: "u1.large" });
    await option.waitFor();
    assert.match(await option.textContent(), /2 vCPU, 8 GiB/);
    await option.click();
    assert.match(await text(), /instanceType: u1\.large\n/);
    await page.locator(".cm-lintRange-error").waitFor({ state: "detached" });

    await page.keyboard.press("Enter");
    await page.keyboard.type("  exte");
    await page.locator(".cm-tooltip-autocomplete li", { hasText: "externalPorts" }).click();
    assert.match(await text(), /\n {2}externalPorts:\n/);

    const place = await page.evaluate(() => {
      const { view } = globalThis;
      return view.coordsAtPos(view.state.doc.toString().indexOf("u1.large") + 2);
    });
    await page.mouse.move(place.left, (place.top + place.bottom) / 2);
    await page.locator(".cm-vmspec-hover").waitFor();
    assert.match(await page.locator(".cm-vmspec-hover").textContent(), /u1\.large: 2 vCPU, 8 GiB/);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test("CodeMirror: definition, uses, other names", async () => {
    const { page, faults } = await open("codemirror");
    const text = () => page.evaluate(() => globalThis.view.state.doc.toString());
    const selected = () =>
      page.evaluate(() => {
        const { doc, selection } = globalThis.view.state;
        return `${doc.lineAt(selection.main.from).number}: ${doc.sliceString(selection.main.from, selection.main.to)}`;
      });
    await page.evaluate((text) => {
      const { view } = globalThis;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.lastIndexOf("data") } });
      view.focus();
    }, DISK_AND_USERS);

    await page.keyboard.press("F12");
    assert.equal(await selected(), "4: data");
    await page.keyboard.press("F12");
    assert.equal(await selected(), "14: data");

    await page.keyboard.press("F2");
    const name = page.getByLabel("New name of the disk");
    assert.equal(await name.inputValue(), "data");
    await name.fill("Größer");
    await name.press("Enter");
    await page.getByText(/`Größer` begins with/).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await text(), DISK_AND_USERS);
    await page.keyboard.press("F2");
    await name.fill("store");
    await name.press("Enter");
    await page.waitForFunction(() => globalThis.view.hasFocus);
    assert.equal(await text(), RENAMED);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test("Monaco: markers, completion, explanations, fixes, outline", async () => {
    const { page, faults } = await open("monaco");
    const markers = () =>
      page.evaluate(() => globalThis.monaco.editor.getModelMarkers({ owner: "vmspec" }).map(({ code }) => code.value));
    assert.ok((await markers()).includes("deprecated-running"));
    await page.locator(".squiggly-error").first().waitFor();

    const text = () => page.evaluate(() => globalThis.editor.getValue());
    await page.evaluate(() => {
      globalThis.editor.setPosition({ lineNumber: 6, column: 5 });
      globalThis.editor.focus();
      globalThis.editor.trigger("test", "editor.action.quickFix");
    });
    await page.getByText("use `runStrategy: Always`").click();
    await page.waitForFunction(() => globalThis.editor.getValue().includes("runStrategy: Always"));
    await page.waitForFunction(
      () => !globalThis.monaco.editor.getModelMarkers({ owner: "vmspec" }).some(({ code }) => code.value === "deprecated-running"),
    );

    await page.evaluate(() => {
      globalThis.editor.setPosition({ lineNumber: 7, column: 20 });
      globalThis.editor.focus();
    });
    await page.keyboard.type("lar");
    await page.evaluate(() => globalThis.editor.trigger("test", "editor.action.triggerSuggest"));
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "u1.large" }).first().click();
    await page.waitForFunction(() => globalThis.editor.getValue().includes("instanceType: u1.large\n"));

    await page.evaluate(() => {
      globalThis.editor.setPosition({ lineNumber: 7, column: 20 });
      globalThis.editor.trigger("test", "editor.action.showHover");
    });
    await page.locator(".monaco-hover", { hasText: "2 vCPU, 8 GiB" }).first().waitFor();

    await page.evaluate(() => globalThis.registration.dispose());
    assert.deepEqual(await markers(), []);
    assert.match(await text(), /😀/);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test("Monaco: definition, references, other names, sizes behind names, users above disks", async () => {
    const { page, faults } = await open("monaco");
    const text = () => page.evaluate(() => globalThis.editor.getValue());
    const place = () => page.evaluate(() => globalThis.editor.getPosition());
    /** Puts the cursor into the last name of the disk. */
    const pointAtDisk = () =>
      page.evaluate(() => {
        const model = globalThis.editor.getModel();
        globalThis.editor.setPosition(model.getPositionAt(model.getValue().lastIndexOf("data") + 1));
        globalThis.editor.focus();
      });
    await page.evaluate((text) => globalThis.editor.setValue(text), DISK_AND_USERS);
    await page.locator(".view-line", { hasText: /u1\.large2\svCPU,\s8\sGiB/ }).waitFor();
    await page.locator(".view-line", { hasText: /name:\sdata20Gi,\sblank/ }).waitFor();

    await pointAtDisk();
    await page.keyboard.press("F12");
    await page.waitForFunction(() => globalThis.editor.getPosition().lineNumber === 4);
    assert.deepEqual(await place(), { lineNumber: 4, column: "  name: d".length });

    await pointAtDisk();
    await page.keyboard.press("Shift+F12");
    const peek = page.locator(".peekview-widget");
    await peek.getByText("References (3)").waitFor();
    await page.keyboard.press("Escape");
    await peek.waitFor({ state: "detached" });

    await page.evaluate(() => globalThis.editor.setScrollTop(0));
    await page.locator(".codelens-decoration a", { hasText: /^used by web, spare$/ }).click();
    await peek.getByText("Locations (2)").waitFor();
    await page.keyboard.press("Escape");
    await peek.waitFor({ state: "detached" });

    await pointAtDisk();
    await page.keyboard.press("F2");
    const name = page.locator(".rename-input");
    await name.waitFor();
    assert.equal(await name.inputValue(), "data");
    await name.fill("Größer");
    await name.press("Enter");
    await page.getByText(/begins with/).first().waitFor();
    assert.equal(await text(), DISK_AND_USERS);
    await pointAtDisk();
    await page.keyboard.press("F2");
    await name.fill("store");
    await name.press("Enter");
    await page.waitForFunction(() => globalThis.editor.getValue().includes("store"));
    assert.equal(await text(), RENAMED);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test("react-jsonschema-form: findings at their fields, under a policy that forbids eval", async () => {
    const { page, faults } = await open("rjsf");
    const size = page.locator("#root_storage").first();
    await size.waitFor();
    await size.fill("20Gb");
    await page.getByText(/Gb/).first().waitFor();
    const errors = () => page.evaluate(() => globalThis.form.errors.map(({ property, name }) => `${name} ${property}`));
    await page.waitForFunction(() => globalThis.form?.errors.length > 0);
    assert.match((await errors()).join(), / \.storage\b/);
    await size.fill("20Gi");
    await page.waitForFunction(() => globalThis.form.errors.length === 0);
    assert.deepEqual(faults, []);
    await page.close();
  });

  for (const name of OTHER_BROWSERS) {
    test(`all adapters in ${name}`, { skip: skipWithout(name) }, async (t) => {
      const driver = await launch(t, name);
      const run = (script, ...args) => driver.executeScript(script, ...args);
      const until = (script, ...args) => driver.wait(() => run(`return ${script}`, ...args), 20_000, `${script} ${args}`);
      /** Types the names of keys, or text, into what has the focus. */
      const press = (...keys) => driver.actions().sendKeys(...keys.map((key) => KEYS[key] ?? key)).perform();
      const isShown = "[...document.querySelectorAll(arguments[0])].some((one) => one.textContent.replaceAll('\\u00a0', ' ').includes(arguments[1]))";

      await resultIn(driver, `${address}/codemirror.html`);
      await until(isShown, ".cm-lintRange-info", "running");
      await run("view.focus(); view.dispatch({ selection: { anchor: view.state.doc.length - 1 } })");
      await press("lar");
      await until(isShown, ".cm-tooltip-autocomplete li", "u1.large");
      await press("Escape");
      await run(
        `view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: arguments[0] }, selection: { anchor: arguments[0].lastIndexOf("data") } })`,
        DISK_AND_USERS,
      );
      await press("F12");
      await until("view.state.doc.lineAt(view.state.selection.main.from).number === 4");

      await resultIn(driver, `${address}/monaco.html`);
      await until(isShown, ".view-line", "u1.");
      await until("document.querySelector('.squiggly-error') !== null");
      await run("editor.setValue(arguments[0])", DISK_AND_USERS);
      await until(isShown, ".view-line", "u1.large2 vCPU, 8 GiB");
      await until(isShown, ".codelens-decoration", "used by web, spare");
      await run("editor.setPosition(editor.getModel().getPositionAt(editor.getValue().lastIndexOf('data') + 1)); editor.focus()");
      await press("F12");
      await until("editor.getPosition().lineNumber === 4");

      await resultIn(driver, `${address}/rjsf.html`);
      await until("document.querySelector('#root_storage') !== null");
      await (await driver.findElement({ css: "#root_storage" })).sendKeys("x");
      await until(isShown, "#editor", "20GBx");
    });
  }
});
