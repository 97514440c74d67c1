//! How far a comment reaches.

use std::collections::HashMap;

use vmspec_yaml::{Document, Node, NodeKind, ScalarStyle, Span, Tree};

use crate::analysis::locate::line_start;

/// The entries and items of a document by where they begin, to ask for what a line holds.
pub(super) struct Layout<'t> {
    text: &'t str,
    document: &'t Document,
    is_first: bool,
    /// Where the content begins, if there is any.
    content: Option<u32>,
    /// Entries and items that are not merely named by an alias, in ascending order.
    parts: Vec<Span>,
    /// The end of what begins on a line, by the start of the line: several comments may ask for the same.
    ends: HashMap<usize, u32>,
    /// Whether a block scalar keeps the empty lines behind it, so that a comment may be what ends it.
    keeps_empty_lines: bool,
}

impl<'t> Layout<'t> {
    pub(super) fn new(tree: &'t Tree, index: usize) -> Option<Self> {
        let document = tree.documents().get(index)?;
        let root = tree.root(index);
        let mut layout = Self {
            text: tree.text(),
            document,
            is_first: index == 0,
            content: root.map(|root| root.full_span().start),
            parts: Vec::new(),
            ends: HashMap::new(),
            keeps_empty_lines: false,
        };
        layout.collect(root);
        layout.parts.sort_unstable();
        Some(layout)
    }

    fn collect(&mut self, root: Option<Node<'t>>) {
        let mut open: Vec<Node<'t>> = root.into_iter().collect();
        while let Some(node) = open.pop() {
            if node.is_alias() {
                continue;
            }
            match node.kind() {
                NodeKind::Scalar => {
                    let is_block = matches!(node.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded));
                    let header = || node.span().slice(self.text).lines().next().unwrap_or_default();
                    self.keeps_empty_lines |= is_block && header().contains('+');
                }
                NodeKind::Sequence => {
                    for item in node.items() {
                        self.parts.push(item.full_span());
                        open.push(item);
                    }
                }
                NodeKind::Mapping => {
                    for (key, value) in node.entries() {
                        self.parts.push(key.full_span().cover(value.full_span()));
                        open.push(value);
                    }
                }
            }
        }
    }

    /// The bytes that a comment speaks for.
    ///
    /// Above the first `---`, the file; above the first key of a document, or behind its `---`, the document; behind
    /// something, its line and all of what begins on it; on a line of its own, the same for the next entry.
    pub(super) fn reach(&mut self, comment: Span) -> Span {
        if self.is_first && comment.end <= self.document.span().start {
            return Span::new(0, self.text.len());
        }
        if self.content.is_some_and(|content| comment.start < content) {
            return self.document.span();
        }
        if !self.stands_alone(comment) {
            return self.line(comment.start);
        }
        let next = self.parts.partition_point(|part| part.start < comment.end);
        match self.parts.get(next) {
            Some(part) => self.line(part.start),
            None => Span::at(comment.end as usize),
        }
    }

    /// Whether nothing but the dash of an item stands before a comment on its line.
    fn stands_alone(&self, comment: Span) -> bool {
        let start = line_start(self.text, comment.start as usize);
        let before = self.text.get(start..comment.start as usize).unwrap_or_default();
        before.chars().all(|char| matches!(char, ' ' | '\t' | '-'))
    }

    /// A line with the whole of the entries and items that begin on it.
    fn line(&mut self, offset: u32) -> Span {
        let start = line_start(self.text, offset as usize);
        if let Some(&end) = self.ends.get(&start) {
            return Span::new(start, end as usize);
        }
        let line = Span::new(start, line_end(self.text, offset as usize));
        let first = self.parts.partition_point(|part| part.start < line.start);
        let begun = self.parts.iter().skip(first).take_while(|part| part.start < line.end);
        let end = begun.map(|part| part.end).fold(line.end, u32::max);
        self.ends.insert(start, end);
        Span::new(start, end as usize)
    }

    /// What to take away with a directive that starts at `start` in a comment; nothing if that could change a value.
    pub(super) fn removal(&self, comment: Span, start: usize) -> Option<Span> {
        let start_of_line = line_start(self.text, comment.start as usize);
        let directive = comment.start as usize + start;
        let before = self.text.get(start_of_line..directive)?;
        if !before.trim_matches([' ', '\t']).is_empty() {
            return Some(Span::new(start_of_line + before.trim_end().len(), comment.end as usize));
        }
        let next = line_behind(self.text, comment.end as usize);
        let next_line = self.text.get(next..line_end(self.text, next)).unwrap_or_default();
        // Empty lines behind a block scalar would be joined to it.
        let is_risky = self.keeps_empty_lines && next_line.trim().is_empty();
        (!is_risky).then_some(Span::new(start_of_line, next))
    }
}

fn is_break(char: char) -> bool {
    matches!(char, '\n' | '\r')
}

/// The end of the line that holds `offset`, its line break excluded.
fn line_end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    offset + rest.find(is_break).unwrap_or(rest.len())
}

/// The start of the line behind that of `offset`, or the end of the text.
fn line_behind(text: &str, offset: usize) -> usize {
    let end = line_end(text, offset);
    let rest = text.get(end..).unwrap_or_default();
    end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}
