// The WebAssembly module: loaded when it is first needed, and replaced if it ever breaks.

import { __wbg_reset_state, initSync } from "../wasm/vmspec.js";

/**
 * The engine itself has failed, which is a fault of vmspec and not of the text. Calls after it work again.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** Gives the module at once. */
type Provider = () => WebAssembly.Module;

let provider: Provider | undefined;
let loaded = false;
let generation = 0;

/** @internal Says where the module comes from when it is needed. */
export function provide(give: Provider): void {
  provider = give;
}

/** @internal Says that the module is an imported one, and gives what readies the engine before the first call. */
export function imported(module: WebAssembly.Module): () => Promise<void> {
  provider = () => module;
  return async () => load(module);
}

/** @internal Whether there is a module to call. */
export function isLoaded(): boolean {
  return loaded;
}

/** @internal Whether something is a module, be it of another realm, as those are that a sandbox hands to its scripts. */
export function isModule(source: object): source is WebAssembly.Module {
  return Object.prototype.toString.call(source) === "[object WebAssembly.Module]";
}

/** @internal Loads a module. Later ones change nothing. */
export function load(module: WebAssembly.Module): void {
  try {
    // The glue knows modules of its own realm only, and would compile any other.
    if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
    initSync({ module });
  } catch (error) {
    // WebKit compiles what a page forbids, and refuses to start it.
    throw explained(error);
  }
  loaded = true;
}

/** @internal Counts the modules that broke. What was made by an older one can't be used any more. */
export function currentGeneration(): number {
  return generation;
}

/** @internal Calls the engine. */
export function call<T>(work: () => T): T {
  if (!loaded) {
    if (provider === undefined) {
      throw new Error("vmspec has no module yet: call `init` or `initSync` of `vmspec/slim` first");
    }
    load(provider());
  }
  try {
    return work();
  } catch (error) {
    if (typeof error === "string") throw new TypeError(error);
    if (error instanceof WebAssembly.RuntimeError || isOverflow(error)) {
      generation += 1;
      __wbg_reset_state();
      throw new EngineError("vmspec has failed on this call, please report it; the next call works again", {
        cause: error,
      });
    }
    throw error;
  }
}

/** Whether the stack or the memory was too small for a call. Firefox has a kind of error of its own for the stack. */
function isOverflow(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === "InternalError");
}

/** @internal Compiles a module. Where a page forbids that, the error says which header allows it. */
export function compile(bytes: BufferSource): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw explained(error);
  }
}

/** @internal The error of a failed compilation, with what to do about it. */
export function explained(error: unknown): unknown {
  if (!(error instanceof WebAssembly.CompileError) || !/disallowed|unsafe-eval|Content Security|CSP/i.test(error.message)) {
    return error;
  }
  return new Error(
    "WebAssembly is forbidden here: a page needs `script-src 'wasm-unsafe-eval'` in its Content-Security-Policy, " +
      "and an edge runtime a module that is imported, see `vmspec/slim`",
    { cause: error },
  );
}
