//! Values of a wrong type or form that can only mean one thing: how to write it.

use serde_json::{Value, json};
use vmspec_yaml::edit::Operation;
use vmspec_yaml::{FieldPath, Node, NodeKind, ScalarStyle, scalar};

use crate::diagnostic::{Applicability, Remedy};
use crate::model::{PortNumber, Quantity};

/// The same value in the type that the field takes, which `expected` describes in the words of that type.
///
/// No title repeats text: it may be a secret.
pub(super) fn of_type(node: Node<'_>, path: FieldPath, expected: &str) -> Option<Remedy> {
    if node.kind() != NodeKind::Scalar || node.span().is_empty() {
        return None;
    }
    let text = node.text();
    // Quotes may be all that is wrong.
    let unquoted = scalar::resolve(text, ScalarStyle::Plain, None);
    let (title, value) = match (expected, unquoted) {
        ("text", _) => ("put it in quotes".to_owned(), Value::from(text)),
        ("a boolean", scalar::Value::Bool(value)) => (format!("write `{value}`"), Value::from(value)),
        ("a whole number", scalar::Value::Int(value)) => (format!("write `{value}`"), Value::from(value)),
        ("a list", scalar::Value::Int(value)) => ("make it a list".to_owned(), json!([value])),
        ("a list", scalar::Value::Str(text)) => ("make it a list".to_owned(), json!([text])),
        (_, scalar::Value::Int(value)) if expected.starts_with("a port number") => {
            let port = PortNumber::new(value).ok()?;
            (format!("write `{port}`"), Value::from(port.get()))
        }
        _ => {
            let key = only_key(expected).filter(|_| matches!(node.value(), Some(scalar::Value::Str(_))))?;
            (format!("make it a mapping with `{key}`"), json!({ key: text }))
        }
    };
    let operations = vec![Operation::Replace { path, value }];
    Some(Remedy { title, applicability: Applicability::Safe, operations })
}

/// The field that a mapping is made of, if the words of its type name one: "a GPU: a mapping with a `name`".
fn only_key(expected: &str) -> Option<&str> {
    let (_, key) = expected.split_once(": a mapping with a `")?;
    key.strip_suffix('`').filter(|key| !key.contains('`'))
}

/// What a text that is no quantity may mean, the likeliest first.
pub(super) fn of_quantity(node: Node<'_>, path: &FieldPath) -> Vec<Remedy> {
    let Err(error) = node.text().parse::<Quantity>() else { return Vec::new() };
    if node.text().is_empty() {
        // Charts used to have this as the default, and it meant the same as nothing.
        return vec![Remedy {
            title: "leave it out".to_owned(),
            applicability: Applicability::Safe,
            operations: vec![Operation::Remove { path: path.clone() }],
        }];
    }
    let written = |quantity: Quantity| Remedy {
        title: format!("write `{}`", quantity.text()),
        applicability: Applicability::Manual,
        operations: vec![Operation::Replace { path: path.clone(), value: Value::from(quantity.text()) }],
    };
    error.suggestions().into_iter().map(written).collect()
}
