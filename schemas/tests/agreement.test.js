// What the validators that people use make of the schemas: they agree, and refuse what the manifests say they refuse.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import json from "vscode-json-languageservice";
import { FLAVOURS, PLATFORMS, faultyManifests, publishedSchemas, readSchema, schemaPath, soundManifests } from "./manifests.js";

const ALL = [
  ...faultyManifests(),
  ...soundManifests().flatMap((manifest) => PLATFORMS.map((platform) => ({ ...manifest, platform }))),
];

/** Whether a flavour refuses each manifest: if it refuses one of its documents. */
function refusals(flavour, isValid) {
  return ALL.map(({ platform, documents }) => {
    const schema = `v1/${platform}/${flavour}/manifests.json`;
    return documents.some((document) => !isValid(schema, document));
  });
}

/** Fails at the first manifest on which two validators differ, or that is refused against its own word. */
function assertAgreement(flavour, refused, by) {
  ALL.forEach(({ name, platform, refusedBy }, index) => {
    const expected = refusedBy ? refusedBy.includes(flavour) : reference[flavour][index];
    const verdict = refused[index] ? "refuses" : "takes";
    assert.equal(refused[index], expected, `${by} ${verdict} ${name} on ${platform} by the ${flavour} schema`);
  });
}

function compiled(schema, options) {
  const complaints = [];
  const complain = (message) => complaints.push(message);
  const logger = { log: complain, warn: complain, error: complain };
  const Validator = schema.$schema.includes("2020-12") ? Ajv2020 : Ajv;
  const validate = new Validator({ ...options, logger }).compile(schema);
  assert.deepEqual(complaints, [], schema.$id);
  return validate;
}

// A quantity is text or a number.
const CLOSEST_LOOK = { strict: true, allowUnionTypes: true, strictRequired: false };
// Conditions speak of fields whose type is said elsewhere.
const USUAL_LOOK = { strictSchema: true, strictTypes: false };

const validators = new Map();
function ajv(path, document) {
  if (!validators.has(path)) {
    const options = path.includes("/editor/") ? { strict: false } : USUAL_LOOK;
    validators.set(path, compiled(readSchema(path), options));
  }
  return validators.get(path)(document);
}

// For manifests that don't say themselves who refuses them.
const reference = Object.fromEntries(FLAVOURS.map((flavour) => [flavour, refusals(flavour, ajv)]));

test("ajv compiles the plain flavour in its strictest mode, and every schema of standard keywords in its usual one", () => {
  const paths = publishedSchemas();
  for (const path of paths.filter((path) => !/\/(editor|crds|charts)\//.test(path))) {
    const isPlain = path.includes("/plain/") || path.includes("/master-standalone/");
    compiled(readSchema(path), isPlain ? CLOSEST_LOOK : USUAL_LOOK);
  }
  assert.ok(paths.length >= 30, `${paths.length} schemas`);
});

test("ajv refuses what the manifests say", () => {
  for (const flavour of FLAVOURS) {
    assertAgreement(flavour, refusals(flavour, ajv), "ajv");
  }
  const taken = reference.strict.filter((isRefused) => !isRefused).length;
  assert.ok(taken >= 100, `the strict flavour takes only ${taken} manifests`);
});

test("VS Code's JSON service agrees", async () => {
  const service = json.getLanguageService({});
  for (const flavour of FLAVOURS) {
    const refused = [];
    for (const { platform, documents } of ALL) {
      const schema = readSchema(`v1/${platform}/${flavour}/manifests.json`);
      let count = 0;
      for (const document of documents) {
        const text = json.TextDocument.create("file:///manifest.json", "json", 1, JSON.stringify(document, null, 2));
        const parsed = service.parseJSONDocument(text);
        count += (await service.doValidation(text, parsed, { schemaValidation: "error" }, schema)).filter(
          ({ message }) => !/deprecated/.test(message),
        ).length;
      }
      refused.push(count > 0);
    }
    assertAgreement(flavour, refused, "VS Code");
  }
});

const PYTHON = `
import json, sys
import jsonschema
work = json.load(sys.stdin)
validators = {path: jsonschema.validators.validator_for(schema)(schema) for path, schema in work["schemas"].items()}
json.dump([validators[path].is_valid(document) for path, document in work["questions"]], sys.stdout)
`;

const hasPython = spawnSync("python3", ["-c", "import jsonschema"]).status === 0;

test("Python's jsonschema agrees", { skip: !hasPython && "jsonschema is not installed for python3" }, () => {
  for (const flavour of FLAVOURS) {
    const path = (platform) => `v1/${platform}/${flavour}/manifests.json`;
    const schemas = Object.fromEntries(PLATFORMS.map((platform) => [path(platform), readSchema(path(platform))]));
    const questions = ALL.flatMap(({ platform, documents }) =>
      documents.map((document) => [path(platform), document]),
    );
    const { stdout, stderr, status } = spawnSync("python3", ["-c", PYTHON], {
      input: JSON.stringify({ schemas, questions }),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    assert.equal(status, 0, stderr);
    const answers = JSON.parse(stdout);
    const refused = ALL.map(({ documents }) => documents.map(() => answers.shift()).includes(false));
    assertAgreement(flavour, refused, "Python");
  }
});

// Named by `cargo xtask ci schemas`, which installs it.
const CHECK_JSONSCHEMA = process.env.CHECK_JSONSCHEMA ?? "check-jsonschema";
const hasCheckJsonschema = spawnSync(CHECK_JSONSCHEMA, ["--version"]).status === 0;

test("check-jsonschema agrees", { skip: !hasCheckJsonschema && "check-jsonschema is not installed" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "vmspec-schemas-"));
  try {
    for (const flavour of ["plain", "strict"]) {
      const refused = ALL.map(() => false);
      for (const platform of PLATFORMS) {
        const files = ALL.flatMap((manifest, index) =>
          manifest.platform === platform
            ? manifest.documents.map((document, number) => {
                const file = join(folder, `${index}-${number}.json`);
                writeFileSync(file, JSON.stringify(document));
                return file;
              })
            : [],
        );
        const schema = schemaPath(`v1/${platform}/${flavour}/manifests.json`);
        const words = ["--output-format", "json", "--schemafile", schema, ...files];
        const { stdout, stderr } = spawnSync(CHECK_JSONSCHEMA, words, { encoding: "utf8", maxBuffer: 1 << 26 });
        assert.ok(stdout.startsWith("{"), stderr);
        const { errors, parse_errors: unread } = JSON.parse(stdout);
        assert.deepEqual(unread, []);
        for (const { filename } of errors) {
          refused[parseInt(basename(filename), 10)] = true;
        }
      }
      assertAgreement(flavour, refused, "check-jsonschema");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
