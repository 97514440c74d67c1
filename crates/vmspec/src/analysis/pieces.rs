//! A text that is edited several times, as edits of what it was.

use std::ops::Range;

use vmspec_yaml::Span;
use vmspec_yaml::edit::Edit;

/// A text that is edited several times: what stays of it, and what is new.
#[derive(Clone, Debug)]
pub(super) struct Pieces(Vec<Piece>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    /// Bytes of the old text.
    Old(Range<usize>),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Old(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }
}

impl Pieces {
    /// A text that is as it was.
    pub(super) fn of(text: &str) -> Self {
        Self(vec![Piece::Old(0..text.len())])
    }

    /// Carries out edits of the text as it has become, which don't overlap.
    pub(super) fn apply(&mut self, edits: &[Edit]) {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        // From the end, so that each leaves the places of those before it alone.
        for edit in edits.into_iter().rev() {
            let range = edit.span.range();
            let start = self.cut(range.start);
            let end = self.cut(range.end).max(start);
            self.0.splice(start..end, [Piece::New(edit.text.clone())]);
        }
    }

    /// Cuts a piece in two, if need be, so that one begins at an offset, and names that one.
    fn cut(&mut self, offset: usize) -> usize {
        let mut at = 0;
        for index in 0..self.0.len() {
            if at >= offset {
                return index;
            }
            let Some(piece) = self.0.get_mut(index) else { break };
            let length = piece.len();
            if offset < at + length {
                let rest = match piece {
                    Piece::Old(range) => {
                        let middle = range.start + (offset - at);
                        let rest = Piece::Old(middle..range.end);
                        range.end = middle;
                        rest
                    }
                    Piece::New(text) => Piece::New(text.split_off(offset - at)),
                };
                self.0.insert(index + 1, rest);
                return index + 1;
            }
            at += length;
        }
        self.0.len()
    }

    /// The edits of the old text that make the new one of it. They don't repeat what stays.
    pub(super) fn edits(&self, old: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut at = 0;
        let mut text = String::new();
        for piece in self.0.iter().chain([&Piece::Old(old.len()..old.len())]) {
            match piece {
                Piece::New(new) => text.push_str(new),
                Piece::Old(range) if range.is_empty() && range.start < old.len() => {}
                Piece::Old(range) => {
                    if range.start > at || !text.is_empty() {
                        let span = Span::new(at, range.start);
                        edits.push(Edit { span, text: std::mem::take(&mut text) });
                    }
                    at = range.end;
                }
            }
        }
        edits.retain(|edit| edit.span.slice(old) != edit.text);
        edits
    }
}

#[cfg(test)]
mod tests {
    use vmspec_yaml::edit::apply;

    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.to_owned() }
    }

    #[test]
    fn several_rounds_are_one() {
        let old = "abcdef";
        let table: [(&[&[Edit]], &[Edit]); 7] = [
            (&[], &[]),
            (&[&[edit(1, 2, "X"), edit(4, 5, "")]], &[edit(1, 2, "X"), edit(4, 5, "")]),
            // What is new is changed again, with a part of what stays.
            (&[&[edit(1, 2, "XYZ")], &[edit(3, 5, "!")]], &[edit(1, 3, "XY!")]),
            (&[&[edit(2, 2, "--")], &[edit(2, 4, "")]], &[]),
            (&[&[edit(2, 2, "1"), edit(2, 2, "2"), edit(2, 3, "3")]], &[edit(2, 3, "123")]),
            (&[&[edit(0, 6, "")], &[edit(0, 0, "new")]], &[edit(0, 6, "new")]),
            (
                &[&[edit(6, 6, "g")], &[edit(7, 7, "h"), edit(0, 1, "A")]],
                &[edit(0, 1, "A"), edit(6, 6, "gh")],
            ),
        ];
        for (rounds, expected) in table {
            let mut pieces = Pieces::of(old);
            let mut text = old.to_owned();
            for edits in rounds {
                pieces.apply(edits);
                text = apply(&text, edits);
            }
            assert_eq!(pieces.edits(old), expected);
            assert_eq!(apply(old, expected), text);
        }
        assert_eq!(Pieces::of("").edits(""), []);
    }
}
