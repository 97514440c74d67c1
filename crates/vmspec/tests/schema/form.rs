//! How the published schemas are written.

use serde_json::Value;
use vmspec::schema::{Published, published};

/// All schemas within a schema, with where they stand.
fn subschemas(published: &Published) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    let mut open = vec![(published.path.clone(), &published.schema)];
    while let Some((place, value)) = open.pop() {
        found.push((place.clone(), value));
        match value {
            Value::Object(object) => {
                let inner = object.iter().filter(|(name, _)| {
                    !matches!(name.as_str(), "enum" | "default" | "examples" | "defaultSnippets")
                });
                open.extend(inner.map(|(name, value)| (format!("{place}/{name}"), value)));
            }
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (format!("{place}/{index}"), item)));
            }
            _ => {}
        }
    }
    found
}

/// Go's regular expressions have no look-around, and a repetition of a repetition can take for ever elsewhere.
#[test]
fn patterns_are_plain() {
    let mut patterns = 0;
    for published in published() {
        for (place, schema) in subschemas(&published) {
            let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else { continue };
            patterns += 1;
            assert!(!pattern.contains("(?") && !pattern.contains("\\b"), "{place}: {pattern}");
            for group in pattern.split(')').skip(1) {
                assert!(!group.starts_with(['*', '+', '{']), "{place}: a group repeats in {pattern}");
            }
        }
    }
    assert!(patterns > 100);
}

#[test]
fn every_schema_is_known_by_an_address_below_which_it_lies() {
    for published in published() {
        let id = published.schema["$id"].as_str().unwrap();
        // The layouts of other tools hold copies, which keep the address of the original.
        let is_copy = published.path.contains("/crds/") || published.path.contains("/kubeconform/");
        assert!(is_copy || id == format!("https://vmspec.dev/schemas/{}", published.path), "{id}");
        assert!(id.starts_with("https://vmspec.dev/schemas/"), "{id}");
    }
}

#[test]
fn conditions_hold_no_suggestions() {
    for published in published() {
        for (place, schema) in subschemas(&published) {
            if place.ends_with("/if") || place.ends_with("/then") {
                assert!(schema.get("properties").is_none(), "{place}");
            }
        }
    }
}
