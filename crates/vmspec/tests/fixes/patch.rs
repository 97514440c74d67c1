//! JSON Patch (RFC 6902), the operations that fixes are made of.

use serde_json::Value;

/// The document after all steps.
pub(crate) fn apply(mut document: Value, steps: &Value) -> Value {
    for step in steps.as_array().expect("a patch") {
        let at = |name: &str| step[name].as_str().expect("a pointer").to_owned();
        let value = match step["op"].as_str().expect("an operation") {
            "replace" => {
                *document.pointer_mut(&at("path")).expect("a value") = step["value"].clone();
                continue;
            }
            "remove" => {
                take(&mut document, &at("path"));
                continue;
            }
            "move" => take(&mut document, &at("from")),
            "add" => step["value"].clone(),
            other => panic!("no operation `{other}`"),
        };
        let pointer = at("path");
        let (holder, last) = pointer.rsplit_once('/').expect("a pointer");
        match document.pointer_mut(holder).expect("a collection") {
            Value::Array(items) => items.insert(last.parse().expect("an index"), value),
            Value::Object(entries) => {
                entries.insert(unescaped(last), value);
            }
            other => panic!("no collection: {other}"),
        }
    }
    document
}

fn take(document: &mut Value, pointer: &str) -> Value {
    let (holder, last) = pointer.rsplit_once('/').expect("a pointer");
    match document.pointer_mut(holder).expect("a collection") {
        Value::Array(items) => items.remove(last.parse().expect("an index")),
        Value::Object(entries) => entries.remove(&unescaped(last)).expect("an entry"),
        other => panic!("no collection: {other}"),
    }
}

fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
