// Makes the npm packages of the command line: one for each platform with its binary, and `vmspec-cli`, which takes the
// right one along.
//
// usage: node kits/npm/packages.mjs VERSION OUT PLATFORM=BINARY…
// A platform is named as Node.js does: linux-x64, darwin-arm64, win32-x64.

import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const [version, out, ...binaries] = process.argv.slice(2);
if (!version || !out || binaries.length === 0) {
  console.error("usage: node kits/npm/packages.mjs VERSION OUT PLATFORM=BINARY…");
  process.exit(2);
}

const common = {
  version,
  license: "MIT OR Apache-2.0",
  homepage: "https://vmspec.dev",
  repository: { type: "git", url: "git+https://github.com/vmspec/vmspec.git", directory: "kits/npm" },
};

/** Writes a package with these files, given by their names in it. */
function write(manifest, files) {
  const folder = join(out, manifest.name.replace("@vmspec/", ""));
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(files)) {
    copyFileSync(source, join(folder, name));
  }
  for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) {
    copyFileSync(join(root, licence), join(folder, licence));
  }
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...manifest, ...common }, null, 2)}\n`);
  return folder;
}

const optionalDependencies = {};
for (const argument of binaries) {
  const [platform, binary] = argument.split("=");
  const [os, cpu] = platform.split("-");
  const program = os === "win32" ? "vmspec.exe" : "vmspec";
  const name = `@vmspec/cli-${platform}`;
  optionalDependencies[name] = version;
  const description = `The command line of vmspec for ${platform}; install vmspec-cli instead`;
  const folder = write({ name, description, os: [os], cpu: [cpu], files: [program] }, { [program]: binary });
  chmodSync(join(folder, program), 0o755);
}

const description = "Checks VMInstance and VMDisk manifests of Hikube and Cozystack before the platform gets to see them";
write(
  {
    name: "vmspec-cli",
    description,
    keywords: ["kubernetes", "cozystack", "hikube", "lint", "cli"],
    type: "module",
    bin: { vmspec: "vmspec.js" },
    files: ["vmspec.js"],
    engines: { node: ">=20" },
    optionalDependencies,
  },
  { "vmspec.js": join(here, "vmspec.js"), "README.md": join(here, "README.md") },
);
