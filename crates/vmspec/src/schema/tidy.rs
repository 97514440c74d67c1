//! What schemars makes of Rust types, as people and editors like to read it.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

/// Rewrites a schema and everything below it. What it accepts stays the same but for fields that no struct has:
/// those are refused.
pub(super) fn tidy(schema: &mut Schema) {
    RecursiveTransform(tidy_one).transform(schema);
}

fn tidy_one(schema: &mut Schema) {
    let Some(schema) = schema.as_object_mut() else { return };
    join_constants(schema);
    close(schema);
    title_properties(schema);
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = for_readers(description);
    }
    if schema.get("default").is_some_and(Value::is_null) {
        schema.shift_remove("default");
    }
    without_integer_format(schema);
}

/// Takes away `int64` and its like, which are no words of JSON Schema, so that validators warn of them. Of the shorter
/// ones schemars tells the bounds as well.
fn without_integer_format(schema: &mut Map<String, Value>) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
    let is_signed_64_bit = format == "int64";
    if format.trim_start_matches('u').starts_with("int") {
        schema.shift_remove("format");
    }
    if is_signed_64_bit {
        schema.entry("minimum").or_insert(json!(i64::MIN));
        schema.entry("maximum").or_insert(json!(i64::MAX));
    }
}

/// One `enum` with descriptions beside it in place of one `const` for each value: editors complete it better, and
/// validators name all values in one message.
fn join_constants(schema: &mut Map<String, Value>) {
    let Some(Value::Array(variants)) = schema.get("oneOf") else { return };
    let constants: Option<Vec<Value>> =
        variants.iter().map(|variant| variant.get("const").cloned()).collect();
    let Some(constants) = constants else { return };
    let describe =
        |variant: &Value| json!(variant.get("description").and_then(Value::as_str).map(for_readers));
    let descriptions: Vec<Value> = variants.iter().map(describe).collect();
    schema.shift_remove("oneOf");
    schema.insert("type".to_owned(), json!("string"));
    schema.insert("enum".to_owned(), Value::Array(constants));
    schema.insert("enumDescriptions".to_owned(), Value::Array(descriptions));
}

/// A mapping with known fields takes no others.
fn close(schema: &mut Map<String, Value>) {
    let is_struct =
        schema.contains_key("properties") || schema.get("type").is_some_and(|kind| kind == "object");
    if is_struct && !schema.contains_key("additionalProperties") {
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
}

/// Editors show the title of the nearest ancestor where a property has none.
fn title_properties(schema: &mut Map<String, Value>) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, property) in properties {
        let Some(property) = property.as_object_mut() else { continue };
        if property.contains_key("title") {
            continue;
        }
        let rest = std::mem::take(property);
        property.insert("title".to_owned(), json!(name));
        property.extend(rest);
    }
}

/// A description without what only readers of the Rust documentation need: links, examples in Rust and what follows
/// them, the sources of facts, and the line breaks of the source code.
fn for_readers(description: &str) -> String {
    let prose = description.split("```").next().unwrap_or_default().trim_end();
    let paragraphs = prose.split("\n\n").filter(|paragraph| !paragraph.starts_with("Source:"));
    let paragraphs: Vec<String> = paragraphs.map(|paragraph| paragraph.replace('\n', " ")).collect();
    without_links(&paragraphs.join("\n\n"))
}

/// ``[`Name`](path)`` and ``[`Name`]`` as `Name`.
fn without_links(text: &str) -> String {
    let mut pieces = text.split("`]");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let behind =
            piece.strip_prefix('(').and_then(|link| link.split_once(')')).map_or(piece, |(_, behind)| behind);
        plain.push('`');
        plain.push_str(behind);
    }
    plain.replace("[`", "`")
}
