// A folder as a developer's who has just installed the packed package, and a browser to look at what is made there.

import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const packed = fileURLToPath(new URL("..", import.meta.url));

/** The strictest policy that vmspec works under: no `eval`, no other host, nothing inline. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

const npm = (args, cwd) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, encoding: "utf8" });

/** Packs the package, as it would be published. */
export function pack(into) {
  const [{ filename }] = JSON.parse(npm(["pack", "--json", "--pack-destination", into], packed));
  return join(into, filename);
}

/** Prepares a suite. What `prepare` gets can be told what to do after it, as tests can. */
export function prepared(prepare) {
  const cleanUp = [];
  before(() => prepare({ after: (clean) => cleanUp.push(clean) }));
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });
}

/**
 * A new folder with these files, in which the package is installed from its tarball. It goes with the test.
 *
 * It has no other packages, unless it lies in a folder that has some.
 */
export function freshFolder(t, files, within = tmpdir()) {
  const folder = mkdtempSync(join(within, "vmspec-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const manifest = { name: "fresh", private: true, type: "module" };
  for (const [name, text] of Object.entries({ "package.json": JSON.stringify(manifest), ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  npm(["install", "--offline", "--no-package-lock", pack(folder)], folder);
  return folder;
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };

/** Serves a folder under the strict policy, or the one that is given for a path, with more headers if need be. */
export async function serve(t, folder, policyOf = () => POLICY, more = {}) {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "index.html") : path;
    if (!existsSync(file)) return response.writeHead(404).end();
    const headers = {
      ...more,
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Security-Policy": policyOf(request.url),
    };
    response.writeHead(200, headers).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** Debian's Chromium, without the calls home that it makes otherwise. It goes with the test. */
export async function launchBrowser(t) {
  const browser = await chromium.launch({
    executablePath: process.env.VMSPEC_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  t.after(() => browser.close());
  return browser;
}

/** What the page at an address leaves in `globalThis.result`, and which addresses it asked for. */
export async function resultOf(browser, address, timeout = 30_000) {
  const page = await browser.newPage();
  const [faults, requests] = [[], []];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  try {
    await page.goto(address);
    await page.waitForFunction(() => "result" in globalThis, undefined, { timeout });
    return { result: await page.evaluate(() => globalThis.result), requests, faults };
  } catch (error) {
    throw new Error(`${address}: ${error.message}\n${faults.join("\n")}`);
  } finally {
    await page.close();
  }
}
