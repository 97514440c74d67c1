//! A fix as removed and added lines.

use std::fmt::Write as _;

use vmspec::diagnostic::{Applicability, Fix};
use vmspec_yaml::LineIndex;

use super::excerpt::ShownLine;
use super::style::Painter;
use crate::{Source, escape, secrets};

/// Lines of one hunk that are shown at most, of those removed and of those added.
const TALLEST_HUNK: usize = 12;

/// Edits on neighbouring lines, with the lines that they touch (from 0, the last one included).
struct Hunk<'f> {
    edits: Vec<&'f vmspec_yaml::edit::Edit>,
    first: u32,
    last: u32,
}

/// A line of a hunk as it is shown.
struct ShownDiffLine {
    /// From 1.
    number: u32,
    sign: Sign,
    text: String,
}

enum Sign {
    Kept,
    Removed,
    Added,
}

/// Appends the fix's title and, if it has edits, the lines before and after it. Line numbers are at least `digits`
/// wide.
pub(super) fn render(
    out: &mut String,
    fix: &Fix,
    source: Option<Source<'_>>,
    is_user_data: bool,
    digits: usize,
    painter: Painter,
) {
    let what = match fix.applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "unsafe fix",
        Applicability::Manual => "possible fix",
    };
    let _ = writeln!(out, "{}: {}", painter.help(what), escape::line(&fix.title));
    let Some(source) = source else { return };
    let hunks = hunks(fix, source);
    let rendered: Vec<_> = hunks
        .iter()
        .map(|hunk| lines(hunk, source, is_user_data))
        .filter(|lines| !lines.is_empty())
        .collect();
    let Some(last) = rendered.iter().flatten().map(|line| line.number).max() else { return };
    let width = last.to_string().len().max(digits);
    let _ = writeln!(out, "{:width$} {}", "", painter.gutter("|"));
    for (index, hunk) in rendered.iter().enumerate() {
        if index > 0 {
            let _ = writeln!(out, "{}", painter.gutter("..."));
        }
        for ShownDiffLine { number, sign, text } in hunk {
            let number = painter.gutter(&format!("{number:>width$}"));
            let _ = match sign {
                Sign::Added => writeln!(out, "{number} {}", painter.addition(&format!("+ {text}"))),
                Sign::Removed => writeln!(out, "{number} {}", painter.removal(&format!("- {text}"))),
                Sign::Kept => writeln!(out, "{number} {} {text}", painter.gutter("|")),
            };
        }
    }
    let _ = writeln!(out, "{:width$} {}", "", painter.gutter("|"));
}

/// The edits of a fix, those on the same or neighbouring lines together.
fn hunks<'f>(fix: &'f Fix, source: Source<'_>) -> Vec<Hunk<'f>> {
    let mut hunks: Vec<Hunk<'f>> = Vec::new();
    for edit in &fix.edits {
        let (first, last) = (source.line_of(edit.span.start), source.line_of(edit.span.end));
        match hunks.last_mut() {
            Some(hunk) if first <= hunk.last.saturating_add(1) => {
                hunk.last = hunk.last.max(last);
                hunk.edits.push(edit);
            }
            _ => hunks.push(Hunk { edits: vec![edit], first, last }),
        }
    }
    hunks
}

/// The lines of a hunk. Those that stay the same are left out, but for the one above a mere addition, which shows where
/// it goes. Nothing is left if what changes is hidden.
fn lines(hunk: &Hunk<'_>, source: Source<'_>, is_user_data: bool) -> Vec<ShownDiffLine> {
    let whole = source.line_span_with_end(hunk.first).cover(source.line_span_with_end(hunk.last));
    let before = whole.slice(source.text());
    let mut after = String::new();
    let mut kept_from = whole.start as usize;
    for edit in &hunk.edits {
        after.push_str(source.text().get(kept_from..edit.span.start as usize).unwrap_or_default());
        after.push_str(&edit.text);
        kept_from = edit.span.end as usize;
    }
    after.push_str(source.text().get(kept_from..whole.end as usize).unwrap_or_default());

    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let tail = old
        .iter()
        .skip(head)
        .rev()
        .zip(new.iter().skip(head).rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (removed, added) = (old.len() - head - tail, new.len() - head - tail);

    let start = hunk.first + u32::try_from(head).unwrap_or(u32::MAX);
    let index = LineIndex::new(&after);
    // A line of the new text is looked at within the new text alone, where its surroundings may be missing: where
    // anything was hidden in the lines that it comes from, it is hidden as user data is.
    let replaced = (start.saturating_sub(1)..=hunk.last).take(TALLEST_HUNK);
    let is_new_user_data =
        is_user_data || replaced.into_iter().any(|line| secrets::hidden_part(source, line).is_some());
    let shown = |number: u32, sign, source, line, hide| {
        // Four spaces for a tab, as in excerpts.
        let text = ShownLine::new(source, line, 0, hide).text.replace('\t', "    ");
        ShownDiffLine { number: number.saturating_add(1), sign, text }
    };
    let gone: Vec<_> = (start..)
        .take(removed.min(TALLEST_HUNK))
        .map(|number| shown(number, Sign::Removed, source, number, is_user_data))
        .collect();
    let new_source = Source::new(&after, &index);
    let first_added = u32::try_from(head).unwrap_or(u32::MAX);
    let come: Vec<_> = (start..)
        .zip(first_added..)
        .take(added.min(TALLEST_HUNK))
        .map(|(number, line)| shown(number, Sign::Added, new_source, line, is_new_user_data))
        .collect();
    if gone.iter().map(|line| &line.text).eq(come.iter().map(|line| &line.text)) {
        return Vec::new();
    }
    let above =
        (removed == 0 && start > 0).then(|| shown(start - 1, Sign::Kept, source, start - 1, is_user_data));
    above.into_iter().chain(gone).chain(come).collect()
}
