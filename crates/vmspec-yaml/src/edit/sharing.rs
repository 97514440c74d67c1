//! What aliases share: an edit there would change other places too.

use super::style::nodes;
use crate::Node;

/// Whether an alias stands for this node or for one around it, so that a change here shows there.
pub(super) fn is_shared(node: Node<'_>) -> bool {
    nodes(node).any(|alias| alias.is_alias() && is_within(node, alias.target()))
}

/// Whether an alias outside stands for something inside, so that it would lose its target.
pub(super) fn is_needed_elsewhere(node: Node<'_>) -> bool {
    nodes(node).any(|alias| alias.is_alias() && is_within(alias.target(), node) && !is_within(alias, node))
}

fn is_within(node: Node<'_>, outer: Node<'_>) -> bool {
    std::iter::successors(Some(node), |node| node.parent()).any(|node| node == outer)
}
