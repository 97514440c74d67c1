// Browsers beside Chromium, driven by WebDriver: Firefox through geckodriver, and WebKit, the engine of Safari, in the
// browser that comes with WebKitGTK.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, isAbsolute, join } from "node:path";

import { Builder } from "selenium-webdriver";
import * as firefox from "selenium-webdriver/firefox.js";

/** The programs that each needs, by the names that they may have, and how to start it on a light or a dark desktop. */
const BROWSERS = {
  Firefox: {
    needs: [["firefox-esr", "firefox"], [process.env.VMSPEC_GECKODRIVER ?? "geckodriver"]],
    start: startFirefox,
  },
  WebKit: { needs: [["WebKitWebDriver"], ["Xvfb"]], start: startWebKit },
};

/** The browsers that the tests ask for. */
export const OTHER_BROWSERS = Object.keys(BROWSERS);

/** The path of a program, or nothing if it is not installed. */
function pathOf(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => (isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Why a browser can't be tried here, as the option `skip` of a test; `false` if it can. */
export function skipWithout(name) {
  return HINDRANCES.get(name) ?? false;
}

/** Starts a browser. It goes with the test. */
export async function launch(t, name, { isDark = false } = {}) {
  const { needs, start } = BROWSERS[name];
  /** Processes that the browser needs, and that end after it. */
  const processes = [];
  let driver;
  t.after(async () => {
    await driver?.quit();
    for (const child of processes.reverse()) await ended(child);
  });
  driver = await start(processes, needs.map(pathOf), isDark);
  return driver;
}

async function startFirefox(_processes, [binary, geckodriver], isDark) {
  const options = new firefox.Options()
    .setBinary(binary)
    .addArguments("-headless")
    .setPreference("layout.css.prefers-color-scheme.content-override", isDark ? 0 : 1);
  const service = new firefox.ServiceBuilder(geckodriver);
  return new Builder().forBrowser("firefox").setFirefoxService(service).setFirefoxOptions(options).build();
}

async function startWebKit(processes, [webKitDriver, xvfb], isDark) {
  const display = await started(processes, xvfb, ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [number] = await once(display.stdio[3], "data");
  const port = await freePort();
  await started(processes, webKitDriver, [`--port=${port}`], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: `:${String(number).trim()}`, GTK_THEME: isDark ? "Adwaita:dark" : "Adwaita" },
  });
  const address = `http://127.0.0.1:${port}`;
  await answering(`${address}/status`);
  return new Builder().usingServer(address).withCapabilities({ browserName: "MiniBrowser" }).build();
}

/** A program that runs for as long as the browser. */
async function started(processes, program, args, options) {
  const child = spawn(program, args, options);
  await once(child, "spawn");
  processes.push(child);
  return child;
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits for a program that says nowhere when it is ready. */
async function answering(address) {
  for (let attempts = 0; attempts < 200; attempts += 1) {
    try {
      if ((await fetch(address)).ok) return;
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${address} does not answer`);
}

/** What the page at an address leaves in `globalThis.result`. */
export async function resultIn(driver, address, timeout = 60_000) {
  await driver.get(address);
  await driver.wait(() => driver.executeScript('return "result" in globalThis'), timeout, `${address} leaves no result`);
  return driver.executeScript("return globalThis.result");
}

/** What is missing of a browser, or keeps it from starting: some containers forbid what its sandbox needs. */
async function hindrance(name) {
  const missing = BROWSERS[name].needs.filter((names) => pathOf(names) === undefined);
  if (missing.length > 0) return `not installed: ${missing.map(([name]) => name).join(", ")}`;
  const ends = [];
  try {
    await launch({ after: (end) => ends.push(end) }, name);
    return undefined;
  } catch (error) {
    return `does not start: ${String(error.message).split("\n")[0]}`;
  } finally {
    for (const end of ends) await end();
  }
}

/** By the name of the browser. */
const HINDRANCES = new Map(await Promise.all(OTHER_BROWSERS.map(async (name) => [name, await hindrance(name)])));
