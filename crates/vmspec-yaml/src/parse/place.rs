//! Places that the event parser does not tell: headers of block scalars, dashes, and where a missing value would stand.

use std::ops::Range;

/// Start of the line that holds `offset`. A line ends with LF, CR LF or a lone CR.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1)
}

/// End of the line that holds `offset`, without its line break.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    let after = text.as_bytes().get(offset..).unwrap_or_default();
    after.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(text.len(), |at| offset + at)
}

/// Start of the line after the one that holds `offset`, or the end of the text.
pub(super) fn next_line(text: &str, offset: usize) -> usize {
    let end = line_end(text, offset);
    match text.as_bytes().get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([_, ..]) => end + 1,
        _ => end,
    }
}

/// First offset from `at` on that holds no blank, line break or comment.
fn skip_space(text: &str, mut at: usize) -> usize {
    loop {
        match text.as_bytes().get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            Some(b'#') => at = line_end(text, at),
            _ => return at,
        }
    }
}

/// Skips blanks, comments, the `:` after a key, and anchors and tags.
fn skip_to_value(text: &str, mut at: usize) -> usize {
    loop {
        at = skip_space(text, at);
        match text.as_bytes().get(at) {
            Some(b':') => at += 1,
            Some(b'&' | b'!') => {
                let rest = text.get(at..).unwrap_or_default();
                at += rest.find([' ', '\t', '\n', '\r']).unwrap_or(rest.len());
            }
            _ => return at,
        }
    }
}

/// Where the value of a key that ends at `key_end` would be typed: right behind its colon. Without a colon, behind
/// the key.
pub(super) fn missing_value(text: &str, key_end: usize) -> usize {
    let at = skip_space(text, key_end);
    if text.as_bytes().get(at) == Some(&b':') { at + 1 } else { key_end }
}

/// Where an empty item would be typed: behind its dash. `at` is the parser's place for it, which may lie behind
/// blanks and a comment.
pub(super) fn missing_item(text: &str, at: usize, last_comment: &Range<usize>) -> usize {
    let before = if last_comment.end == at && !last_comment.is_empty() { last_comment.start } else { at };
    text.get(..before).map_or(at, |before| before.trim_end_matches([' ', '\t', '\n', '\r']).len())
}

/// The first `-` of a block sequence that is the value of a key which ends at `key_end`. The parser gives the place
/// behind the dash if the sequence is not indented.
pub(super) fn first_dash(text: &str, key_end: usize) -> Option<usize> {
    let at = skip_to_value(text, key_end);
    (text.as_bytes().get(at) == Some(&b'-')).then_some(at)
}

/// The bytes of a block scalar from its `|` or `>` to the end of its content, the last line break not included.
///
/// `previous` is the end of what stands before the scalar, `content` the bytes that the parser gives for it: without
/// header, without the indentation of the first line, with all line breaks that follow.
pub(super) fn block_scalar(text: &str, previous: usize, content: Range<usize>) -> Range<usize> {
    let mut start = previous;
    loop {
        start = skip_to_value(text, start);
        match text.as_bytes().get(start) {
            Some(b'|' | b'>') => break,
            // The indicators before the scalar if it is an item or an explicit key.
            Some(b'-' | b'?') if start < content.start => start += 1,
            _ => return content,
        }
    }
    let header_end = line_end(text, start);
    let header = text.get(start..header_end).unwrap_or_default();
    let header = header.split_once(" #").map_or(header, |(header, _)| header).trim_end_matches([' ', '\t']);
    let keeps = header.contains('+');
    let indent = content.start - line_start(text, content.start);
    let mut end = content.end.min(text.len());
    // A kept scalar loses its last line break only, any other loses all lines without content at its end.
    loop {
        let from = line_start(text, end);
        let line = text.get(from..end).unwrap_or_default();
        let blank = line.bytes().all(|byte| byte == b' ') && line.len() <= indent;
        if from <= content.start || !blank {
            break;
        }
        end = from - 1;
        if text.as_bytes().get(from - 1) == Some(&b'\n')
            && end > 0
            && text.as_bytes().get(end - 1) == Some(&b'\r')
        {
            end -= 1;
        }
        if keeps {
            break;
        }
    }
    let has_content = end > content.start && content.start > header_end;
    start..if has_content { end } else { start + header.len() }
}
