//! Several rounds of edits, each on the result of the one before, as edits of the first text.

use std::ops::Range;

use super::{Edit, in_order};
use crate::Span;

/// A text in the making: pieces of the source, and what was put between them.
pub(super) struct Draft {
    pieces: Vec<Piece>,
    source_len: usize,
}

#[derive(Clone)]
enum Piece {
    Source(Range<usize>),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Source(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }

    /// The part of the piece in this range of its bytes.
    fn cut(&self, range: Range<usize>) -> Self {
        match self {
            Self::Source(source) => Self::Source(source.start + range.start..source.start + range.end),
            Self::New(text) => Self::New(text.get(range).unwrap_or_default().to_owned()),
        }
    }
}

impl Draft {
    pub(super) fn new(source: &str) -> Self {
        Self { pieces: vec![Piece::Source(0..source.len())], source_len: source.len() }
    }

    /// Carries out edits of the text as it is now.
    pub(super) fn apply(&mut self, edits: &[Edit]) {
        // From the last to the first, so that the spans of those to come stay right.
        for edit in in_order(edits).into_iter().rev() {
            self.replace(edit.span.range(), &edit.text);
        }
    }

    fn replace(&mut self, range: Range<usize>, text: &str) {
        let mut pieces = Vec::with_capacity(self.pieces.len() + 2);
        let mut is_placed = text.is_empty();
        let mut start = 0;
        for piece in &self.pieces {
            let len = piece.len();
            let before = range.start.clamp(start, start + len) - start;
            let after = range.end.clamp(start, start + len) - start;
            if before > 0 {
                pieces.push(piece.cut(0..before));
            }
            start += len;
            if !is_placed && range.start < start {
                pieces.push(Piece::New(text.to_owned()));
                is_placed = true;
            }
            if after < len {
                pieces.push(piece.cut(after..len));
            }
        }
        if !is_placed {
            pieces.push(Piece::New(text.to_owned()));
        }
        self.pieces = pieces;
    }

    /// The edits that lead from the source to the text as it is now.
    pub(super) fn into_edits(self) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut text = String::new();
        let mut start = 0;
        for piece in self.pieces.into_iter().chain([Piece::Source(self.source_len..self.source_len)]) {
            match piece {
                Piece::New(new) => text.push_str(&new),
                Piece::Source(range) => {
                    if range.start > start || !text.is_empty() {
                        let span = Span::new(start, range.start);
                        edits.push(Edit { span, text: std::mem::take(&mut text) });
                    }
                    start = range.end;
                }
            }
        }
        edits
    }
}
