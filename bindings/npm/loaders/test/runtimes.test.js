// The packed package outside of browsers: Node.js, Deno, Bun, edge runtimes and Next.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "node:test";

import { EdgeRuntime } from "edge-runtime";
import esbuild from "esbuild";
import { Miniflare } from "miniflare";

import { freshFolder, launchBrowser, prepared } from "../fresh.js";
import { snippet } from "../readme.js";
import { EXPECTED, IMPORT, WORK } from "../work.js";

const here = fileURLToPath(new URL("..", import.meta.url));
const tools = join(here, "node_modules/.bin");

/** Programs that run a script, with what comes before its name. */
const PROGRAMS = {
  "Node.js": [process.execPath],
  Bun: [join(tools, "bun"), "run"],
  // Without permissions: nothing is read but what is imported, and nothing is fetched.
  Deno: [join(tools, "deno"), "run", "--no-prompt", "--no-remote"],
};

const FILES = {
  "print.mjs": `${IMPORT}${WORK}console.log(JSON.stringify(await work()));\n`,
  "print.cjs": `const { check, explain, schema } = require("vmspec");\n${WORK}work().then((result) => console.log(JSON.stringify(result)));\n`,
  "cloudflare.js": `${IMPORT}${WORK}export default { fetch: async () => Response.json(await work()) };\n`,
  "vercel.js": `${IMPORT}${WORK}addEventListener("fetch", (event) => event.respondWith(work().then((result) => Response.json(result))));\n`,
};

describe("the packed package", () => {
  let folder;
  prepared((t) => {
    folder = freshFolder(t, FILES);
  });

  for (const [name, [program, ...args]] of Object.entries(PROGRAMS)) {
    for (const file of ["print.mjs", "print.cjs"]) {
      test(`runs ${file} in ${name}`, () => {
        const printed = execFileSync(program, [...args, file], { cwd: folder, encoding: "utf8" });
        assert.deepEqual(JSON.parse(printed), EXPECTED);
      });
    }
  }

  /** A script for an edge runtime, which is one file. */
  async function bundled(name, conditions) {
    const outfile = join(folder, "out", name);
    const options = { bundle: true, format: "esm", conditions, external: ["*.wasm"] };
    await esbuild.build({ entryPoints: [join(folder, name)], outfile, ...options });
    return outfile;
  }

  test("runs in Cloudflare's runtime, which takes imported modules only", async (t) => {
    const path = await bundled("cloudflare.js", ["workerd", "worker"]);
    const wasm = join(folder, "node_modules/vmspec/dist/vmspec.wasm");
    const runtime = new Miniflare({
      compatibilityDate: "2026-01-01",
      modulesRoot: join(folder, "out"),
      modules: [
        { type: "ESModule", path },
        { type: "CompiledWasm", path: join(folder, "out/vmspec.wasm"), contents: readFileSync(wasm) },
      ],
    });
    t.after(() => runtime.dispose());
    const response = await runtime.dispatchFetch("http://localhost/");
    assert.deepEqual(await response.json(), EXPECTED);
  });

  // Its package takes no imported modules, and does not refuse to compile, as Vercel itself does.
  test("runs in Vercel's edge runtime as a package", async () => {
    const path = await bundled("vercel.js", []);
    const runtime = new EdgeRuntime({ initialCode: readFileSync(path, "utf8") });
    const response = await runtime.dispatchFetch("http://localhost/");
    assert.deepEqual(await response.json(), EXPECTED);
  });
});

test("Next builds the page, the routes and the middleware of the README, and all of them work", async (t) => {
  const root = JSON.stringify(here);
  const folder = freshFolder(
    t,
    {
      "next.config.js": `export default { turbopack: { root: ${root} }, outputFileTracingRoot: ${root} };\n`,
      "app/layout.jsx": 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n',
      "app/page.jsx": snippet('"use client"'),
      "app/api/check/route.js": snippet("Response.json"),
      "app/api/edge/route.js": `${snippet("Response.json")}\nexport const runtime = "edge";\n`,
      "middleware.js": snippet("export async function middleware"),
    },
    // Next is there, and takes it from no other place.
    here,
  );
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  execFileSync(join(tools, "next"), ["build"], { cwd: folder, env, stdio: "pipe" });

  const built = JSON.parse(readFileSync(join(folder, ".next/server/middleware-manifest.json"), "utf8"));
  for (const [name, script] of Object.entries({ ...built.middleware, ...built.functions })) {
    assert.equal(script.wasm.length, 1, `${name} imports the module`);
  }

  const server = spawn(process.execPath, [join(tools, "next"), "start", "--port", "0"], { cwd: folder, env });
  t.after(async () => {
    server.kill();
    await once(server, "exit");
  });
  const address = await new Promise((resolve, reject) => {
    let printed = "";
    server.stdout.on("data", (some) => {
      printed += some;
      const ready = printed.match(/Local:\s+(http:\S+)[^]*Ready/);
      if (ready !== null) resolve(ready[1]);
    });
    server.on("exit", () => reject(new Error(`the server ended: ${printed}`)));
  });

  const post = (path, body) => fetch(`${address}${path}`, { method: "POST", body });
  for (const path of ["/api/check", "/api/edge"]) {
    const report = await (await post(path, "kind: VMDisk\n")).json();
    assert.equal(report.diagnostics[0].rule, EXPECTED.rule, path);
  }
  const refused = await post("/api/apply", "kind: VMDisk\n");
  assert.deepEqual([refused.status, (await refused.json())[0].rule], [422, EXPECTED.rule]);
  assert.equal((await post("/api/apply", "")).status, 404, "a text without a fault goes on to where there is nothing");

  const html = await (await fetch(address)).text();
  assert.match(html, /<li>spec is empty/, "the page is rendered on the server, too");
  const page = await (await launchBrowser(t)).newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(address);
  await page.locator("textarea").fill("kind: VMDisk\nspec:\n  storage: 5Gb\n");
  await page.locator("li", { hasText: "5Gb" }).first().waitFor();
  assert.deepEqual(faults, []);
});
