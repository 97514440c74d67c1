// Manifests to try things on.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Manifests that are no part of the repository, if they are at hand. */
export const elsewhere = process.env.VMSPEC_SHARED && join(process.env.VMSPEC_SHARED, "corpus/manifests");

/** All files below the folders. */
function files(...folders) {
  const found = [];
  for (const folder of folders.filter(existsSync)) {
    for (const entry of readdirSync(folder)) {
      if (entry === "node_modules") continue;
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) found.push(...files(path));
      else found.push(path);
    }
  }
  return found.sort();
}

/** The manifests in a file: the whole, or the code blocks of a page. */
function texts(path) {
  const text = readFileSync(path, "utf8");
  if (/\.ya?ml$/.test(path)) return [text];
  if (!path.endsWith(".md")) return [];
  return [...text.matchAll(/^```yaml.*\n([^]*?)^```/gm)].map(([, block]) => block);
}

/** Every manifest of the repository, and those from elsewhere, by the name of its file. */
export function* manifests() {
  const folders = ["examples", "docs/rules", "fuzz/seeds"].map((folder) => join(repository, folder));
  if (elsewhere) folders.push(elsewhere);
  for (const path of files(...folders)) {
    // A block of a page is a manifest of its own; by the name of a page the command line would look for blocks in it.
    const name = path.slice(repository.length).replace(/\.md$/, ".yaml");
    for (const text of texts(path)) yield { name, text };
  }
}

export const DISK = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n";
export const VM = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n";

/** Hostile and odd texts, by what they are. */
export const HOSTILE = {
  "nothing": "",
  "only a byte-order mark": "\ufeff",
  "20,000 nested lists in brackets": "[".repeat(20_000),
  "20,000 nested mappings in braces": "{a: ".repeat(20_000),
  "20,000 nested lists with dashes": "- ".repeat(20_000) + "x",
  "20,000 nested mappings by indentation": Array.from({ length: 2_000 }, (_, depth) => " ".repeat(depth) + "a:\n").join(""),
  "20,000 nested lists in a field": `${DISK}  storage: ${"[".repeat(20_000)}`,
  "a billion laughs": "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" +
    Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]\n`).join(""),
  "a billion laughs in annotations": DISK.replace("  name: data\n", "  name: data\n  annotations:\n    a: &a [x, x, x, x, x, x, x, x, x]\n" +
    "bcdefghi".replace(/./g, (key, at) => `    ${key}: &${key} [${Array(9).fill("*" + "abcdefgh"[at]).join(", ")}]\n`)),
  "an alias into itself": "a: &a [*a]\n",
  "10,000 aliases of 10,000 values": `a: &a [${"x, ".repeat(10_000)}]\nb: [${"*a, ".repeat(10_000)}]\n`,
  "a scalar of 50 MB": `${DISK}  storageClass: ${"x".repeat(50_000_000)}\n`,
  "a scalar of 1 MB": `${DISK}  storageClass: ${"x".repeat(1_000_000)}\n`,
  "100,000 lines of comments": `${DISK}${"  # comment\n".repeat(100_000)}  storage: 5Gi\n`,
  "lone carriage returns": DISK.replaceAll("\n", "\r") + "  storage: 5GB\r",
  "carriage returns with line feeds": DISK.replaceAll("\n", "\r\n") + "  storage: 5GB\r\n",
  "NUL": `${DISK}  storage: "5\0Gi"\n`,
  "NUL in a plain scalar": `${DISK}  storage: 5\0Gi\n`,
  "control characters": `${DISK}  storageClass: \u001b[31mred\u0007\u009b\n`,
  "characters of two, three and four bytes": `${DISK}  "größe": 5Gi\n  storage: "5ḠB"\n  x😀y: 1\n`,
  "line ends that only Unicode knows": `${DISK}  storage: 5GB\u2028  optical: x\u0085  a: b\n`,
  "tabs": "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nspec:\n\tstorage: 5Gi\n",
  "half a document": `${DISK}  source:\n    image:\n      na`,
  "numbers that no one can hold": `${DISK}  storage: 123456789012345678901234567890\n  optical: 9007199254740993\n`,
};
