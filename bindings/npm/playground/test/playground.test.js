// The page as a person uses it: by mouse, by keyboard, with a narrow window, in the dark. All of it in Chromium, and what
// matters most in other browsers.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";

import axe from "axe-core";
import { chromium } from "playwright-core";
import { build } from "vite";

import { OTHER_BROWSERS, launch, skipWithout } from "../../browsers.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Where pictures of the page go, if somebody wants to look at them. */
const pictures = process.env.VMSPEC_SCREENSHOTS;

describe("the playground", () => {
  let server;
  let browser;
  let address;
  before(async () => {
    await build({ root, logLevel: "error" });
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://x");
      const file = join(root, "dist", normalize(pathname === "/" ? "/index.html" : pathname));
      if (!existsSync(file)) return response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "text/plain" }).end(readFileSync(file));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${server.address().port}/`;
    const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
    browser = await chromium.launch({
      executablePath: process.env.VMSPEC_CHROMIUM ?? "/usr/bin/chromium",
      args: [...flags, "--disable-component-update", "--disable-sync"],
    });
    if (pictures) mkdirSync(pictures, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  /** Opens the page, and sees to it that nothing fails and nothing leaves. */
  async function open(t, options = {}, fragment = "") {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const [faults, elsewhere] = [[], []];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("request", (request) => {
      if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(address)) elsewhere.push(request.url());
    });
    t.after(async () => {
      await context.close();
      assert.deepEqual([faults, elsewhere], [[], []]);
    });
    await page.goto(address + fragment);
    await page.locator("#summary").filter({ hasText: "document" }).waitFor();
    return page;
  }

  const text = (page) => page.evaluate(() => document.querySelector(".cm-content").cmTile?.view?.state.doc.toString() ?? document.querySelector(".cm-content").cmView.view.state.doc.toString());
  const problem = (page, words) => page.locator(".problems > li", { hasText: words });

  async function picture(page, name) {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  async function assertAccessible(page) {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      [],
    );
  }

  test("a fault is typed, underlined, fixed, and gone", async (t) => {
    const page = await open(t);
    await page.getByLabel("Sample").selectOption("Empty");
    await page.locator(".cm-content").click();
    await page.keyboard.insertText("apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n  disks:\n    - name: a\n");
    await page.keyboard.insertText("  running: true");
    await page.locator(".cm-lintRange-info", { hasText: "running" }).waitFor();
    await problem(page, "older spelling").getByRole("button", { name: /use runStrategy: Always/ }).click();
    await problem(page, "older spelling").waitFor({ state: "detached" });
    assert.match(await text(page), /\n {2}runStrategy: Always$/);
    assert.equal(await page.locator(".cm-lintRange-info", { hasText: "runStrategy" }).count(), 0);
  });

  test("all that is safe is fixed at once, and a person may undo it", async (t) => {
    const page = await open(t);
    const before = await text(page);
    await page.getByRole("button", { name: "Fix what is safe" }).click();
    await page.waitForFunction(() => document.querySelector("#fix").disabled);
    const fixed = await text(page);
    assert.match(fixed, /runStrategy: Always\n[^]*- name: web-data\n/);
    assert.match(fixed, /# A web server/);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+z");
    assert.equal(await text(page), before);
  });

  test("tabs tell the meaning, the schema and the report", async (t) => {
    const page = await open(t);
    await page.getByLabel("Sample").selectOption("A web server without faults");
    await page.getByRole("tab", { name: "Meaning" }).click();
    await page.getByRole("heading", { name: /^web\b.*VMInstance/ }).waitFor();
    const panel = page.getByRole("tabpanel");
    const meaning = await panel.textContent();
    for (const words of ["2 vCPU, 8Gi", "golden image ubuntu-2404", "TCP 22, 443", "ops: fetched keys"]) {
      assert.ok(meaning.includes(words), `${words}: ${meaning}`);
    }
    await page.getByRole("tab", { name: "Schema" }).click();
    await panel.getByText('"$schema"').waitFor();
    await page.getByRole("tab", { name: "JSON report" }).click();
    await panel.getByText('"version": 1').waitFor();
    assert.equal(JSON.parse(await panel.locator("pre").textContent()).version, 1);
  });

  test("a page without a manifest says what to do, and a good one that it is good", async (t) => {
    const page = await open(t);
    const summary = page.locator("#summary");
    const panel = page.getByRole("tabpanel");
    await page.getByLabel("Sample").selectOption("Empty");
    await summary.filter({ hasText: "Nothing to check: an empty document" }).waitFor();
    await panel.getByText("Write or paste a VMInstance or a VMDisk").waitFor();
    await page.locator(".cm-placeholder").waitFor();
    await page.locator(".cm-content").click();
    await page.keyboard.insertText("kind: Deployment\napiVersion: apps/v1\n");
    await summary.filter({ hasText: "Nothing to check: neither a VMInstance nor a VMDisk" }).waitFor();
    assert.equal(await page.getByLabel("Sample").inputValue(), "Own text");
    await page.getByLabel("Sample").selectOption("A web server without faults");
    await summary.filter({ hasText: "No problems in 2 documents" }).waitFor();
    await panel.getByText("The platform takes it as it reads.").waitFor();
  });

  test("a page whose engine can't start says so", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(() => {
      WebAssembly.compile = () => Promise.reject(new Error("out of memory"));
    });
    await page.goto(address);
    await page.locator("#summary.error", { hasText: "vmspec can't start in this browser: out of memory" }).waitFor();
  });

  test("the page of a rule opens in its place", async (t) => {
    const page = await open(t);
    const finding = problem(page, "needs at least");
    await finding.locator("summary").click();
    await finding.getByRole("heading", { name: "Why" }).waitFor();
    await picture(page, "rule");
    await assertAccessible(page);
  });

  test("another platform judges otherwise", async (t) => {
    const page = await open(t);
    const severe = page.locator(".problems > li.error");
    const before = await severe.count();
    await page.getByLabel("Platform").selectOption("cozystack@1.6");
    await page.waitForFunction((before) => document.querySelectorAll(".problems > li.error").length > before, before);
    await page.getByLabel("All resources are here").check();
    await problem(page, "web-data").first().waitFor();
  });

  test("a link carries the text, and no server sees it", async (t) => {
    const page = await open(t);
    await page.getByLabel("Sample").selectOption("Who can log in?");
    await page.getByLabel("Platform").selectOption("cozystack@1.6");
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.waitForFunction(() => location.hash.length > 20);
    const other = await open(t, {}, new URL(page.url()).hash);
    assert.equal(await text(other), await text(page));
    assert.equal(await other.getByLabel("Platform").inputValue(), "cozystack@1.6");
    await open(t, {}, "#1nonsense");
  });

  test("all can be reached by keyboard", async (t) => {
    const page = await open(t);
    const reached = new Set();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.className));
      // The editor takes the key for itself, and lets it go after Escape.
      if (await page.evaluate(() => document.activeElement.closest(".cm-editor") !== null)) break;
    }
    for (const id of ["skip", "platform", "sample", "complete", "fix", "share", "theme"]) assert.ok(reached.has(id), id);
    await page.locator("#tab-problems").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.id), "tab-meaning");
    await page.getByRole("heading", { name: /VMInstance/ }).waitFor();
  });

  test("a fault is found, explained and fixed without a mouse", async (t) => {
    const page = await open(t);
    const focused = (read) => page.evaluate((read) => document.activeElement[read], read);
    /** Goes on until what has the focus is what is looked for. */
    async function tabTo(words, key = "Tab") {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press(key);
        if (words.test(`${await focused("id")} ${await focused("className")} ${await focused("textContent")}`)) return;
      }
      assert.fail(`${words} was not reached`);
    }
    await tabTo(/^skip|Skip to the editor/);
    await page.keyboard.press("Enter");
    await tabTo(/cm-content/);
    await page.keyboard.press("Escape");
    await tabTo(/^tab-problems/);
    await tabTo(/^ place 5$|^ place .*5/);
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.closest(".cm-editor") !== null), "the editor has the focus");
    await page.keyboard.press("Escape");
    const before = await text(page);
    await tabTo(/ fix safe /);
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => !document.querySelector(".cm-content").textContent.includes(before), "running: true");
    assert.notEqual(await text(page), before);
  });

  for (const name of OTHER_BROWSERS) {
    test(`a fault is typed, underlined, fixed, gone and shared, light and dark, in ${name}`, { skip: skipWithout(name) }, async (t) => {
      const driver = await launch(t, name);
      const run = (script, ...args) => driver.executeScript(script, ...args);
      const until = (script, ...args) => driver.wait(() => run(`return ${script}`, ...args), 20_000, script);
      // In one line, since the editor indents lines by itself.
      const manifest = "{apiVersion: apps.cozystack.io/v1alpha1, kind: VMInstance, metadata: {name: web}, spec: {running: true}}";
      const hasText = "[...document.querySelectorAll(arguments[0])].some((one) => one.textContent.includes(arguments[1]))";

      await driver.get(address);
      await until(hasText, "#summary", "in 2 documents");
      await run('const sample = document.querySelector("#sample"); sample.value = "Empty"; sample.dispatchEvent(new Event("change"))');
      await (await driver.findElement({ css: ".cm-content" })).click();
      await driver.actions().sendKeys(manifest).perform();
      await until(hasText, ".cm-lintRange-info", "running");
      await until(hasText, ".problems", "older spelling");
      // In one go, since the list is made anew by every check.
      await run('document.querySelector(".problems .fix.safe").click()');
      await until(`!${hasText}`, ".problems", "older spelling");
      assert.match(await run('return document.querySelector(".cm-content").innerText'), /runStrategy: Always/);

      for (const tab of ["meaning", "schema", "report", "problems"]) {
        await (await driver.findElement({ id: `tab-${tab}` })).click();
        await until("document.querySelector(`#panel[aria-labelledby=tab-${arguments[0]}]`).textContent.length > 50", tab);
        for (const theme of ["dark", "light"]) {
          await (await driver.findElement({ id: "theme" })).click();
          await until("document.documentElement.dataset.theme === arguments[0]", theme);
          if (pictures) writeFileSync(join(pictures, `${name}-${tab}-${theme}.png`), await driver.takeScreenshot(), "base64");
          await run(axe.source);
          const violations = await driver.executeAsyncScript(
            "axe.run().then(({ violations }) => arguments[0](violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)))",
          );
          assert.deepEqual(violations, [], `${tab}, ${theme}`);
        }
      }

      await (await driver.findElement({ id: "share" })).click();
      await until("location.hash.length > 20");
      const link = await driver.getCurrentUrl();
      await driver.get("about:blank");
      await driver.get(link);
      await until(hasText, "#summary", "in 1 document");
      assert.match(await run('return document.querySelector(".cm-content").innerText'), /runStrategy: Always/);
    });
  }

  for (const [name, options] of [
    ["light", { colorScheme: "light", viewport: { width: 1360, height: 860 } }],
    ["dark", { colorScheme: "dark", viewport: { width: 1360, height: 860 } }],
    ["narrow", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
  ]) {
    test(`axe has nothing to say of any tab, ${name}`, async (t) => {
      const page = await open(t, options);
      for (const [tab, content] of [
        ["Problems", ".problems > li"],
        ["Meaning", "article"],
        ["Schema", "pre"],
        ["JSON report", "pre"],
      ]) {
        await page.getByRole("tab", { name: tab }).click();
        await page.locator("#panel").locator(content).first().waitFor();
        await picture(page, `${name}-${tab.toLowerCase().replace(" ", "-")}`);
        await assertAccessible(page);
        const tooWide = await page.evaluate(() =>
          [document.documentElement, document.querySelector("[role=tablist]")].filter((one) => one.scrollWidth > one.clientWidth).length,
        );
        assert.equal(tooWide, 0, `${tab}: the page or its tabs scroll sideways`);
      }
    });
  }
});
