// vmspec for edge runtimes that forbid compiling: the module is imported.

import module from "../wasm/vmspec.wasm";
import { load, provide } from "./core.js";

export * from "./api.js";

provide(() => module);

/** Readies the engine, so that the first call need not. */
export async function init(): Promise<void> {
  load(module);
}
