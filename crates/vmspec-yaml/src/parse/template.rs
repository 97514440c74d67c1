//! Texts that are not YAML yet: templates and unresolved merges.

use std::ops::Range;

use super::line::Line;
use super::patch::Change;
use super::place;

/// Whether a line holds a directive of a template language.
pub(super) fn is_template(line: &str) -> bool {
    first_directive(line, 0).is_some()
}

fn starts_directive(text: &str) -> bool {
    ["{{", "{%", "{#-"].iter().any(|open| text.starts_with(open))
}

/// The first directive at or behind `from`.
pub(super) fn first_directive(text: &str, from: usize) -> Option<Range<usize>> {
    let braces = text.get(from..)?.match_indices('{').map(|(at, _)| from + at);
    let start = braces.into_iter().find(|&at| text.get(at..).is_some_and(starts_directive))?;
    let line_end = place::line_end(text, start);
    let close = match text.as_bytes().get(start + 1) {
        Some(b'{') => "}}",
        Some(b'%') => "%}",
        _ => "#}",
    };
    // A directive may go over several lines, but an open one must not swallow the rest.
    let reach = text.get(start..).unwrap_or_default();
    let end = reach.find(close).map(|at| start + at + close.len());
    let inner_open = end.and_then(|end| text.get(start + 2..end)).is_some_and(|inner| inner.contains("{{"));
    Some(start..end.filter(|_| !inner_open).unwrap_or(line_end))
}

/// The first directive outside of comments and quotes, or if there is none, the first of all.
pub(super) fn first_unquoted_directive(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(directive) = first_directive(text, from) {
        let before = text.get(place::line_start(text, directive.start)..directive.start).unwrap_or_default();
        if !before.contains(['"', '\'', '#']) {
            return Some(directive);
        }
        from = directive.end;
    }
    first_directive(text, 0)
}

/// Makes a template readable: lines of directives alone become blank, directives within a line become text.
pub(super) fn neutralise(text: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut from = 0;
    while let Some(directive) = first_directive(text, from) {
        from = directive.end.max(directive.start + 1);
        let line = Line::at(text, directive.start);
        if text.get(line.first..=line.first) == Some("#") {
            continue;
        }
        let last = Line::at(text, directive.end.saturating_sub(1));
        let before = text.get(line.first..directive.start).unwrap_or_default();
        let after = text.get(directive.end..last.end).unwrap_or_default();
        let stands_alone = before.trim().is_empty()
            && (after.trim().is_empty() || is_template(after) && !after.contains(':'));
        if stands_alone {
            let end = if after.contains(':') { directive.end } else { last.end };
            changes.push(Change::blank(directive.start..end));
        } else {
            changes.push(Change::Fill(directive, b'x'));
        }
    }
    changes
}

/// Whether a line is one of the markers that version control leaves in a file with two versions.
pub(super) fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .iter()
        .any(|marker| line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// An unresolved merge.
pub(super) struct Conflict {
    /// The `<<<<<<<`, or whatever marker comes first.
    pub(super) marker: Range<usize>,
    /// The bytes to leave out so that the first version remains.
    pub(super) leave_out: Vec<Range<usize>>,
}

/// All unresolved merges of a text. The version before `=======` is kept.
pub(super) fn conflicts(text: &str) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    let mut in_conflict = false;
    let mut dropping_from = None;
    let mut at = 0;
    while at < text.len() {
        let end = place::line_end(text, at);
        let line = text.get(at..end).unwrap_or_default();
        if is_conflict_marker(line) {
            if !in_conflict {
                found.push(Conflict { marker: at..end, leave_out: Vec::new() });
            }
            in_conflict = !line.starts_with('>');
            if let Some(conflict) = found.last_mut() {
                let from = dropping_from.take().unwrap_or(at);
                conflict.leave_out.push(from..end);
            }
            if line.starts_with(['|', '=']) {
                dropping_from = Some(end);
            }
        }
        at = place::next_line(text, at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_keep_the_first_version() {
        let text = "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\nc: 3\n";
        let found = conflicts(text);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].marker.clone()], "<<<<<<< HEAD");
        let left_out: Vec<&str> = found[0].leave_out.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(left_out, ["<<<<<<< HEAD", "=======", "\nb: 2\n>>>>>>> other"]);
    }

    #[test]
    fn directives() {
        let table = [
            ("a: {{ .x }}\n", Some("{{ .x }}")),
            ("{%- if x %}", Some("{%- if x %}")),
            ("a: {{ .x\nb: 1", Some("{{ .x")),
            ("a: {b: {c: 1}}", None),
        ];
        for (text, expected) in table {
            let found = first_directive(text, 0).map(|range| &text[range]);
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
