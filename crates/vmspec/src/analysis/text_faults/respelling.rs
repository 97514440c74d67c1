//! Values of a wrong type or form that can only mean one thing: how to write it.

use serde_json::{Value, json};
use vmspec_yaml::edit::{Edit, Operation, apply};
use vmspec_yaml::{FieldPath, Limits, Node, NodeKind, ScalarStyle, Span, parse, scalar};

use crate::analysis::locate::line_start;
use crate::cloud_config::HEADER;
use crate::diagnostic::{Applicability, Fix, Remedy};
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

/// A cloud-config that is written as a part of the manifest, as text. Its lines stay as they are: a fix that repeated
/// them would show their secrets.
pub(super) fn of_cloud_config(node: Node<'_>) -> Option<Fix> {
    if node.kind() != NodeKind::Mapping || node.is_flow() || node.is_alias() {
        return None;
    }
    let (key, _) = node.parent()?.entries().find(|(_, value)| *value == node)?;
    let source = node.tree().text();
    let start = line_start(source, key.span().range().start);
    let end = node.span().range().end;
    let after_key = key.span().range().end;
    let colon = after_key + source.get(after_key..end)?.find(':')?;
    let below = colon + source.get(colon..end)?.find('\n')? + 1;
    let mut edits = vec![Edit { span: Span::at(colon + 1), text: " |".to_owned() }];
    if source.get(below..)?.lines().next()?.trim() != HEADER {
        let first = node.span().range().start;
        let indentation = " ".repeat(first - line_start(source, first));
        let line_end = if source.get(..below)?.ends_with("\r\n") { "\r\n" } else { "\n" };
        edits.push(Edit { span: Span::at(below), text: format!("{indentation}{HEADER}{line_end}") });
    }
    // An alias may lead out of the text, and a comment may stand where a text would end.
    let moved =
        |edit: &Edit| Edit { span: Span::at(edit.span.range().start - start), text: edit.text.clone() };
    let entry = apply(source.get(start..end)?, &edits.iter().map(moved).collect::<Vec<_>>());
    let entry = parse(entry, &Limits::default());
    let text = entry.root(0)?.get(key.text())?.text();
    let is_kept =
        text.starts_with(HEADER) && parse(text, &Limits::default()).root(0)?.to_json() == node.to_json();
    is_kept.then(|| Fix {
        title: format!("make it text that begins with `{HEADER}`"),
        applicability: Applicability::Safe,
        edits,
        operations: Vec::new(),
    })
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
