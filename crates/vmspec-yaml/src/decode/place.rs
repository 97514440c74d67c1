//! Where the deserializer is: a list of frames on the call stack, turned into a path only if something is wrong.

use super::session::Context;
use crate::{FieldPath, Node, NodeId, NodeKind, Span};

/// The step from a collection to one of its values.
#[derive(Clone, Copy)]
pub(super) enum Step<'t> {
    /// To the node that is decoded.
    Root,
    /// To the value of the entry with this key.
    Key(Node<'t>),
    /// To the item with this index in the text.
    Index(usize),
}

/// A value on the way from the root to the value that is read now.
#[derive(Clone, Copy)]
pub(super) struct Place<'a, 't> {
    /// What all places of one decode share. It stands here so that a deserializer is one pointer.
    pub(super) context: &'a Context<'t>,
    pub(super) parent: Option<&'a Place<'a, 't>>,
    pub(super) step: Step<'t>,
    /// The value as written: an alias, not its target.
    pub(super) node: Node<'t>,
    /// Number of collections around the value, counted through aliases.
    pub(super) depth: usize,
    /// Whether the value, or one around it, belongs to another place of the text: an alias or a merge key led here.
    pub(super) aliased: bool,
}

/// Names an entry or item in a decode, even where aliases lead to its node several times.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PlaceId {
    pub(super) node: NodeId,
    /// The values around it that led to another place of the text.
    pub(super) via: Vec<NodeId>,
}

impl<'a, 't> Place<'a, 't> {
    pub(super) fn root(context: &'a Context<'t>) -> Self {
        let node = context.root;
        Self { context, parent: None, step: Step::Root, node, depth: 0, aliased: node.is_alias() }
    }

    /// The place of a value in the collection at this place.
    pub(super) fn child(&'a self, step: Step<'t>, node: Node<'t>) -> Self {
        // A merge key hands out entries of another mapping.
        let merged = matches!(step, Step::Key(_)) && node.parent() != Some(self.node.target());
        let aliased = self.aliased || node.is_alias() || merged;
        Self { context: self.context, parent: Some(self), step, node, depth: self.depth + 1, aliased }
    }

    fn ancestors(&'a self) -> impl Iterator<Item = &'a Place<'a, 't>> {
        std::iter::successors(self.parent, |place| place.parent)
    }

    /// The path from the root.
    pub(super) fn path(&self) -> FieldPath {
        let mut steps: Vec<Step<'t>> = self.ancestors().map(|place| place.step).collect();
        steps.reverse();
        steps.push(self.step);
        steps.into_iter().fold(FieldPath::root(), |path, step| match step {
            Step::Root => path,
            Step::Key(key) => path.key(key.text().to_owned()),
            Step::Index(index) => path.index(index),
        })
    }

    /// What names this place, or nothing for the root, which can't be left out.
    pub(super) fn id(&self) -> Option<PlaceId> {
        self.parent?;
        let via = if self.aliased {
            // Every place on the way stands in the list, so that merged entries are told apart as well.
            self.ancestors().map(|place| place.node.id()).collect()
        } else {
            Vec::new()
        };
        Some(PlaceId { node: self.node.id(), via })
    }

    /// The outermost place on the way here at which an alias stands; this one if none does.
    pub(super) fn outermost_alias(&'a self) -> &'a Place<'a, 't> {
        self.ancestors().filter(|place| place.aliased).last().unwrap_or(self)
    }

    /// The bytes to point at to speak of the value.
    pub(super) fn value_span(&self) -> Span {
        let span = self.node.span();
        if !span.is_empty() {
            return span;
        }
        match self.step {
            Step::Key(key) => key.span(),
            Step::Index(_) => dash_before(self.node).unwrap_or(span),
            Step::Root => span,
        }
    }

    /// The bytes to point at to speak of what the mapping at this place lacks.
    pub(super) fn holder_span(&self) -> Span {
        match self.step {
            Step::Key(key) => key.span(),
            Step::Index(_) | Step::Root => {
                let first_key = self.node.entries().next().map(|(key, _)| key.span());
                match first_key {
                    Some(span) if self.node.kind() == NodeKind::Mapping && !self.node.is_alias() => span,
                    _ => self.value_span(),
                }
            }
        }
    }
}

/// The `-` of an item that has no other bytes.
fn dash_before(item: Node<'_>) -> Option<Span> {
    let before = item.tree().text().get(..item.span().start as usize)?;
    let dash = before.trim_end().strip_suffix('-')?.len();
    Some(Span::new(dash, dash + 1))
}
