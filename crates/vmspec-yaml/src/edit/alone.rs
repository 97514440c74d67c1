//! A part of a text as a text of its own, so that a small edit of a large file does not cost a parse of all of it.

use super::{Edit, counterpart_below, lines, plan, unlimited_size};
use crate::{Document, Node, NodeKind, Problem, Span, Tree, parse_as};

/// The edits that `edit` makes of a node, made in the smallest part of the text that reads alone as it does among the
/// rest.
pub(super) fn edits_in_part<E>(
    node: Node<'_>,
    edit: impl Fn(Node<'_>) -> Result<Vec<Edit>, E>,
) -> Result<Vec<Edit>, E> {
    let Some(part) = item(node).or_else(|| document(node)) else { return edit(node) };
    let own = part.tree.root(0).and_then(|own| counterpart_below(own, node, part.top));
    let Some(own) = own else { return edit(node) };
    let mut edits = edit(own)?;
    for edit in &mut edits {
        let range = edit.span.range();
        edit.span = Span::new(range.start + part.offset, range.end + part.offset);
    }
    Ok(edits)
}

/// A part of a text, parsed.
struct Part<'t> {
    tree: Tree,
    /// Where it begins.
    offset: usize,
    /// The node that is its root, unless that is the root of a document.
    top: Option<Node<'t>>,
}

/// The document of a node. It does not stand alone if it needs a `%TAG` directive above it.
fn document(node: Node<'_>) -> Option<Part<'_>> {
    let text = node.tree().text();
    let range = node.document().span().range();
    let is_line_end = range.end == text.len() || lines::start(text, range.end) == range.end;
    if node.tree().documents().len() == 1 || !is_line_end {
        return None;
    }
    // With the `---` that may stand before the content on its line.
    let start = lines::start(text, range.start);
    let root = std::iter::successors(Some(node), |node| node.parent()).last()?;
    let tree = read(text.get(start..range.end)?.to_owned(), root, node.document().problems().len())?;
    Some(Part { tree, offset: start, top: None })
}

/// The outermost item of a list that a node is or stands in, with blanks before it on its first line, so that its columns
/// stay. An item does not stand alone if it may be named by an alias.
fn item(node: Node<'_>) -> Option<Part<'_>> {
    let is_item = |node: &Node<'_>| node.parent().is_some_and(|parent| parent.kind() == NodeKind::Sequence);
    let top = std::iter::successors(Some(node), |node| node.parent()).filter(is_item).last()?;
    if !node.document().anchors.is_empty() {
        return None;
    }
    let text = node.tree().text();
    let range = top.full_span().range();
    let start = lines::start(text, range.start);
    let lead = text.get(start..range.start)?;
    let is_lead = lead.chars().all(|character| matches!(character, ' ' | '-'));
    let (start, end) = if top.parent().is_some_and(Node::is_flow) {
        (if is_lead { start } else { range.start }, range.end)
    } else if is_lead {
        (start, lines::next(text, range.end))
    } else {
        return None;
    };
    let blanks = " ".repeat(range.start - start);
    let is_inside = |problem: &&Problem| range.contains(&(problem.span.start as usize));
    let faults = node.document().problems().iter().filter(is_inside).count();
    let tree = read(blanks + text.get(range.start..end)?, top, faults)?;
    Some(Part { tree, offset: start, top: Some(top) })
}

/// A text of one document, if it says the same as `root` and has as many faults.
fn read(part: String, root: Node<'_>, faults: usize) -> Option<Tree> {
    let tree = parse_as(part, root.document().dialect(), &unlimited_size());
    let own = tree.root(0).filter(|_| tree.documents().len() == 1)?;
    let is_same = tree.documents().first().map(Document::problems).unwrap_or_default().len() == faults
        && plan::is_same(&plan::written(own), &plan::written(root));
    is_same.then_some(tree)
}
