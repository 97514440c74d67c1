//! Another value in the place of one.

use serde_json::Value;

use super::children::{Child, children, header_end, is_absent, is_block_scalar, value_end};
use super::emit::{Block, Style, inline};
use super::style::{flow_quotes, quotes_of};
use super::{Edit, lines};
use crate::{Node, NodeKind, Span};

/// Replaces a value, wherever it stands. Nothing if its layout is not worth editing.
pub(super) fn replace(node: Node<'_>, value: &Value, style: &Style) -> Option<Vec<Edit>> {
    let Some(holder) = node.parent() else { return replace_root(node, value, style) };
    let child = children(holder)?.into_iter().find(|child| child.value == node)?;
    if holder.is_flow() {
        Some(vec![replace_in_flow(holder, &child, value, style)])
    } else {
        replace_in_block(&child, value, style)
    }
}

fn edit(start: usize, end: usize, text: impl Into<String>) -> Edit {
    Edit { span: Span::new(start, end), text: text.into() }
}

fn replace_in_flow(holder: Node<'_>, child: &Child<'_>, value: &Value, style: &Style) -> Edit {
    let text = inline(value, quotes_of(child.value, flow_quotes(holder, style)), true);
    if !is_absent(child.value) {
        let span = child.value.full_span();
        return Edit { span, text };
    }
    let has_colon = child.key.is_some_and(|key| (key.full_span().end as usize) < child.lead_end);
    let lead = if has_colon { " " } else { ": " };
    edit(child.lead_end, child.lead_end, format!("{lead}{text}"))
}

fn replace_root(node: Node<'_>, value: &Value, style: &Style) -> Option<Vec<Edit>> {
    let text = node.tree().text();
    let start = node.full_span().start as usize;
    let end = value_end(node, start)?;
    let style = Style { quotes: quotes_of(node, style.quotes), ..*style };
    let Block { head, body } = style.at_column(value, 0);
    let line_break = style.line_break;
    let body = body.strip_suffix(line_break).unwrap_or(&body);
    let is_collection = matches!(value, Value::Object(entries) if !entries.is_empty())
        || matches!(value, Value::Array(items) if !items.is_empty());
    // A block collection can't stand behind `---` on its line.
    let lead = if is_collection && !lines::is_first(text, start) { line_break } else { "" };
    let body = if body.is_empty() { String::new() } else { format!("{line_break}{body}") };
    Some(vec![edit(start, end, format!("{lead}{head}{body}"))])
}

fn replace_in_block(child: &Child<'_>, value: &Value, style: &Style) -> Option<Vec<Edit>> {
    let node = child.value;
    let text = node.tree().text();
    let start = if is_absent(node) { child.lead_end } else { node.span().start as usize };
    let is_inline = !lines::has_break(text.get(child.lead_end..start)?);
    let column = lines::column(text, child.start);
    let style = Style { quotes: quotes_of(node, style.quotes), ..*style };
    if !is_inline {
        return replace_below_lead(child, start, column, value, style);
    }
    let block = if child.key.is_some() {
        style.behind_key(value, column)
    } else {
        // What follows the dash stays in its column.
        let is_spaced = !is_absent(node);
        style.at_column(
            value,
            if is_spaced { lines::column(text, node.full_span().start as usize) } else { column + 2 },
        )
    };
    let line_break = style.line_break;
    if is_block_scalar(node) {
        let header_end = header_end(node)?;
        let body_start = lines::next(text, header_end);
        let body_end = lines::next(text, child.end).max(body_start);
        return Some(vec![head_edit(child, header_end, &block.head), edit(body_start, body_end, block.body)]);
    }
    if !lines::is_last(text, child.end) {
        return None;
    }
    let head = head_edit(child, child.end, &block.head);
    Some(if block.body.is_empty() {
        vec![head]
    } else {
        vec![head, insert_below(text, child.end, &block.body, line_break)]
    })
}

/// Replaces what stands behind the lead on its line, up to `end`.
fn head_edit(child: &Child<'_>, end: usize, head: &str) -> Edit {
    if head.is_empty() {
        edit(child.lead_end, end, "")
    } else if is_absent(child.value) {
        edit(child.lead_end, child.lead_end, format!(" {head}"))
    } else {
        edit(child.value.full_span().start as usize, end, head)
    }
}

/// Inserts lines below that of `offset`.
pub(super) fn insert_below(text: &str, offset: usize, body: &str, line_break: &str) -> Edit {
    let at = lines::next(text, offset);
    let has_break = at > lines::end(text, offset);
    edit(at, at, if has_break { body.to_owned() } else { format!("{line_break}{body}") })
}

/// Replaces a value that starts on a line below its key or dash.
fn replace_below_lead(
    child: &Child<'_>,
    start: usize,
    column: usize,
    value: &Value,
    mut style: Style,
) -> Option<Vec<Edit>> {
    let text = child.value.tree().text();
    if !lines::is_first(text, start) || !lines::is_last(text, child.end) {
        return None;
    }
    let properties_end = properties_end(text, child.lead_end);
    let has_comment = !text.get(properties_end..start)?.trim().is_empty();
    // The collection stays in its column.
    let step = lines::column(text, start).checked_sub(column)?;
    match child.value.kind() {
        NodeKind::Mapping => style.step = step.max(1),
        NodeKind::Sequence => style.dash_step = step,
        NodeKind::Scalar => {}
    }
    let block = match value {
        // Comments between the key and its value would become lines of a `|` scalar.
        Value::String(_) if has_comment => {
            Block { head: inline(value, style.quotes, false), body: String::new() }
        }
        _ if child.key.is_some() => style.behind_key(value, column),
        _ => style.at_column(value, column + 2),
    };
    let lead = if block.head.is_empty() { String::new() } else { format!(" {}", block.head) };
    let lines_start = lines::start(text, start);
    let lines_end = lines::next(text, child.end);
    Some(vec![edit(child.lead_end, properties_end, lead), edit(lines_start, lines_end, block.body)])
}

/// The end of the anchor and tag that stand behind `offset` on its line.
fn properties_end(text: &str, offset: usize) -> usize {
    let line = text.get(offset..lines::end(text, offset)).unwrap_or_default();
    let mut end = 0;
    loop {
        let rest = line.get(end..).unwrap_or_default();
        let word = rest.trim_start_matches([' ', '\t']);
        if !word.starts_with(['&', '!']) {
            return offset + end;
        }
        let word_len = word.find([' ', '\t']).unwrap_or(word.len());
        end += rest.len() - word.len() + word_len;
    }
}
