// Makes `dist` from `src` and from `wasm`, which `cargo xtask npm` has made from Rust before.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = join(here, "../..");
const read = (path) => readFileSync(path, "utf8");

/** What can be imported, and in which forms. */
const ENTRIES = [
  { name: "index", formats: ["esm", "cjs"] },
  { name: "slim", formats: ["esm", "cjs"] },
  { name: "workerd", formats: ["esm"] },
  { name: "edge-light", formats: ["esm"] },
  { name: "codemirror", formats: ["esm", "cjs"] },
  { name: "monaco", formats: ["esm", "cjs"] },
  { name: "rjsf", formats: ["esm", "cjs"] },
];

/** Large data in files of its own, which are loaded when somebody asks for it. */
const isData = (name) => name === "pages" || name.startsWith("schemas-");

process.chdir(here);
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/types", { recursive: true });
cpSync("wasm/vmspec_bg.wasm", "dist/vmspec.wasm");

writeData("pages", "PAGES", pages());
for (const [name, found] of schemas()) writeData(name, "SCHEMAS", found);
for (const { name, formats } of ENTRIES) for (const format of formats) await bundle(name, format);
declarations();

/** The page of each rule. */
function pages() {
  const folder = join(repository, "docs/rules");
  const rules = [...read("src/generated/rules.ts").matchAll(/\{ name: "([^"]+)"/g)].map(([, name]) => name);
  return Object.fromEntries(rules.map((rule) => [rule, read(join(folder, `${rule}.md`))]));
}

/** The schemas of each provider in each flavour. They are files of their own, too. */
function* schemas() {
  for (const provider of ["hikube", "cozystack"]) {
    for (const flavour of ["plain", "strict", "editor"]) {
      const folder = join(repository, "schemas/v1", provider, flavour);
      cpSync(folder, join("dist/schemas", provider, flavour), { recursive: true });
      const found = {};
      for (const kind of ["VMInstance", "VMDisk", "manifests"]) {
        found[`${kind}/07`] = JSON.parse(read(join(folder, `${kind.toLowerCase()}.json`)));
        if (flavour !== "plain") continue;
        found[`${kind}/2020-12`] = JSON.parse(read(join(folder, "2020-12", `${kind.toLowerCase()}.json`)));
      }
      yield [`schemas-${provider}-${flavour}`, found];
    }
  }
}

function writeData(file, name, value) {
  const json = JSON.stringify(value);
  writeFileSync(`dist/${file}.js`, `export const ${name} = ${json};\n`);
  writeFileSync(`dist/${file}.cjs`, `exports.${name} = ${json};\n`);
}

async function bundle(name, format) {
  const extension = format === "cjs" ? "cjs" : "js";
  await build({
    entryPoints: [`src/${name}.ts`],
    outfile: `dist/${name}.${extension}`,
    bundle: true,
    minify: true,
    format,
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["@codemirror/*", "@rjsf/*"],
    target: ["es2022"],
    legalComments: "none",
    // The glue asks where it is only if nobody hands it a module, which never happens.
    logOverride: { "empty-import-meta": "silent" },
    plugins: [parts(extension)],
  });
}

/** What is not bundled: the module, data that is loaded later, and the entry that adapters build upon. */
function parts(extension) {
  return {
    name: "parts",
    setup(build) {
      build.onResolve({ filter: /^vmspec:/ }, ({ path }) => {
        const name = path.slice("vmspec:".length);
        return isData(name) ? { path: `./${name}.${extension}`, external: true } : { path, namespace: "module" };
      });
      build.onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
      build.onResolve({ filter: /^\.\/index\.js$/ }, () => ({ path: `./index.${extension}`, external: true }));
      build.onLoad({ filter: /.*/, namespace: "module" }, () => {
        const deflated = deflateRawSync(readFileSync("wasm/vmspec_bg.wasm"), { level: 9 });
        return { contents: `export const DEFLATED = "${deflated.toString("base64")}";` };
      });
    },
  };
}

/** Declarations for both forms of modules: those of the entries and what they speak of. */
function declarations() {
  execFileSync("node_modules/.bin/tsc", ["-p", "."], { stdio: "inherit" });
  const waiting = ENTRIES.filter(({ formats }) => formats.includes("cjs")).map(({ name }) => `${name}.d.ts`);
  const done = new Set();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (done.has(file)) continue;
    done.add(file);
    const text = read(join("dist/types/src", file));
    waiting.push(...[...text.matchAll(/from "\.\/([\w/-]+)\.js"/g)].map(([, name]) => `${name}.d.ts`));
    const name = file.replace("/", "-").replace(/\.d\.ts$/, "");
    const flat = (to) => text.replace(/from "\.{1,2}\/(generated\/)?([\w-]+)\.js"/g, (_, folder, module) =>
      `from "./${folder === undefined ? "" : "generated-"}${module}.${to}"`);
    writeFileSync(`dist/${name}.d.ts`, flat("js"));
    writeFileSync(`dist/${name}.d.cts`, flat("cjs"));
  }
  rmSync("dist/types", { recursive: true });
}
