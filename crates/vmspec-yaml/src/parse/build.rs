//! Parser events to documents.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, StructureStyle, Tag, options};

use super::origin::Origin;
use super::{kubectl, place};
use crate::tree::{Anchor, Content, Document, Entry, NodeData, NodeId, ScalarStyle, ScalarText};
use crate::{Limits, Problem, ProblemKind, Span};

/// What one run of the parser gave.
pub(super) struct Attempt {
    /// The documents, the last of them cut off if there is a failure.
    pub(super) documents: Vec<Document>,
    /// Why the run ended before the end of the text.
    pub(super) failure: Option<Failure>,
    /// The first `{{` that was taken for two flow mappings.
    pub(super) template: Option<Span>,
}

/// A fault that the parser cannot go on from. All offsets are those of the parsed text.
#[derive(Debug)]
pub(super) struct Failure {
    /// The parser's word for it; nothing if one of our limits was hit, whose problem is in the document then.
    pub(super) kind: Option<ErrorKind>,
    /// Where the parser stood, or what it pointed at.
    pub(super) at: usize,
    /// Start of the outermost flow collection that is open.
    pub(super) open_flow: Option<usize>,
    /// The last scalar.
    pub(super) last_scalar: Range<usize>,
    /// End of the last scalar, alias or flow collection.
    pub(super) last_end: usize,
    /// Columns of the open block collections, from the outside in.
    pub(super) columns: Vec<usize>,
}

/// Parses `parsed`, which stands in `source` as `origin` says.
pub(super) fn build(parsed: &str, source: &str, origin: &Origin, verbatim: bool, limits: &Limits) -> Attempt {
    let options = options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        block_scalar_eof_without_line_feed: true,
        bom_inside_document_as_content: true,
        max_buffered_comment_events: usize::MAX,
        // One more than ours, so that ours are hit first and can be reported at the collection.
        flow_nesting_limit: limits.depth.saturating_add(1),
        block_nesting_limit: limits.depth.saturating_add(1),
    };
    let mut builder = Builder {
        parsed,
        source,
        origin,
        verbatim,
        limits,
        documents: Vec::new(),
        open: Vec::new(),
        pending: Vec::new(),
        anchors: Vec::new(),
        visited: 0,
        last_scalar: 0..0,
        last_end: 0,
        last_comment: 0..0,
        loose_comments: Vec::new(),
        previous_end: 0,
        in_document: false,
        ends_openly: false,
        starts_explicitly: false,
        template: None,
        merging: Vec::new(),
        alias_limit_told: false,
    };
    let mut failure = None;
    for event in Parser::new_from_str_with_options(parsed, options) {
        let (kind, at) = match event {
            Ok((event, span)) => {
                if builder.event(event, &span) {
                    continue;
                }
                (None, offset(span.start))
            }
            Err(error) if *error.kind() == ErrorKind::RecursionLimitExceeded => {
                let at = offset(*error.marker());
                if !builder.in_document {
                    builder.start_document(false, 0..0);
                }
                builder.problem(ProblemKind::LimitExceeded, Span::at(origin.source(at)), too_deep(limits));
                (None, at)
            }
            Err(error) => (Some(error.kind().clone()), offset(*error.marker())),
        };
        let columns =
            builder.open.iter().filter(|open| !open.flow).map(|open| column(parsed, open.start)).collect();
        failure = Some(Failure {
            kind,
            at: at.min(parsed.len()),
            open_flow: builder.open.iter().find(|open| open.flow).map(|open| open.start),
            last_scalar: builder.last_scalar.clone(),
            last_end: builder.last_end,
            columns,
        });
        break;
    }
    builder.end_text();
    Attempt { documents: builder.documents, failure, template: builder.template }
}

fn offset(marker: granit_parser::Marker) -> usize {
    // Texts that are parsed from a string have byte offsets everywhere.
    marker.byte_offset().unwrap_or(0)
}

fn column(text: &str, offset: usize) -> usize {
    offset - place::line_start(text, offset)
}

/// An open collection.
struct Open {
    id: NodeId,
    mapping: bool,
    flow: bool,
    /// Offset in the parsed text.
    start: usize,
    /// Where its children start in `Builder::pending`.
    children: usize,
    /// Levels of collections below this one, aliases followed.
    height: usize,
    /// Value of `Builder::visited` when it was opened.
    visited_before: usize,
    anchor: usize,
}

/// What an alias to a node brings with it.
#[derive(Clone, Copy)]
struct Target {
    node: NodeId,
    /// Nodes below the anchor with aliases followed, itself included; nothing while the node is still open.
    size: Option<usize>,
    height: usize,
}

#[expect(clippy::struct_excessive_bools, reason = "independent facts about the place in the text")]
struct Builder<'t> {
    parsed: &'t str,
    source: &'t str,
    origin: &'t Origin,
    /// Whether the parsed text is the source text, byte for byte.
    verbatim: bool,
    limits: &'t Limits,
    documents: Vec<Document>,
    open: Vec<Open>,
    /// Children of all open collections.
    pending: Vec<NodeId>,
    /// By the parser's anchor numbers, which ascend over a whole text.
    anchors: Vec<(usize, Target)>,
    /// Nodes of the document that a reader visits who follows aliases.
    visited: usize,
    last_scalar: Range<usize>,
    last_end: usize,
    last_comment: Range<usize>,
    /// Comments before the document that they belong to.
    loose_comments: Vec<Span>,
    /// End of the last document's end marker.
    previous_end: usize,
    in_document: bool,
    /// Whether the last document ended without an end marker.
    ends_openly: bool,
    /// Whether the last document started with `---`.
    starts_explicitly: bool,
    template: Option<Span>,
    /// Mappings of the document with a `<<` key.
    merging: Vec<NodeId>,
    alias_limit_told: bool,
}

impl Builder<'_> {
    /// Takes an event; false if it goes beyond a limit.
    fn event(&mut self, event: Event<'_>, span: &granit_parser::Span) -> bool {
        let range = offset(span.start)..offset(span.end);
        let tag_span = || span.tag_span().and_then(|span| span.byte_range());
        match event {
            Event::DocumentStart(explicit, _) => self.start_document(explicit, range),
            Event::DocumentEnd => self.end_document(range),
            Event::Scalar(value, style, anchor, tag) => {
                self.scalar(&value, scalar_style(style), anchor, range, tag.as_deref().zip(tag_span()));
            }
            Event::SequenceStart(style, anchor, tag) => {
                return self.start(false, style, anchor, range.start, tag.as_deref().zip(tag_span()));
            }
            Event::MappingStart(style, anchor, tag) => {
                return self.start(true, style, anchor, range.start, tag.as_deref().zip(tag_span()));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::UnresolvedAlias(name) => {
                let span = self.origin.span(range.clone());
                let message = format!("`*{name}` refers to no anchor: expected an earlier `&{name}`");
                self.problem(ProblemKind::UnknownAnchor, span, message);
                self.push(span, Content::Alias { target: None });
                self.last_end = range.end;
            }
            Event::Anchor(_, name) => self.name_anchor(name, range),
            Event::Comment(..) => {
                self.last_comment = range.clone();
                let span = self.origin.span(range);
                match self.documents.last_mut() {
                    Some(document) if self.in_document => document.comments.push(span),
                    _ => self.loose_comments.push(span),
                }
            }
            _ => {}
        }
        true
    }

    fn start_document(&mut self, explicit: bool, marker: Range<usize>) {
        let start = if explicit {
            self.end_previous(marker.start);
            let marker_end = marker.end;
            // The `---` line is not part of the document, unless the document starts on it.
            let rest =
                self.parsed.get(marker_end..place::line_end(self.parsed, marker_end)).unwrap_or_default();
            if rest.trim().is_empty() { place::next_line(self.parsed, marker_end) } else { marker_end }
        } else {
            self.previous_end
        };
        let start = self.origin.source(start);
        self.documents.push(Document {
            span: Span::new(start, start),
            comments: std::mem::take(&mut self.loose_comments),
            ..Document::default()
        });
        self.in_document = true;
        self.starts_explicitly = explicit;
        self.visited = 0;
        self.alias_limit_told = false;
    }

    /// Sets the end of a document that has no end marker, which the parser does not tell exactly.
    fn end_previous(&mut self, end: usize) {
        let end = narrow(self.origin.source(end));
        if self.ends_openly
            && let Some(document) = self.documents.last_mut()
        {
            document.span.end = end;
        }
        self.ends_openly = false;
    }

    fn end_document(&mut self, marker: Range<usize>) {
        self.ends_openly = marker.is_empty();
        while !self.open.is_empty() {
            self.close(marker.start);
        }
        let end = self.origin.source(marker.start);
        let is_first = self.documents.len() == 1;
        let Self { documents, source, limits, merging, starts_explicitly: explicit, .. } = self;
        if let Some(document) = documents.last_mut() {
            document.span = Span::new(document.span.start as usize, end.max(document.span.start as usize));
            let is_written =
                |root: &NodeData| !root.span.is_empty() || root.tag.is_some() || root.anchor.is_some();
            if !document.nodes.first().is_some_and(is_written) {
                document.nodes.clear();
                document.root = None;
            }
            if !*explicit && !is_first {
                kubectl::check_start(document, source);
            }
            kubectl::check_merges(document, source, merging, limits);
            merging.clear();
        }
        let rest = self.parsed.get(marker.end..place::line_end(self.parsed, marker.end)).unwrap_or_default();
        self.previous_end =
            if rest.trim().is_empty() { place::next_line(self.parsed, marker.end) } else { marker.end };
        self.in_document = false;
    }

    /// Ends what is still open, and finds a document for comments that are left.
    fn end_text(&mut self) {
        let end = self.parsed.len();
        if self.in_document {
            self.end_document(end..end);
        }
        if self.documents.is_empty() {
            self.start_document(false, 0..0);
            self.end_document(end..end);
        }
        self.end_previous(end);
        let comments = std::mem::take(&mut self.loose_comments);
        if let Some(document) = self.documents.last_mut() {
            document.comments.extend(comments);
        }
    }

    fn problem(&mut self, kind: ProblemKind, span: Span, message: impl Into<String>) {
        if let Some(document) = self.documents.last_mut()
            && document.problems.len() < self.limits.problems
        {
            document.problems.push(Problem::new(kind, span, message));
        }
    }

    /// Adds a node to the innermost open collection.
    fn push(&mut self, span: Span, content: Content) -> NodeId {
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
    fn expects_value(&self) -> bool {
        self.open.last().is_some_and(|open| open.mapping && (self.pending.len() - open.children) % 2 == 1)
    }

    fn scalar(
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
    fn scalar_text(&mut self, value: &str, style: ScalarStyle, span: Span, content: Span) -> ScalarText {
        let inner = match style {
            ScalarStyle::Plain => span,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1) }
            }
            ScalarStyle::Literal | ScalarStyle::Folded => content,
        };
        let written = inner.slice(self.source);
        // In a patched text a one-line plain scalar may have been made readable: what is written counts.
        let one_plain_line = style == ScalarStyle::Plain && !written.contains(['\n', '\r']);
        if written == value || !self.verbatim && one_plain_line {
            return ScalarText::Verbatim(inner);
        }
        let Some(document) = self.documents.last_mut() else { return ScalarText::Verbatim(inner) };
        let index = narrow(document.cooked.len());
        document.cooked.push(value.into());
        ScalarText::Cooked(index)
    }

    fn start(
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

    fn close(&mut self, end: usize) {
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
            && let Some((_, target)) =
                self.anchors.iter_mut().rev().find(|(number, _)| *number == open.anchor)
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

    fn alias(&mut self, anchor: usize, range: Range<usize>) {
        let span = self.origin.span(range.clone());
        self.last_end = range.end;
        let found =
            self.anchors.iter().rev().find(|(number, _)| *number == anchor).map(|(_, target)| *target);
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

    fn mark_anchor(&mut self, anchor: usize, target: Target) {
        if anchor != 0 {
            self.anchors.push((anchor, target));
        }
    }

    /// Notes the name of the anchor of the node that was pushed last.
    fn name_anchor(&mut self, name: Cow<'_, str>, range: Range<usize>) {
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

    fn tag(&mut self, id: NodeId, tag: &Tag, range: Range<usize>) {
        let span = self.origin.span(range);
        let Some(document) = self.documents.last_mut() else { return };
        let index = narrow(document.tags.len());
        document.tags.push((canonical_tag(tag).into_boxed_str(), span));
        if let Some(node) = document.nodes.get_mut(id.0 as usize) {
            node.tag = Some(index);
        }
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn too_deep(limits: &Limits) -> String {
    format!("nested too deeply: at most {} levels are read", limits.depth)
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

fn scalar_style(style: granit_parser::ScalarStyle) -> ScalarStyle {
    match style {
        granit_parser::ScalarStyle::Plain => ScalarStyle::Plain,
        granit_parser::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
        granit_parser::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
        granit_parser::ScalarStyle::Literal => ScalarStyle::Literal,
        granit_parser::ScalarStyle::Folded => ScalarStyle::Folded,
    }
}
