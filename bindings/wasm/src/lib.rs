//! vmspec for JavaScript: text and options in, a plain object out.
//!
//! A text never makes anything throw, however broken or hostile it is: what is wrong with it stands in the report.
//! A `TypeError` is thrown if a function is called with something else than it takes.
//!
//! The report is that of the command line's `--format json`, built by the same types, so byte offsets count the bytes
//! of the text as UTF-8, and columns are code points. Lone surrogates, which UTF-8 lacks, are read as U+FFFD.

mod options;

use js_sys::TypeError;
use serde::Serialize;
use vmspec::analysis::{SourceFile, Workspace};
use vmspec_report::{Sources, wire};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::options::CheckOptions;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The version of the engine, such as `0.1.0`.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Judges the manifests in a text.
///
/// # Errors
///
/// A `TypeError` if `text` is no string or `options` are no `CheckOptions`.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let Some(text) = text.as_string() else {
        return Err(TypeError::new("`text` is no string").into());
    };
    let CheckOptions { filename, analysis } = CheckOptions::read(options)?;
    let files = [SourceFile::parse(filename, text, &analysis.limits)];
    let report = Workspace::new(&files, &analysis).check();
    to_js(&wire::Report::new(&report, &Sources::new(&files)))
}

/// A report as a plain object. Numbers that JavaScript can't hold exactly only occur in values of fixes, as written in
/// the text, and are rounded as `JSON.parse` does.
fn to_js(report: &wire::Report) -> Result<JsValue, JsValue> {
    Ok(report.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
