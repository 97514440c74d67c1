// The manifests that schemas are tried on.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";

const HERE = new URL(".", import.meta.url);
const ROOT = new URL("../../", import.meta.url);

/** The platforms and flavours that there are schemas for. */
export const PLATFORMS = ["hikube", "cozystack"];
export const FLAVOURS = ["plain", "strict", "editor"];

/** The path of a schema below `schemas/`. */
export function schemaPath(path) {
  return fileURLToPath(new URL(path, new URL("../", HERE)));
}

export function readSchema(path) {
  return JSON.parse(readFileSync(schemaPath(path), "utf8"));
}

/** All published schemas, by their paths below `schemas/`. */
export function publishedSchemas() {
  const paths = readdirSync(schemaPath("v1"), { recursive: true }).filter((path) => path.endsWith(".json"));
  return paths.map((path) => `v1/${path}`).sort();
}

/** Manifests made faulty on purpose, each with what its comments say of it. */
export function faultyManifests() {
  const folder = new URL("faulty/", HERE);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      const [, platform] = text.match(/^# platform: (\w+)$/m);
      const [, refusedBy] = text.match(/^# refused by: (.+)$/m);
      const documents = read(text);
      return { name: file.replace(".yaml", ""), text, platform, refusedBy: refusedBy.split(" "), documents };
    });
}

/** Manifests that all flavours take: those that the pages of the rules call good, and the examples. */
export function soundManifests() {
  const pages = readdirSync(new URL("docs/rules/", ROOT)).filter((page) => page.endsWith(".md"));
  const blocks = pages.flatMap((page) => {
    const text = readFileSync(new URL(`docs/rules/${page}`, ROOT), "utf8");
    const good = text.match(/^## Good$([\s\S]*?)(?=^## )/m)?.[1] ?? "";
    return [...good.matchAll(/^```yaml(.*)\n([\s\S]*?)^```$/gm)]
      .filter(([, mark]) => mark.trim() === "")
      .map(([, , block], index) => ({ name: `${page}, ${index}`, documents: read(block) }));
  });
  return blocks.filter(({ documents }) => documents.every((document) => document?.kind));
}

/** The documents of a text, as a validator gets them. */
function read(text) {
  return parseAllDocuments(text, { uniqueKeys: false }).map((document) => document.toJS());
}
