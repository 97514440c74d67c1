//! Faults of quoted scalars.

use super::super::build::Failure;
use super::super::line::{Line, is_colon, quoted_end};
use super::super::patch::Change;
use super::super::place;
use super::Verdict;

/// A quote at `start` that is never closed.
pub(super) fn unclosed(text: &str, start: usize) -> Verdict {
    let line = Line::at(text, start);
    let quote = text.get(start..=start).unwrap_or_default();
    let colon = (start..line.content_end).find(|&at| is_colon(text, at));
    let end = match colon {
        // The key is quoted, not the value.
        Some(colon) if start == line.content => colon,
        _ => line.content_end.max(start + quote.len()),
    };
    let repair = Change::Insert(end, quote.to_owned());
    Verdict::new(start..end, format!("`{quote}` is never closed: expected another `{quote}`"))
        .repaired_by(vec![repair])
}

/// Text behind a closing quote, or a quote that was closed by the opening one of a later value.
pub(super) fn trailing(text: &str, failure: &Failure) -> Verdict {
    let at = failure.at;
    let Some(start) = start_of_quoted(text, failure.last_end.min(at), at) else {
        return Verdict::new(
            at..place::line_end(text, at),
            "text behind a closing quote: expected the end of the value",
        );
    };
    let line = Line::at(text, start);
    if line.end < at {
        return unclosed(text, start);
    }
    let quote = text.get(start..=start).unwrap_or_default();
    let end = line.content_end.max(at + 1);
    let rest = at..end;
    let in_flow = failure.open_flow.is_some();
    let next_is_value = in_flow && text.get(at..).is_some_and(|rest| rest.starts_with(['"', '\'']));
    if next_is_value {
        return Verdict::new(rest.start..rest.start + 1, "no `,` between two values: expected one")
            .repaired_by(vec![Change::Insert(at, ",".to_owned())]);
    }
    let behind = text.get(rest.clone()).unwrap_or_default();
    let message = if behind.contains(quote) && quote == "\"" {
        "text behind the closing `\"`: expected the end of the value, and `\\\"` for a quote inside"
            .to_owned()
    } else if behind.contains(quote) {
        "text behind the closing `'`: expected the end of the value, and `''` for a quote inside".to_owned()
    } else {
        format!("text behind the closing `{quote}`: expected the end of the value")
    };
    let repair = if in_flow { Vec::new() } else { vec![Change::blank(rest.clone())] };
    Verdict::new(rest, message).repaired_by(repair)
}

/// The quote that opens the scalar which ends at or right before `until`.
fn start_of_quoted(text: &str, from: usize, until: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < until {
        match bytes.get(at)? {
            b'#' if at == from || matches!(bytes.get(at - 1), Some(b' ' | b'\t' | b'\n')) => {
                at = place::line_end(text, at);
            }
            b'"' | b'\'' => {
                let end = quoted_end(text, at, text.len())?;
                let between = text.get(end..until);
                if end >= until || between.is_some_and(|between| between.trim().is_empty()) {
                    return Some(at);
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    None
}

/// A `\` in double quotes that YAML does not know.
pub(super) fn escape(text: &str, failure: &Failure) -> Verdict {
    let start = failure.at;
    let is_open = |at: usize| text.as_bytes().get(at) == Some(&b'"');
    // The parser points at the escape, or at the quote before it.
    let backslash = if is_open(start) { bad_escape(text, start) } else { Some(start) };
    let backslash = backslash.filter(|&at| text.as_bytes().get(at) == Some(&b'\\')).or_else(|| {
        let line = Line::at(text, start);
        text.get(line.start..=start.min(text.len().saturating_sub(1)))
            .and_then(|before| before.rfind('\\'))
            .map(|at| line.start + at)
    });
    let Some(at) = backslash else {
        return Verdict::new(start..start, "not an escape that YAML knows");
    };
    let width = text.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = at..at + 1 + width;
    let written = text.get(span.clone()).unwrap_or_default();
    let message = match written {
        "\\x" => "`\\x` needs two hexadecimal digits behind it".to_owned(),
        "\\u" => "`\\u` needs four hexadecimal digits that name a character".to_owned(),
        "\\U" => "`\\U` needs eight hexadecimal digits that name a character".to_owned(),
        _ => format!(
            "`{written}` is no escape: expected `\\\\` for a backslash, or single quotes around the text"
        ),
    };
    Verdict::new(span, message).repaired_by(vec![Change::Insert(at, "\\".to_owned())])
}

/// The first escape of a double-quoted scalar that cannot be read.
fn bad_escape(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = open + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return None,
            b'\\' => {
                let digits = match bytes.get(at + 1)? {
                    b'x' => 2,
                    b'u' => 4,
                    b'U' => 8,
                    b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"'
                    | b'/' | b'\\' | b'N' | b'_' | b'L' | b'P' | b'\n' | b'\r' => 0,
                    _ => return Some(at),
                };
                let hex = bytes.get(at + 2..at + 2 + digits)?;
                let number = std::str::from_utf8(hex).ok().and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if digits > 0 && number.and_then(char::from_u32).is_none() {
                    return Some(at);
                }
                at += 2 + digits;
            }
            _ => at += 1,
        }
    }
}
