/**
 * vmspec for JavaScript: everything works without any set-up, wherever a script runs.
 *
 * The WebAssembly module is a part of the script, so nothing is fetched. It is compiled at the first call, or by
 * {@link init} without holding up the page.
 *
 * @packageDocumentation
 */

import { inflateSync } from "fflate";
import { DEFLATED } from "vmspec:module";
import { compile, explained, isLoaded, load, provide } from "./core.js";

export * from "./api.js";

function deflated(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(DEFLATED), (character) => character.charCodeAt(0));
}

provide(() => compile(inflateSync(deflated())));

/**
 * Compiles the engine in the background, so that the first call need not. Calling it is optional, and more than once
 * does no harm.
 */
export async function init(): Promise<void> {
  if (isLoaded()) return;
  const stream = new Blob([deflated()]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = await new Response(stream).arrayBuffer();
  try {
    load(await WebAssembly.compile(bytes));
  } catch (error) {
    throw explained(error);
  }
}
