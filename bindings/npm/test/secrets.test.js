// A secret that stands in a manifest stands in nothing that JavaScript is told about it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { check, codeLenses, diff, format, inlayHints, resolve } from "vmspec";

import { repository } from "../fixtures.js";

const SECRET = "c4naryS3cret";

/** What the tests of the command line plant: texts with `SECRET` in them, with a line `%%` between two. */
function planted(name) {
  const path = join(repository, "crates/vmspec-cli/tests/secrets", `${name}.txt`);
  return readFileSync(path, "utf8").split("\n%%\n");
}

const indented = (text) => text.trimEnd().replace(/^/gm, "  ");

const manifest = (kind, metadata, spec) =>
  `apiVersion: apps.cozystack.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: web\n${metadata}spec:\n${spec}\n`;

const MANIFESTS = [
  ...planted("cloud-configs").flatMap((config) => [
    manifest("VMInstance", "", `  cloudInit: |\n    #cloud-config\n${indented(indented(config))}`),
    manifest("VMInstance", "", `  cloudInit: ${JSON.stringify(`#cloud-config\n${config}\n`)}`),
  ]),
  ...planted("specs").map((spec) => manifest("VMInstance", "", indented(spec))),
  ...planted("disks").map((spec) => manifest("VMDisk", "", indented(spec))),
  ...planted("metadata").map((metadata) => manifest("VMDisk", `${indented(metadata)}\n`, "  storage: 5Gi")),
];

/** Everything that the package says about a text. */
const SAID = {
  check: (text) => check(text),
  "check for Cozystack": (text) => check(text, { platform: "cozystack@1.6", complete: true, stage: "production" }),
  concise: (text) => format(text, { as: "concise" }),
  markdown: (text) => format(text, { as: "markdown" }),
  sarif: (text) => format(text, { as: "sarif" }),
  "what stands beside the text": (text) => [inlayHints(text, { start: 0, end: text.length }), codeLenses(text)],
  resolve: (text) => resolve(text),
  diff: (text) => diff(text.replaceAll(SECRET, "other"), text),
};

for (const [what, say] of Object.entries(SAID)) {
  test(`${what} tells no secret`, () => {
    for (const template of MANIFESTS) {
      const text = template.replaceAll("SECRET", SECRET);
      const said = JSON.stringify(say(text));
      assert.ok(!said.includes(SECRET), `${text}\n=> ${said.slice(Math.max(0, said.indexOf(SECRET) - 200))}`);
    }
  });
}
