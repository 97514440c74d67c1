//! JSON: nodes as what kubectl sends, and JSON read as the YAML that it is.

use std::fmt::Write;

use serde_json::{Map, Number, Value as Json};

use crate::scalar::{self, Value};
use crate::tree::{Node, NodeKind};
use crate::{Limits, parse};

/// The value of a JSON text; nothing if it is no YAML either. Whole numbers are integers, however they are written.
///
/// A program that reads YAML has one parser less than with that of `serde_json`.
///
/// ```
/// use serde_json::json;
/// use vmspec_yaml::from_json;
///
/// assert_eq!(from_json(r#"{"ports": [22, "\u0032\u0032"]}"#), Some(json!({"ports": [22, "22"]})));
/// assert_eq!(from_json("[22"), None);
/// ```
pub fn from_json(text: &str) -> Option<Json> {
    let tree = parse(json_as_yaml(text), &Limits::default());
    let [document] = tree.documents() else { return None };
    if !tree.problems().is_empty() || !document.problems().is_empty() {
        return None;
    }
    to_json(tree.root(0)?).ok()
}

/// JSON as every reader of YAML takes it. It leaves some characters of texts as they are that YAML takes for line breaks
/// or refuses.
pub(crate) fn json_as_yaml(json: &str) -> String {
    let mut yaml = String::with_capacity(json.len());
    for char in json.chars() {
        // In JSON, line breaks stand between values only.
        if scalar::is_printable(char) || matches!(char, '\n' | '\r') {
            yaml.push(char);
        } else {
            // Writing to a `String` does not fail.
            let _ = write!(yaml, "\\u{:04X}", u32::from(char));
        }
    }
    yaml
}

/// Recursion is bounded: the parser refuses collections below the depth limit, and aliases that lead below it.
pub(crate) fn to_json(node: Node<'_>) -> Result<Json, Node<'_>> {
    match node.kind() {
        NodeKind::Scalar => scalar_json(node).ok_or(node),
        NodeKind::Sequence => node.items().map(to_json).collect::<Result<_, _>>().map(Json::Array),
        NodeKind::Mapping => {
            let entries = node.effective_entries();
            let written = node.entries().filter(|(key, _)| !key.is_merge_key());
            let mut object = Map::new();
            for (key, value) in entries {
                let name = key.key_text().ok_or(key)?;
                object.insert(name.into_owned(), to_json(value)?);
            }
            // `effective_entries` leaves out what kubectl refuses.
            for (key, _) in written {
                if key.key_text().is_none() {
                    return Err(key);
                }
            }
            Ok(Json::Object(object))
        }
    }
}

fn scalar_json(node: Node<'_>) -> Option<Json> {
    let target = node.target();
    let (text, style, tag) = (target.text(), target.style()?, target.tag());
    Some(match node.document().dialect().read(text, style, tag).ok()? {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(value),
        Value::Int(value) => Json::Number(value.into()),
        Value::Uint(value) => Json::Number(value.into()),
        Value::Float(value) => Json::Number(Number::from_f64(value)?),
        Value::Str(text) if tag.and_then(scalar::core_tag) == Some("binary") => {
            Json::String(String::from_utf8_lossy(&scalar::decode_base64(text)?).into_owned())
        }
        Value::Str(text) | Value::Timestamp(text) => Json::String(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{Json, from_json};

    fn json() -> impl Strategy<Value = Json> {
        let text = || proptest::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter);
        let scalar = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<u64>().prop_map(Json::from),
            any::<f64>().prop_filter("whole", |number| number.fract() != 0.0).prop_map(Json::from),
            text().prop_map(Json::from),
        ];
        scalar.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                proptest::collection::hash_map(text(), inner, 0..4)
                    .prop_map(|entries| Json::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_serde_json_writes_comes_back(value in json()) {
            for text in [value.to_string(), format!("{value:#}")] {
                prop_assert_eq!(from_json(&text), Some(value.clone()), "{}", text);
            }
        }
    }

    #[test]
    fn every_character_of_a_text_comes_back() {
        let value =
            Json::from((char::MIN..=char::MAX).filter(|c| u32::from(*c) < 0x1_1000).collect::<String>());
        assert_eq!(from_json(&value.to_string()), Some(value));
    }

    #[test]
    fn keys_that_mean_something_in_yaml_are_keys() {
        let text = r#"{"<<": {"a": 1}, "~": 2, "": 3, "&a": "*a", "1": "\ud83d\ude00\/"}"#;
        assert_eq!(from_json(text), Some(json!({"<<": {"a": 1}, "~": 2, "": 3, "&a": "*a", "1": "😀/"})));
        assert_eq!(from_json("[1"), None);
        assert_eq!(from_json("[1] [2]"), None);
    }
}
