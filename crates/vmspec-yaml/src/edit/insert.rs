//! Entries and items added to collections that are there.

use serde_json::{Map, Value};

use super::children::{Child, children, header_end, last_block_scalar};
use super::emit::{Style, inline};
use super::remove::comma_behind;
use super::replace::{insert_below, replace};
use super::style::flow_quotes;
use super::{Edit, lines, quote};
use crate::{Node, NodeKind, Segment, Span};

/// Inserts a value into a collection: an entry behind the last one, an item before the one that has its index.
pub(super) fn insert(holder: Node<'_>, segment: &Segment, value: &Value, style: &Style) -> Option<Vec<Edit>> {
    let text = holder.tree().text();
    let children = children(holder)?;
    let (key, index) = match (holder.kind(), segment) {
        (NodeKind::Mapping, Segment::Key(key)) => (Some(key.as_ref()), children.len()),
        (NodeKind::Sequence, Segment::Index(index)) => (None, *index),
        _ => return None,
    };
    if !holder.is_flow() {
        return insert_into_block(text, &children, index, key, value, style);
    }
    if children.is_empty() {
        return insert_into_empty(holder, key, value, style);
    }
    insert_into_flow(holder, &children, index, key, value, style)
}

fn insert_at(at: usize, text: impl Into<String>) -> Edit {
    Edit { span: Span::at(at), text: text.into() }
}

fn insert_into_block(
    text: &str,
    children: &[Child<'_>],
    index: usize,
    key: Option<&str>,
    value: &Value,
    style: &Style,
) -> Option<Vec<Edit>> {
    let first = children.first()?;
    let column = lines::column(text, first.start);
    let mut new = String::new();
    match key {
        Some(key) => style.entry(key, value, column, &mut new),
        None => style.item(value, column, &mut new),
    }
    let Some(before) = index.checked_sub(1) else {
        let at_line_start = lines::is_first(text, first.start);
        return Some(vec![if at_line_start {
            insert_at(lines::start(text, first.start), new)
        } else {
            // The first item stands behind the dash of an outer one.
            insert_at(first.start, format!("{}{}", new.get(column..)?, " ".repeat(column)))
        }]);
    };
    let before = children.get(before)?;
    let below = insert_below(text, before.end, &new, style.line_break);
    Some(end_without_break(text, before).into_iter().chain([below]).collect())
}

/// A block scalar at the end of the text may lack the line break that it will have once lines follow: `-` says that its
/// value goes without.
fn end_without_break(text: &str, child: &Child<'_>) -> Option<Edit> {
    let scalar = last_block_scalar(child.value).filter(|_| lines::end(text, child.end) == text.len())?;
    let header_end = header_end(scalar)?;
    let header = scalar.span().start as usize..header_end;
    match text.get(header.clone())?.find(['+', '-']) {
        None => Some(insert_at(header_end, "-")),
        Some(at) => {
            Some(Edit { span: Span::new(header.start + at, header.start + at + 1), text: "-".to_owned() })
        }
    }
}

fn insert_into_empty(holder: Node<'_>, key: Option<&str>, value: &Value, style: &Style) -> Option<Vec<Edit>> {
    let text = holder.tree().text();
    let inside = holder.span().start as usize + 1..(holder.span().end as usize).checked_sub(1)?;
    let is_bare = text.get(inside.clone())?.trim().is_empty();
    if is_bare && !holder.parent().is_some_and(Node::is_flow) {
        let filled = match key {
            Some(key) => Value::Object(Map::from_iter([(key.to_owned(), value.clone())])),
            None => Value::Array(vec![value.clone()]),
        };
        return replace(holder, &filled, style);
    }
    let child = flow_child(holder, key, value, style);
    let start = if is_bare { inside.start } else { inside.end };
    Some(vec![Edit { span: Span::new(start, inside.end), text: child }])
}

fn flow_child(holder: Node<'_>, key: Option<&str>, value: &Value, style: &Style) -> String {
    let quotes = flow_quotes(holder, style);
    let value = inline(value, quotes, true);
    key.map_or_else(|| value.clone(), |key| format!("{}: {value}", quote::quoted(key, quotes, true)))
}

fn insert_into_flow(
    holder: Node<'_>,
    children: &[Child<'_>],
    index: usize,
    key: Option<&str>,
    value: &Value,
    style: &Style,
) -> Option<Vec<Edit>> {
    let text = holder.tree().text();
    let child = flow_child(holder, key, value, style);
    let indent = |start: usize| text.get(lines::start(text, start)..start);
    if let Some(next) = children.get(index) {
        let separator = if lines::is_first(text, next.start) {
            format!(",{}{}", style.line_break, indent(next.start)?)
        } else {
            ", ".to_owned()
        };
        return Some(vec![insert_at(next.start, format!("{child}{separator}"))]);
    }
    let last = children.last()?;
    let comma = comma_behind(text, last.end);
    let end = comma.map_or(last.end, |comma| comma + 1);
    if !lines::is_first(text, last.start) || !lines::is_last(text, end) {
        return Some(vec![insert_at(last.end, format!(", {child}"))]);
    }
    let line = format!(
        "{}{child}{}{}",
        indent(last.start)?,
        if comma.is_some() { "," } else { "" },
        style.line_break
    );
    let below = insert_below(text, end, &line, style.line_break);
    Some(if comma.is_some() { vec![below] } else { vec![insert_at(last.end, ","), below] })
}
