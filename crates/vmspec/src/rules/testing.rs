//! Draws the findings of a rule under its source, for tests.

use std::fmt::Write;

use crate::analysis::{Options, check};
use vmspec_yaml::{ColumnUnit, LineIndex};

/// What a rule says of a text, drawn: each line at fault, carets under the place, severity and message, then the label
/// places and the fix.
///
/// ```text
///   storage: 5Gi
///            ^^^ error: disk is 5Gi, image `rocky-9` needs at least 11Gi
/// ```
pub(crate) fn draw(rule: &str, text: &str, options: &Options) -> String {
    let lines = LineIndex::new(text);
    let mut drawing = String::new();
    for found in check("test.yaml", text, options).diagnostics {
        if found.rule != rule {
            continue;
        }
        let position = lines.position(text, found.span.start, ColumnUnit::CodePoint);
        let line = text.lines().nth(position.line as usize).unwrap_or_default();
        let indent = " ".repeat(position.column as usize);
        let carets = "^".repeat(found.span.slice(text).chars().count().max(1));
        let _ = writeln!(drawing, "{line}\n{indent}{carets} {}: {}", found.severity.name(), found.message);
        for label in &found.labels {
            let number = lines.position(text, label.span.start, ColumnUnit::CodePoint).line + 1;
            let _ = writeln!(drawing, "{indent}line {number}: {}", label.message);
        }
        if let Some(fix) = &found.fix {
            let _ = writeln!(drawing, "{indent}{} fix: {}", fix.applicability.name(), fix.title);
        }
    }
    drawing
}

/// The options for a platform such as `cozystack@1.6`, with everything else at its default.
pub(crate) fn on(platform: &str) -> Options {
    Options::new(platform.parse().expect("a platform"))
}
