//! A text to pieces of one document each.

use std::ops::Range;

/// Cuts a text before each line that starts a document.
///
/// A `---` at the start of a line ends the document before it, whatever stands open there, so the cut is exact.
/// Directives are not: they belong to the document after them, so a text with any is left whole.
/// A byte order mark is no part of any document.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let begin = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let at_line_start = |at: usize| match at.checked_sub(1).and_then(|before| bytes.get(before)) {
        None | Some(b'\n' | b'\r') => true,
        Some(_) => at == begin,
    };
    if text.match_indices('%').any(|(at, _)| at_line_start(at)) {
        return std::iter::once(begin..text.len()).collect();
    }
    let mut starts: Vec<usize> = text
        .match_indices("---")
        .map(|(at, _)| at)
        .filter(|&at| {
            at_line_start(at) && matches!(bytes.get(at + 3), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
        })
        .collect();
    match starts.first_mut() {
        // Comments before the first `---` belong to its document.
        Some(first) if holds_no_content(text.get(begin..*first).unwrap_or_default()) => *first = begin,
        _ => starts.insert(0, begin),
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

const BOM: &str = "\u{feff}";

fn holds_no_content(prefix: &str) -> bool {
    prefix.split(['\n', '\r']).all(|line| {
        let line = line.trim_start_matches([' ', '\t']);
        line.is_empty() || line.starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts() {
        let table: [(&str, &[&str]); 13] = [
            ("", &[""]),
            ("a: 1\n", &["a: 1\n"]),
            ("---\na: 1\n", &["---\na: 1\n"]),
            ("a: 1\n---\nb: 2\n", &["a: 1\n", "---\nb: 2\n"]),
            ("# c\n\n---\na: 1\n", &["# c\n\n---\na: 1\n"]),
            ("\u{feff}---\na: 1\n", &["---\na: 1\n"]),
            ("\u{feff}# c\n---\na: 1\n", &["# c\n---\na: 1\n"]),
            ("a: 1\r--- # x\rb: 2", &["a: 1\r", "--- # x\rb: 2"]),
            ("---\n---\n", &["---\n", "---\n"]),
            ("a: ---\n---b\n ---\n", &["a: ---\n---b\n ---\n"]),
            ("a: |\n  ---\n--- x", &["a: |\n  ---\n", "--- x"]),
            ("%YAML 1.1\n---\na: 1\n---\n", &["%YAML 1.1\n---\na: 1\n---\n"]),
            ("a: 1%\n---\nb", &["a: 1%\n", "---\nb"]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = pieces(text).into_iter().map(|piece| &text[piece]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
