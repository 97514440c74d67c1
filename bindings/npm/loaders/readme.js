// What the README says to paste.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** All blocks of JavaScript. */
export const snippets = [...readme.matchAll(/^```(jsx?)\n([^]*?)^```/gm)].map(([, language, code]) => ({ language, code }));

/** The block that holds these words. */
export function snippet(words) {
  const found = snippets.find(({ code }) => code.includes(words));
  assert.ok(found, words);
  return found.code;
}
