// Modules that build.js makes: large data that is loaded when it is asked for.

declare module "vmspec:pages" {
  export const PAGES: Readonly<Record<string, string>>;
}

declare module "vmspec:schemas-*" {
  export const SCHEMAS: Readonly<Record<string, Readonly<Record<string, import("./types.js").Json>>>>;
}

declare module "vmspec:module" {
  /** The WebAssembly module, deflated, as base64. */
  export const DEFLATED: string;
}

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
