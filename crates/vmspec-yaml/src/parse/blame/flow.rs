//! Faults of lists and mappings in brackets.

use granit_parser::ErrorKind;

use super::super::build::Failure;
use super::super::line::{Line, quoted_end};
use super::super::patch::Change;
use super::super::place;
use super::{Verdict, sentence};

/// How the brackets of a collection end.
enum End {
    /// All closed; behind the last.
    Closed(usize),
    /// A bracket that the last open one is not closed by.
    Mismatch { open: Vec<usize>, close: usize },
    /// Never: what is open, and the end of what may still belong to it.
    Open { open: Vec<usize>, end: usize },
}

/// A bracket that nothing opened.
pub(super) fn stray_bracket(text: &str, at: usize) -> Verdict {
    let bracket = text.get(at..=at).unwrap_or_default();
    Verdict::new(
        at..at + 1,
        format!("`{bracket}` closes nothing: expected an earlier `{}`", partner(bracket)),
    )
    .repaired_by(vec![Change::Delete(at..at + 1)])
}

/// A fault inside of brackets, or brackets that do not match.
pub(super) fn broken(text: &str, failure: &Failure, kind: &ErrorKind) -> Verdict {
    let start = failure.open_flow.or_else(|| {
        let rest = text.get(failure.last_end..)?;
        rest.find(['[', '{']).map(|at| failure.last_end + at)
    });
    let Some(start) = start else { return sentence::other(text, failure.at, kind) };
    match brackets(text, start) {
        End::Open { open, end } => never_closed(text, start, &open, end),
        End::Mismatch { open, close } => mismatch(text, start, &open, close),
        End::Closed(end) => inside(text, start, end.max(failure.at), failure, kind),
    }
}

fn never_closed(text: &str, start: usize, open: &[usize], end: usize) -> Verdict {
    let closers: String =
        open.iter().rev().map(|&at| partner(text.get(at..=at).unwrap_or_default())).collect();
    let at = open.last().copied().unwrap_or(start);
    let bracket = text.get(at..=at).unwrap_or_default();
    let line = Line::at(text, at);
    let below = line.next(text);
    let items_below = line.content_end == at + 1
        && below.as_ref().is_some_and(|below| below.has_dash() && below.column() >= line.column());
    // A bracket before the first of several entries in one column.
    let keys_below = line.content == at
        && line.key_colon(text).is_some()
        && !line.content_text(text).ends_with(',')
        && (line.content_text(text).ends_with(':')
            || below.is_some_and(|below| below.column() == line.column() && below.key_colon(text).is_some()));
    let verdict =
        Verdict::new(at..at + 1, format!("`{bracket}` is never closed: expected `{}`", partner(bracket)));
    if open.len() == 1 && (items_below || keys_below) {
        return verdict.repaired_by(vec![Change::Delete(at..at + 1)]);
    }
    verdict.on_line(start).until(end).repaired_by(vec![Change::Insert(end, closers)])
}

fn mismatch(text: &str, start: usize, open: &[usize], close: usize) -> Verdict {
    let at = open.last().copied().unwrap_or(start);
    let bracket = text.get(at..=at).unwrap_or_default();
    let found = text.get(close..=close).unwrap_or_default();
    let closes_outer =
        open.iter().rev().skip(1).any(|&outer| partner(text.get(outer..=outer).unwrap_or_default()) == found);
    let (span, repair) = if closes_outer {
        (at..at + 1, Change::Insert(close, partner(bracket).to_owned()))
    } else {
        let right = partner(bracket).bytes().next().unwrap_or(b']');
        (close..close + 1, Change::Fill(close..close + 1, right))
    };
    Verdict::new(span, format!("`{bracket}` is closed by `{found}`: expected `{}`", partner(bracket)))
        .on_line(start)
        .until(close)
        .repaired_by(vec![repair])
}

/// A fault in a collection whose brackets match.
fn inside(text: &str, start: usize, end: usize, failure: &Failure, kind: &ErrorKind) -> Verdict {
    let at = failure.at;
    let separator_missing = matches!(
        kind,
        ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidColonPlacement
    );
    if separator_missing {
        // `{a: 1 b: 2}`: the parser stands at the second colon, and `1 b` was one value to it.
        let before = text.get(start..at).unwrap_or_default();
        let word = start + before.rfind([' ', '\t', '\n', '\r', ',', '[', '{']).map_or(0, |found| found + 1);
        let follows_value =
            text.get(start..word).is_some_and(|value| !value.trim_end().ends_with([',', '[', '{', ':']));
        if text.as_bytes().get(at) == Some(&b':') && word < at && follows_value {
            let name = text.get(word..at).unwrap_or_default();
            return Verdict::new(
                word..at,
                format!("no `,` before `{name}`: expected one between two entries"),
            )
            .on_line(start)
            .until(end)
            .repaired_by(vec![Change::Insert(word, ",".to_owned())]);
        }
    }
    sentence::other(text, at, kind).on_line(start).until(end)
}

/// Matches the brackets of the collection that opens at `start`.
///
/// A line that is not indented below the collection's own ends it: in YAML as people write it, what stands there is the
/// next entry of the block around.
fn brackets(text: &str, start: usize) -> End {
    let bytes = text.as_bytes();
    let line = Line::at(text, start);
    let floor = if line.content < start {
        Some(line.content_column())
    } else if line.has_dash() {
        Some(line.column())
    } else {
        line.content_column().checked_sub(1)
    };
    let mut open: Vec<usize> = Vec::new();
    let mut end = start;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => {
                let below = Line::at(text, place::next_line(text, at));
                let closes = below.content_text(text).starts_with([']', '}', ',']);
                if !below.is_blank() && !closes && floor.is_some_and(|floor| below.column() <= floor) {
                    return End::Open { open, end };
                }
                at = below.start.max(at + 1);
                continue;
            }
            b'#' if matches!(bytes.get(at.wrapping_sub(1)), Some(b' ' | b'\t' | b'\n')) => {
                at = place::line_end(text, at);
                continue;
            }
            b'"' | b'\'' if opens_quote(text, start, at) => {
                at = quoted_end(text, at, text.len()).unwrap_or(at + 1);
                end = at;
                continue;
            }
            b'[' | b'{' => open.push(at),
            b']' | b'}' => {
                let matches =
                    open.last().is_some_and(|&open| bytes.get(open).is_some_and(|&open| open + 2 == byte));
                if !matches {
                    return End::Mismatch { open, close: at };
                }
                open.pop();
                if open.is_empty() {
                    return End::Closed(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
        if !byte.is_ascii_whitespace() {
            end = at;
        }
    }
    End::Open { open, end }
}

/// Whether a quote stands where a value starts.
fn opens_quote(text: &str, start: usize, at: usize) -> bool {
    let before = text.get(start..at).unwrap_or_default().trim_end();
    before.ends_with(['[', '{', ',', ':', '?'])
}

fn partner(bracket: &str) -> &'static str {
    match bracket {
        "[" => "]",
        "{" => "}",
        "]" => "[",
        _ => "{",
    }
}
