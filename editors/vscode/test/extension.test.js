// What is packed.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { test } = require("node:test");

const root = path.join(__dirname, "..");

test("the manifest names what is there", () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  assert.ok(fs.existsSync(path.join(root, manifest.main)));
  const source = fs.readFileSync(path.join(root, "src", "extension.js"), "utf8");
  for (const { command } of manifest.contributes.commands) {
    assert.ok(source.includes(`"${command}"`), command);
  }
});

test("the bundle needs nothing but the editor and Node.js", () => {
  const bundle = fs.readFileSync(path.join(root, "dist", "extension.js"), "utf8");
  const needed = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  const foreign = needed.filter((name) => name !== "vscode" && !Module.isBuiltin(name));
  assert.deepEqual(foreign, []);
});
