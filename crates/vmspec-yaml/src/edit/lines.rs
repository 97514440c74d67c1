//! Lines of a text: where they start and end, and what stands on them. Lines end with LF, CR LF or a lone CR.

fn is_break(char: char) -> bool {
    matches!(char, '\n' | '\r')
}

/// The first byte of the line that holds `offset`; behind a byte-order mark.
pub(super) fn start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    match before.rfind(is_break) {
        Some(last) => last + 1,
        None if before.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
        None => 0,
    }
}

/// The end of the line that holds `offset`, its line break excluded.
pub(super) fn end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    offset + rest.find(is_break).unwrap_or(rest.len())
}

/// The start of the line behind that of `offset`, or the end of the text.
pub(super) fn next(text: &str, offset: usize) -> usize {
    let end = end(text, offset);
    let rest = text.get(end..).unwrap_or_default();
    end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// The start of the first line from `line_start` on that is not empty, or the end of the text.
pub(super) fn skip_empty(text: &str, line_start: usize) -> usize {
    let mut at = line_start;
    while is_first(text, end(text, at)) && next(text, at) > at {
        at = next(text, at);
    }
    at
}

/// The length of the line break that ends at `offset`.
pub(super) fn break_before(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    if before.ends_with("\r\n") { 2 } else { usize::from(before.ends_with(is_break)) }
}

/// The number of bytes before `offset` on its line.
pub(super) fn column(text: &str, offset: usize) -> usize {
    offset - start(text, offset)
}

/// Whether only blanks stand before `offset` on its line.
pub(super) fn is_first(text: &str, offset: usize) -> bool {
    text.get(start(text, offset)..offset).is_some_and(is_blank)
}

/// Whether nothing but blanks and a comment stand behind `offset` on its line.
pub(super) fn is_last(text: &str, offset: usize) -> bool {
    let rest = text.get(offset..end(text, offset)).unwrap_or_default().trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('#')
}

/// Whether a text holds a line break.
pub(super) fn has_break(text: &str) -> bool {
    text.contains(is_break)
}

/// The offset of the first character from `offset` on that is neither blank nor in a comment.
pub(super) fn skip_to_content(text: &str, offset: usize) -> usize {
    let mut at = offset;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start().len();
        if text.get(at..).is_some_and(|rest| rest.starts_with('#')) {
            at = end(text, at);
        } else {
            return at;
        }
    }
}

/// The line break of a text: that of its first line.
pub(super) fn line_break(text: &str) -> &'static str {
    match text.find(is_break).and_then(|at| text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}
