//! Keys that a mapping does not have yet.

use super::{CompletionItem, CompletionKind, Scene};
use crate::analysis::assist::fields::{Field, Form, Known, Struct};
use crate::analysis::assist::wording;
use crate::platform::Feature;
use vmspec_yaml::Segment;

/// Adds the keys that are missing in the mapping at the cursor.
pub(super) fn add(scene: &Scene<'_>, known: Known, items: &mut Vec<CompletionItem>) {
    for found in known.structs() {
        let is_written = |field: &Field| {
            scene
                .cursor
                .written
                .iter()
                .any(|key| found.field(key).is_some_and(|written| written.name == field.name))
        };
        if found.takes_one() && !scene.cursor.has_colon && found.fields.iter().any(is_written) {
            continue;
        }
        let offered = found
            .fields
            .iter()
            .filter(|field| !field.of_platform && !is_written(field) && is_read(scene, field));
        let (required, others): (Vec<_>, Vec<_>) = offered.partition(|field| field.required);
        items.extend(required.into_iter().chain(others).map(|field| item(scene, found, field)));
    }
}

/// Whether the field is one of a cloud-config, about which the platform has no say.
fn is_nested(scene: &Scene<'_>) -> bool {
    scene.cursor.path.segments().contains(&Segment::Nested)
}

/// Whether the platform's release reads the field.
fn is_read(scene: &Scene<'_>, field: &Field) -> bool {
    if is_nested(scene) {
        return true;
    }
    match Feature::of_field(field.name) {
        Some(Feature::Running) => !scene.platform.reads_running().is_no(),
        Some(Feature::RunStrategy) => !scene.platform.reads_run_strategy().is_no(),
        Some(feature) => !scene.platform.supports(feature).is_no(),
        None => true,
    }
}

/// Whether the platform's release may read the newer spelling.
fn is_older(scene: &Scene<'_>, field: &Field) -> bool {
    field.older
        && match Feature::of_field(field.name) {
            _ if is_nested(scene) => true,
            Some(Feature::Running) => !scene.platform.reads_run_strategy().is_no(),
            Some(Feature::Subnets) => !scene.platform.supports(Feature::Networks).is_no(),
            _ => true,
        }
}

fn item(scene: &Scene<'_>, found: &Struct, field: &Field) -> CompletionItem {
    let cursor = scene.cursor;
    let name = match cursor.quote {
        Some(quote) => format!("{quote}{}{quote}", field.name),
        None => field.name.to_owned(),
    };
    let (shape, snippet_shape) = if cursor.has_colon {
        (String::new(), None)
    } else if cursor.is_flow {
        (format!(": {}", in_flow(field).replace("$0", "")), Some(format!(": {}", in_flow(field))))
    } else {
        let block = in_block(field);
        (
            indent(&block, cursor.column, cursor.line_break),
            Some(indent(&block, cursor.column - cursor.line_indent.min(cursor.column), "\n")),
        )
    };
    let lead = cursor.lead;
    CompletionItem {
        label: field.name.to_owned(),
        kind: CompletionKind::Key,
        detail: wording::forms(field.forms),
        documentation: Some(wording::field(field, Some(found), scene.platform)),
        text: format!("{lead}{name}{}", shape.replace("$0", "")),
        snippet: snippet_shape.map(|shape| format!("{lead}{name}{shape}")),
        deprecated: is_older(scene, field),
        unfit: None,
    }
}

/// What stands behind a key between brackets.
fn in_flow(field: &Field) -> &'static str {
    match main_form(field.forms) {
        Some(Form::Struct(_) | Form::Map(_)) => "{$0}",
        Some(Form::List(_)) => "[$0]",
        _ => "$0",
    }
}

/// What stands behind a key, with lines relative to its column.
fn in_block(field: &Field) -> String {
    if field.example.starts_with(crate::cloud_config::HEADER) {
        return format!(": |\n  {}\n  $0", crate::cloud_config::HEADER);
    }
    match main_form(field.forms) {
        Some(Form::List(items)) => format!(":\n  - {}", first_key(items)),
        Some(form @ Form::Struct(_)) if form.as_struct().is_some_and(|found| found.fields.is_empty()) => {
            ": {}$0".to_owned()
        }
        Some(form @ Form::Struct(_)) => format!(":\n  {}", first_key(&[form])),
        Some(Form::Map(_)) => ":\n  $0".to_owned(),
        _ => ": $0".to_owned(),
    }
}

/// The start of a mapping that must have one certain key.
fn first_key(forms: &[Form]) -> String {
    let found = forms.iter().find_map(|form| form.as_struct());
    let mut required = found.into_iter().flat_map(|found| found.fields).filter(|field| field.required);
    match (required.next(), required.next()) {
        (Some(field), None) => format!("{}: $0", field.name),
        _ => "$0".to_owned(),
    }
}

/// The form that people write most: lists of mappings before text, and text before other lists.
fn main_form(forms: &'static [Form]) -> Option<Form> {
    let is_list_of_mappings = |form: &&Form| matches!(form, Form::List(items) if items.iter().any(|item| matches!(item, Form::Struct(_))));
    forms.iter().find(is_list_of_mappings).or(forms.first()).copied()
}

/// The shape with its later lines at a column.
fn indent(shape: &str, column: usize, line_break: &str) -> String {
    shape.replace('\n', &(line_break.to_owned() + &" ".repeat(column)))
}
