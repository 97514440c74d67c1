// The TypeScript types say what the engine gives.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import * as vmspec from "vmspec";

import { DISK, VM, manifests } from "../fixtures.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const types = read("../src/types.ts");

/** What is called otherwise in the report of the command line. */
const RENAMED = { ByteSpan: "Span" };
/** What differs on purpose: places are those of editors. */
const OTHERWISE = ["ByteSpan", "Position", "Range", "Edit"];

/** The fields of an interface with whether they can be null. */
function fieldsOf(name) {
  const body = types.match(new RegExp(`^export interface ${name} \\{\\n([^]*?)^\\}`, "m"));
  assert.ok(body, `there is no interface ${name}`);
  const fields = [...body[1].matchAll(/^ *readonly (\w+): (.*);$/gm)];
  return Object.fromEntries(fields.map(([, field, type]) => [field, type.endsWith("| null")]));
}

/** Whether a schema takes null. */
function takesNull(property) {
  return [property.type].flat().includes("null") || (property.anyOf ?? []).some(takesNull);
}

for (const [root, file] of [["Report", "report-v1"], ["ChangeReport", "change-v1"]]) {
  const schema = JSON.parse(read(`../../../schemas/${file}.schema.json`));
  const structs = Object.entries({ [root]: schema, ...schema.$defs }).filter(
    ([name, of]) => of.properties && of.type === "object" && !OTHERWISE.includes(name),
  );
  test(`${file} has structs to compare`, () => assert.ok(structs.length >= 6));
  for (const [name, struct] of structs) {
    test(`the interface ${name} has the fields of ${file}`, () => {
      const expected = Object.fromEntries(Object.entries(struct.properties).map(([field, of]) => [field, takesNull(of)]));
      assert.deepEqual(fieldsOf(RENAMED[name] ?? name), expected);
      assert.deepEqual(new Set(struct.required), new Set(Object.keys(expected)), "every field is always there");
    });
  }
}

/** Texts in which every kind of value occurs. */
function* texts() {
  yield "a: [";
  yield `${VM}  disks: [{name: data}]\n  gpus: [{name: nvidia.com/AD102GL_L40S}]\n  networks: [{name: n}, {}]\n  external: true\n---\n${DISK}`;
  for (const { text } of manifests()) yield text;
}

/** What calls give, each with the type that it should have. */
function* samples() {
  for (const platform of ["hikube", "cozystack"]) yield ["Catalog", vmspec.catalog({ platform })];
  yield ["readonly Rule[]", vmspec.rules()];
  for (const text of texts()) {
    yield ["Report", vmspec.check(text)];
    yield ["readonly Meaning[]", vmspec.resolve(text)];
    yield ["Fixed", vmspec.fix(text, { unsafe: true })];
    yield ["ChangeReport", vmspec.diff(text, text.replace(/storage: .*/, "storage: 100Gi"))];
    yield ["ChangeReport", vmspec.diff("", text)];
    yield ["FormEdit", vmspec.applyFormEdit(text, "spec.x", 1)];
    yield ["Completions", vmspec.complete(text, text.length)];
    yield ["Hover | null", vmspec.hover(text, text.lastIndexOf(":"))];
    yield ["readonly CodeAction[]", vmspec.codeActions(text, { start: 0, end: text.length })];
    yield ["readonly DocumentSymbol[]", vmspec.symbols(text)];
    yield ["Migrated", vmspec.migrate(text, "cozystack@1.6")];
    yield ["Location | null", vmspec.definition(text, text.lastIndexOf(":") + 2)];
    yield ["readonly Location[]", vmspec.references(text, text.lastIndexOf(":") + 2)];
    yield ["ChangedText", vmspec.rename(text, text.lastIndexOf(":") + 2, "other")];
    yield ["readonly InlayHint[]", vmspec.inlayHints(text, { start: 0, end: text.length })];
    yield ["readonly CodeLens[]", vmspec.codeLenses(text)];
  }
}

test("what calls give has the types that they promise, with nothing beside", () => {
  const folder = fileURLToPath(new URL("../types-check", import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const seen = new Set();
  const lines = [];
  for (const [type, value] of samples()) {
    const literal = JSON.stringify(value);
    if (seen.has(literal) || literal.length > 200_000) continue;
    seen.add(literal);
    lines.push(`export const value${seen.size}: ${type} = ${literal};`);
  }
  const names = ["Catalog", "ChangeReport", "CodeAction", "Completions", "DocumentSymbol", "Fixed", "FormEdit"];
  names.push("Hover", "Meaning", "Report", "Rule", "Migrated", "Location", "ChangedText", "InlayHint", "CodeLens");
  writeFileSync(join(folder, "samples.ts"), `import type { ${names.join(", ")} } from "vmspec";\n${lines.join("\n")}\n`);
  const compilerOptions = { noEmit: true, strict: true, module: "nodenext", target: "es2022", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["samples.ts"] }));
  try {
    execFileSync("../node_modules/.bin/tsc", ["-p", "."], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout.slice(0, 4000));
  }
  rmSync(folder, { recursive: true });
});

test("no declaration says any", () => {
  for (const name of ["api", "catalog-types", "engine-types", "index", "meaning-types", "positions", "slim", "types"]) {
    const code = read(`../dist/${name}.d.ts`).replace(/\/\*[^]*?\*\//g, "");
    assert.doesNotMatch(code, /\bany\b/, name);
  }
});
