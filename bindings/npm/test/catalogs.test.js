// Catalogs: what the platform offers, and what a caller knows better.

import assert from "node:assert/strict";
import { test } from "node:test";

import { catalog, check, explain, rules, schema, withCatalog, withSettings, workspace } from "vmspec";

import { DISK, VM } from "../fixtures.js";

const found = (engine, text, options) => engine.check(text, options).diagnostics.map(({ rule }) => rule);
const has = (rule, text, options) => (engine) => found(engine, text, options).includes(rule);

test("catalogs are those of the platform", () => {
  const small = catalog().instanceTypes.entries.find(({ name }) => name === "s1.small");
  assert.deepEqual([small.vcpus, small.memory], [1, "2Gi"]);
  assert.equal(catalog({ platform: "cozystack" }).provider, "cozystack");
});

test("an overlay adds and takes away, as an object and as YAML", () => {
  const isUnknown = has("unknown-instance-type", `${VM}  instanceType: x9.huge\n  disks: [{name: a}]\n`);
  assert.ok(isUnknown({ check }));
  const entries = [{ name: "x9.huge", vcpus: 64, memory: "1Ti" }];
  assert.ok(!isUnknown(withCatalog({ instanceTypes: { entries } })));
  assert.ok(!isUnknown(withCatalog("instanceTypes: {entries: [{name: x9.huge, vcpus: 64, memory: 1Ti}]}")));
  assert.ok(isUnknown(withCatalog({ instanceTypes: { entries } }).withCatalog({ instanceTypes: { remove: ["x9.huge"] } })));
  assert.ok(isUnknown({ check }), "others see nothing of it");
});

test("the cluster's own options say what there is", () => {
  const option = (name, ...values) => ({
    apiVersion: "core.cozystack.io/v1alpha1",
    kind: "Option",
    metadata: { name },
    spec: { items: values.map((value) => ({ value, label: value })) },
  });
  const list = { kind: "OptionList", items: [option("image", "rocky-9"), option("vmdisk", "data")] };
  const isUnknown = has("unknown-image", `${DISK}  source: {image: {name: ubuntu-2404}}\n  storage: 20Gi\n`);
  assert.ok(!isUnknown({ check }));
  for (const offered of [list, list.items, list.items[0]]) assert.ok(isUnknown(withCatalog(offered)));
  assert.deepEqual(
    withCatalog(list).catalog().images.entries.map(({ name, minimumStorage }) => [name, minimumStorage]),
    [["rocky-9", "11Gi"]],
  );
});

test("rules can be turned off, by name and by group", () => {
  const text = `${VM}  disks: [a]\n`;
  assert.ok(has("string-disk", text)({ check }));
  assert.ok(!has("string-disk", text, { rules: { "string-disk": "off" } })({ check }));
  assert.ok(!has("string-disk", text, { rules: { disks: "off", structure: "off" } })(withSettings({})));
  const strict = withSettings({ rules: { "string-disk": "error" } });
  assert.equal(strict.check(text).diagnostics.find(({ rule }) => rule === "string-disk").severity, "error");
});

test("a workspace sees references between its texts", () => {
  const files = workspace({ complete: true });
  files.set("vm.yaml", `${VM}  disks:\n  - name: data\n`);
  const dangling = () => files.check().diagnostics.some(({ rule }) => rule === "dangling-disk");
  assert.ok(dangling());
  files.set("disk.yaml", `${DISK}  storage: 20Gi\n`);
  assert.ok(!dangling());
  assert.deepEqual(files.names(), ["vm.yaml", "disk.yaml"]);
  const [vm] = files.resolve();
  assert.equal(vm.disks[0].target.file, "disk.yaml");
  files.set("disk.yaml", `${DISK}  storage: 20GB\n`);
  assert.ok(files.check().diagnostics.some(({ file }) => file === "disk.yaml"));
  assert.match(files.format({ as: "concise" }), /^disk\.yaml:/m);
  assert.equal(files.fix().files.length, 2);
  assert.ok(files.delete("disk.yaml"));
  assert.ok(dangling());
  assert.equal(files.get("disk.yaml"), undefined);
});

test("every rule has a page, and every kind a schema", async () => {
  assert.ok(rules().length > 100);
  for (const { name } of rules()) assert.match(await explain(name), new RegExp(`^# ${name}\\n`));
  for (const kind of ["VMInstance", "VMDisk", "manifests"]) {
    for (const provider of ["hikube", "cozystack"]) {
      for (const [flavour, draft] of [["plain"], ["plain", "2020-12"], ["strict"], ["editor"]]) {
        const { $id } = await schema(kind, { provider, flavour, draft });
        assert.match($id, new RegExp(`/${provider}/${flavour}/(2020-12/)?${kind.toLowerCase()}`));
      }
    }
  }
});
