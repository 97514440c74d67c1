// How fast the package is: `node run.js` prints what it takes in Node.js and in Chromium, the best of several runs.

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

import { freshFolder, launchBrowser, resultOf, serve } from "../fresh.js";

const RUNS = 3;

const measure = readFileSync(fileURLToPath(new URL("measure.js", import.meta.url)));
const FILES = {
  "measure.js": measure,
  "node.js": 'import { measure } from "./measure.js";\nconsole.log(JSON.stringify(await measure(() => import("vmspec"))));\n',
  "page.js": 'import { measure } from "./measure.js";\nglobalThis.result = await measure(() => import("/node_modules/vmspec/dist/index.js"));\n',
  "index.html": '<!doctype html><title>x</title><script type="module" src="page.js"></script>\n',
};

const cleanUp = [];
const t = { after: (clean) => cleanUp.push(clean) };
try {
  const folder = freshFolder(t, FILES);
  const inNode = [];
  for (let run = 0; run < RUNS; run += 1) inNode.push(JSON.parse(execFileSync(process.execPath, ["node.js"], { cwd: folder })));
  print(`Node.js ${process.versions.node}`, inNode);

  // Pages that share nothing with others get a clock of 5 µs instead of 100.
  const address = await serve(t, folder, undefined, {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  });
  const inChromium = [];
  let version;
  for (let run = 0; run < RUNS; run += 1) {
    const browser = await launchBrowser(t);
    version = browser.version();
    inChromium.push((await resultOf(browser, `${address}/`, 300_000)).result);
    await browser.close();
  }
  print(`Chromium ${version}`, inChromium);
} finally {
  for (const clean of cleanUp.reverse()) await clean();
}

/** Prints the least of all runs: what else the machine does can only make it slower. */
function print(where, runs) {
  const least = (pick) => Math.min(...runs.map(pick));
  const ms = (pick) => `${least(pick).toFixed(2)} ms`;
  const load = loadavg().map((load) => load.toFixed(1)).join(", ");
  console.log(`\n${where}, ${runs[0].bytes} bytes of manifest, ${cpus().length} cores, load ${load}\n`);
  for (const step of Object.keys(runs[0].start)) console.log(`| ${step} | ${ms(({ start }) => start[step])} | |`);
  for (const call of Object.keys(runs[0].calls)) {
    console.log(`| ${call} | ${ms(({ calls }) => calls[call].p50)} | ${ms(({ calls }) => calls[call].p99)} |`);
  }
  const { before, after } = runs[0].memory;
  console.log(`| memory before and after 10,000 checks | ${before / 1024} KiB | ${after / 1024} KiB |`);
}
