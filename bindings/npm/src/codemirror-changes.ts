// What vmspec would change, as CodeMirror takes it.

import type { Edit } from "./index.js";

/** Edits as changes of a document. */
export function changes(edits: readonly Edit[]): { from: number; to: number; insert: string }[] {
  return edits.map(({ span, text }) => ({ from: span.start, to: span.end, insert: text }));
}
