//! Standard keywords only, for validators that refuse keywords that they don't know.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};

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
    RecursiveTransform(|schema: &mut Schema| {
        if let Some(schema) = schema.as_object_mut() {
            schema.retain(|keyword, _| KEYWORDS.contains(&keyword.as_str()));
        }
    })
    .transform(schema);
}
