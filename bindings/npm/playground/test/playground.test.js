// The page as a person uses it, in Chromium: by mouse, by keyboard, with a narrow window, in the dark.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";

import axe from "axe-core";
import { chromium } from "playwright-core";
import { build } from "vite";

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
    assert.equal(JSON.parse(await panel.textContent()).version, 1);
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
    await page.getByLabel("This is everything").check();
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
