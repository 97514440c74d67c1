//! From offsets in the text that the parser read to offsets in the source.

use std::ops::Range;

use crate::Span;

/// Where a parsed text comes from: a piece of the source, in which recovery may have put in and removed characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// Offset of the piece in the source.
    base: usize,
    /// In ascending order.
    edits: Vec<Edit>,
}

/// A place at which parsed text and source differ in length.
#[derive(Clone, Copy, Debug)]
struct Edit {
    /// Offset in the parsed text.
    at: usize,
    /// Bytes of the parsed text from `at` on that the source does not have.
    inserted: usize,
    /// Bytes of the source before `at` that the parsed text does not have.
    removed: usize,
    /// Bytes that the edits before this one put in and removed.
    inserted_before: usize,
    removed_before: usize,
}

impl Origin {
    pub(super) fn at(base: usize) -> Self {
        Self { base, edits: Vec::new() }
    }

    /// The source offset of a parsed offset. Within inserted bytes it is the place of the insertion.
    pub(super) fn source(&self, parsed: usize) -> usize {
        let Some(index) = self.edits.partition_point(|edit| edit.at <= parsed).checked_sub(1) else {
            return self.base + parsed;
        };
        let Some(edit) = self.edits.get(index) else { return self.base + parsed };
        let inserted = edit.inserted_before + edit.inserted.min(parsed - edit.at);
        self.base + parsed.saturating_sub(inserted) + edit.removed_before + edit.removed
    }

    /// The source span of a parsed range.
    pub(super) fn span(&self, parsed: Range<usize>) -> Span {
        let start = self.source(parsed.start);
        Span::new(start, self.source(parsed.end).max(start))
    }

    /// Records changes of the parsed text: where, how many bytes went, and how many came. All offsets are those of the
    /// text before, in ascending order, and no two changes touch the same bytes.
    pub(super) fn edit(&mut self, changes: &[(usize, usize, usize)]) {
        let mut edits: Vec<Edit> = Vec::with_capacity(self.edits.len() + changes.len());
        let mut old = std::mem::take(&mut self.edits).into_iter().peekable();
        let mut changes = changes.iter().copied().peekable();
        // Bytes that the changes so far put in and took out.
        let (mut came, mut went) = (0, 0);
        loop {
            // An insertion at the place of another goes before it, but behind what was removed there.
            let old_is_next = match (old.peek(), changes.peek()) {
                (Some(edit), Some(&(at, ..))) => edit.at < at || edit.at == at && edit.inserted == 0,
                (Some(_), None) => true,
                (None, _) => false,
            };
            let (at, removed, inserted) = if old_is_next {
                let Some(edit) = old.next() else { break };
                (edit.at + came - went.min(edit.at + came), edit.removed, edit.inserted)
            } else {
                let Some((at, removed, inserted)) = changes.next() else { break };
                let place = at + came - went;
                came += inserted;
                went += removed;
                (place, removed, inserted)
            };
            match edits.last_mut() {
                Some(last) if last.at == at && last.inserted == 0 => {
                    last.removed += removed;
                    last.inserted = inserted;
                }
                _ => edits.push(Edit { at, inserted, removed, inserted_before: 0, removed_before: 0 }),
            }
        }
        let (mut inserted_before, mut removed_before) = (0, 0);
        for edit in &mut edits {
            edit.inserted_before = inserted_before;
            edit.removed_before = removed_before;
            inserted_before += edit.inserted;
            removed_before += edit.removed;
        }
        self.edits = edits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(origin: &Origin, parsed: usize) -> Vec<usize> {
        (0..=parsed).map(|parsed| origin.source(parsed)).collect()
    }

    #[test]
    fn offsets_skip_insertions() {
        let mut origin = Origin::at(100);
        // `abcdef` becomes `ab::cd]ef`.
        origin.edit(&[(2, 0, 2), (4, 0, 1)]);
        assert_eq!(sources(&origin, 9), [100, 101, 102, 102, 102, 103, 104, 104, 105, 106]);
        assert_eq!(origin.span(4..6), Span::new(102, 104));
    }

    #[test]
    fn edits_may_come_in_any_order() {
        let mut origin = Origin::at(0);
        // `abcdef`, then `abcde]f`, then `a:bcde]f`, then `:bcde]f`.
        origin.edit(&[(5, 0, 1)]);
        origin.edit(&[(1, 0, 1)]);
        assert_eq!(sources(&origin, 8), [0, 1, 1, 2, 3, 4, 5, 5, 6]);
        origin.edit(&[(0, 1, 0)]);
        assert_eq!(sources(&origin, 7), [1, 1, 2, 3, 4, 5, 5, 6]);
    }

    #[test]
    fn offsets_jump_over_removed_bytes() {
        let mut origin = Origin::at(0);
        // `abcdef` becomes `abef`.
        origin.edit(&[(2, 2, 0)]);
        assert_eq!(sources(&origin, 4), [0, 1, 4, 5, 6]);
        // Then `ab:ef`.
        origin.edit(&[(2, 0, 1)]);
        assert_eq!(sources(&origin, 5), [0, 1, 4, 4, 5, 6]);
    }
}
