//! The tree of a text: documents, nodes with their bytes, comments.
//!
//! Nodes live in one arena for each document and are named by [`NodeId`]; a [`Node`] is a cheap handle to read them.
//! The tree holds what was *written*. What a plain scalar means is asked of [`Node::scalar`](Node::value).

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::scalar;
use crate::{Dialect, Problem, Span};

mod node;

pub use node::Node;

/// A parsed text. Made by [`parse`](crate::parse); always there, however broken the text is.
#[derive(Clone)]
pub struct Tree {
    pub(crate) text: Arc<str>,
    pub(crate) documents: Vec<Document>,
    /// Problems that belong to no document: the text is too large, or not UTF-8.
    pub(crate) problems: Vec<Problem>,
}

impl Tree {
    /// The tree of a text that is no YAML.
    pub fn without_documents(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), documents: Vec::new(), problems: Vec::new() }
    }

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

impl fmt::Debug for Tree {
    /// Shows how much there is and not what: the text may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree")
            .field("bytes", &self.text.len())
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

/// One document of a stream.
#[derive(Clone, Default)]
pub struct Document {
    pub(crate) span: Span,
    pub(crate) dialect: Dialect,
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

impl fmt::Debug for Document {
    /// Shows how much there is and not what, as [`Tree`] does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("span", &self.span)
            .field("nodes", &self.nodes.len())
            .field("problems", &self.problems.len())
            .finish_non_exhaustive()
    }
}

impl Document {
    /// The bytes of the document, without its `---` line.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whose YAML it is.
    pub fn dialect(&self) -> Dialect {
        self.dialect
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
        if self.dialect == Dialect::PyYaml {
            // Keys of any type stay what they are, and are known by their characters here.
            return Ok(Cow::Borrowed(text));
        }
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

/// A range of a list of children.
pub(crate) fn slice<T>(all: &[T], first: u32, len: u32) -> &[T] {
    let first = first as usize;
    all.get(first..first + len as usize).unwrap_or_default()
}
