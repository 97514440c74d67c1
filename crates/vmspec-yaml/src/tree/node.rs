//! Reading the nodes of a tree.

use std::borrow::Cow;

use super::{Content, Document, Entry, NodeData, NodeId, NodeKind, ScalarStyle, ScalarText, Tree, slice};
use crate::scalar::Value;
use crate::{Dialect, FieldPath, ScalarMap, Segment, Span, json, merge};

/// A node of a [`Tree`], aliases included: most questions are answered for what the alias stands for.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    pub(super) tree: &'t Tree,
    pub(super) document: &'t Document,
    pub(super) id: NodeId,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The text is left out: it may hold a secret.
        f.debug_struct("Node").field("id", &self.id).field("span", &self.span()).finish_non_exhaustive()
    }
}

impl<'t> Node<'t> {
    fn data(self) -> &'t NodeData {
        self.document.data(self.id)
    }

    pub(crate) fn with(self, id: NodeId) -> Self {
        Self { id, ..self }
    }

    /// The node's name in its document.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The tree that the node is part of.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// The document that the node is part of.
    pub fn document(self) -> &'t Document {
        self.document
    }

    /// The node with this id in the same document, or nothing if there is none.
    pub fn node(self, id: NodeId) -> Option<Self> {
        ((id.0 as usize) < self.document.nodes.len()).then(|| self.with(id))
    }

    /// The bytes of the node: quotes and a block scalar's `|` line included, anchor and tag not.
    ///
    /// A block collection reaches from its first key or `-` to the end of its last value, a block scalar from its `|` or
    /// `>` to the end of its content without the last line break. A value that is not written is an empty span behind
    /// the colon of its key or the dash of its item.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The node that holds this one: for a key or value the mapping, for an item the sequence.
    pub fn parent(self) -> Option<Self> {
        self.data().parent.map(|id| self.with(id))
    }

    /// What stands here, aliases followed. An alias without a target is a scalar.
    pub fn kind(self) -> NodeKind {
        match self.target().data().content {
            Content::Scalar { .. } | Content::Alias { .. } => NodeKind::Scalar,
            Content::Sequence { .. } => NodeKind::Sequence,
            Content::Mapping { .. } => NodeKind::Mapping,
        }
    }

    /// Whether this is `*name`.
    pub fn is_alias(self) -> bool {
        matches!(self.data().content, Content::Alias { .. })
    }

    /// The node that an alias stands for, through several aliases if need be; any other node is its own target.
    #[must_use]
    pub fn target(self) -> Self {
        self.with(self.document.target(self.id))
    }

    /// Whether this collection is written with brackets or braces.
    pub fn is_flow(self) -> bool {
        self.document.is_flow(self.id)
    }

    /// How the scalar is written, aliases followed.
    pub fn style(self) -> Option<ScalarStyle> {
        match self.target().data().content {
            Content::Scalar { style, .. } => Some(style),
            _ => None,
        }
    }

    /// The characters of a scalar after unquoting, unescaping and folding, whatever they mean.
    /// Empty for collections.
    pub fn text(self) -> &'t str {
        self.document.scalar_text(&self.tree.text, self.target().id)
    }

    /// Where in the source the bytes of [`text`](Self::text) come from, aliases followed; nothing for collections.
    pub fn scalar_map(self) -> Option<ScalarMap> {
        let target = self.target();
        match target.data().content {
            Content::Scalar { value: ScalarText::Verbatim(span), .. } => Some(ScalarMap::verbatim(span)),
            Content::Scalar { style, .. } => {
                Some(ScalarMap::new(&self.tree.text, target.span(), style, target.text()))
            }
            _ => None,
        }
    }

    /// What this node becomes as a key in JSON, where all keys are text: `yes` becomes `true`. Nothing for what kubectl
    /// refuses as a key: collections and null.
    pub fn key_text(self) -> Option<Cow<'t, str>> {
        self.document.key_text(&self.tree.text, self.id).ok()
    }

    /// Whether this is a mapping's key `<<`, whose value's entries join the mapping.
    pub fn is_merge_key(self) -> bool {
        merge::is_merge_key(self.document, &self.tree.text, self.id)
    }

    /// The entries of a mapping as kubectl sees them: keys in the order of the text, duplicates left out, and behind
    /// them the entries that merge keys bring. Each key occurs once; the first wins. None for other kinds.
    ///
    /// ```
    /// use vmspec_yaml::{Limits, parse};
    ///
    /// let tree = parse("base: &base {cpu: 1}\nbig:\n  <<: *base\n  memory: 2Gi\n", &Limits::default());
    /// let big = tree.root(0).unwrap().get("big").unwrap();
    /// let keys: Vec<_> = big.effective_entries().into_iter().map(|(key, _)| key.text()).collect();
    /// assert_eq!(keys, ["memory", "cpu"]);
    /// ```
    pub fn effective_entries(self) -> Vec<(Node<'t>, Node<'t>)> {
        let merged = self.document.merged_entries(&self.tree.text, self.target().id);
        merged.entries.into_iter().map(|entry| (self.with(entry.key), self.with(entry.value))).collect()
    }

    /// The node as the JSON that kubectl sends, merge keys applied.
    ///
    /// # Errors
    ///
    /// With the first node that kubectl would refuse: a scalar such as `.nan`, a key that is not text or occurs twice,
    /// an alias without a target.
    pub fn to_json(self) -> Result<serde_json::Value, Node<'t>> {
        json::to_json(self)
    }

    /// What a scalar means to the reader of the document; nothing for collections. What the reader refuses is text.
    pub fn value(self) -> Option<Value<'t>> {
        let node = self.target();
        let style = node.style()?;
        let text = node.text();
        Some(self.document.dialect.read(text, style, node.tag()).unwrap_or(Value::Str(text)))
    }

    /// The explicit tag, aliases not followed: `!!str`, `!local`, or `!<tag:example.com,2000:thing>` with the handles
    /// of `%TAG` directives resolved.
    pub fn tag(self) -> Option<&'t str> {
        self.document.tag(self.id)
    }

    /// The bytes of the explicit tag.
    pub fn tag_span(self) -> Option<Span> {
        let (_, span) = self.document.tags.get(self.data().tag? as usize)?;
        Some(*span)
    }

    /// The anchor's name without `&`, and the bytes of `&name`.
    pub fn anchor(self) -> Option<(&'t str, Span)> {
        let anchor = self.document.anchors.get(self.data().anchor? as usize)?;
        Some((&anchor.name, anchor.span))
    }

    /// The bytes of the node with its anchor and tag, where they stand before it.
    pub fn full_span(self) -> Span {
        self.document.full_span(self.id)
    }

    /// Whether bytes that could not be understood stand directly in this collection, so that an entry or item may be
    /// missing which the author wrote.
    pub fn lost_content(self) -> bool {
        self.document.incomplete.binary_search(&self.target().id).is_ok()
    }

    pub(crate) fn raw_entries(self) -> &'t [Entry] {
        match self.target().data().content {
            Content::Mapping { first, len, .. } => slice(&self.document.entries, first, len),
            _ => &[],
        }
    }

    /// The entries of a mapping as written, duplicates and merge keys included; none for other kinds.
    pub fn entries(self) -> impl DoubleEndedIterator<Item = (Node<'t>, Node<'t>)> + ExactSizeIterator {
        self.raw_entries().iter().map(move |entry| (self.with(entry.key), self.with(entry.value)))
    }

    /// The items of a sequence; none for other kinds.
    pub fn items(self) -> impl DoubleEndedIterator<Item = Node<'t>> + ExactSizeIterator {
        self.raw_items().iter().map(move |&id| self.with(id))
    }

    fn raw_items(self) -> &'t [NodeId] {
        match self.target().data().content {
            Content::Sequence { first, len, .. } => slice(&self.document.items, first, len),
            _ => &[],
        }
    }

    /// The entry with this key as the document's reader reads it, merge keys not applied. If there are several, the one
    /// that counts: the first, or the last to PyYAML.
    pub fn entry(self, key: &str) -> Option<(Node<'t>, Node<'t>)> {
        let mut entries = self.entries();
        let is_it = |(name, _): &(Self, Self)| name.key_text().is_some_and(|name| name == key);
        match self.document.dialect {
            Dialect::Kubectl => entries.find(is_it),
            Dialect::PyYaml => entries.rfind(is_it),
        }
    }

    /// The value of the entry with this key; see [`entry`](Self::entry).
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The item at this index.
    pub fn at(self, index: usize) -> Option<Node<'t>> {
        self.raw_items().get(index).map(|&id| self.with(id))
    }

    /// The node that a path leads to, aliases followed on the way.
    pub fn descend(self, path: &FieldPath) -> Option<Node<'t>> {
        path.segments().iter().try_fold(self, |node, segment| match segment {
            Segment::Key(key) => node.get(key),
            Segment::Index(index) => node.at(*index),
            Segment::Nested => None,
        })
    }
}
