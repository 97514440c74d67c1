// What a person sees in an editor that knows nothing of VMs but the editor schemas.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { LanguageServer } from "./language-server.js";
import { PLATFORMS, faultyManifests, readSchema, schemaPath } from "./manifests.js";

const API_VERSION = "apps.cozystack.io/v1alpha1";
const head = (kind, name = "web") => `apiVersion: ${API_VERSION}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
const VM = `${head("VMInstance")}spec:\n`;
const DISK = `${head("VMDisk", "data")}spec:\n`;

let server;
before(async () => {
  const schemas = {};
  for (const platform of PLATFORMS) {
    const address = (name) => pathToFileURL(schemaPath(`v1/${platform}/editor/${name}.json`)).href;
    schemas[address("manifests")] = [`**/${platform}.yaml`];
    schemas[address("vminstance")] = [`**/${platform}.vminstance.yaml`];
    schemas[address("vmdisk")] = [`**/${platform}.vmdisk.yaml`];
  }
  server = await LanguageServer.start({ schemas });
});
after(() => server.close());

/** What is offered, by label. */
async function offered(marked, name = "hikube.yaml") {
  const items = await server.complete(marked, name);
  const byLabel = new Map(items.map((item) => [item.label, item]));
  assert.equal(byLabel.size, items.length, `offered twice: ${items.map(({ label }) => label).join(", ")}`);
  return byLabel;
}

const documentation = (item) => item?.documentation?.value ?? item?.documentation ?? "";

test("both kinds are offered, and manifests to start from", async () => {
  const kinds = await offered(`apiVersion: ${API_VERSION}\nkind: ‸\n`);
  assert.deepEqual([...kinds.keys()].sort(), ["VMDisk", "VMInstance"]);
  const manifests = await offered("‸");
  for (const label of ["VMInstance, minimal", "VMInstance, exposed", "VMDisk from an image", "VMDisk, blank"]) {
    const item = manifests.get(label);
    assert.ok(documentation(item).length > 10, label);
    const inserted = item.textEdit?.newText ?? item.insertText;
    const text = inserted.replaceAll(/\$\{\d+:([^}]*)\}/g, "$1");
    assert.deepEqual((await server.open(text, "hikube.yaml")).diagnostics, [], label);
  }
});

test("snippets for parts: sources, disks, user data", async () => {
  const snippet = (items, label) => items.get(label)?.textEdit?.newText ?? items.get(label)?.insertText;
  const sources = await offered(`${DISK}  source:\n    ‸`);
  assert.equal(snippet(sources, "an image of the platform"), "image:\n  name: ${1:debian-12}");
  assert.equal(snippet(sources, "an upload"), "upload: {}");
  const disks = await offered(`${VM}  disks:\n    - ‸`);
  assert.equal(snippet(disks, "a disk on a bus"), "name: ${1:installer}\n  bus: ${2:sata}");
  const fields = await offered(`${VM}  ‸`);
  assert.match(snippet(fields, "cloudInit"), /^cloudInit: \|\n +#cloud-config\n/);
});

test("a source is offered once, and no other beside it", async () => {
  const sources = [...(await offered(`${DISK}  source:\n    ‸`)).keys()];
  assert.deepEqual(
    sources.filter((label) => ["image", "http", "upload", "disk"].includes(label)),
    ["image", "http", "upload", "disk"],
  );
  assert.equal((await offered(`${DISK}  source:\n    image:\n      name: rocky-9\n    ‸`)).size, 0);
});

/** The mappings of a kind: where they stand, and their fields as the plain schema has them. */
function mappings(kind) {
  const root = readSchema(`v1/hikube/plain/${kind.toLowerCase()}.json`);
  const resolve = (schema) => {
    const alternatives = [schema, ...(schema.anyOf ?? [])];
    for (const { $ref } of alternatives) {
      if ($ref) {
        return resolve(root.definitions[$ref.replace("#/definitions/", "")]);
      }
    }
    return alternatives.find(({ properties }) => properties) ?? schema;
  };
  const found = [];
  const visit = (schema, path) => {
    const { properties } = resolve(schema);
    if (!properties || Object.keys(properties).length === 0) {
      return;
    }
    found.push({ path, properties });
    for (const [name, property] of Object.entries(properties)) {
      visit(property, [...path, name]);
      if (property.items?.$ref) {
        visit(property.items, [...path, name, "-"]);
      }
    }
  };
  visit(root, []);
  return found;
}

// The platform sets or drops these, or reads them only in old manifests, so that editors keep quiet about them.
const HIDDEN = ["status", "appVersion", "subnets"];
const WRITTEN_METADATA = ["name", "namespace", "labels", "annotations"];

function isOffered(path, field) {
  return path[0] === "metadata" ? WRITTEN_METADATA.includes(field) : !HIDDEN.includes(field);
}

/** A manifest with the cursor where a field of the mapping would be written. */
function atMapping(kind, path) {
  if (path.length === 0) {
    return "‸";
  }
  let text = `apiVersion: ${API_VERSION}\nkind: ${kind}\n`;
  text += path[0] === "metadata" ? "" : `metadata:\n  name: web\n`;
  let indent = "";
  for (const step of path) {
    if (step === "-") {
      return `${text}${indent}- ‸`;
    }
    text += `${indent}${step}:\n`;
    indent += "  ";
  }
  return `${text}${indent}‸`;
}

for (const kind of ["VMInstance", "VMDisk"]) {
  test(`every documented field of a ${kind} is offered with its documentation, and shown under the mouse`, async () => {
    const documented = mappings(kind).filter(({ path }) => !path.some((step) => HIDDEN.includes(step)));
    const counts = documented.map(async ({ path, properties }) => {
      const marked = atMapping(kind, path);
      const name = `hikube.${kind.toLowerCase()}.yaml`;
      const items = await offered(marked, name);
      const fields = Object.entries(properties).map(async ([field, { description }]) => {
        const place = [...path, field].join(".");
        if (!isOffered(path, field)) {
          assert.ok(!items.has(field), `${place} is offered`);
          return 0;
        }
        const [sentence] = description.split("\n");
        assert.ok(documentation(items.get(field)).includes(sentence), `${place}: ${documentation(items.get(field))}`);
        const shown = await server.hover(marked.replace("‸", `${field.slice(0, 1)}‸${field.slice(1)}: `), name);
        assert.ok(shown.includes(sentence), `under the mouse at ${place}: ${shown}`);
        return 1;
      });
      return (await Promise.all(fields)).reduce((sum, count) => sum + count);
    });
    const count = (await Promise.all(counts)).reduce((sum, count) => sum + count);
    assert.ok(count >= (kind === "VMInstance" ? 28 : 15), `${count} fields`);
  });
}

/** What a platform lists, read where the catalog is written. */
function table(platform, file, name) {
  const path = schemaPath(`../crates/vmspec/src/catalog/data/${platform}/${file}.yaml`);
  return parse(readFileSync(path, "utf8"))[name].entries;
}

const iec = (size) => size.replace(/^([0-9.]+)([A-Za-z]+)$/, "$1 $2B");

// Where the names of a table are written, and what must be said of each.
const TABLES = [
  ["instance-types", "instanceTypes", `${VM}  instanceType: ‸`, (type) => [`${type.vcpus} vCPU`, iec(type.memory)]],
  ["profiles", "profiles", `${VM}  instanceProfile: ‸`, ({ os }) => [os]],
  ["images", "images", `${DISK}  source:\n    image:\n      name: ‸`, (image) => [image.os, iec(image.minimumStorage)]],
  ["storage-classes", "storageClasses", `${DISK}  storageClass: ‸`, () => ["node"]],
  ["gpus", "gpus", `${VM}  gpus:\n    - name: ‸`, ({ model }) => [model ?? "device"]],
];

for (const platform of PLATFORMS) {
  test(`every name in the catalog of ${platform} is offered with its size, and shown under the mouse`, async () => {
    for (const [file, name, marked, facts] of TABLES) {
      const entries = table(platform, file, name);
      const items = await offered(marked, `${platform}.yaml`);
      const shown = await server.hover(marked.replace("‸", `${entries[0].name.slice(0, 1)}‸${entries[0].name.slice(1)}`), `${platform}.yaml`);
      for (const entry of entries) {
        for (const fact of facts(entry)) {
          assert.ok(documentation(items.get(entry.name)).includes(fact), `${entry.name}: ${documentation(items.get(entry.name))}`);
          assert.ok(shown.includes(`\`${entry.name}\``) && shown.includes(fact), `under the mouse: ${entry.name}`);
        }
      }
    }
  });
}

test("every other value that a field takes is offered with its meaning", async () => {
  const values = {
    [`${VM}  runStrategy: ‸`]: ["Always", "Halted", "Manual", "RerunOnFailure", "Once"],
    [`${VM}  externalMethod: ‸`]: ["PortList", "WholeIP"],
    [`${VM}  disks:\n    - name: a\n      bus: ‸`]: ["virtio", "sata", "scsi", "usb"],
    [`${VM}  cpuModel: ‸`]: ["host-model", "host-passthrough", "EPYC"],
  };
  for (const [marked, names] of Object.entries(values)) {
    const items = await offered(marked);
    for (const name of names) {
      assert.ok(documentation(items.get(name)).length > 10, `${name} in ${marked}`);
    }
  }
});

/** Where comments of a faulty manifest say that the editor speaks: `line: message`. */
function expectedDiagnostics(text) {
  return text.split("\n").flatMap((line, index) => {
    const [, message] = line.match(/ # editor: (.+)$/) ?? [];
    return message ? [`${index + 1}: ${message}`] : [];
  });
}

test("faulty manifests are marked on the right lines, once each, in words", async () => {
  const shown = {};
  const expected = {};
  const opened = faultyManifests().map(async ({ name, text, platform }) => {
    shown[name] = expected[name] = expectedDiagnostics(text);
    const { diagnostics } = await server.open(text, `${platform}.yaml`);
    shown[name] = diagnostics.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
  });
  await Promise.all(opened);
  assert.deepEqual(shown, expected);
  const lines = Object.values(shown).flat().length;
  assert.ok(lines >= 45, `${lines} lines`);
});

test("resources of other kinds in the same file are not judged", async () => {
  const secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\nstringData:\n  token: abc\n";
  const faulty = `${secret}---\n${DISK}  storage: 20GB\n---\n${VM}  externalPorts: [0]\n`;
  const { diagnostics } = await server.open(faulty, "hikube.yaml");
  assert.deepEqual(diagnostics.map(({ range }) => range.start.line).sort((a, b) => a - b), [12, 19]);
});

test("in a file of several documents a letter brings the fields", async () => {
  const first = `${DISK}  storage: 5Gi\n---\n`;
  const fields = await offered(`${first}${VM}  i‸`);
  assert.ok(documentation(fields.get("instanceType")).includes("instance type"));
  // FIXME: on an empty line of the second document the server offers nothing
  // (https://github.com/redhat-developer/yaml-language-server/issues/869).
  assert.equal((await offered(`${first}${VM}  ‸`)).size, 0);
});

// The server has the schemas of Kubernetes' own kinds from there.
const KUBERNETES = /^https:\/\/raw\.githubusercontent\.com\/yannh\/kubernetes-json-schema\//;

test("with the CRD store set to the published folder, each document gets the schema of its kind", async () => {
  const asked = [];
  const store = createServer((request, response) => {
    asked.push(request.url);
    response.end(readFileSync(schemaPath(request.url.slice(1)), "utf8"));
  });
  await new Promise((resolve) => store.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${store.address().port}/v1/hikube/crds`;
  const fetchSchema = async (address) =>
    KUBERNETES.test(address) ? JSON.stringify({ oneOf: [] }) : (await fetch(address)).text();
  const withStore = await LanguageServer.start(
    { schemas: { kubernetes: ["*.yaml"] }, kubernetesCRDStore: { enable: true, url } },
    fetchSchema,
  );
  try {
    const { diagnostics } = await withStore.open(`${DISK}  storage: 20GB\n---\n${VM}  externalPorts: [0]\n`);
    const shown = diagnostics.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
    assert.deepEqual(shown, [
      "6: expected a size such as `20Gi`: a number and a unit, without a blank and without `B`",
      "13: Value is below the minimum of 1.",
    ]);
    const types = await withStore.complete(`${VM}  instanceType: ‸`);
    assert.ok(types.some((item) => item.label === "u1.2xlarge" && documentation(item) === "8 vCPU, 32 GiB, series U"));
    assert.ok(asked.includes("/v1/hikube/crds/apps.cozystack.io/vminstance_v1alpha1.json"));
    assert.ok(asked.includes("/v1/hikube/crds/apps.cozystack.io/vmdisk_v1alpha1.json"));
  } finally {
    await withStore.close();
    store.close();
    store.closeAllConnections();
  }
});
