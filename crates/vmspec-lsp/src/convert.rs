//! Between bytes and the positions that the client counts.

use lsp_types::{Position, PositionEncodingKind, Range, TextEdit};
use vmspec::Span;
use vmspec::analysis::SourceFile;
use vmspec_yaml::edit::Edit;
use vmspec_yaml::{ColumnUnit, LineIndex};

/// The unit of columns that the client likes and we know. UTF-16 is what all know.
pub(crate) fn unit(offered: Option<&[PositionEncodingKind]>) -> ColumnUnit {
    let known = offered.into_iter().flatten().find_map(|kind| match kind.as_str() {
        "utf-8" => Some(ColumnUnit::Utf8),
        "utf-16" => Some(ColumnUnit::Utf16),
        "utf-32" => Some(ColumnUnit::CodePoint),
        _ => None,
    });
    known.unwrap_or(ColumnUnit::Utf16)
}

/// The unit's name in the protocol.
pub(crate) fn encoding(unit: ColumnUnit) -> PositionEncodingKind {
    match unit {
        ColumnUnit::Utf8 => PositionEncodingKind::UTF8,
        ColumnUnit::Utf16 => PositionEncodingKind::UTF16,
        ColumnUnit::CodePoint => PositionEncodingKind::UTF32,
    }
}

/// A text with the unit in which its columns are counted.
#[derive(Clone, Copy)]
pub(crate) struct Places<'t> {
    text: &'t str,
    lines: &'t LineIndex,
    unit: ColumnUnit,
}

impl<'t> Places<'t> {
    pub(crate) fn new(file: &'t SourceFile, unit: ColumnUnit) -> Self {
        Self::of_text(file.text(), file.line_index(), unit)
    }

    pub(crate) fn of_text(text: &'t str, lines: &'t LineIndex, unit: ColumnUnit) -> Self {
        Self { text, lines, unit }
    }

    pub(crate) fn position(self, offset: u32) -> Position {
        let place = self.lines.position(self.text, offset, self.unit);
        Position::new(place.line, place.column)
    }

    pub(crate) fn range(self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    pub(crate) fn offset(self, position: Position) -> usize {
        offset(self.text, self.lines, position, self.unit)
    }

    pub(crate) fn span(self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start, end.max(start))
    }

    pub(crate) fn edit(self, edit: &Edit) -> TextEdit {
        TextEdit::new(self.range(edit.span), edit.text.clone())
    }
}

/// The byte offset of a position.
pub(crate) fn offset(text: &str, lines: &LineIndex, position: Position, unit: ColumnUnit) -> usize {
    let place = vmspec_yaml::Position { line: position.line, column: position.character };
    lines.offset(text, place, unit) as usize
}
