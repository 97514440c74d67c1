// vmspec for Vercel's edge runtime, which forbids compiling: the module is imported, in the way that Next and Vercel mark
// it.

import module from "../wasm/vmspec.wasm?module";
import { imported } from "./core.js";

export * from "./api.js";

/** Readies the engine, so that the first call need not. */
export const init: () => Promise<void> = imported(module);
