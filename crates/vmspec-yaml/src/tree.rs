//! The tree of a text: documents, nodes with their bytes, comments.
//!
//! Nodes live in one arena for each document and are named by [`NodeId`]; a [`Node`] is a cheap handle to read them.
//! The tree holds what was *written*. What a plain scalar means is asked of [`Node::scalar`](Node::value).

use std::sync::Arc;

use crate::scalar::{self, Value};
use crate::{FieldPath, Problem, Segment, Span};

/// A parsed text. Made by [`parse`](crate::parse); always there, however broken the text is.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(crate) text: Arc<str>,
    pub(crate) documents: Vec<Document>,
    /// Problems that belong to no document: the text is too large, or not UTF-8.
    pub(crate) problems: Vec<Problem>,
}

impl Tree {
    /// The source text, as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source text, shared.
    pub fn shared_text(&self) -> &Arc<str> {
        &self.text
    }

    /// The documents in the order of the text. A document without content is among them, with no root.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The root node of the document with this index.
    pub fn root(&self, document: usize) -> Option<Node<'_>> {
        let document = self.documents.get(document)?;
        Some(Node { tree: self, document, id: document.root? })
    }

    /// Problems of the text as a whole. Those of a document are [`Document::problems`].
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// One document of a stream.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(crate) span: Span,
    pub(crate) root: Option<NodeId>,
    pub(crate) nodes: Vec<NodeData>,
    /// Child lists of all collections, one after the other.
    pub(crate) items: Vec<NodeId>,
    pub(crate) entries: Vec<Entry>,
    /// Values of scalars that differ from their source bytes.
    pub(crate) cooked: Vec<Box<str>>,
    pub(crate) anchors: Vec<Anchor>,
    pub(crate) tags: Vec<(Box<str>, Span)>,
    pub(crate) comments: Vec<Span>,
    pub(crate) problems: Vec<Problem>,
}

impl Document {
    /// The bytes of the document, without its `---` line.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether the document holds nothing: no node, or only comments.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Comments in the order of the text, each from its `#` to the end of its line.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// What is wrong with the text of this document, in the order of the text.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn data(&self, id: NodeId) -> &NodeData {
        // Ids are handed out by this arena only, and it never shrinks.
        #[expect(clippy::indexing_slicing, reason = "ids come from this arena")]
        &self.nodes[id.0 as usize]
    }
}

/// Names a node within its document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NodeId(pub(crate) u32);

/// A mapping entry: two nodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The key's node.
    pub key: NodeId,
    /// The value's node; a null scalar with an empty span where no value is written.
    pub value: NodeId,
}

#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    pub(crate) name: Box<str>,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) struct NodeData {
    pub(crate) span: Span,
    pub(crate) parent: Option<NodeId>,
    pub(crate) anchor: Option<u32>,
    pub(crate) tag: Option<u32>,
    pub(crate) content: Content,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    Scalar { style: ScalarStyle, value: ScalarText },
    Sequence { flow: bool, first: u32, len: u32 },
    Mapping { flow: bool, first: u32, len: u32 },
    Alias { target: Option<NodeId> },
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum ScalarText {
    /// The value is the source text of this span.
    Verbatim(Span),
    /// The value is `cooked[_]`.
    Cooked(u32),
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ScalarStyle {
    /// Without quotes; its meaning depends on its characters.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NodeKind {
    /// A single value.
    Scalar,
    /// `- item` or `[item]`.
    Sequence,
    /// `key: value` or `{key: value}`.
    Mapping,
}

/// A node of a [`Tree`], aliases included: most questions are answered for what the alias stands for.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    document: &'t Document,
    id: NodeId,
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

    fn with(self, id: NodeId) -> Self {
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
    /// A block collection reaches from its first key or `-` to the end of its last value.
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
    pub fn target(self) -> Self {
        let mut node = self;
        // An alias refers to an earlier node only, so this ends.
        while let Content::Alias { target: Some(target) } = node.data().content {
            node = node.with(target);
        }
        node
    }

    /// Whether this collection is written with brackets or braces.
    pub fn is_flow(self) -> bool {
        matches!(
            self.data().content,
            Content::Sequence { flow: true, .. } | Content::Mapping { flow: true, .. }
        )
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
        match &self.target().data().content {
            Content::Scalar { value: ScalarText::Verbatim(span), .. } => span.slice(&self.tree.text),
            Content::Scalar { value: ScalarText::Cooked(index), .. } => {
                self.document.cooked.get(*index as usize).map(|text| &**text).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// What a scalar means to `kubectl`; nothing for collections.
    pub fn value(self) -> Option<Value<'t>> {
        let node = self.target();
        let style = node.style()?;
        Some(scalar::resolve(node.text(), style, node.tag()))
    }

    /// The explicit tag as written, such as `!!str`, aliases not followed.
    pub fn tag(self) -> Option<&'t str> {
        let (tag, _) = self.document.tags.get(self.data().tag? as usize)?;
        Some(tag)
    }

    /// The anchor's name without `&`, and the bytes of `&name`.
    pub fn anchor(self) -> Option<(&'t str, Span)> {
        let anchor = self.document.anchors.get(self.data().anchor? as usize)?;
        Some((&anchor.name, anchor.span))
    }

    /// The bytes of the node with its anchor and tag, where they stand before it.
    pub fn full_span(self) -> Span {
        let mut span = self.span();
        if let Some((_, anchor)) = self.anchor() {
            span = span.cover(anchor);
        }
        if let Some((_, tag)) = self.data().tag.and_then(|index| self.document.tags.get(index as usize)) {
            span = span.cover(*tag);
        }
        span
    }

    fn raw_entries(self) -> &'t [Entry] {
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
        let items = match self.target().data().content {
            Content::Sequence { first, len, .. } => slice(&self.document.items, first, len),
            _ => &[],
        };
        items.iter().map(move |&id| self.with(id))
    }

    /// The first entry with this key.
    pub fn entry(self, key: &str) -> Option<(Node<'t>, Node<'t>)> {
        self.entries().find(|(name, _)| name.text() == key && name.kind() == NodeKind::Scalar)
    }

    /// The value of the first entry with this key.
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The item at this index.
    pub fn at(self, index: usize) -> Option<Node<'t>> {
        self.items().nth(index)
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

fn slice<T>(all: &[T], first: u32, len: u32) -> &[T] {
    let first = first as usize;
    all.get(first..first + len as usize).unwrap_or_default()
}
