// The index page names files that are there, in settings that can be read.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { PLATFORMS, publishedSchemas, readSchema, schemaPath } from "./manifests.js";

const PAGE = readFileSync(schemaPath("README.md"), "utf8");

test("every address is that of a file", () => {
  const addresses = [...PAGE.matchAll(/https:\/\/vmspec\.dev\/schemas\/([^\s"'`\])]*?)(?=[\s"'`\]),;]|\{\{|$)/gm)];
  const paths = addresses.map(([, path]) => path).filter((path) => path !== "" && path !== "…");
  assert.ok(paths.length >= 8, paths.join("\n"));
  for (const path of paths) {
    // What stands before a template of kubeconform is the beginning of a folder.
    assert.ok(existsSync(schemaPath(path)) || path.endsWith("master-standalone"), path);
  }
});

test("every file in the table is there for both platforms", () => {
  const rows = PAGE.match(/## Which file is for what([\s\S]*?)\n\n`<platform>`/)[1];
  const paths = [...rows.matchAll(/`((?:v1|catalog|config|report|change)[^`]*)`/g)].map(([, path]) => path);
  assert.ok(paths.length >= 10, paths.join("\n"));
  for (const path of paths.flatMap((path) => PLATFORMS.map((platform) => path.replace("<platform>", platform)))) {
    assert.ok(existsSync(schemaPath(path)), path);
  }
});

test("settings in JSON are JSON", () => {
  const blocks = [...PAGE.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => JSON.parse(block));
  assert.ok(blocks.length >= 3);
});

test("kubeconform finds both kinds where it looks", () => {
  for (const platform of PLATFORMS) {
    for (const suffix of ["", "-strict"]) {
      for (const kind of ["vminstance", "vmdisk"]) {
        // {{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json
        const path = `v1/${platform}/kubeconform/master-standalone${suffix}/${kind}-apps-v1alpha1.json`;
        assert.match(readSchema(path).$id, new RegExp(`/${platform}/${suffix ? "strict" : "plain"}/${kind}\\.json$`));
      }
    }
  }
});

test("every folder of the published schemas is on the page", () => {
  const folders = new Set(publishedSchemas().map((path) => path.split("/")[2]));
  for (const folder of folders) {
    assert.ok(PAGE.includes(`/${folder}`), folder);
  }
  assert.deepEqual(readdirSync(schemaPath("v1")).sort(), ["charts", ...PLATFORMS].sort());
});
