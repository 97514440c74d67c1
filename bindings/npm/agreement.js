// Settings under which the command line, Node.js and Chromium are to say the same of many texts at once.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { DISK, HOSTILE, VM, manifests, repository } from "./fixtures.js";

/** The command line that the package is compared with. */
export const native = process.env.VMSPEC_NATIVE ?? join(repository, "target/debug/vmspec");

const OVERLAY = `instanceTypes:
  entries: [{name: x9.huge, vcpus: 64, memory: 1Ti}]
  remove: [u1.large]
storageClasses:
  entries: [{name: fast, replicated: true}]
`;

/** What the package is told, and the same for the command line. */
export const SETTINGS = [
  { what: "no settings", options: {}, flags: [] },
  { what: "another platform", options: { platform: "cozystack" }, flags: ["--platform", "cozystack"] },
  {
    what: "an old release, for production, with everything at hand",
    options: { platform: "cozystack@0.41", stage: "production", complete: true },
    flags: ["--platform", "cozystack@0.41", "--stage", "production", "--complete"],
  },
  {
    what: "a new release, for development",
    options: { platform: "cozystack@1.6", stage: "development" },
    flags: ["--platform", "cozystack@1.6", "--stage", "development"],
  },
  { what: "a catalog overlay", options: {}, catalog: OVERLAY, flags: ["--catalog", "overlay.yaml"] },
  {
    what: "severities of rules and groups",
    options: { rules: { storage: "off", "undersized-disk": "info", "string-disk": "error", access: "warning" } },
    flags: ["--config", "config.yaml"],
  },
];

const CONFIG = "severity:\n  storage: off\n  undersized-disk: info\n  string-disk: error\n  access: warning\n";

const SUPPRESSING = [
  `${DISK}  storage: 5GB # vmspec: ignore[invalid-quantity] so it is\n  storageclass: replicated # vmspec: ignore[unknown-field] later\n`,
  VM.replace("spec:\n", "  annotations:\n    vmspec.dev/ignore: string-disk, no-such-rule\nspec:\n  disks: [data]\n  running: true\n"),
];

/** Texts that are judged together: every fixture, hostile ones too, and some that suppress what is found in them. */
export function textsTogether() {
  const all = [...[...manifests()].map(({ text }) => text), ...Object.values(HOSTILE), ...SUPPRESSING];
  const short = all.filter((text) => text.length < 200_000);
  return short.map((text, index) => ({ name: `texts/${String(index).padStart(4, "0")}.yaml`, text }));
}

/** Writes the texts, and what the command line is told in files, into a folder. */
export function writeTogether(folder, texts) {
  mkdirSync(join(folder, "texts"));
  for (const { name, text } of texts) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "overlay.yaml"), OVERLAY);
  writeFileSync(join(folder, "config.yaml"), CONFIG);
}

/** What the command line prints, run in that folder. */
export function nativeReport(folder, { flags }) {
  const argv = ["check", "--format", "json", "--exit-zero", ...flags, "texts"];
  const { stdout, stderr, status } = spawnSync(native, argv, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${native} ${argv.join(" ")}: ${stderr}`);
  return stdout;
}
