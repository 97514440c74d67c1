#!/usr/bin/env node
// Runs the binary of this platform, which npm has put beside this package.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const program = process.platform === "win32" ? "vmspec.exe" : "vmspec";
const platform = `@vmspec/cli-${process.platform}-${process.arch}`;

let binary;
try {
  binary = createRequire(import.meta.url).resolve(`${platform}/${program}`);
} catch {
  console.error(
    `vmspec: the package ${platform} is missing: ` +
      "either there is no release for this platform, or npm was told to leave out optional dependencies",
  );
  process.exit(2);
}

const { status, signal, error } = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`vmspec: can't run ${binary}: ${error.message}`);
  process.exit(2);
}
if (signal) {
  process.kill(process.pid, signal);
}
process.exit(status);
