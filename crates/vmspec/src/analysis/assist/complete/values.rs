//! Values that a field takes.

use vmspec_yaml::scalar::{self, Value};
use vmspec_yaml::{ScalarStyle, Segment};

use super::names::{self, Candidate};
use super::{CompletionItem, CompletionKind, Scene, sizes};
use crate::analysis::assist::cursor::Place;
use crate::analysis::assist::fields::{Choice, Field, Form, Known};
use crate::cloud_config::HEADER;
use crate::model::API_VERSION;

/// Adds the values that can stand at the cursor.
pub(super) fn add(scene: &Scene<'_>, known: Known, items: &mut Vec<CompletionItem>) {
    let cursor = scene.cursor;
    let is_item = matches!(cursor.path.last(), Some(Segment::Index(_)));
    let is_below_key = cursor.place == Place::KeyOrValue && !is_item && !cursor.is_flow;
    for &form in known.forms {
        match form {
            Form::List(forms) if is_below_key && cursor.lead.is_empty() => {
                for &form in forms {
                    one(scene, known.field, form, "- ", items);
                }
            }
            form => one(scene, known.field, form, "", items),
        }
    }
}

/// Adds the values of one form, each with something before it.
fn one(
    scene: &Scene<'_>,
    field: Option<&'static Field>,
    form: Form,
    before: &str,
    items: &mut Vec<CompletionItem>,
) {
    let cursor = scene.cursor;
    if let Some(found) = form.as_struct() {
        // The whole of an item whose only required field names something.
        let is_item = !before.is_empty() || matches!(cursor.path.last(), Some(Segment::Index(_)));
        let mut required = found.fields.iter().filter(|field| field.required);
        if let (true, Some(field), None) = (is_item, required.next(), required.next()) {
            let (open, close) = if cursor.is_flow { ("{", "}") } else { ("", "") };
            for &form in field.forms {
                for candidate in candidates(scene, Some(field), form) {
                    let value = written(scene, &candidate.value);
                    let text = format!("{before}{open}{}: {value}{close}", field.name);
                    items.push(candidate.into_item(format!("{}{text}", cursor.lead)));
                }
            }
        }
        return;
    }
    for candidate in candidates(scene, field, form) {
        let text = format!("{}{before}{}", cursor.lead, written(scene, &candidate.value));
        items.push(candidate.into_item(text));
    }
    let is_cloud_config = field.is_some_and(|field| field.example.starts_with(HEADER));
    if is_cloud_config && cursor.place == Place::Value && !cursor.is_flow {
        items.push(cloud_config(scene));
    }
}

/// The start of a block of text that is a cloud-config.
fn cloud_config(scene: &Scene<'_>) -> CompletionItem {
    let cursor = scene.cursor;
    let lead = cursor.lead;
    let column = cursor.column + 2;
    let relative = column - cursor.line_indent.min(column);
    let line_break = cursor.line_break;
    let block = |line_break: &str, column: usize| {
        let line = line_break.to_owned() + &" ".repeat(column);
        format!("{lead}|{line}{HEADER}{line}")
    };
    CompletionItem {
        label: HEADER.to_owned(),
        kind: CompletionKind::Manifest,
        detail: Some("a cloud-config, as a block of text".to_owned()),
        documentation: None,
        text: block(line_break, column),
        snippet: Some(block("\n", relative) + "$0"),
        deprecated: false,
        unfit: None,
    }
}

fn candidates(scene: &Scene<'_>, field: Option<&'static Field>, form: Form) -> Vec<Candidate> {
    let default = field.map(|field| field.default).unwrap_or_default();
    match form {
        Form::Boolean => ["true", "false"]
            .map(|word| Candidate::plain(word, if word == default { "default" } else { "" }))
            .into(),
        Form::Choice(choices) => choices.iter().map(|choice| of_choice(choice, default)).collect(),
        Form::Named(names) => names::list(scene, names),
        Form::Quantity => sizes::list(scene, field),
        Form::Port => sizes::ports(scene),
        Form::Text => texts(scene, field),
        Form::Number | Form::Struct(_) | Form::List(_) | Form::Map(_) => Vec::new(),
    }
}

fn of_choice(choice: &Choice, default: &str) -> Candidate {
    if choice.value == default {
        let detail = format!("default. {}", choice.doc);
        return Candidate::plain(choice.value, detail.trim_end());
    }
    Candidate::plain(choice.value, choice.doc)
}

/// Texts that are certain, or known from other documents.
fn texts(scene: &Scene<'_>, field: Option<&'static Field>) -> Vec<Candidate> {
    let Some(field) = field else { return Vec::new() };
    let segments = scene.cursor.path.segments();
    let is_item = matches!(segments.last(), Some(Segment::Index(_)));
    match (field.name, segments.len()) {
        ("apiVersion", 1) => vec![Candidate::plain(API_VERSION, "")],
        ("kind", 1) => vec![Candidate::plain(scene.kind, field.doc)],
        ("namespace", 2) => names::namespaces(scene),
        _ if is_item || field.example.is_empty() || field.example.contains(['…', '\n']) => Vec::new(),
        _ => vec![Candidate::plain(field.example, "for example")],
    }
}

/// A value as it stands in the text: in the quotes that are there, or in such as it needs.
fn written(scene: &Scene<'_>, value: &str) -> String {
    if let Some(quote) = scene.cursor.quote {
        return format!("{quote}{value}{quote}");
    }
    let is_nested = scene.cursor.path.segments().contains(&Segment::Nested);
    // What cloud-init takes for a boolean is meant as one, but for `off`, which is a word there.
    let is_word = is_nested && value == "off";
    let may_be_plain = !value.starts_with(|char: char| char.is_ascii_digit())
        || !matches!(scalar::resolve(value, ScalarStyle::Plain, None), Value::Float(_));
    if is_word || !may_be_plain { format!("'{value}'") } else { value.to_owned() }
}

impl Candidate {
    fn into_item(self, text: String) -> CompletionItem {
        CompletionItem {
            label: self.value,
            kind: self.kind,
            detail: Some(self.detail).filter(|detail| !detail.is_empty()),
            documentation: self.documentation,
            text,
            snippet: None,
            deprecated: self.deprecated,
            unfit: self.unfit,
        }
    }

    /// A word with what it means.
    pub(super) fn plain(value: &str, detail: &str) -> Self {
        Self {
            value: value.to_owned(),
            kind: CompletionKind::Value,
            detail: detail.to_owned(),
            documentation: None,
            deprecated: false,
            unfit: None,
        }
    }
}
