//! A document parsed with a mark in it, and where the mark ended up.

use std::ops::Range;

use vmspec_yaml::{FieldPath, Limits, Node, NodeKind, ScalarStyle, Tree, parse};

use super::line;
use crate::analysis::list;
use crate::cloud_config::{self, UserDataKind};
use crate::rules::spec_field;

/// What stands for what is still to be written: a character of no meaning, for private use.
pub(in crate::analysis::assist) const MARK: &str = "\u{e5c1}";

/// Where the mark ended up.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) tree: Tree,
    /// The resource that holds the mark.
    pub(super) item: FieldPath,
    /// In the resource, of the mapping whose key it is, or of the value that it is.
    pub(super) path: FieldPath,
    pub(super) role: Role,
    pub(super) written: Vec<String>,
    pub(super) beside: Vec<String>,
    /// Faults of the document, and of the cloud-config if it is in that.
    pub(super) problems: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Key,
    Value,
    /// Either, between brackets.
    Flow,
    /// A part of a block of text that has no meaning of its own.
    Text,
}

impl Found {
    /// Whether the mark is what it was meant to be.
    pub(super) fn is_expected(&self, is_key: bool) -> bool {
        match self.role {
            Role::Key => is_key,
            Role::Value => !is_key,
            Role::Flow => true,
            Role::Text => false,
        }
    }
}

/// Parses the document with a part of it replaced by a text with the mark.
pub(super) fn with(
    text: &str,
    document: &Range<usize>,
    range: Range<usize>,
    mark: &str,
    limits: &Limits,
) -> Option<Found> {
    let before = text.get(document.start..range.start.max(document.start))?;
    let behind = text.get(range.end.min(document.end)..document.end)?;
    find(parse(format!("{before}{mark}{behind}"), limits), limits)
}

/// The number of faults in the document without a line.
pub(super) fn faults_without(
    text: &str,
    document: &Range<usize>,
    line: &Range<usize>,
    limits: &Limits,
) -> usize {
    let before = text.get(document.start..line.start.max(document.start)).unwrap_or_default();
    let behind = text.get(line.end.min(document.end)..document.end).unwrap_or_default();
    let tree = parse(format!("{before}{behind}"), limits);
    let nested = tree.root(0).and_then(|root| root.descend(&spec_field("cloudInit")));
    let inner = nested.filter(|node| is_cloud_config(*node));
    fault_count(&tree) + inner.map_or(0, |node| fault_count(&cloud_config::parse(node.text(), limits)))
}

/// Looks for the mark with only those lines of the document that lead to it.
pub(super) fn among_ancestors(
    text: &str,
    document: &Range<usize>,
    line: &Range<usize>,
    marked: &str,
    limits: &Limits,
) -> Option<Found> {
    let column = |line: &str| line.len() - line.trim_start().len();
    let mut least = column(marked);
    let mut lines: Vec<String> = vec![marked.to_owned()];
    for above in text.get(document.start..line.start)?.lines().rev() {
        let content = above.trim_start();
        let indent = column(above);
        let is_identity = indent == 0 && (content.starts_with("kind:") || content.starts_with("apiVersion:"));
        if is_identity || content.starts_with(cloud_config::HEADER) && indent <= least {
            lines.push(above.to_owned());
            continue;
        }
        // A list may stand as deep as the key that it belongs to.
        let is_holder =
            indent == least && lines.last().is_some_and(|line| line.trim_start().starts_with('-'));
        if content.is_empty() || content.starts_with('#') || indent >= least && !is_holder {
            continue;
        }
        let kept = opening(above);
        lines.extend(kept);
        least = indent;
        if lines.len() > limits.depth {
            break;
        }
    }
    lines.reverse();
    find(parse(lines.join("\n"), limits), limits)
}

/// A line without the value behind its key, but with the sign of a block of text.
fn opening(text: &str) -> Option<String> {
    let content = text.trim_start().trim_start_matches("- ").trim_start();
    let start = text.len() - content.len();
    let Some(colon) = line::key_end(content) else {
        return text.trim_start().starts_with("- ").then(|| text.get(..start).map(str::to_owned)).flatten();
    };
    let value = content.get(colon + 1..).unwrap_or_default().trim();
    let kept = if value.starts_with(['|', '>']) { text } else { text.get(..=start + colon)? };
    Some(kept.to_owned())
}

fn find(tree: Tree, limits: &Limits) -> Option<Found> {
    let at = tree.text().find(MARK)?;
    let index = tree.documents().iter().position(|document| document.span().touches(at))?;
    let root = tree.root(index)?;
    let mut place = descend(root, at)?;
    let (item, path) = list::split(root, &place.path);
    let root = root.descend(&item)?;
    place.path = path;
    let faults = fault_count(&tree);
    if !place.in_text {
        let Place { path, role, node, .. } = place;
        let (written, beside) = (written(node, role), beside(root, &path));
        return Some(Found { item, path, role, written, beside, problems: faults, tree });
    }
    if place.path != spec_field("cloudInit") || !is_cloud_config(place.node) {
        let Place { path, .. } = place;
        let (written, beside) = (Vec::new(), Vec::new());
        return Some(Found { item, path, role: Role::Text, written, beside, problems: faults, tree });
    }
    let inner = cloud_config::parse(place.node.text(), limits);
    let place = descend(inner.root(0)?, inner.text().find(MARK)?)?;
    let role = if place.in_text { Role::Text } else { place.role };
    let written = written(place.node, role);
    let beside = beside(inner.root(0)?, &place.path);
    let path = spec_field("cloudInit").nested().join(&place.path);
    let problems = faults + fault_count(&inner);
    Some(Found { tree, item, path, role, written, beside, problems })
}

fn fault_count(tree: &Tree) -> usize {
    tree.problems().len() + tree.documents().iter().map(|document| document.problems().len()).sum::<usize>()
}

/// Whether a block of text is a cloud-config whose lines are lines of the file.
fn is_cloud_config(node: Node<'_>) -> bool {
    node.style() == Some(ScalarStyle::Literal) && UserDataKind::of(node.text()) == UserDataKind::CloudConfig
}

struct Place<'t> {
    path: FieldPath,
    role: Role,
    /// The mapping whose key the mark is, or the scalar that it is or stands in.
    node: Node<'t>,
    in_text: bool,
}

/// The way to the mark.
fn descend(root: Node<'_>, at: usize) -> Option<Place<'_>> {
    let mut path = FieldPath::root();
    let mut node = root;
    while !node.is_alias() {
        match node.kind() {
            NodeKind::Mapping => {
                if node.entries().any(|(key, _)| key.text() == MARK) {
                    let role = if node.is_flow() { Role::Flow } else { Role::Key };
                    return Some(Place { path, role, node, in_text: false });
                }
                let holds = |value: &Node<'_>| value.span().touches(at) && !value.span().is_empty();
                let (key, value) = node.entries().find(|(_, value)| holds(value))?;
                path = path.key(key.key_text()?.into_owned());
                node = value;
            }
            NodeKind::Sequence => {
                let (index, item) = node.items().enumerate().find(|(_, item)| item.span().touches(at))?;
                path = path.index(index);
                node = item;
            }
            NodeKind::Scalar => {
                let in_text = node.text() != MARK;
                let is_block = matches!(node.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded));
                let in_flow = node.parent().is_some_and(Node::is_flow);
                let role = if in_flow { Role::Flow } else { Role::Value };
                return (!in_text || is_block).then_some(Place { path, role, node, in_text });
            }
        }
    }
    None
}

/// The keys beside the mark.
fn written(node: Node<'_>, role: Role) -> Vec<String> {
    if matches!(role, Role::Value | Role::Text) {
        return Vec::new();
    }
    let keys = node.entries().filter_map(|(key, _)| key.key_text());
    keys.filter(|key| key != MARK).map(std::borrow::Cow::into_owned).collect()
}

/// The other items of the innermost list that the path leads through.
fn beside(root: Node<'_>, path: &FieldPath) -> Vec<String> {
    let mut items = Vec::new();
    let mut node = Some(root);
    for segment in path.segments() {
        let Some(here) = node else { break };
        if here.kind() == NodeKind::Sequence {
            let names = here.items().map(|item| item.get("name").unwrap_or(item).text());
            items = names.filter(|name| !name.is_empty() && *name != MARK).map(str::to_owned).collect();
        }
        node = match segment {
            vmspec_yaml::Segment::Key(key) => here.get(key),
            vmspec_yaml::Segment::Index(index) => here.at(*index),
            vmspec_yaml::Segment::Nested => None,
        };
    }
    items
}
