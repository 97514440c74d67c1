//! What changes in a file, as a unified diff that is safe to show.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};
use vmspec::analysis::SourceFile;
use vmspec_report::{Source, escape, secrets};

use crate::table;

/// Lines around a change that are shown.
const CONTEXT: usize = 3;

/// A unified diff, or nothing if the texts are the same. Secrets are hidden, and what a terminal could obey is shown.
pub(crate) fn unified(before: &SourceFile, after: &SourceFile, color: bool) -> String {
    if before.text() == after.text() {
        return String::new();
    }
    let name = escape::file_name(before.name());
    let sources = [before, after].map(|file| Source::new(file.text(), file.line_index()));
    let [old, new] = sources;
    let mut text = format!("--- a/{name}\n+++ b/{name}\n");
    let diff = TextDiff::from_lines(before.text(), after.text());
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        text.push_str(&hunk.header().to_string());
        text.push('\n');
        for change in hunk.iter_changes() {
            let (source, index, style) = match change.tag() {
                ChangeTag::Delete => (old, change.old_index(), AnsiColor::BrightRed.on_default()),
                ChangeTag::Insert => (new, change.new_index(), AnsiColor::BrightGreen.on_default()),
                ChangeTag::Equal => (old, change.old_index(), Style::new()),
            };
            let shown = shown(source, index, change.value());
            let line = format!("{}{shown}", change.tag());
            text.push_str(&table::paint(style, &line, color));
            text.push_str(line_end(change.value()));
        }
    }
    text
}

/// The line as it may be shown, without its line end.
fn shown(source: Source<'_>, index: Option<usize>, line: &str) -> String {
    let mut line = line.trim_end_matches(['\r', '\n']).to_owned();
    let number = index.and_then(|index| u32::try_from(index).ok()).unwrap_or(u32::MAX);
    if let Some(part) = secrets::hidden_part(source, number) {
        line.truncate(part.start);
        line.push_str(secrets::HIDDEN);
    }
    let cells: Vec<_> = line.split('\t').map(escape::line).collect();
    cells.join("\t")
}

/// The line's own line end; a last line without one says so, as `diff` does.
fn line_end(line: &str) -> &'static str {
    if line.ends_with("\r\n") {
        "\r\n"
    } else if line.ends_with('\n') {
        "\n"
    } else {
        "\n\\ No newline at end of file\n"
    }
}
