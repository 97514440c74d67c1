//! A document's text with the changes that recovery makes, so that the parser can read on.

use std::ops::Range;

use super::origin::Origin;
use crate::Span;

/// One change of the parsed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Puts an ASCII character in the place of every byte; line breaks stay.
    Fill(Range<usize>, u8),
    /// Puts characters between two others.
    Insert(usize, String),
    /// Removes bytes. Only for single bytes and indentation: an offset next to them is taken as behind them.
    Delete(Range<usize>),
}

impl Change {
    pub(super) fn blank(range: Range<usize>) -> Self {
        Self::Fill(range, b' ')
    }
}

/// A text that parses further than what was written.
pub(super) struct Patched {
    pub(super) text: String,
    pub(super) origin: Origin,
    /// Source bytes that were taken out.
    pub(super) lost: Vec<Span>,
}

impl Patched {
    pub(super) fn new(text: &str, base: usize) -> Self {
        Self { text: text.to_owned(), origin: Origin::at(base), lost: Vec::new() }
    }

    /// Makes changes whose offsets are all those of the text as it is now; false if they change nothing.
    pub(super) fn apply(&mut self, changes: &[Change]) -> bool {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        let mut differs = false;
        let mut splices: Vec<(Range<usize>, &str)> = Vec::new();
        for change in changes {
            match change {
                Change::Fill(range, with) => {
                    for byte in bytes.get_mut(range.clone()).unwrap_or_default() {
                        if !matches!(byte, b'\n' | b'\r') {
                            differs |= *byte != *with;
                            *byte = *with;
                        }
                    }
                }
                Change::Insert(at, inserted) if !inserted.is_empty() => splices.push((*at..*at, inserted)),
                Change::Delete(range) if !range.is_empty() => splices.push((range.clone(), "")),
                Change::Insert(..) | Change::Delete(_) => {}
            }
        }
        // All ranges end between characters, so nothing is replaced here.
        self.text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        differs | self.splice(splices)
    }

    fn splice(&mut self, mut splices: Vec<(Range<usize>, &str)>) -> bool {
        // An insertion goes before what is deleted at its place.
        splices.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(self.text.len() + 64);
        let mut copied = 0;
        let mut made: Vec<(usize, usize, usize)> = Vec::new();
        for (range, inserted) in splices {
            let Some(kept) = self.text.get(copied..range.start) else { continue };
            if self.text.get(range.clone()).is_none() {
                continue;
            }
            text.push_str(kept);
            text.push_str(inserted);
            copied = range.end;
            made.push((range.start, range.len(), inserted.len()));
        }
        text.push_str(self.text.get(copied..).unwrap_or_default());
        self.text = text;
        self.origin.edit(&made);
        !made.is_empty()
    }

    /// Blanks bytes and notes them as lost; false if nothing stood there.
    pub(super) fn take_out(&mut self, range: Range<usize>) -> bool {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let (before, after) = (written.len() - written.trim_start().len(), written.trim_end().len());
        if before >= after {
            return false;
        }
        let span = self.origin.span(range.start + before..range.start + after);
        self.lost.push(span);
        self.apply(&[Change::blank(range)])
    }
}
