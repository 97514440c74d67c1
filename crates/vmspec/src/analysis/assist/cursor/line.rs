//! What a person writes on one line: a key, a value, or a part of a list or mapping in brackets.

use std::ops::Range;

/// The line that a cursor stands on. Ranges are offsets in the text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The line without its line break.
    pub(super) range: Range<usize>,
    /// Where the blanks in front of the line end.
    pub(super) indent_end: usize,
    /// Where the content behind the dashes begins.
    pub(super) content: usize,
    /// Whether there is a dash.
    pub(super) has_dash: bool,
    pub(super) slot: Slot,
}

/// What the cursor is at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    /// A key, or an item of a list.
    Key { token: Range<usize>, has_colon: bool, gap: bool },
    /// The value behind a key's colon.
    Value { token: Range<usize>, gap: bool },
    /// A value that begins with a bracket, from there.
    Flow { start: usize },
}

/// The line of the text that the cursor is on.
pub(super) fn range(text: &str, cursor: usize) -> Range<usize> {
    let before = text.get(..cursor).unwrap_or_default();
    let mut start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    if start == 0 && text.starts_with('\u{feff}') {
        start = '\u{feff}'.len_utf8();
    }
    let rest = text.get(cursor..).unwrap_or_default();
    start..cursor.max(start) + rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// Reads the line with the cursor; nothing in a comment, or where nothing can be written.
pub(super) fn read(text: &str, cursor: usize) -> Option<Line> {
    let range = range(text, cursor);
    let line = text.get(range.clone())?;
    let at = cursor.checked_sub(range.start)?;
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let (content, has_dash, gap) = behind_dashes(line, indent);
    let end = comment_start(line, content).unwrap_or(line.len());
    let content_text = line.get(content..end)?.trim_end();
    let content_end = content + content_text.len();
    let is_comment = end < line.len() && at > end;
    // A cursor in front of the content would write a line of its own.
    if is_comment || at < content && !content_text.is_empty() {
        return None;
    }
    let shift = |part: Range<usize>| range.start + part.start..range.start + part.end;
    let content_at = content.min(at.max(content_end));
    let colon = key_end(content_text).map(|colon| content + colon);
    let slot = match colon {
        Some(colon) if at > colon => {
            let value = line.get(colon + 1..content_end).unwrap_or_default();
            let start = colon + 1 + (value.len() - value.trim_start().len());
            let has_value = start < content_end;
            match value.trim_start().as_bytes().first() {
                Some(b'{' | b'[') if at > start => Slot::Flow { start: range.start + start },
                Some(b'|' | b'>' | b'&' | b'*' | b'!') => return None,
                _ if has_value && at >= start => {
                    Slot::Value { token: shift(start..content_end.max(at)), gap: false }
                }
                _ if has_value => return None,
                _ => Slot::Value { token: shift(at..at), gap: at == colon + 1 },
            }
        }
        Some(colon) => Slot::Key { token: shift(content..colon), has_colon: true, gap: false },
        None if content_text.starts_with(['{', '[']) && at > content => {
            Slot::Flow { start: range.start + content }
        }
        None if content_text.is_empty() => Slot::Key { token: shift(at..at), has_colon: false, gap },
        None => Slot::Key { token: shift(content..content_end.max(at)), has_colon: false, gap: false },
    };
    let content = range.start + content_at.max(if content_text.is_empty() { at } else { content });
    Some(Line { indent_end: range.start + indent.min(at), content, has_dash, slot, range })
}

/// Where the content behind dashes begins, whether there are any, and whether the last one lacks its blank.
fn behind_dashes(line: &str, indent: usize) -> (usize, bool, bool) {
    let mut at = indent;
    let mut has_dash = false;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let Some(behind) = rest.strip_prefix('-') else { return (at, has_dash, false) };
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        if behind.is_empty() {
            return (at + 1, true, true);
        }
        if blanks == 0 {
            return (at, has_dash, false);
        }
        (at, has_dash) = (at + 1 + blanks, true);
    }
}

/// Where a comment begins, if there is one.
fn comment_start(line: &str, content: usize) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, &byte) in line.as_bytes().iter().enumerate() {
        match (quote, byte) {
            (None, b'#') if matches!(before, b' ' | b'\t') => return Some(at),
            // A quote in the middle of a word is one of its characters.
            (None, b'"' | b'\'') if at >= content && !before.is_ascii_alphanumeric() => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        before = byte;
    }
    None
}

/// Where the colon behind a key stands.
pub(super) fn key_end(content: &str) -> Option<usize> {
    let bytes = content.as_bytes();
    let behind_quotes = match bytes.first() {
        Some(&quote @ (b'"' | b'\'')) => 1 + bytes.iter().skip(1).position(|&byte| byte == quote)? + 1,
        Some(b'{' | b'[' | b'|' | b'>' | b'&' | b'*' | b'!') => return None,
        _ => 0,
    };
    (behind_quotes..bytes.len()).find(|&at| {
        bytes.get(at) == Some(&b':') && bytes.get(at + 1).is_none_or(|next| matches!(next, b' ' | b'\t'))
    })
}
