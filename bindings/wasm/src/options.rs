//! Options from JavaScript.

use js_sys::{Array, Object, TypeError};
use vmspec::analysis::Options;
use vmspec::platform::Platform;
use vmspec::rules::{Scope, Stage};
use wasm_bindgen::{JsCast, JsValue};

/// How to judge a text.
pub(crate) struct CheckOptions {
    /// What the report calls the text.
    pub(crate) filename: String,
    pub(crate) analysis: Options,
}

impl CheckOptions {
    /// Reads an object with the fields of the interface in `types.d.ts`, each of which may be missing or `undefined`.
    /// So may be the object.
    ///
    /// # Errors
    ///
    /// A `TypeError` on anything else.
    pub(crate) fn read(options: &JsValue) -> Result<Self, JsValue> {
        let mut read = Self { filename: "manifest.yaml".to_owned(), analysis: Options::default() };
        if options.is_undefined() {
            return Ok(read);
        }
        let Some(options) = options.dyn_ref::<Object>() else {
            return Err(TypeError::new("`options` are no object").into());
        };
        for entry in Object::entries(options) {
            let entry: Array = entry.unchecked_into();
            let (name, value) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
            if !value.is_undefined() {
                read.set(&name, &value)
                    .map_err(|fault| TypeError::new(&format!("`options.{name}`{fault}")))?;
            }
        }
        Ok(read)
    }

    /// Sets one option, or says what is wrong with it: the rest of a sentence that begins with its name.
    fn set(&mut self, name: &str, value: &JsValue) -> Result<(), String> {
        match name {
            "platform" => {
                let platform = value.as_string().ok_or(": expected a string")?;
                self.analysis.platform =
                    platform.parse::<Platform>().map_err(|error| format!(": {error}"))?;
            }
            "filename" => self.filename = value.as_string().ok_or(": expected a string")?,
            "complete" => {
                let complete = value.as_bool().ok_or(": expected a boolean")?;
                self.analysis.scope = if complete { Scope::Closed } else { Scope::Open };
            }
            "stage" => {
                self.analysis.stage = Some(match value.as_string().as_deref() {
                    Some("production") => Stage::Production,
                    Some("development") => Stage::Development,
                    _ => return Err(": expected `production` or `development`".to_owned()),
                });
            }
            _ => {
                return Err(
                    " is no option: expected `platform`, `filename`, `complete` or `stage`".to_owned()
                );
            }
        }
        Ok(())
    }
}
