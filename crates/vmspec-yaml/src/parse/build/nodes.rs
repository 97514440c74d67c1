//! Scalars, collections and aliases to nodes.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{StructureStyle, Tag};

use super::super::{kubectl, place};
use super::{Builder, Open, Target, narrow, too_deep};
use crate::tree::{Anchor, Content, Entry, NodeData, NodeId, ScalarStyle, ScalarText};
use crate::{ProblemKind, Span};

impl Builder<'_> {
    /// Adds a node to the innermost open collection.
    pub(super) fn push(&mut self, span: Span, content: Content) -> NodeId {
        self.visited += 1;
        let parent = self.open.last().map(|open| open.id);
        let Some(document) = self.documents.last_mut() else { return NodeId(0) };
        let id = NodeId(narrow(document.nodes.len()));
        document.nodes.push(NodeData { span, parent, anchor: None, tag: None, content });
        match parent {
            Some(_) => self.pending.push(id),
            None => document.root = Some(id),
        }
        id
    }

    /// Whether the next node is the value of an entry whose key is written.
    pub(super) fn expects_value(&self) -> bool {
        self.open.last().is_some_and(|open| open.mapping && (self.pending.len() - open.children) % 2 == 1)
    }

    pub(super) fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        anchor: usize,
        mut range: Range<usize>,
        tag: Option<(&Tag, Range<usize>)>,
    ) {
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let content = range.clone();
        let is_missing = style == ScalarStyle::Plain && range.is_empty();
        if is_missing && tag.is_none() && anchor == 0 {
            range.start = if self.expects_value() {
                place::missing_value(self.parsed, self.last_end)
            } else {
                place::missing_item(self.parsed, range.start, &self.last_comment)
            };
            range.end = range.start;
        } else if is_block {
            range = place::block_scalar(self.parsed, self.last_end, range);
        }
        let mut style = style;
        let span = self.origin.span(range.clone());
        let written = span.slice(self.source);
        if !self.verbatim && !is_block && !written.starts_with(quote_of(style)) {
            // The quotes were put there by recovery.
            style = ScalarStyle::Plain;
        }
        let text = if is_missing {
            ScalarText::Verbatim(Span::new(span.start as usize, span.start as usize))
        } else {
            self.scalar_text(value, style, span, self.origin.span(content))
        };
        let id = self.push(span, Content::Scalar { style, value: text });
        self.last_scalar = range.clone();
        self.last_end = range.end.max(self.last_end);
        if let Some((tag, tag_range)) = tag {
            self.last_end = self.last_end.max(tag_range.end);
            self.tag(id, tag, tag_range);
        }
        self.mark_anchor(anchor, Target { node: id, size: Some(1), height: 0 });
        if let Some(document) = self.documents.last_mut()
            && document.problems.len() < self.limits.problems
        {
            kubectl::check_scalar(document, self.source, id);
        }
    }

    /// Keeps the value as a range of the source wherever that is possible.
    pub(super) fn scalar_text(
        &mut self,
        value: &str,
        style: ScalarStyle,
        span: Span,
        content: Span,
    ) -> ScalarText {
        let inner = match style {
            ScalarStyle::Plain => span,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1) }
            }
            ScalarStyle::Literal | ScalarStyle::Folded => content,
        };
        let written = inner.slice(self.source);
        // In a patched text a one-line plain scalar may have been made readable: what is written counts.
        let is_one_plain_line = || style == ScalarStyle::Plain && !written.contains(['\n', '\r']);
        if written == value || !self.verbatim && is_one_plain_line() {
            return ScalarText::Verbatim(inner);
        }
        let Some(document) = self.documents.last_mut() else { return ScalarText::Verbatim(inner) };
        let index = narrow(document.cooked.len());
        document.cooked.push(value.into());
        ScalarText::Cooked(index)
    }

    pub(super) fn start(
        &mut self,
        mapping: bool,
        style: StructureStyle,
        anchor: usize,
        mut start: usize,
        tag: Option<(&Tag, Range<usize>)>,
    ) -> bool {
        let flow = style == StructureStyle::Flow;
        if !mapping && !flow && self.expects_value() {
            start = place::first_dash(self.parsed, self.last_end).unwrap_or(start);
        }
        let span = Span::new(self.origin.source(start), self.origin.source(start));
        if self.open.len() >= self.limits.depth {
            self.problem(ProblemKind::LimitExceeded, span, too_deep(self.limits));
            return false;
        }
        if mapping
            && flow
            && self.open.last().is_some_and(|open| open.mapping && open.flow && open.start + 1 == start)
        {
            self.template
                .get_or_insert(Span::new(self.origin.source(start - 1), self.origin.source(start + 1)));
        }
        let visited_before = self.visited;
        let content = if mapping {
            Content::Mapping { flow, first: 0, len: 0 }
        } else {
            Content::Sequence { flow, first: 0, len: 0 }
        };
        let id = self.push(span, content);
        if let Some((tag, tag_range)) = tag {
            self.last_end = self.last_end.max(tag_range.end);
            self.tag(id, tag, tag_range);
        }
        self.mark_anchor(anchor, Target { node: id, size: None, height: 0 });
        let children = self.pending.len();
        self.open.push(Open { id, mapping, flow, start, children, height: 0, visited_before, anchor });
        true
    }

    pub(super) fn close(&mut self, end: usize) {
        let Some(open) = self.open.last() else { return };
        if open.mapping && (self.pending.len() - open.children) % 2 == 1 {
            // The text broke off behind a key.
            let at = self.origin.source(self.last_end);
            let span = Span::new(at, at);
            self.push(span, Content::Scalar { style: ScalarStyle::Plain, value: ScalarText::Verbatim(span) });
        }
        let Some(open) = self.open.pop() else { return };
        let children = self.pending.split_off(open.children);
        if let Some(parent) = self.open.last_mut() {
            parent.height = parent.height.max(open.height + 1);
        }
        if open.flow {
            self.last_end = self.last_end.max(end);
        }
        if open.anchor != 0
            && let Some(index) = self.target_index(open.anchor)
            && let Some((_, target)) = self.anchors.get_mut(index)
        {
            target.size = Some(self.visited - open.visited_before);
            target.height = open.height + 1;
        }
        let source_end = self.origin.source(end);
        let Some(document) = self.documents.last_mut() else { return };
        let last_child =
            children.last().and_then(|child| document.nodes.get(child.0 as usize)).map(|node| node.span);
        let len = narrow(children.len());
        let content = if open.mapping {
            let first = narrow(document.entries.len());
            document.entries.extend(children.chunks_exact(2).filter_map(|pair| match *pair {
                [key, value] => Some(Entry { key, value }),
                _ => None,
            }));
            Content::Mapping { flow: open.flow, first, len: len / 2 }
        } else {
            let first = narrow(document.items.len());
            document.items.extend(children);
            Content::Sequence { flow: open.flow, first, len }
        };
        let Some(node) = document.nodes.get_mut(open.id.0 as usize) else { return };
        node.content = content;
        node.span.end = match last_child {
            // The value of an explicit key or an empty last item ends behind what the last child covers.
            Some(last) if !open.flow => last.end,
            _ => narrow(source_end),
        }
        .max(node.span.start);
        if open.mapping && kubectl::check_keys(document, self.source, open.id, self.limits) {
            self.merging.push(open.id);
        }
    }

    pub(super) fn alias(&mut self, anchor: usize, range: Range<usize>) {
        let span = self.origin.span(range.clone());
        self.last_end = range.end;
        let found =
            self.target_index(anchor).and_then(|index| self.anchors.get(index)).map(|(_, target)| *target);
        let Some(Target { node, size, height }) = found else {
            self.push(span, Content::Alias { target: None });
            return;
        };
        let Some(size) = size else {
            let message = format!("`{}` stands inside of what it names", span.slice(self.source));
            self.problem(ProblemKind::NotKubernetes, span, message);
            self.push(span, Content::Alias { target: None });
            return;
        };
        if self.open.len() + height > self.limits.depth {
            self.problem(ProblemKind::LimitExceeded, span, too_deep(self.limits));
            self.push(span, Content::Alias { target: None });
            return;
        }
        let nodes = self.documents.last().map_or(0, |document| document.nodes.len());
        let visited = self.visited.saturating_add(size);
        if visited > nodes.saturating_add(self.limits.alias_nodes) {
            let most = self.limits.alias_nodes;
            if !self.alias_limit_told {
                let message = format!(
                    "aliases blow the document up by more than {most} nodes: the rest stands for nothing"
                );
                self.problem(ProblemKind::LimitExceeded, span, message);
                self.alias_limit_told = true;
            }
            self.push(span, Content::Alias { target: None });
            return;
        }
        self.push(span, Content::Alias { target: Some(node) });
        self.visited = visited;
        if let Some(open) = self.open.last_mut() {
            open.height = open.height.max(height);
        }
    }

    fn target_index(&self, anchor: usize) -> Option<usize> {
        self.anchors.binary_search_by_key(&anchor, |(number, _)| *number).ok()
    }

    pub(super) fn mark_anchor(&mut self, anchor: usize, target: Target) {
        if anchor != 0 {
            self.anchors.push((anchor, target));
        }
    }

    /// Notes the name of the anchor of the node that was pushed last.
    pub(super) fn name_anchor(&mut self, name: Cow<'_, str>, range: Range<usize>) {
        let span = self.origin.span(range.clone());
        self.last_end = self.last_end.max(range.end);
        let Some(document) = self.documents.last_mut() else { return };
        let index = narrow(document.anchors.len());
        document.anchors.push(Anchor { name: name.into(), span });
        if document.problems.len() < self.limits.problems {
            kubectl::check_name(document, self.source, span);
        }
        if let Some(node) = document.nodes.last_mut() {
            node.anchor = Some(index);
        }
    }

    pub(super) fn tag(&mut self, id: NodeId, tag: &Tag, range: Range<usize>) {
        let span = self.origin.span(range);
        let Some(document) = self.documents.last_mut() else { return };
        let index = narrow(document.tags.len());
        let tag = canonical_tag(tag);
        if document.problems.len() < self.limits.problems {
            kubectl::check_tag(document, &tag, span);
        }
        document.tags.push((tag.into_boxed_str(), span));
        if let Some(node) = document.nodes.get_mut(id.0 as usize) {
            node.tag = Some(index);
        }
    }
}

/// The tag with the handles of `%TAG` directives resolved: `!!int`, `!local`, or `!<tag:example.com,2000:thing>`.
fn canonical_tag(tag: &Tag) -> String {
    let (handle, suffix) = tag.parts();
    if let Some(name) = tag.suffix_in_namespace("tag:yaml.org,2002:") {
        return format!("!!{name}");
    }
    match handle {
        "" if suffix == "!" => "!".to_owned(),
        "!" => format!("!{suffix}"),
        _ => format!("!<{handle}{suffix}>"),
    }
}

fn quote_of(style: ScalarStyle) -> &'static str {
    match style {
        ScalarStyle::SingleQuoted => "'",
        ScalarStyle::DoubleQuoted => "\"",
        _ => "",
    }
}
