//! From paths to bytes.

use vmspec_yaml::edit::edits;
use vmspec_yaml::{FieldPath, Node, NodeKind, Segment, Span};

use crate::diagnostic::{Fix, Remedy};
use crate::rules::Spot;

/// The bytes that a person should look at for a path: as narrow as the value that it names.
///
/// A value that spans lines, or is not written at all, is shown by its key; a field that is missing by the key of the
/// nearest field around it that is there.
pub(super) fn span_of(root: Node<'_>, path: &FieldPath, spot: Spot) -> Span {
    let mut place = Place { key: first_key(root), value: root };
    for segment in path.segments() {
        match step(place.value, segment) {
            Some(next) => place = next,
            None => return place.key.map_or_else(|| first_line(root), Node::span),
        }
    }
    match (place.key, spot) {
        (Some(key), Spot::Key) => key.span(),
        (Some(key), Spot::Value) if !is_inline(place.value) => key.span(),
        _ => first_line(place.value),
    }
}

/// Whether the document has something at this path.
pub(super) fn exists(root: Node<'_>, path: &FieldPath) -> bool {
    root.descend(path).is_some()
}

/// The remedy as edits of the text, or nothing if the text does not allow them.
pub(super) fn fix(root: Node<'_>, remedy: Remedy) -> Option<Fix> {
    let edits = edits(root, &remedy.operations).ok()?;
    Some(Fix {
        title: remedy.title,
        applicability: remedy.applicability,
        edits,
        operations: remedy.operations,
    })
}

#[derive(Clone, Copy)]
struct Place<'t> {
    key: Option<Node<'t>>,
    value: Node<'t>,
}

fn step<'t>(node: Node<'t>, segment: &Segment) -> Option<Place<'t>> {
    match segment {
        Segment::Key(name) => node.entry(name).map(|(key, value)| Place { key: Some(key), value }),
        Segment::Index(index) => {
            let value = node.at(*index)?;
            Some(Place { key: first_key(value), value })
        }
        Segment::Nested => None,
    }
}

fn first_key(node: Node<'_>) -> Option<Node<'_>> {
    (node.kind() == NodeKind::Mapping).then(|| node.entries().next())?.map(|(key, _)| key)
}

fn is_inline(node: Node<'_>) -> bool {
    let text = node.span().slice(node.tree().text());
    !text.is_empty() && !text.contains(['\n', '\r'])
}

fn first_line(node: Node<'_>) -> Span {
    let span = node.span();
    let text = span.slice(node.tree().text());
    let length = text.find(['\n', '\r']).unwrap_or(text.len());
    Span::new(span.start as usize, span.start as usize + length)
}
