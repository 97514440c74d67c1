//! Draws the findings about a change under the new source, for tests.

use std::fmt::Write;

use crate::analysis::{Options, SourceFile, check_change};
use crate::model::{API_VERSION, VMDisk, VMInstance};
use vmspec_yaml::{ColumnUnit, LineIndex};

/// A disk with nothing but a name.
pub(super) const DISK: &str =
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\n";
/// A VM with nothing but a name.
pub(super) const INSTANCE: &str =
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\n";

/// What a rule says of a change, drawn: each line at fault, carets under the place, severity and message, then the
/// lines of the old text that explain it.
pub(super) fn draw(rule: &str, old: &str, new: &str, options: &Options) -> String {
    draw_below(rule, [old, new], options, 0, 0)
}

/// The same for the spec of a `VMInstance`, of which only the lines below `spec` are given, shown and counted; starts
/// with a line break unless nothing is found.
pub(super) fn spec(rule: &str, old: &str, new: &str, options: &Options) -> String {
    spec_of(VMInstance::KIND, rule, [old, new], options)
}

/// The same for the spec of a `VMDisk`.
pub(super) fn disk(rule: &str, old: &str, new: &str, options: &Options) -> String {
    spec_of(VMDisk::KIND, rule, [old, new], options)
}

fn spec_of(kind: &str, rule: &str, texts: [&str; 2], options: &Options) -> String {
    let [old, new] = texts.map(|lines| {
        let mut text = "spec:\n".to_owned();
        for line in lines.lines() {
            let _ = writeln!(text, "  {line}");
        }
        text + &format!("apiVersion: {API_VERSION}\nkind: {kind}\nmetadata:\n  name: test\n")
    });
    match draw_below(rule, [&old, &new], options, 1, 2) {
        drawing if drawing.is_empty() => drawing,
        drawing => format!("\n{drawing}"),
    }
}

/// Draws without the first lines and columns.
fn draw_below(
    rule: &str,
    [old, new]: [&str; 2],
    options: &Options,
    first_line: u32,
    first_column: usize,
) -> String {
    let files = [("old.yaml", old), ("new.yaml", new)]
        .map(|(name, text)| SourceFile::parse(name, text, &options.limits));
    let [old_file, new_file] = &files;
    let report = check_change(std::slice::from_ref(old_file), std::slice::from_ref(new_file), options).report;
    let mut drawing = String::new();
    for found in report.diagnostics.into_iter().filter(|found| found.rule == rule) {
        let text = if &*found.file == "old.yaml" { old } else { new };
        let position = LineIndex::new(text).position(text, found.span.start, ColumnUnit::CodePoint);
        let line = text.lines().nth(position.line as usize).unwrap_or_default();
        let first_column = if line.starts_with(' ') { first_column } else { 0 };
        let line = line.get(first_column..).unwrap_or(line);
        let indent = " ".repeat((position.column as usize).saturating_sub(first_column));
        let carets = "^".repeat(found.span.slice(text).chars().count().max(1));
        let _ = writeln!(drawing, "{line}\n{indent}{carets} {}: {}", found.severity.name(), found.message);
        for label in &found.labels {
            let (side, text) = if &*label.file == "old.yaml" { ("old ", old) } else { ("", new) };
            let number =
                LineIndex::new(text).position(text, label.span.start, ColumnUnit::CodePoint).line + 1;
            let number = number.saturating_sub(first_line);
            let _ = writeln!(drawing, "{indent}{side}line {number}: {}", label.message);
        }
    }
    drawing
}
