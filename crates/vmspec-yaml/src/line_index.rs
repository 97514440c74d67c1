//! Byte offsets to lines and columns, and back.
//!
//! The `line-index` crate is not used: it ends lines with LF only, while YAML (and kubectl) also ends them with a lone
//! CR, and it does not clamp.

/// In which units columns are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ColumnUnit {
    /// UTF-8 bytes.
    Utf8,
    /// UTF-16 code units: what browsers and most editors count.
    Utf16,
    /// Unicode code points: what people count.
    CodePoint,
}

impl ColumnUnit {
    fn width(self, char: char) -> usize {
        match self {
            Self::Utf8 => char.len_utf8(),
            Self::Utf16 => char.len_utf16(),
            Self::CodePoint => 1,
        }
    }

    fn measure(self, text: &str) -> usize {
        // Every byte of ASCII text is one unit of each kind, and the check is fast.
        if self == Self::Utf8 || text.is_ascii() {
            return text.len();
        }
        text.chars().map(|char| self.width(char)).sum()
    }
}

/// A place as people and editors name it. Both numbers count from 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in a [`ColumnUnit`] that the context names.
    pub column: u32,
}

/// Where the lines of a text start. Lines end with LF, CR LF, or a lone CR.
///
/// ```
/// use vmspec_yaml::{ColumnUnit, LineIndex, Position};
///
/// let text = "name: ü\nport: 22\n";
/// let index = LineIndex::new(text);
/// assert_eq!(index.position(text, 8, ColumnUnit::CodePoint), Position { line: 0, column: 7 });
/// assert_eq!(index.offset(text, Position { line: 1, column: 6 }, ColumnUnit::Utf16), 15);
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset of each line's first character.
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text of at most 4 GiB.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line =
            |&(at, &byte): &(usize, &u8)| byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        let ends = bytes.iter().enumerate().filter(ends_line);
        Self { starts: std::iter::once(0).chain(ends.map(|(at, _)| narrow(at + 1))).collect() }
    }

    /// The position of a byte offset in the text that was indexed. An offset beyond the text is taken as its end, one
    /// inside a character as the character's start.
    pub fn position(&self, text: &str, offset: u32, unit: ColumnUnit) -> Position {
        let offset = floor_char_boundary(text, offset as usize);
        let line = self.starts.partition_point(|&start| start as usize <= offset).saturating_sub(1);
        let start = self.starts.get(line).map_or(0, |&start| start as usize);
        let before = text.get(start..offset).unwrap_or_default();
        Position { line: narrow(line), column: narrow(unit.measure(before)) }
    }

    /// The byte offset of a position in the text that was indexed. A line beyond the text is taken as the text's end, a
    /// column beyond the line as the line's end, a column inside a character as the character's start.
    pub fn offset(&self, text: &str, position: Position, unit: ColumnUnit) -> u32 {
        let Some(&start) = self.starts.get(position.line as usize) else { return narrow(text.len()) };
        let next = self.starts.get(position.line as usize + 1).map_or(text.len(), |&next| next as usize);
        let line = text.get(start as usize..next).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let column = position.column as usize;
        if line.is_ascii() || unit == ColumnUnit::Utf8 {
            return start + narrow(floor_char_boundary(line, column));
        }
        let mut units = 0;
        for (at, char) in line.char_indices() {
            units += unit.width(char);
            if units > column {
                return start + narrow(at);
            }
        }
        start + narrow(line.len())
    }

    /// Number of lines, at least 1: what follows the last line end is a line, even if it is empty.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The byte offset at which a line starts, or nothing if there is no such line.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ColumnUnit::{CodePoint, Utf8, Utf16};
    use super::*;

    #[test]
    fn positions_of_offsets() {
        let text = "a\nü😀x\r\nb\rc";
        let table = [
            (0, Utf8, (0, 0)),
            (1, Utf8, (0, 1)),
            (2, Utf8, (1, 0)),
            // Inside the two bytes of `ü`.
            (3, Utf16, (1, 0)),
            (4, Utf8, (1, 2)),
            (4, Utf16, (1, 1)),
            (8, Utf8, (1, 6)),
            (8, Utf16, (1, 3)),
            (8, CodePoint, (1, 2)),
            (11, Utf16, (2, 0)),
            (13, Utf8, (3, 0)),
            (14, Utf8, (3, 1)),
            (99, Utf8, (3, 1)),
        ];
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        for (offset, unit, (line, column)) in table {
            assert_eq!(index.position(text, offset, unit), Position { line, column }, "{offset} {unit:?}");
        }
    }

    #[test]
    fn offsets_of_positions_are_clamped() {
        let text = "a\nü😀x\r\nb\rc";
        let table = [
            ((0, 0), Utf8, 0),
            ((0, 9), Utf8, 1),
            ((1, 1), Utf8, 2),
            ((1, 1), Utf16, 4),
            // Between the two halves of the emoji.
            ((1, 2), Utf16, 4),
            ((1, 3), Utf16, 8),
            ((1, 2), CodePoint, 8),
            ((1, 99), CodePoint, 9),
            ((2, 5), CodePoint, 12),
            ((3, 0), Utf16, 13),
            ((9, 0), Utf16, 14),
        ];
        let index = LineIndex::new(text);
        for ((line, column), unit, offset) in table {
            assert_eq!(
                index.offset(text, Position { line, column }, unit),
                offset,
                "{line}:{column} {unit:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn there_and_back(text in "[a-zü😀\r\n]{0,60}") {
            let index = LineIndex::new(&text);
            for (offset, char) in text.char_indices() {
                for unit in [Utf8, Utf16, CodePoint] {
                    let position = index.position(&text, narrow(offset), unit);
                    let back = index.offset(&text, position, unit) as usize;
                    // Between CR and LF there is no column of its own: it clamps to the line's end.
                    let inside_line_end = char == '\n' && text.get(..offset).is_some_and(|t| t.ends_with('\r'));
                    prop_assert_eq!(back, if inside_line_end { offset - 1 } else { offset });
                }
            }
        }
    }
}
