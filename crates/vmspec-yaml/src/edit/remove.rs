//! Entries and items taken away.

use serde_json::{Value, json};

use super::children::{Child, children, keeps_empty_lines, last_block_scalar};
use super::emit::Style;
use super::replace::replace;
use super::{Edit, lines};
use crate::{Node, NodeKind, Span};

/// Removes a child of a collection with the comment on its last line. Comments on lines of their own stay: those above
/// belong to nobody in particular. An emptied collection becomes `{}` or `[]`.
pub(super) fn remove(holder: Node<'_>, index: usize, style: &Style) -> Option<Vec<Edit>> {
    let children = children(holder)?;
    if holder.is_flow() {
        return remove_from_flow(holder, &children, index);
    }
    if children.len() == 1 {
        return replace(holder, &empty(holder), style);
    }
    let text = holder.tree().text();
    let child = children.get(index)?;
    if !lines::is_last(text, child.end) {
        return None;
    }
    let mut behind = lines::next(text, child.end);
    let previous = index.checked_sub(1).and_then(|index| children.get(index));
    if previous.and_then(|previous| last_block_scalar(previous.value)).is_some_and(keeps_empty_lines) {
        behind = lines::skip_empty(text, behind);
    }
    Some(vec![if lines::is_first(text, child.start) {
        cut(lines::start(text, child.start), behind)
    } else {
        // The first child stands behind a dash: the next, or the comment above it, takes its place.
        let rest = text.get(behind..)?;
        cut(child.start, behind + rest.len() - rest.trim_start().len())
    }])
}

fn empty(holder: Node<'_>) -> Value {
    if holder.kind() == NodeKind::Mapping { json!({}) } else { json!([]) }
}

fn cut(start: usize, end: usize) -> Edit {
    Edit { span: Span::new(start, end), text: String::new() }
}

fn remove_from_flow(holder: Node<'_>, children: &[Child<'_>], index: usize) -> Option<Vec<Edit>> {
    let text = holder.tree().text();
    let child = children.get(index)?;
    let comma = comma_behind(text, child.end);
    let end = comma.map_or(child.end, |comma| comma + 1);
    let previous = index.checked_sub(1).and_then(|index| children.get(index));
    if children.len() == 1 {
        let inside = holder.span().start as usize + 1..(holder.span().end as usize).checked_sub(1)?;
        let is_bare = |text: Option<&str>| text.is_some_and(|text| text.trim().is_empty());
        let has_no_comments =
            is_bare(text.get(inside.start..child.start)) && is_bare(text.get(end..inside.end));
        return Some(vec![if has_no_comments {
            cut(inside.start, inside.end)
        } else {
            cut(child.start, end)
        }]);
    }
    if lines::is_first(text, child.start) && lines::is_last(text, end) {
        let lines = cut(lines::start(text, child.start), lines::next(text, end));
        // JSON takes no comma behind the last child.
        let comma_before =
            previous.filter(|_| comma.is_none()).and_then(|previous| comma_behind(text, previous.end));
        return Some(comma_before.map(|comma| cut(comma, comma + 1)).into_iter().chain([lines]).collect());
    }
    Some(match (comma, previous) {
        (Some(_), _) => {
            let rest = text.get(end..)?;
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            // A comment needs a blank before it.
            let is_line_end = lines::is_last(text, end);
            vec![cut(child.start, if is_line_end { end } else { end + blanks })]
        }
        (None, Some(previous)) => {
            let between = text.get(previous.end..child.start)?;
            if between.chars().all(|char| matches!(char, ' ' | '\t' | ',')) {
                vec![cut(previous.end, child.end)]
            } else {
                let comma = comma_behind(text, previous.end)?;
                vec![cut(comma, comma + 1), cut(child.start, child.end)]
            }
        }
        (None, None) => return None,
    })
}

/// The comma that follows a child.
pub(super) fn comma_behind(text: &str, end: usize) -> Option<usize> {
    let at = lines::skip_to_content(text, end);
    text.get(at..)?.starts_with(',').then_some(at)
}
