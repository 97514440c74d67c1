//! The style of a document, from what is written near the place of an edit.

use super::children::is_block_collection;
use super::emit::Style;
use super::lines;
use super::quote::Quotes;
use crate::{Node, NodeId, NodeKind, ScalarStyle};

/// The style at a collection: that of the collections around it where they show one, else that of the document.
pub(super) fn detect(near: Node<'_>) -> Style {
    let around = std::iter::successors(Some(near), |node| node.parent());
    let step =
        around.clone().chain(nodes(near)).find_map(|node| step_in(node, NodeKind::Mapping)).unwrap_or(2);
    let dash_step =
        around.chain(nodes(near)).find_map(|node| step_in(node, NodeKind::Sequence)).unwrap_or(step);
    let quotes = nodes(near).find_map(|node| match node.style() {
        Some(ScalarStyle::SingleQuoted) => Some(Quotes::NoneOrSingle),
        Some(ScalarStyle::DoubleQuoted) => Some(Quotes::NoneOrDouble),
        _ => None,
    });
    Style {
        line_break: lines::line_break(near.tree().text()),
        step: step.max(1),
        dash_step,
        quotes: quotes.unwrap_or(Quotes::NoneOrDouble),
    }
}

/// All nodes of the document.
pub(super) fn nodes(near: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    (0..).map_while(move |id| near.node(NodeId(id)))
}

/// By how many columns the first value of this kind in a block mapping stands to the right of its key.
fn step_in(mapping: Node<'_>, kind: NodeKind) -> Option<usize> {
    if mapping.kind() != NodeKind::Mapping || !is_block_collection(mapping) {
        return None;
    }
    let text = mapping.tree().text();
    mapping.entries().find_map(|(key, value)| {
        let (key, start) = (key.full_span().start as usize, value.span().start as usize);
        let is_shown = value.kind() == kind && is_block_collection(value) && lines::is_first(text, start);
        is_shown.then(|| lines::column(text, start).checked_sub(lines::column(text, key))).flatten()
    })
}

/// How texts in a flow collection are quoted: all of them where the neighbours do it as JSON does.
pub(super) fn flow_quotes(collection: Node<'_>, style: &Style) -> Quotes {
    let is_double = |node: Node<'_>| !node.is_alias() && node.style() == Some(ScalarStyle::DoubleQuoted);
    let around = std::iter::successors(Some(collection), |node| node.parent());
    let is_json = around.take_while(|node| node.is_flow()).any(|node| {
        node.entries().next().is_some_and(|(key, _)| is_double(key))
            || node.items().next().is_some_and(is_double)
    });
    if is_json { Quotes::Double } else { style.quotes }
}

/// The quotes of a scalar that is replaced, for what replaces it.
pub(super) fn quotes_of(node: Node<'_>, otherwise: Quotes) -> Quotes {
    match node.style() {
        Some(ScalarStyle::SingleQuoted) if !node.is_alias() => Quotes::Single,
        Some(ScalarStyle::DoubleQuoted) if !node.is_alias() => Quotes::Double,
        _ => otherwise,
    }
}
