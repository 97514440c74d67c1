//! What stands at a place of a text, in the document that a scalar holds as well.

use vmspec_yaml::{FieldPath, Limits, Node, NodeKind, ScalarMap, Span, Tree};

use crate::analysis::SourceFile;
use crate::analysis::document::{Body, LoadedDocument};
use crate::analysis::list;
use crate::cloud_config::{self, UserDataKind};
use crate::model::{VMDisk, VMInstance};
use crate::rules::spec_field;

/// What stands at a place.
#[derive(Debug)]
pub(super) struct Spot<'f> {
    pub(super) document: &'f LoadedDocument,
    pub(super) root: Node<'f>,
    pub(super) kind: &'static str,
    /// The path in the text.
    pub(super) path: FieldPath,
    /// The key or value.
    pub(super) span: Span,
    /// Whether it is the key, and not the value.
    pub(super) in_key: bool,
    /// The scalar's characters; empty for keys and collections.
    pub(super) text: String,
}

/// Finds what stands at a byte offset; nothing in documents of other kinds.
pub(super) fn find(file: &SourceFile, offset: usize) -> Option<Spot<'_>> {
    let tree = file.tree();
    let index = tree.documents().iter().position(|document| document.span().touches(offset))?;
    let (path, node, in_key) = descend(tree.root(index)?, offset)?;
    let (item, path) = list::split(tree.root(index)?, &path);
    let mut documents = file.documents().iter();
    let document = documents.find(|document| document.index == index && document.item == item)?;
    let root = document.root(tree)?;
    let kind = kind_of(document)?;
    let holds_text = !in_key && node.kind() == NodeKind::Scalar;
    if holds_text
        && path == spec_field("cloudInit")
        && UserDataKind::of(node.text()) == UserDataKind::CloudConfig
        && let Some(map) = node.scalar_map()
    {
        let (path, span, text) = in_cloud_config(node, &map, offset)?;
        let in_key = text.is_none();
        return Some(Spot { document, root, kind, path, span, in_key, text: text.unwrap_or_default() });
    }
    let text = if holds_text { node.text().to_owned() } else { String::new() };
    Some(Spot { document, root, kind, path, span: node.span(), in_key, text })
}

/// The kind that a document was read as.
pub(super) fn kind_of(document: &LoadedDocument) -> Option<&'static str> {
    match document.body {
        Body::Instance(_) => Some(VMInstance::KIND),
        Body::Disk(_) => Some(VMDisk::KIND),
        Body::Unread | Body::List | Body::Skipped => None,
    }
}

/// The scalar that holds a VM's cloud-config, and that as a document of its own.
pub(super) fn cloud_config_of(root: Node<'_>) -> Option<(Node<'_>, Tree)> {
    let scalar = root.descend(&spec_field("cloudInit")).filter(|node| node.kind() == NodeKind::Scalar)?;
    let is_it = UserDataKind::of(scalar.text()) == UserDataKind::CloudConfig;
    is_it.then(|| (scalar, cloud_config::parse(scalar.text(), &Limits::default())))
}

/// The innermost key or scalar at the offset.
fn descend(root: Node<'_>, offset: usize) -> Option<(FieldPath, Node<'_>, bool)> {
    let mut path = FieldPath::root();
    let mut node = root;
    loop {
        match node.kind() {
            NodeKind::Mapping if !node.is_alias() => {
                let holds = |(key, value): &(Node<'_>, Node<'_>)| {
                    key.span().touches(offset) || value.span().touches(offset) && !value.span().is_empty()
                };
                let (key, value) = node.entries().find(holds)?;
                path = path.key(key.key_text()?.into_owned());
                if key.span().touches(offset) {
                    return Some((path, key, true));
                }
                node = value;
            }
            NodeKind::Sequence if !node.is_alias() => {
                let mut items = node.items().enumerate();
                let (index, item) = items.find(|(_, item)| item.span().touches(offset))?;
                path = path.index(index);
                node = item;
            }
            _ => return Some((path, node, false)),
        }
    }
}

/// The path and place of what stands in a cloud-config, and its text unless it is a key.
fn in_cloud_config(
    scalar: Node<'_>,
    map: &ScalarMap,
    offset: usize,
) -> Option<(FieldPath, Span, Option<String>)> {
    let tree = cloud_config::parse(scalar.text(), &Limits::default());
    let (path, node, in_key) = descend(tree.root(0)?, map.value_offset(offset))?;
    let path = spec_field("cloudInit").nested().join(&path);
    let text = (!in_key).then(|| node.text().to_owned());
    Some((path, map.span(node.span().range()), text))
}
