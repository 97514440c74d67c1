//! From places in a scalar's value to the bytes that wrote them, and back.

use std::ops::Range;

use crate::{ScalarStyle, Span};

/// Where in the source each byte of a scalar's value comes from.
///
/// Text inside of a scalar, such as a cloud-config, is parsed on its own; this brings its spans back to the outer file.
/// Quotes, escapes, folded line breaks and the indentation of block scalars are taken into account.
///
/// ```
/// use vmspec_yaml::{Limits, Span, parse};
///
/// let tree = parse("cloudInit: |\n  #cloud-config\n  users: []\n", &Limits::default());
/// let node = tree.root(0).unwrap().get("cloudInit").unwrap();
/// let users = node.text().find("users").unwrap();
/// let span = node.scalar_map().unwrap().span(users..users + 5);
/// assert_eq!(span, Span::new(31, 36));
/// assert_eq!(span.slice(tree.text()), "users");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarMap {
    /// In ascending order of both value and source; they cover the value without gaps.
    parts: Vec<Part>,
    value_len: usize,
    /// End of the bytes that the value comes from.
    source_end: usize,
}

/// Bytes of the value and the bytes of the source that wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    value: Range<usize>,
    source: Range<usize>,
    /// Whether they are the same bytes; otherwise they belong together as a whole.
    verbatim: bool,
}

impl ScalarMap {
    /// The first byte of the source that wrote the value's byte at `offset`. At the end of the value, the end of what
    /// wrote it.
    pub fn source_offset(&self, offset: usize) -> usize {
        let index = self.parts.partition_point(|part| part.value.end <= offset);
        match self.parts.get(index) {
            Some(part) if part.verbatim => part.source.start + offset.saturating_sub(part.value.start),
            Some(part) => part.source.start,
            None => self.source_end,
        }
    }

    /// The bytes of the source that wrote a range of the value. An empty range gives an empty span.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source_offset(range.start);
        if range.end <= range.start {
            return Span::at(start);
        }
        let index = self.parts.partition_point(|part| part.value.end < range.end);
        let end = match self.parts.get(index) {
            Some(part) if part.verbatim => part.source.start + range.end.saturating_sub(part.value.start),
            Some(part) => part.source.end,
            None => self.source_end,
        };
        Span::new(start, end.max(start))
    }

    /// The offset in the value that a byte of the source wrote. Bytes that wrote nothing, such as indentation, lead to
    /// the next byte that did.
    pub fn value_offset(&self, source: usize) -> usize {
        let index = self.parts.partition_point(|part| part.source.end <= source);
        match self.parts.get(index) {
            Some(part) if part.verbatim => part.value.start + source.saturating_sub(part.source.start),
            Some(part) => part.value.start,
            None => self.value_len,
        }
    }

    /// The map of a value that stands in the source as it is.
    pub(crate) fn verbatim(span: Span) -> Self {
        let source = span.range();
        Self {
            value_len: source.len(),
            source_end: source.end,
            parts: vec![Part { value: 0..source.len(), source, verbatim: true }],
        }
    }

    /// The map of `value`, which the bytes `span` of `text` wrote in a style.
    pub(crate) fn new(text: &str, span: Span, style: ScalarStyle, value: &str) -> Self {
        let range = span.range();
        let mut walk = Walk {
            text: text.as_bytes(),
            value: value.as_bytes(),
            at: range.start,
            end: range.end,
            done: 0,
            parts: Vec::new(),
        };
        match style {
            ScalarStyle::Plain => walk.flow(None),
            ScalarStyle::SingleQuoted => walk.quoted(b'\''),
            ScalarStyle::DoubleQuoted => walk.quoted(b'"'),
            ScalarStyle::Literal | ScalarStyle::Folded => walk.block(),
        }
        let source_end = walk.parts.last().map_or(range.start, |part| part.source.end);
        // What could not be matched, in a text that was repaired, belongs to the end.
        if walk.done < value.len() {
            let (value, source) = (walk.done..value.len(), source_end..source_end);
            walk.parts.push(Part { value, source, verbatim: false });
        }
        Self { parts: walk.parts, value_len: value.len(), source_end }
    }
}

/// Reads source and value side by side.
struct Walk<'t> {
    text: &'t [u8],
    value: &'t [u8],
    /// The next byte of the source.
    at: usize,
    /// Where the scalar ends in the source.
    end: usize,
    /// Bytes of the value that have their place.
    done: usize,
    parts: Vec<Part>,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        (self.at < self.end).then(|| self.text.get(self.at).copied()).flatten()
    }

    /// Source bytes that stand in the value as they are.
    fn copy(&mut self, len: usize) {
        let len = len.min(self.value.len() - self.done);
        let (value, source) = (self.done..self.done + len, self.at..self.at + len);
        match self.parts.last_mut() {
            Some(last) if last.verbatim && last.source.end == source.start => {
                last.value.end = value.end;
                last.source.end = source.end;
            }
            _ if len > 0 => self.parts.push(Part { value, source, verbatim: true }),
            _ => {}
        }
        self.done += len;
        self.at += len.max(1);
    }

    /// Source bytes that wrote other bytes of the value.
    fn replace(&mut self, source: Range<usize>, value_len: usize) {
        let value = self.done..(self.done + value_len).min(self.value.len());
        self.done = value.end;
        self.at = source.end.max(self.at);
        if !value.is_empty() {
            self.parts.push(Part { value, source, verbatim: false });
        }
    }

    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        if self.end > self.at && self.text.get(self.end - 1) == Some(&quote) {
            self.end -= 1;
        }
        self.flow(Some(quote));
    }

    /// A plain or quoted scalar, whose lines are folded.
    fn flow(&mut self, quote: Option<u8>) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    let blanks = self.count(self.at, b" \t");
                    if matches!(self.text.get(self.at + blanks), Some(b'\n' | b'\r'))
                        && self.at + blanks < self.end
                    {
                        self.at += blanks;
                        self.fold();
                    } else {
                        self.copy(blanks.max(1));
                    }
                }
                b'\'' if quote == Some(b'\'') => self.replace(self.at..self.at + 2, 1),
                b'\\' if quote == Some(b'"') => self.escape(),
                _ => self.copy(1),
            }
        }
    }

    /// Number of bytes from `at` on that are among `wanted`.
    fn count(&self, at: usize, wanted: &[u8]) -> usize {
        self.text
            .get(at..self.end)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| wanted.contains(byte))
            .count()
    }

    /// The line break at `at`.
    fn line_break(&self, at: usize) -> Option<Range<usize>> {
        match self.text.get(at..self.end.max(at)) {
            Some([b'\r', b'\n', ..]) => Some(at..at + 2),
            Some([b'\r' | b'\n', ..]) => Some(at..at + 1),
            _ => None,
        }
    }

    /// Line breaks, and the blanks around them, that became one space or fewer line breaks.
    fn fold(&mut self) {
        let start = self.at;
        let mut breaks = Vec::new();
        let mut at = start;
        while let Some(found) = self.line_break(at) {
            at = found.end + self.count(found.end, b" \t");
            breaks.push(found);
        }
        self.place_breaks(&breaks, at);
    }

    /// Gives the value's next space or line breaks their places among the source's.
    fn place_breaks(&mut self, breaks: &[Range<usize>], end: usize) {
        let rest = self.value.get(self.done..).unwrap_or_default();
        let kept = rest.iter().take_while(|&&byte| byte == b'\n').count().min(breaks.len());
        if kept > 0 {
            // The first break is the one that folding takes away.
            for found in breaks.get(breaks.len() - kept..).unwrap_or_default() {
                self.replace(found.clone(), 1);
            }
        } else if let (Some(first), Some(b' ')) = (breaks.first(), rest.first()) {
            self.replace(first.clone(), 1);
        }
        self.at = end.max(self.at);
    }

    /// A `\` in double quotes.
    fn escape(&mut self) {
        let start = self.at;
        if let Some(found) = self.line_break(start + 1) {
            // The line goes on in the next without anything between.
            self.at = found.end + self.count(found.end, b" \t");
            // Blank lines behind it count as usual.
            if self.line_break(self.at).is_some() {
                self.blank_lines();
            }
            return;
        }
        let digits = match self.text.get(start + 1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let mut end = start + 2 + digits;
        let hex = |at: usize| {
            let digits = self.text.get(at..at + 4)?;
            u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
        };
        // A pair of surrogates is one character.
        if digits == 4
            && hex(start + 2).is_some_and(|unit| (0xd800..0xdc00).contains(&unit))
            && self.text.get(end..end + 2) == Some(b"\\u")
        {
            end += 6;
        }
        // Repaired escapes stand in the value as they are.
        let rest = self.value.get(self.done..).unwrap_or_default();
        let is_unknown = rest.first() == Some(&b'\\') && self.text.get(start + 1) != Some(&b'\\');
        if is_unknown {
            self.copy(1);
            return;
        }
        let width = rest.first().map_or(0, |&first| char_width(first));
        self.replace(start..end.min(self.end), width);
    }

    /// Blank lines behind an escaped line break, each of which is a line break of the value.
    fn blank_lines(&mut self) {
        while let Some(found) = self.line_break(self.at) {
            let next = found.end + self.count(found.end, b" \t");
            if self.value.get(self.done) == Some(&b'\n') {
                self.replace(found, 1);
            }
            self.at = next;
        }
    }

    /// A literal or folded scalar.
    fn block(&mut self) {
        // The last line break belongs to the value, although it is not part of the node.
        self.end = self.text.len();
        while self.line_break(self.at).is_none() && self.at < self.end {
            self.at += 1;
        }
        let Some(header_end) = self.line_break(self.at) else { return };
        self.at = header_end.end;
        let indent = self.indentation();
        while self.done < self.value.len() && self.at < self.end {
            let blanks = self.count(self.at, b" ").min(indent);
            self.at += blanks;
            while self.line_break(self.at).is_none() && self.done < self.value.len() && self.at < self.end {
                self.copy(1);
            }
            self.block_breaks(indent);
        }
    }

    /// The line breaks behind a line of a block scalar, up to the next line that has content.
    fn block_breaks(&mut self, indent: usize) {
        let mut breaks = Vec::new();
        let mut at = self.at;
        while let Some(found) = self.line_break(at) {
            let blanks = self.count(found.end, b" ");
            breaks.push(found.clone());
            at = found.end;
            if blanks > indent || self.line_break(found.end + blanks).is_none() {
                break;
            }
            at = found.end + blanks;
        }
        self.place_breaks(&breaks, at);
    }

    /// Columns of each line that are not content: what the first line with more than blanks has in the source and not
    /// in the value.
    fn indentation(&self) -> usize {
        let leading = |text: &[u8]| {
            let line = text
                .split(|byte| matches!(byte, b'\n' | b'\r'))
                .find(|line| line.iter().any(|&byte| byte != b' '))?;
            Some(line.iter().take_while(|&&byte| byte == b' ').count())
        };
        let source = leading(self.text.get(self.at..).unwrap_or_default());
        match (source, leading(self.value)) {
            (Some(source), Some(value)) => source.saturating_sub(value),
            // Blank lines alone.
            _ => usize::MAX,
        }
    }
}

fn char_width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
