//! From paths to bytes.

use std::ops::Range;

use vmspec_yaml::edit::{Operation, edits, edits_of_value};
use vmspec_yaml::{Dialect, FieldPath, Node, NodeKind, Problem, ProblemKind, Segment, Span};

use super::secrets::{is_secret_place, may_be_secret};
use crate::diagnostic::{Fix, Remedy};
use crate::rules::Spot;

/// The bytes that a person should look at for a path: as narrow as the value that it names.
///
/// A value that spans lines, or is not written at all, is shown by its key; a field that is missing by the key of the
/// nearest field around it that is there, or by that field's first line where it has no key.
pub(super) fn span_of(root: Node<'_>, path: &FieldPath, spot: Spot) -> Span {
    let mut place = Place { key: first_key(root), value: root };
    for segment in path.segments() {
        match step(place.value, segment) {
            Some(next) => place = next,
            None => return place.key.map_or_else(|| first_line(place.value), Node::span),
        }
    }
    if let Spot::Part { start, end } = spot
        && let Some(span) = part(place.value, start..end)
    {
        return span;
    }
    match (place.key, spot) {
        (Some(key), Spot::Key) => key.span(),
        (Some(key), Spot::Value | Spot::Part { .. }) if !is_inline(place.value) => key.span(),
        _ => first_line(place.value),
    }
}

/// The first byte of the line that holds `offset`, behind a byte-order mark.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    let byte_order_mark = if before.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    before.rfind(['\n', '\r']).map_or(byte_order_mark, |last| last + 1)
}

/// The bytes that wrote a part of a text, unless they are none.
fn part(value: Node<'_>, part: Range<usize>) -> Option<Span> {
    let span = value.scalar_map()?.span(part);
    (!span.is_empty()).then_some(span)
}

/// The path of the innermost field in whose value a byte stands, or in whose key if keys count.
pub(super) fn path_at(root: Node<'_>, offset: u32, in_key: bool) -> FieldPath {
    let mut path = FieldPath::root();
    let mut node = root;
    loop {
        let holds = |value: &Node<'_>| value.full_span().start <= offset && offset < value.full_span().end;
        let holds_entry = |(key, value): &(Node<'_>, Node<'_>)| {
            let key = key.span();
            let from = if in_key { key.start } else { key.end };
            from <= offset && offset < value.full_span().end.max(key.end)
        };
        if let Some((key, value)) = node.entries().find(holds_entry) {
            path = path.key(key.text().to_owned());
            node = value;
        } else if let Some((index, item)) = node.items().enumerate().find(|(_, item)| holds(item)) {
            path = path.index(index);
            node = item;
        } else {
            return path;
        }
    }
}

/// Whether the document says what stands at this path, or that nothing does, in spite of the bytes that could not be
/// understood.
pub(super) fn is_certain(root: Node<'_>, path: &FieldPath) -> bool {
    let (mut around, mut place) = (root, Place { key: None, value: root });
    for segment in path.segments() {
        let Some(next) = step(place.value, segment) else { return is_complete(place.value) };
        (around, place) = (place.value, next);
    }
    let value = place.value;
    if place.key.is_some_and(is_doubtful) {
        return false;
    }
    match value.kind() {
        // What stood below a key may be what is lost.
        NodeKind::Scalar => !value.span().is_empty() || is_complete(around),
        NodeKind::Sequence | NodeKind::Mapping => {
            let span = value.full_span();
            let within = |lost: &Span| span.start <= lost.start && lost.start < span.end;
            is_complete(value) && !value.document().lost_spans().iter().any(within)
        }
    }
}

/// Whether all entries or items of a collection are there under the keys that they were written with.
pub(super) fn is_complete(collection: Node<'_>) -> bool {
    !collection.lost_content() && !collection.entries().any(|(key, _)| is_doubtful(key))
}

/// Whether a key is what became of a line that is none: `oops` in place of `disks:`, say.
pub(super) fn is_doubtful(key: Node<'_>) -> bool {
    let at = key.span().start;
    let is_at_fault = |problem: &Problem| problem.span.start <= at && at < problem.span.end;
    let is_about_text = |problem: &Problem| !matches!(problem.kind, ProblemKind::DuplicateKey { .. });
    key.document().problems().iter().any(|problem| is_about_text(problem) && is_at_fault(problem))
}

/// The remedy as edits of the text, or nothing if the text does not allow them.
///
/// Operations that would repeat a secret are left out; the edits go around it.
pub(super) fn fix(root: Node<'_>, remedy: Remedy) -> Option<Fix> {
    let edits = edits(root, &remedy.operations).ok()?;
    let repeats_secret = |operation: &Operation| match operation {
        Operation::Replace { path, value } | Operation::Insert { path, value } => may_be_secret(path, value),
        // A patch has the whole text.
        Operation::EditText { path, .. } => is_secret_place(path),
        _ => false,
    };
    let is_open = !remedy.operations.iter().any(repeats_secret);
    let operations = if is_open { remedy.operations } else { Vec::new() };
    Some(Fix { title: remedy.title, applicability: remedy.applicability, edits, operations })
}

/// As [`fix`], for the document that a scalar holds. The operations are left out: they would repeat its text, which may
/// be secret, and objects without text have no place for them.
pub(super) fn nested_fix(scalar: Node<'_>, root: Node<'_>, remedy: Remedy) -> Option<Fix> {
    let edits = edits_of_value(scalar, &edits(root, &remedy.operations).ok()?)?;
    Some(Fix { title: remedy.title, applicability: remedy.applicability, edits, operations: Vec::new() })
}

#[derive(Clone, Copy)]
struct Place<'t> {
    key: Option<Node<'t>>,
    value: Node<'t>,
}

fn step<'t>(node: Node<'t>, segment: &Segment) -> Option<Place<'t>> {
    match segment {
        Segment::Key(name) => {
            let (key, value) = node
                .entry(name)
                .or_else(|| node.get("<<")?.entry(name))
                .or_else(|| hyphenated(node, name))?;
            Some(Place { key: Some(key), value })
        }
        Segment::Index(index) => {
            let value = node.at(*index)?;
            Some(Place { key: first_key(value), value })
        }
        Segment::Nested => None,
    }
}

/// The entry under the older name of a key in a cloud-config: `lock-passwd` for `lock_passwd`.
fn hyphenated<'t>(node: Node<'t>, name: &str) -> Option<(Node<'t>, Node<'t>)> {
    if node.document().dialect() == Dialect::Kubectl {
        return None;
    }
    node.entry(&name.replace('_', "-"))
}

fn first_key(node: Node<'_>) -> Option<Node<'_>> {
    (node.kind() == NodeKind::Mapping).then(|| node.entries().next())?.map(|(key, _)| key)
}

/// Whether the value stands on its own line behind its key, and not in lines below.
fn is_inline(node: Node<'_>) -> bool {
    let text = node.span().slice(node.tree().text());
    let is_block = node.kind() != NodeKind::Scalar && !node.is_flow() && !node.is_alias();
    !is_block && !text.is_empty() && !text.contains(['\n', '\r'])
}

fn first_line(node: Node<'_>) -> Span {
    let span = node.span();
    let text = span.slice(node.tree().text());
    let length = text.find(['\n', '\r']).unwrap_or(text.len());
    Span::new(span.start as usize, span.start as usize + length)
}
