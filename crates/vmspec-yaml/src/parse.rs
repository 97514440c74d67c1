//! Text to [`Tree`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, StructureStyle, options};

use crate::tree::{Anchor, Content, Document, Entry, NodeData, NodeId, ScalarStyle, ScalarText, Tree};
use crate::{Limits, Problem, ProblemKind, Span};

/// Parses all documents of a text. Never fails: what is wrong stands in the tree.
pub fn parse(text: impl Into<Arc<str>>, limits: &Limits) -> Tree {
    let text: Arc<str> = text.into();
    let _ = limits;
    let mut tree = Tree { text: Arc::clone(&text), documents: Vec::new(), problems: Vec::new() };
    let mut builder: Option<Builder> = None;
    let options = options! { emit_unresolved_aliases: true, emit_anchor_events: true, block_scalar_eof_without_line_feed: true };
    for event in Parser::new_from_str_with_options(&text, options) {
        match event {
            Ok((Event::DocumentStart(..), span)) => {
                builder = Some(Builder::new(span.start.byte_offset().unwrap_or(0)));
            }
            Ok((Event::DocumentEnd, span)) => {
                if let Some(builder) = builder.take() {
                    tree.documents.push(builder.finish(span.end.byte_offset().unwrap_or(0)));
                }
            }
            Ok((event, span)) => {
                if let Some(builder) = &mut builder {
                    let start = span.start.byte_offset().unwrap_or(0);
                    let end = span.end.byte_offset().unwrap_or(start);
                    builder.event(&text, event, Span::new(start, end));
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0);
                let problem = Problem {
                    kind: ProblemKind::Syntax,
                    span: Span::at(at),
                    message: error.info().to_string(),
                };
                let mut document = builder.take().map(|builder| builder.finish(at)).unwrap_or_default();
                document.problems.push(problem);
                tree.documents.push(document);
                break;
            }
        }
    }
    tree
}

/// Parses bytes that should be UTF-8. Every byte that is not becomes `?` in the tree's text, so that all spans still
/// fit the bytes, and the first of them is reported.
pub fn parse_bytes(bytes: &[u8], limits: &Limits) -> Tree {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text, limits),
        Err(error) => {
            let at = error.valid_up_to();
            let mut tree = parse(String::from_utf8_lossy(bytes).into_owned(), limits);
            tree.problems.push(Problem {
                kind: ProblemKind::NotUtf8,
                span: Span::new(at, at + 1),
                message: "not UTF-8".to_owned(),
            });
            tree
        }
    }
}

/// An open collection.
struct Open {
    id: NodeId,
    mapping: bool,
    children: Vec<NodeId>,
}

struct Builder {
    document: Document,
    start: usize,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeId>,
}

impl Builder {
    fn new(start: usize) -> Self {
        Self { document: Document::default(), start, open: Vec::new(), anchors: HashMap::new() }
    }

    fn push(&mut self, span: Span, content: Content, anchor: usize) -> NodeId {
        let id = NodeId(u32::try_from(self.document.nodes.len()).unwrap_or(u32::MAX));
        let parent = self.open.last().map(|open| open.id);
        self.document.nodes.push(NodeData { span, parent, anchor: None, tag: None, content });
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        match self.open.last_mut() {
            Some(open) => open.children.push(id),
            None => self.document.root = Some(id),
        }
        id
    }

    fn event(&mut self, text: &str, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let style = match style {
                    granit_parser::ScalarStyle::Plain => ScalarStyle::Plain,
                    granit_parser::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
                    granit_parser::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
                    granit_parser::ScalarStyle::Literal => ScalarStyle::Literal,
                    granit_parser::ScalarStyle::Folded => ScalarStyle::Folded,
                };
                let value = if style == ScalarStyle::Plain && span.slice(text) == value || span.is_empty() {
                    ScalarText::Verbatim(span)
                } else {
                    let index = u32::try_from(self.document.cooked.len()).unwrap_or(u32::MAX);
                    self.document.cooked.push(value.into_owned().into_boxed_str());
                    ScalarText::Cooked(index)
                };
                let id = self.push(span, Content::Scalar { style, value }, anchor);
                self.tag(id, tag.as_deref().map(granit_parser::Tag::original), span);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let id = self.push(span, Content::Sequence { flow, first: 0, len: 0 }, anchor);
                self.tag(id, tag.as_deref().map(granit_parser::Tag::original), span);
                self.open.push(Open { id, mapping: false, children: Vec::new() });
            }
            Event::MappingStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let id = self.push(span, Content::Mapping { flow, first: 0, len: 0 }, anchor);
                self.tag(id, tag.as_deref().map(granit_parser::Tag::original), span);
                self.open.push(Open { id, mapping: true, children: Vec::new() });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end),
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                self.push(span, Content::Alias { target }, 0);
            }
            Event::UnresolvedAlias(name) => {
                self.push(span, Content::Alias { target: None }, 0);
                let message = format!("`*{name}` refers to no anchor: expected an earlier `&{name}`");
                self.document.problems.push(Problem { kind: ProblemKind::UnknownAnchor, span, message });
            }
            Event::Anchor(_, name) => self.anchor(name, span),
            Event::Comment(..) => self.document.comments.push(span),
            _ => {}
        }
    }

    fn anchor(&mut self, name: Cow<'_, str>, span: Span) {
        let index = u32::try_from(self.document.anchors.len()).unwrap_or(u32::MAX);
        self.document.anchors.push(Anchor { name: name.into(), span });
        if let Some(node) = self.document.nodes.last_mut() {
            node.anchor = Some(index);
        }
    }

    fn tag(&mut self, id: NodeId, tag: Option<String>, span: Span) {
        let Some(tag) = tag else { return };
        let index = u32::try_from(self.document.tags.len()).unwrap_or(u32::MAX);
        self.document.tags.push((tag.into_boxed_str(), span));
        if let Some(node) = self.document.nodes.get_mut(id.0 as usize) {
            node.tag = Some(index);
        }
    }

    fn close(&mut self, end: u32) {
        let Some(open) = self.open.pop() else { return };
        let document = &mut self.document;
        let start_of = |id: &NodeId| document.nodes.get(id.0 as usize).map(|node| node.span);
        let first_child = open.children.first().and_then(start_of);
        let last_child = open.children.last().and_then(start_of);
        let Some(data) = document.nodes.get(open.id.0 as usize) else { return };
        let mut data = data.clone();
        let len = u32::try_from(open.children.len()).unwrap_or(u32::MAX);
        let flow = if open.mapping {
            let first = u32::try_from(document.entries.len()).unwrap_or(u32::MAX);
            for pair in open.children.chunks_exact(2) {
                if let [key, value] = *pair {
                    document.entries.push(Entry { key, value });
                }
            }
            let flow = matches!(data.content, Content::Mapping { flow: true, .. });
            data.content = Content::Mapping { flow, first, len: len / 2 };
            flow
        } else {
            let first = u32::try_from(document.items.len()).unwrap_or(u32::MAX);
            document.items.extend(open.children);
            let flow = matches!(data.content, Content::Sequence { flow: true, .. });
            data.content = Content::Sequence { flow, first, len };
            flow
        };
        if flow {
            data.span.end = end;
        } else {
            let start = if data.span.is_empty() {
                first_child.map_or(data.span.start, |s| s.start.min(data.span.start))
            } else {
                data.span.start
            };
            data.span = Span { start, end: last_child.map_or(data.span.end, |s| s.end) };
        }
        if let Some(slot) = document.nodes.get_mut(open.id.0 as usize) {
            *slot = data;
        }
    }

    fn finish(mut self, end: usize) -> Document {
        while !self.open.is_empty() {
            self.close(u32::try_from(end).unwrap_or(u32::MAX));
        }
        self.document.span = Span::new(self.start, end);
        self.document
    }
}
