// The TypeScript types say of the report what its JSON Schema says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const schema = JSON.parse(read("../../../schemas/report-v1.schema.json"));
const types = read("../dist/vmspec.d.ts");

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

const structs = Object.entries({ Report: schema, ...schema.$defs }).filter(([, of]) => of.properties && of.type === "object");

test("the schema has structs to compare", () => assert.ok(structs.length >= 9));

for (const [name, struct] of structs) {
  test(`the interface ${name} has the fields of the schema`, () => {
    const expected = Object.fromEntries(Object.entries(struct.properties).map(([field, of]) => [field, takesNull(of)]));
    assert.deepEqual(fieldsOf(name), expected);
    assert.deepEqual(new Set(struct.required), new Set(Object.keys(expected)), "every field is always there");
  });
}
