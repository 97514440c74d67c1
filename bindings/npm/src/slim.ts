/**
 * vmspec without its WebAssembly module, for those who load `vmspec/vmspec.wasm` in their own way: as an asset with a
 * streaming compile, or imported, as edge runtimes want it.
 *
 * @packageDocumentation
 */

import { compile, explained, isLoaded, isModule, load } from "./core.js";

export * from "./api.js";

/** Where the module may come from. A URL is fetched. */
export type ModuleSource = WebAssembly.Module | BufferSource | Response | URL | string;

/** Loads the module. More than once does no harm: later modules change nothing. */
export async function init(source: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
  if (isLoaded()) return;
  const given = await source;
  const input = typeof given === "string" || given instanceof URL ? await fetch(given) : given;
  try {
    if (input instanceof Response) load(await compileResponse(input));
    else load(isModule(input) ? input : await WebAssembly.compile(input));
  } catch (error) {
    throw explained(error);
  }
}

/** Loads the module at once. */
export function initSync(source: WebAssembly.Module | BufferSource): void {
  if (isLoaded()) return;
  load(isModule(source) ? source : compile(source));
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`the module could not be loaded: ${response.status} from ${response.url}`);
  const isWasm = response.headers.get("Content-Type")?.startsWith("application/wasm");
  // Servers that don't know the type are common; compiling after the download works all the same.
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
