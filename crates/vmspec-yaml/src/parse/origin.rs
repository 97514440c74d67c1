//! From offsets in the text that the parser read to offsets in the source.

use std::ops::Range;

use crate::Span;

/// Where a parsed text comes from: a piece of the source, in which recovery may have inserted characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// Offset of the piece in the source.
    base: usize,
    /// Inserted ranges of the parsed text, in ascending order.
    inserts: Vec<Range<usize>>,
}

impl Origin {
    pub(super) fn at(base: usize) -> Self {
        Self { base, inserts: Vec::new() }
    }

    /// The source offset of a parsed offset. Inside an insertion it is the place of the insertion.
    pub(super) fn source(&self, parsed: usize) -> usize {
        let inserted: usize = self
            .inserts
            .iter()
            .take_while(|insert| insert.start < parsed)
            .map(|insert| insert.end.min(parsed) - insert.start)
            .sum();
        self.base + parsed - inserted
    }

    /// The source span of a parsed range.
    pub(super) fn span(&self, parsed: Range<usize>) -> Span {
        Span::new(self.source(parsed.start), self.source(parsed.end.max(parsed.start)))
    }

    /// Records that `len` bytes were inserted at `at` of the parsed text.
    pub(super) fn insert(&mut self, at: usize, len: usize) {
        for insert in &mut self.inserts {
            if insert.start >= at {
                insert.start += len;
                insert.end += len;
            }
        }
        self.inserts.push(at..at + len);
        self.inserts.sort_by_key(|insert| insert.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_skip_insertions() {
        let mut origin = Origin::at(100);
        // `abcdef` becomes `ab::cd]ef`.
        origin.insert(2, 2);
        origin.insert(6, 1);
        let found: Vec<usize> = (0..=9).map(|parsed| origin.source(parsed)).collect();
        assert_eq!(found, [100, 101, 102, 102, 102, 103, 104, 104, 105, 106]);
        assert_eq!(origin.span(4..6), Span::new(102, 104));
    }

    #[test]
    fn insertions_may_come_in_any_order() {
        let mut origin = Origin::at(0);
        // `abcdef`, then `abcde]f`, then `a:bcde]f`.
        origin.insert(5, 1);
        origin.insert(1, 1);
        let found: Vec<usize> = (0..=8).map(|parsed| origin.source(parsed)).collect();
        assert_eq!(found, [0, 1, 1, 2, 3, 4, 5, 5, 6]);
    }
}
