//! Lines of a text that the parser did not understand, read for themselves.

use std::ops::Range;

use super::place;

/// A line, cut into indentation, list indicators, content and comment. All offsets are those of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte of the line.
    pub(super) start: usize,
    /// First byte that is no blank.
    pub(super) first: usize,
    /// First byte behind the `- ` indicators.
    pub(super) content: usize,
    /// End without blanks and comment.
    pub(super) content_end: usize,
    /// End without line break.
    pub(super) end: usize,
}

impl Line {
    /// The line that holds `at`.
    pub(super) fn at(text: &str, at: usize) -> Self {
        let bytes = text.as_bytes();
        let start = place::line_start(text, at);
        let end = place::line_end(text, at);
        let is =
            |at: usize, wanted: &[u8]| at < end && bytes.get(at).is_some_and(|byte| wanted.contains(byte));
        let skip_blanks = |mut at: usize| {
            while is(at, b" \t") {
                at += 1;
            }
            at
        };
        let first = skip_blanks(start);
        let mut content = first;
        while is(content, b"-") && (content + 1 == end || is(content + 1, b" \t")) {
            content = skip_blanks(content + 1);
        }
        let content_end = comment_start(text, content, end);
        Self { start, first, content, content_end, end }
    }

    /// Whether the line holds nothing but blanks and a comment.
    pub(super) fn is_blank(&self) -> bool {
        self.first >= self.content_end
    }

    /// Blanks before the first other character.
    pub(super) fn column(&self) -> usize {
        self.first - self.start
    }

    /// Bytes before the content, list indicators included.
    pub(super) fn content_column(&self) -> usize {
        self.content - self.start
    }

    pub(super) fn has_dash(&self) -> bool {
        self.content > self.first
    }

    pub(super) fn content_range(&self) -> Range<usize> {
        self.content.min(self.content_end)..self.content_end
    }

    pub(super) fn content_text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.content_range()).unwrap_or_default()
    }

    /// The next line that is not blank.
    pub(super) fn next(&self, text: &str) -> Option<Self> {
        let mut at = place::next_line(text, self.start);
        while at < text.len() {
            let line = Self::at(text, at);
            if !line.is_blank() {
                return Some(line);
            }
            at = place::next_line(text, at);
        }
        None
    }

    /// The last line before this one that is not blank.
    pub(super) fn previous(&self, text: &str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Self::at(text, start - 1);
            if !line.is_blank() {
                return Some(line);
            }
            // The end of a CR LF break is a line of its own to `at`, so always step back.
            start = line.start.min(start - 1);
        }
        None
    }

    /// The colon behind the key that the content starts with.
    pub(super) fn key_colon(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = self.content;
        if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
            at = quoted_end(text, at, self.end).unwrap_or(at + 1);
            debug_assert!(quote.is_ascii());
        }
        (at..self.content_end).find(|&at| is_colon(text, at))
    }
}

/// Whether a `:` stands here that ends a key.
pub(super) fn is_colon(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.get(at) == Some(&b':') && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
}

/// The end behind the closing quote of what opens at `start`, if it closes before `limit`.
pub(super) fn quoted_end(text: &str, start: usize, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(..limit)?;
    let quote = *bytes.get(start)?;
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            _ if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 1,
            _ if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the comment of a line starts, blanks before it included; the end without blanks if there is none.
fn comment_start(text: &str, from: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let blank_before = |at: usize| at == from || matches!(bytes.get(at - 1), Some(b' ' | b'\t'));
    let opens_value = |at: usize| {
        let before = text.get(from..at).unwrap_or_default().trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with([':', '[', '{', ',', '-'])
    };
    let mut at = from;
    while at < end {
        match bytes.get(at) {
            Some(b'#') if blank_before(at) => break,
            Some(b'"' | b'\'') if opens_value(at) => at = quoted_end(text, at, end).unwrap_or(at + 1),
            _ => at += 1,
        }
    }
    let from = from.min(end);
    from + text.get(from..at.min(end)).unwrap_or_default().trim_end_matches([' ', '\t']).len()
}

/// The lines that stand below a line, and so cannot be understood without it.
///
/// Gives the end of the last of them, or the end of the line itself.
pub(super) fn block_end(text: &str, line: &Line) -> usize {
    let mut end = line.end;
    let column = line.content_column();
    // A list may stand in the column of its key, unless the line is an item of that very list.
    let in_list = line.has_dash() && line.content_range().is_empty() || follows_item(text, line);
    let mut next = line.next(text);
    while let Some(below) = next {
        let is_list_of_key = below.has_dash() && below.column() == column && !in_list;
        if below.column() <= column && !is_list_of_key {
            break;
        }
        end = below.end;
        next = below.next(text);
    }
    end
}

/// Whether lines stand below a line as its value.
pub(super) fn has_block(text: &str, line: &Line) -> bool {
    block_end(text, line) > line.end
}

/// Whether the line stands among list items, in the column of their dashes.
pub(super) fn follows_item(text: &str, line: &Line) -> bool {
    let mut previous = line.previous(text);
    while let Some(above) = previous {
        if above.column() < line.column() {
            return false;
        }
        if above.column() == line.column() {
            return above.has_dash();
        }
        previous = above.previous(text);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_line() {
        // Line, then first, content and end of the content, then the colon of its key.
        let table = [
            ("a: 1", (0, 0, 4), Some(1)),
            ("  - a: 1 # c", (2, 4, 8), Some(5)),
            ("- - x", (0, 4, 5), None),
            ("-", (0, 1, 1), None),
            ("  # c", (2, 2, 2), None),
            ("a: \"b # c\" # d", (0, 0, 10), Some(1)),
            ("a: \"b # c", (0, 0, 5), Some(1)),
            ("\"a: b\": c", (0, 0, 9), Some(6)),
            ("a:b#c", (0, 0, 5), None),
        ];
        for (text, parts, colon) in table {
            let line = Line::at(text, text.len());
            assert_eq!((line.first, line.content, line.content_end), parts, "{text:?}");
            assert_eq!(line.key_colon(text), colon, "{text:?}");
        }
    }

    #[test]
    fn blocks() {
        // The block of the line that holds `@`.
        let table = [
            ("@a\n  b: 1\n\n  c: 2\nd: 1", "@a\n  b: 1\n\n  c: 2"),
            ("@a\n- b\n- c\nd: 1", "@a\n- b\n- c"),
            ("- a\n@b\n- c", "@b"),
            ("x:\n  - @a\n    b: 1\n  - c", "@a"),
            ("x:\n  - @a\n      b: 1\n    c: 2\n", "@a\n      b: 1"),
            ("@a # c\n# d\nb: 1", "@a # c"),
        ];
        for (text, expected) in table {
            let at = text.find('@').unwrap();
            let line = Line::at(text, at);
            assert_eq!(&text[at..block_end(text, &line)], expected, "{text:?}");
        }
    }
}
