//! Text that an edit takes away and puts back: it may be long, or a secret, and the edit is better without it.

use super::{Edit, in_order};
use crate::Span;

/// The edits in the order of the text, those with nothing but white space between them as one.
pub(super) fn joined(source: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in in_order(edits) {
        let last = joined.last_mut();
        let gap = last.and_then(|last| {
            let gap = source.get(last.span.end as usize..edit.span.start as usize)?;
            gap.trim().is_empty().then_some((last, gap))
        });
        match gap {
            Some((last, gap)) => {
                last.text.push_str(gap);
                last.text.push_str(&edit.text);
                last.span = last.span.cover(edit.span);
            }
            None => joined.push(edit.clone()),
        }
    }
    joined
}

/// The edit as one before and one after the text that stays; nothing if none does.
pub(super) fn around_kept(source: &str, edit: &Edit) -> Option<Vec<Edit>> {
    let range = edit.span.range();
    let old = source.get(range.clone())?;
    let kept = old.trim();
    if kept.is_empty() {
        return None;
    }
    let (before, after) = edit.text.split_once(kept)?;
    let start = range.start + old.len() - old.trim_start().len();
    let parts = [(range.start..start, before), (start + kept.len()..range.end, after)];
    let changes = parts.into_iter().filter(|(span, text)| source.get(span.clone()) != Some(text));
    Some(
        changes
            .map(|(span, text)| Edit { span: Span::new(span.start, span.end), text: text.to_owned() })
            .collect(),
    )
}

/// The edits without text that stays, each other edit as it is.
pub(super) fn without_kept(source: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut without = Vec::with_capacity(edits.len());
    for edit in joined(source, edits) {
        let as_it_was =
            || edits.iter().filter(|part| edit.span.cover(part.span) == edit.span).cloned().collect();
        without.extend(around_kept(source, &edit).unwrap_or_else(as_it_was));
    }
    without
}
