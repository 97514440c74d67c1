//! Nodes as the JSON that kubectl sends.

use serde_json::{Map, Number, Value as Json};

use crate::scalar::{self, Value};
use crate::tree::{Node, NodeKind};

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
