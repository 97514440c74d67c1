//! Standard keywords only, for validators that refuse keywords that they don't know.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

/// The keywords of both drafts that the schemas use.
const KEYWORDS: [&str; 38] = [
    "$schema",
    "$id",
    "$ref",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "type",
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "format",
    "$comment",
];

/// Takes out all other keywords. What the schema accepts stays the same.
pub(super) fn reduce(schema: &mut Schema) {
    reduce_but(schema, &[]);
}

/// Takes out all other keywords but for these.
pub(super) fn reduce_but(schema: &mut Schema, kept: &[&str]) {
    RecursiveTransform(|schema: &mut Schema| {
        if let Some(schema) = schema.as_object_mut() {
            quote(schema);
            schema.retain(|keyword, _| {
                let keyword = keyword.as_str();
                KEYWORDS.contains(&keyword) || kept.contains(&keyword)
            });
        }
    })
    .transform(schema);
}

/// A validator quotes the keyword that is violated, and nobody can read the patterns that sizes are compared by. So
/// that what is quoted is what editors say in words.
fn quote(schema: &mut Map<String, Value>) {
    if !(schema.contains_key("minimum") && schema.contains_key("patternErrorMessage")) {
        return;
    }
    let message = schema.shift_remove("patternErrorMessage").unwrap_or_default();
    // Validators say themselves that it was expected.
    let message = message.as_str().unwrap_or_default().trim_start_matches("expected ").to_owned();
    let condition = std::mem::take(schema);
    schema.insert("if".to_owned(), json!({ "not": condition }));
    schema.insert("then".to_owned(), json!({ "const": message }));
}
