//! What a platform takes or ignores, where platforms differ.

use schemars::Schema;
use serde_json::{Value, json};

use super::collapse;
use crate::platform::Platform;

/// Adapts a schema to a platform.
pub(super) fn adapt(schema: &mut Schema, platform: &Platform) {
    let root = schema.as_object_mut();
    let Some(definitions) = root.and_then(|root| {
        let name = if root.contains_key("$defs") { "$defs" } else { "definitions" };
        root.get_mut(name)
    }) else {
        return;
    };
    if platform.takes_string_disks().is_no()
        && let Some(Value::Object(disk)) = definitions.get_mut("VMInstanceDisk")
        && let Some(Value::Array(spellings)) = disk.get_mut("anyOf")
    {
        spellings.retain(|spelling| spelling.get("type").is_none_or(|kind| kind != "string"));
        collapse(disk);
    }
    if platform.reads_running().is_no()
        && let Some(Value::Object(running)) = definitions.pointer_mut("/VMInstanceSpec/properties/running")
    {
        running.insert("deprecated".to_owned(), json!(true));
        running.insert("doNotSuggest".to_owned(), json!(true));
    }
}
