//! vmspec for JavaScript: text and options in, plain objects out.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the engine, as in `Cargo.toml`.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
