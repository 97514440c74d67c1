// The name of a disk as people see it.

import type { Location } from "./index.js";

/** The name that stands at a place, without the quotes around it. */
export function diskName(text: string, { span }: Location): string {
  return text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, "$2");
}
