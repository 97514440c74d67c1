//! Diagnostics drawn under their source.

use std::fmt::Write;

use vmspec::analysis::{Options, Report, SourceFile, Workspace};
use vmspec::diagnostic::Diagnostic;
use vmspec::rules::{self, Group};
use vmspec_yaml::{ColumnUnit, LineIndex, Span};

/// The report on several texts, each with its name.
pub(crate) fn report(files: &[(&str, &str)], options: &Options) -> Report {
    let files: Vec<_> =
        files.iter().map(|(name, text)| SourceFile::parse(*name, *text, &options.limits)).collect();
    Workspace::new(&files, options).check()
}

/// What the groups syntax and structure say of a text.
pub(crate) fn structure(text: &str) -> String {
    let of_text = |found: &Diagnostic| {
        let group = rules::find(found.rule).expect("a rule").group;
        matches!(group, Group::Syntax | Group::Structure)
    };
    draw(&[("", text)], &Options::default(), of_text)
}

/// What these rules say of a text.
pub(crate) fn of_rules(names: &[&str], text: &str, options: &Options) -> String {
    draw(&[("", text)], options, |found| names.contains(&found.rule))
}

/// The diagnostics that are wanted, each with its line, carets, labels and fix; starts with a line break unless there
/// is nothing.
pub(crate) fn draw(
    files: &[(&str, &str)],
    options: &Options,
    wanted: impl Fn(&Diagnostic) -> bool,
) -> String {
    let mut drawing = String::new();
    for found in report(files, options).diagnostics.iter().filter(|found| wanted(found)) {
        drawing.push('\n');
        draw_one(&mut drawing, files, found);
    }
    drawing
}

fn draw_one(drawing: &mut String, files: &[(&str, &str)], found: &Diagnostic) {
    let text = text_of(files, &found.file);
    let (line, column) = place(text, found.span);
    let shown = text.lines().nth(line).unwrap_or_default().trim_start_matches('\u{feff}').trim_end();
    let indent = " ".repeat(column);
    let carets = "^".repeat(found.span.slice(text).chars().count().max(1));
    let severity = found.severity.name();
    let _ = writeln!(drawing, "{shown}\n{indent}{carets} {severity}[{}]: {}", found.rule, found.message);
    let _ = writeln!(drawing, "{indent}at {}{}:{}", named(&found.file), found.document, found.path);
    if let Some(help) = &found.help {
        let _ = writeln!(drawing, "{indent}help: {help}");
    }
    for label in &found.labels {
        let text = text_of(files, &label.file);
        let line = place(text, label.span).0 + 1;
        let (file, words) = (named(&label.file), label.span.slice(text));
        let _ = writeln!(drawing, "{indent}{file}line {line}, `{words}`: {}", label.message);
    }
    if let Some(fix) = &found.fix {
        let _ = writeln!(drawing, "{indent}{} fix: {}", fix.applicability.name(), fix.title);
    }
    for other in &found.alternatives {
        let _ = writeln!(drawing, "{indent}or: {}", other.title);
    }
}

fn named(file: &str) -> String {
    if file.is_empty() { String::new() } else { format!("{file} ") }
}

fn text_of<'t>(files: &[(&str, &'t str)], name: &str) -> &'t str {
    files.iter().find(|(file, _)| *file == name).expect("a file that was given").1
}

fn place(text: &str, span: Span) -> (usize, usize) {
    let position = LineIndex::new(text).position(text, span.start, ColumnUnit::CodePoint);
    (position.line as usize, position.column as usize)
}
