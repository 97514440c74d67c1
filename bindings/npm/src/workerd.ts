// vmspec for Cloudflare's runtime, which forbids compiling: the module is imported.

import module from "../wasm/vmspec.wasm";
import { imported } from "./core.js";

export * from "./api.js";

/** Readies the engine, so that the first call need not. */
export const init: () => Promise<void> = imported(module);
