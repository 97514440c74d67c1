// Manifests on their way to another platform.

import assert from "node:assert/strict";
import { test } from "node:test";

import { check, migrate, workspace } from "vmspec";

import { DISK, VM } from "../fixtures.js";

const TEXT = `${VM}  running: false # until Monday\n  instanceProfile: windows\n  disks:\n    - data\n`;

test("what another platform does not read is rewritten, or told", () => {
  const { text, applied, open, report } = migrate(TEXT, "cozystack@1.6");
  assert.equal(
    text,
    `${VM}  runStrategy: Halted # until Monday\n  instanceProfile: windows\n  disks:\n    - name: data\n`,
  );
  assert.deepEqual(applied.map(({ rule }) => rule).sort(), ["deprecated-running", "string-disk"]);
  const finding = open.find(({ rule }) => rule === "unknown-instance-profile");
  assert.equal(text.slice(finding.span.start, finding.span.end), "windows");
  assert.deepEqual(report, check(text, { platform: "cozystack@1.6" }));
  assert.throws(() => migrate(TEXT, "openstack"), TypeError);
});

test("a workspace is migrated together, and stays as it is", () => {
  const files = workspace();
  files.set("disk.yaml", DISK);
  files.set("vm.yaml", TEXT);
  const { files: migrated, open } = files.migrate("cozystack@1.6");
  assert.equal(migrated[0].text, DISK);
  assert.match(migrated[1].text, /runStrategy: Halted/);
  assert.deepEqual([...new Set(open.map(({ file }) => file))], ["vm.yaml"]);
  assert.equal(files.get("vm.yaml"), TEXT);
});
