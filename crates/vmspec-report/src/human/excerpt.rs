//! A few lines of source, cut, escaped and with secrets hidden, and marks on them.

use std::ops::Range;

use vmspec_yaml::Span;

use crate::{Source, escape, secrets};

/// Characters of a line that are shown at most: enough for a wide terminal, little enough for a 1 MB line.
const LONGEST_LINE: usize = 240;
/// Characters shown before a mark in a line that is cut.
const BEFORE_MARK: usize = 60;
/// A mark over more lines than this is drawn on its first line only.
const TALLEST_MARK: u32 = 10;

/// A place to underline.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) label: Option<String>,
    pub(super) primary: bool,
}

/// Source lines as they are shown, with marks as byte ranges of the shown text.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, joined by `\n`.
    pub(super) text: String,
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    /// In the order in which they were given.
    pub(super) ranges: Vec<Range<usize>>,
}

/// One source line as it is shown.
pub(super) struct ShownLine {
    pub(super) text: String,
    /// What became of the characters of the line, in order. Those that are cut off are not among them.
    characters: Vec<ShownCharacter>,
}

/// A character of the line, and what of the shown text stands for it: all of the stand-in if it is hidden.
struct ShownCharacter {
    at: usize,
    shown: Range<usize>,
}

impl ShownLine {
    /// Prepares a line, around `focus` (a byte of the line) if it is long.
    pub(super) fn new(source: Source<'_>, number: u32, focus: usize, is_user_data: bool) -> Self {
        let line = source.line(number);
        let hidden_part = if is_user_data { secrets::hidden_part_of_user_data } else { secrets::hidden_part };
        let hidden = hidden_part(source, number);
        let (window, cut_left, cut_right) = window(line, focus);
        let mut text = String::from(if cut_left { "…" } else { "" });
        let mut characters: Vec<ShownCharacter> = Vec::new();
        let mut stand_in: Option<Range<usize>> = None;
        for (at, character) in line.get(window.clone()).unwrap_or_default().char_indices() {
            let at = window.start + at;
            let before = text.len();
            let shown = if hidden.as_ref().is_some_and(|part| part.contains(&at)) {
                stand_in
                    .get_or_insert_with(|| {
                        text.push_str(secrets::HIDDEN);
                        before..text.len()
                    })
                    .clone()
            } else {
                match character {
                    // A byte-order mark at the start of a text is no part of it.
                    '\u{feff}' if number == 0 && at == 0 => {}
                    // The snippet renderer turns tabs into four spaces, and knows that it does.
                    '\t' => text.push('\t'),
                    _ => text.push(escape::visible(character).unwrap_or(character)),
                }
                before..text.len()
            };
            characters.push(ShownCharacter { at, shown });
        }
        if cut_right {
            text.push('…');
        }
        Self { text, characters }
    }

    /// The shown range of a range of the line. What is cut off shrinks to the edge.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let end_of_all = self.characters.last().map_or(0, |last| last.shown.end);
        let from = self.characters.partition_point(|character| character.at < range.start);
        let to = self.characters.partition_point(|character| character.at < range.end);
        let start = self.characters.get(from).map_or(end_of_all, |first| first.shown.start);
        let end =
            to.checked_sub(1).and_then(|last| self.characters.get(last)).map_or(start, |last| last.shown.end);
        start..end.max(start)
    }
}

/// The lines from the first to the last mark. `is_user_data` hides most values.
pub(super) fn excerpt(source: Source<'_>, marks: &[Mark], is_user_data: bool) -> Excerpt {
    let spans: Vec<Span> = marks.iter().map(|mark| drawable(source, mark.span)).collect();
    let first = spans.iter().map(|span| source.line_of(span.start)).min().unwrap_or(0);
    let last = spans.iter().map(|span| source.line_of(span.end)).max().unwrap_or(first);
    let mut excerpt =
        Excerpt { text: String::new(), first_line: first as usize + 1, ranges: vec![0..0; spans.len()] };
    for number in first..=last {
        if number > first {
            excerpt.text.push('\n');
        }
        let line = source.line_span(number);
        let in_line = |offset: u32| (offset.clamp(line.start, line.end) - line.start) as usize;
        let focus = spans
            .iter()
            .filter(|span| source.line_of(span.start) == number)
            .map(|span| in_line(span.start))
            .min();
        let shown = ShownLine::new(source, number, focus.unwrap_or(0), is_user_data);
        let base = excerpt.text.len();
        for (span, range) in spans.iter().zip(&mut excerpt.ranges) {
            let local = shown.range(in_line(span.start)..in_line(span.end));
            if source.line_of(span.start) == number {
                *range = base + local.start..base + local.end;
            } else if source.line_of(span.end) == number {
                range.end = base + local.end;
            }
        }
        excerpt.text.push_str(&shown.text);
    }
    excerpt
}

/// The span without the line ends and spaces behind it, and on one line if it is tall.
fn drawable(source: Source<'_>, span: Span) -> Span {
    let size = source.text().len();
    let span = Span::new((span.start as usize).min(size), (span.end as usize).min(size));
    let text = span.slice(source.text());
    let trimmed = text.trim_end().len();
    let span =
        if trimmed == 0 { span } else { Span::new(span.start as usize, span.start as usize + trimmed) };
    let (first, last) = (source.line_of(span.start), source.line_of(span.end));
    if last - first < TALLEST_MARK && (trimmed > 0 || first == last) {
        return span;
    }
    Span { start: span.start, end: source.line_span(first).end.max(span.start) }
}

/// The bytes of a line that are shown, and whether something is cut off on either side.
fn window(line: &str, focus: usize) -> (Range<usize>, bool, bool) {
    let end_after = |from: usize, count| {
        let rest = line.get(from..).unwrap_or_default();
        rest.char_indices().nth(count).map_or(line.len(), |(at, _)| from + at)
    };
    let end = end_after(0, LONGEST_LINE);
    if end == line.len() {
        return (0..end, false, false);
    }
    let before = line.get(..focus).unwrap_or_default();
    let start = before.char_indices().rev().nth(BEFORE_MARK - 1).map_or(0, |(at, _)| at);
    let end = end_after(start, LONGEST_LINE);
    (start..end, start > 0, end < line.len())
}
