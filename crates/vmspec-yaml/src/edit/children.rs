//! Where the entries and items of a collection stand in the text, with what leads to their values.

use super::lines;
use crate::{Node, NodeKind, ScalarStyle};

/// An entry or item.
#[derive(Clone, Copy)]
pub(super) struct Child<'t> {
    /// The key of an entry.
    pub(super) key: Option<Node<'t>>,
    pub(super) value: Node<'t>,
    /// The first byte: that of the key, the dash, or the value in a flow sequence.
    pub(super) start: usize,
    /// The end of what leads to the value: behind the colon or dash.
    pub(super) lead_end: usize,
    /// The end of the value, or of what leads to it if there is none. A comment or line break behind is not in it.
    pub(super) end: usize,
}

/// The children of a collection, or nothing if they are written in a way that is not worth editing: `? key`, or the
/// single pair `[a: 1]`.
pub(super) fn children(collection: Node<'_>) -> Option<Vec<Child<'_>>> {
    let text = collection.tree().text();
    if collection.is_flow() && !text.get(collection.span().range())?.starts_with(['{', '[']) {
        return None;
    }
    match collection.kind() {
        NodeKind::Mapping => collection.entries().map(|(key, value)| entry(key, value)).collect(),
        NodeKind::Sequence if collection.is_flow() => Some(collection.items().map(flow_item).collect()),
        NodeKind::Sequence => {
            let mut end = collection.span().start as usize;
            let block_item = |value| {
                let child = block_item(value, end)?;
                end = child.end;
                Some(child)
            };
            collection.items().map(block_item).collect()
        }
        NodeKind::Scalar => None,
    }
}

fn entry<'t>(key: Node<'t>, value: Node<'t>) -> Option<Child<'t>> {
    let text = key.tree().text();
    let span = key.full_span().range();
    let is_flow = key.parent()?.is_flow();
    if !is_flow && text.get(lines::start(text, span.start)..span.start)?.trim_end().ends_with('?') {
        return None;
    }
    let rest = text.get(span.end..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let has_colon = rest.get(blanks..)?.starts_with(':');
    let may_lack_colon = is_flow && is_absent(value);
    if !has_colon && !may_lack_colon {
        return None;
    }
    let lead_end = if has_colon { span.end + blanks + 1 } else { span.end };
    Some(Child { key: Some(key), value, start: span.start, lead_end, end: value_end(value, lead_end)? })
}

fn flow_item(value: Node<'_>) -> Child<'_> {
    let span = value.full_span().range();
    Child { key: None, value, start: span.start, lead_end: span.start, end: span.end }
}

/// An item whose dash is the first content from `from` on.
fn block_item(value: Node<'_>, from: usize) -> Option<Child<'_>> {
    let text = value.tree().text();
    let start = lines::skip_to_content(text, from);
    let lead_end = start + text.get(start..)?.starts_with('-').then_some(1)?;
    Some(Child { key: None, value, start, lead_end, end: value_end(value, lead_end)? })
}

/// Whether nothing is written for the value.
pub(super) fn is_absent(value: Node<'_>) -> bool {
    value.full_span().is_empty()
}

/// The end of a value behind a lead that ends at `lead_end`.
pub(super) fn value_end(value: Node<'_>, lead_end: usize) -> Option<usize> {
    let end = value.full_span().end as usize;
    if is_absent(value) {
        Some(lead_end)
    } else if is_block_scalar(value) {
        block_scalar_end(value)
    } else if is_block_collection(value) {
        children(value)?.last().map(|last| last.end)
    } else {
        Some(end)
    }
}

/// Whether the value is a mapping or sequence without braces or brackets, written here.
pub(super) fn is_block_collection(value: Node<'_>) -> bool {
    !value.is_alias() && !value.is_flow() && value.kind() != NodeKind::Scalar
}

/// Whether the value is a `|` or `>` scalar, written here.
pub(super) fn is_block_scalar(value: Node<'_>) -> bool {
    !value.is_alias() && matches!(value.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded))
}

/// The end of the last line of a block scalar. Empty lines behind belong to it only if it keeps them.
fn block_scalar_end(value: Node<'_>) -> Option<usize> {
    let text = value.tree().text();
    let span = value.span().range();
    let header_end = header_end(value)?;
    let end = text.get(..span.end)?.trim_end_matches(['\n', '\r', ' ', '\t']).len().max(header_end);
    if !keeps_empty_lines(value) {
        return Some(end);
    }
    let next = lines::next(text, end);
    let behind = lines::skip_empty(text, next);
    // The last of the empty lines ends before its break.
    Some(if behind == next { end } else { behind - lines::break_before(text, behind) })
}

/// Whether the empty lines behind a block scalar belong to it.
pub(super) fn keeps_empty_lines(scalar: Node<'_>) -> bool {
    let header_end = header_end(scalar).unwrap_or_default();
    let header = scalar.tree().text().get(scalar.span().start as usize..header_end);
    header.is_some_and(|header| header.contains('+'))
}

/// The block scalar with which a value ends, if it does.
pub(super) fn last_block_scalar(value: Node<'_>) -> Option<Node<'_>> {
    let last = std::iter::successors(Some(value), last_child_of).last()?;
    is_block_scalar(last).then_some(last)
}

fn last_child_of<'t>(node: &Node<'t>) -> Option<Node<'t>> {
    let node = Some(*node).filter(|node| is_block_collection(*node))?;
    node.entries().next_back().map(|(_, value)| value).or_else(|| node.items().next_back())
}

/// The end of the indicators of a block scalar: of `|2-`.
pub(super) fn header_end(value: Node<'_>) -> Option<usize> {
    let span = value.span().range();
    let header = value.tree().text().get(span.clone())?;
    header.starts_with(['|', '>']).then(|| {
        let len = header.find(|char: char| char.is_whitespace() || char == '#').unwrap_or(header.len());
        span.start + len
    })
}
