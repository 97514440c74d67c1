//! The tree of a text: documents, nodes with their bytes, comments.
//!
//! Nodes live in one arena for each document and are named by [`NodeId`]; a [`Node`] is a cheap handle to read them.
//! The tree holds what was *written*. What a plain scalar means is asked of [`Node::scalar`](Node::value).

use std::borrow::Cow;
use std::sync::Arc;

use crate::scalar::{self, Value};
use crate::{FieldPath, Problem, ScalarMap, Segment, Span, json, merge};

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
    pub(crate) lost: Vec<Span>,
    /// Collections that `lost` bytes stand in, in ascending order.
    pub(crate) incomplete: Vec<NodeId>,
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

    /// Bytes that could not be understood and that no node covers, in the order of the text. What they would have said
    /// is unknown, so that "missing" should be said with care of the collection around them: see
    /// [`Node::lost_content`].
    pub fn lost_spans(&self) -> &[Span] {
        &self.lost
    }

    pub(crate) fn data(&self, id: NodeId) -> &NodeData {
        // Ids are handed out by this arena only, and it never shrinks.
        #[expect(clippy::indexing_slicing, reason = "ids come from this arena")]
        &self.nodes[id.0 as usize]
    }
}

impl Document {
    pub(crate) fn tag(&self, id: NodeId) -> Option<&str> {
        let (tag, _) = self.tags.get(self.data(id).tag? as usize)?;
        Some(tag)
    }

    /// The node that an alias stands for; any other node is its own target.
    pub(crate) fn target(&self, mut id: NodeId) -> NodeId {
        // An alias refers to an earlier node only, so this ends.
        while let Content::Alias { target: Some(target) } = self.data(id).content {
            id = target;
        }
        id
    }

    pub(crate) fn full_span(&self, id: NodeId) -> Span {
        let data = self.data(id);
        let anchor = data.anchor.and_then(|index| self.anchors.get(index as usize)).map(|anchor| anchor.span);
        let tag = data.tag.and_then(|index| self.tags.get(index as usize)).map(|(_, span)| *span);
        [anchor, tag].into_iter().flatten().fold(data.span, Span::cover)
    }

    /// Whether this is a collection in brackets.
    pub(crate) fn is_flow(&self, id: NodeId) -> bool {
        matches!(
            self.data(id).content,
            Content::Sequence { flow: true, .. } | Content::Mapping { flow: true, .. }
        )
    }

    /// The characters of this very scalar; empty for other nodes.
    pub(crate) fn scalar_text<'t>(&'t self, source: &'t str, id: NodeId) -> &'t str {
        match self.data(id).content {
            Content::Scalar { value: ScalarText::Verbatim(span), .. } => span.slice(source),
            Content::Scalar { value: ScalarText::Cooked(index), .. } => {
                self.cooked.get(index as usize).map(|text| &**text).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// What a key becomes in JSON, or why kubectl refuses it.
    pub(crate) fn key_text<'t>(&'t self, source: &'t str, key: NodeId) -> Result<Cow<'t, str>, String> {
        let key = self.target(key);
        let Content::Scalar { style, .. } = self.data(key).content else {
            return match self.data(key).content {
                // The alias without a target has its own problem.
                Content::Alias { .. } => Ok(Cow::Borrowed("")),
                _ => Err("a key cannot be a list or a mapping: expected text".to_owned()),
            };
        };
        let text = self.scalar_text(source, key);
        scalar::key_text(text, style, self.tag(key))
            .ok_or_else(|| format!("the key `{text}` is not text to kubectl: expected quotes around it"))
    }
}

impl Document {
    /// Finds the collections that lost bytes stand in: the innermost whose lines start no deeper than they do.
    ///
    /// Bytes in front of the first line of a collection, behind the key that it belongs to, stand in it as well.
    pub(crate) fn mark_incomplete(&mut self, source: &str) {
        let column = |offset: u32| {
            let before = source.get(..offset as usize).unwrap_or_default();
            let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
            line.trim_start_matches('\u{feff}').len()
        };
        let mut incomplete: Vec<NodeId> = Vec::new();
        for lost in &self.lost {
            let mut found = None;
            // Each with the place from which on bytes may stand in it.
            let mut children: Vec<(u32, NodeId)> = self.root.into_iter().map(|root| (0, root)).collect();
            while let Some(&(_, inner)) = children.iter().rev().find(|&&(from, child)| {
                let content = &self.data(child).content;
                from <= lost.start && !matches!(content, Content::Scalar { .. } | Content::Alias { .. })
            }) {
                let node = self.data(inner);
                let (flow, inside): (bool, Vec<(u32, NodeId)>) = match node.content {
                    Content::Sequence { flow, first, len } => {
                        let items = slice(&self.items, first, len);
                        (flow, items.iter().map(|&item| (self.data(item).span.start, item)).collect())
                    }
                    Content::Mapping { flow, first, len } => {
                        let entries = slice(&self.entries, first, len);
                        let place = |entry: &Entry| (self.data(entry.key).span.end, entry.value);
                        (flow, entries.iter().map(place).collect())
                    }
                    _ => break,
                };
                let holds = if flow {
                    node.span.end > lost.start
                } else {
                    column(node.span.start) <= column(lost.start)
                };
                if !holds && found.is_some() {
                    break;
                }
                found = Some(inner);
                children = inside;
            }
            incomplete.extend(found);
        }
        incomplete.sort_unstable();
        incomplete.dedup();
        self.incomplete = incomplete;
    }

    /// The spans in which a tab at the start of a line is harmless: scalars of several lines, and flow collections.
    /// They do not overlap, and are in ascending order.
    pub(crate) fn tab_friendly_spans(&self) -> Vec<Span> {
        let is_friendly = |node: &&NodeData| match node.content {
            Content::Sequence { flow, .. } | Content::Mapping { flow, .. } => flow,
            Content::Scalar { .. } => true,
            Content::Alias { .. } => false,
        };
        let mut spans: Vec<Span> = Vec::new();
        for node in self.nodes.iter().filter(is_friendly) {
            if spans.last().is_none_or(|last| last.end <= node.span.start) {
                spans.push(node.span);
            }
        }
        spans
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

    /// What a scalar means to `kubectl`; nothing for collections.
    pub fn value(self) -> Option<Value<'t>> {
        let node = self.target();
        let style = node.style()?;
        Some(scalar::resolve(node.text(), style, node.tag()))
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
        let items = match self.target().data().content {
            Content::Sequence { first, len, .. } => slice(&self.document.items, first, len),
            _ => &[],
        };
        items.iter().map(move |&id| self.with(id))
    }

    /// The first entry with this key as kubectl reads it, merge keys not applied.
    pub fn entry(self, key: &str) -> Option<(Node<'t>, Node<'t>)> {
        self.entries().find(|(name, _)| name.key_text().is_some_and(|name| name == key))
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

/// A range of a list of children.
pub(crate) fn slice<T>(all: &[T], first: u32, len: u32) -> &[T] {
    let first = first as usize;
    all.get(first..first + len as usize).unwrap_or_default()
}
