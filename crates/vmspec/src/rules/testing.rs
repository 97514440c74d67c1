//! Draws the findings of a rule under its source, for tests.

use std::fmt::Write;

use crate::analysis::{Options, check};
use crate::model::{API_VERSION, VMInstance};
use vmspec_yaml::{ColumnUnit, LineIndex};

/// What a rule says of a text, drawn: each line at fault, carets under the place, severity and message, then the label
/// places and the fix.
///
/// ```text
///   storage: 5Gi
///            ^^^ error: disk is 5Gi, image `rocky-9` needs at least 11Gi
/// ```
pub(crate) fn draw(rule: &str, text: &str, options: &Options) -> String {
    draw_below(rule, text, options, 0, 0)
}

/// The same for the spec of a `VMInstance`, of which only the lines below `spec` are given, shown and counted; starts
/// with a line break unless nothing is found.
pub(crate) fn spec(rule: &str, lines: &str, options: &Options) -> String {
    let lines = lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n");
    let kind = VMInstance::KIND;
    let text = format!("spec:\n{lines}apiVersion: {API_VERSION}\nkind: {kind}\nmetadata:\n  name: test\n");
    match draw_below(rule, &text, options, 1, 2) {
        drawing if drawing.is_empty() => drawing,
        drawing => format!("\n{drawing}"),
    }
}

/// Draws without the first lines and columns.
fn draw_below(rule: &str, text: &str, options: &Options, first_line: u32, first_column: usize) -> String {
    let lines = LineIndex::new(text);
    let mut drawing = String::new();
    for found in check("test.yaml", text, options).diagnostics {
        if found.rule != rule {
            continue;
        }
        let position = lines.position(text, found.span.start, ColumnUnit::CodePoint);
        let line = text.lines().nth(position.line as usize).unwrap_or_default();
        let line = line.get(first_column..).unwrap_or(line);
        let indent = " ".repeat((position.column as usize).saturating_sub(first_column));
        let carets = "^".repeat(found.span.slice(text).chars().count().max(1));
        let _ = writeln!(drawing, "{line}\n{indent}{carets} {}: {}", found.severity.name(), found.message);
        for label in &found.labels {
            let number = lines.position(text, label.span.start, ColumnUnit::CodePoint).line + 1;
            let number = number.saturating_sub(first_line);
            let _ = writeln!(drawing, "{indent}line {number}: {}", label.message);
        }
        if let Some(fix) = &found.fix {
            let _ = writeln!(drawing, "{indent}{} fix: {}", fix.applicability.name(), fix.title);
        }
        for other in &found.alternatives {
            let _ = writeln!(drawing, "{indent}or: {}", other.title);
        }
    }
    drawing
}

/// The options for a platform such as `cozystack@1.6`, with everything else at its default.
pub(crate) fn on(platform: &str) -> Options {
    Options::new(platform.parse().expect("a platform"))
}
