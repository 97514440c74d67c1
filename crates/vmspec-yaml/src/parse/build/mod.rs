//! Parser events to documents.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, options};

use super::origin::Origin;
use super::{kubectl, place};

mod nodes;
use crate::tree::{Content, Document, NodeData, NodeId, ScalarStyle};
use crate::{Dialect, Limits, Problem, ProblemKind, Span};

/// Room for nodes is reserved for texts up to this size; larger ones grow as they need.
const MOST_RESERVED: usize = 16 << 10;

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
pub(super) fn build(
    parsed: &str,
    source: &str,
    origin: &Origin,
    verbatim: bool,
    dialect: Dialect,
    limits: &Limits,
) -> Attempt {
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
        dialect,
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
    dialect: Dialect,
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
        let rest = (self.parsed.len() - start).min(MOST_RESERVED);
        let start = self.origin.source(start);
        self.documents.push(Document {
            span: Span::new(start, start),
            comments: std::mem::take(&mut self.loose_comments),
            // Manifests have a node for every 12 to 20 bytes. Fewer moves are worth some room.
            nodes: Vec::with_capacity(rest / 16),
            entries: Vec::with_capacity(rest / 40),
            dialect: self.dialect,
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
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn too_deep(limits: &Limits) -> String {
    format!("nested too deeply: at most {} levels are read", limits.depth)
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
