//! Texts that hold manifests between other text: pages of documentation, shell scripts.
//!
//! Each block is read as a text of its own, whose bytes are those of the page: what stands outside of the YAML on its
//! lines becomes blanks. So a place in the block is a place in the page, a constant further on.
//!
//! A block stands alone. Pages show the same resource again and again, each time a little further, so that two blocks
//! are no two resources; and what a block refers to is often not shown.

use std::ops::Range;
use std::sync::Arc;

use vmspec_yaml::edit::{Edit, apply};
use vmspec_yaml::{Limits, Node, NodeKind, ProblemKind, Span};

use super::identity::mentions_us;
use super::report::{Counts, FileReport};
use super::workspace::cut;
use super::{Options, SourceFile, Workspace};
use crate::diagnostic::{Diagnostic, Fix};

/// Lines of a page that are to be read as YAML.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Block {
    /// The bytes of the lines, with their line ends.
    pub span: Range<usize>,
    /// What stands before the YAML on its lines: the indentation of a list, or the `>` of a quotation. In ascending
    /// order, each from the start of its line on.
    pub margins: Vec<Range<usize>>,
    /// Whether something is filled in before anybody reads it, so that it is not judged.
    pub is_template: bool,
}

impl Block {
    /// Whole lines that are YAML from their start on, by their bytes.
    pub fn new(span: Range<usize>) -> Self {
        Self { span, margins: Vec::new(), is_template: false }
    }
}

/// Finds the blocks of a page, in ascending order.
pub type FindBlocks = fn(&str) -> Vec<Block>;

/// A text that holds manifests between other text.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// How its blocks were found, for when the text has changed.
    find_blocks: FindBlocks,
    /// Blocks of manifests that are not judged.
    templates: usize,
    blocks: Vec<LoadedBlock>,
}

#[derive(Clone, Debug)]
struct LoadedBlock {
    /// Where it begins in the page.
    start: u32,
    /// What stands before its lines and is more than spaces: a new line needs it as well.
    margin: Option<String>,
    file: SourceFile,
    fragments: usize,
    templates: usize,
}

impl Page {
    pub(super) fn read(name: &Arc<str>, text: &str, find_blocks: FindBlocks, limits: &Limits) -> Self {
        let mut page = Self { find_blocks, templates: 0, blocks: Vec::new() };
        for block in find_blocks(text).into_iter().take(limits.documents) {
            if block.is_template {
                page.templates += usize::from(text.get(block.span).is_some_and(mentions_us));
            } else {
                page.blocks.extend(LoadedBlock::read(name, text, &block, limits));
            }
        }
        page
    }

    /// The root of a document, counted over all blocks.
    pub(super) fn root(&self, mut document: usize) -> Option<Node<'_>> {
        for block in &self.blocks {
            let count = block.file.tree().documents().len();
            if document < count {
                return block.file.tree().root(document);
            }
            document -= count;
        }
        None
    }

    pub(super) fn find_blocks(&self) -> FindBlocks {
        self.find_blocks
    }

    pub(super) fn counts(&self) -> Counts {
        let (documents, templates) = (self.templates, self.templates);
        let mut counts = Counts { documents, templates, ..Counts::default() };
        for block in &self.blocks {
            let Counts { documents, checked, .. } = block.file.counts();
            counts.documents += documents;
            counts.checked += checked;
            counts.fragments += block.fragments;
            counts.templates += block.templates;
        }
        counts
    }

    /// What is wrong with the blocks, at their places in the page.
    pub(super) fn check(&self, text: &str, options: &Options) -> FileReport {
        let page = PageText { text, find_blocks: self.find_blocks };
        let mut all = FileReport::default();
        let mut documents = 0;
        for block in &self.blocks {
            let workspace = Workspace::of_block(std::slice::from_ref(&block.file), options);
            let mut found = workspace.check_file(0);
            let hidden = found.suppressed.iter_mut().map(|suppressed| &mut suppressed.diagnostic);
            for diagnostic in found.diagnostics.iter_mut().chain(hidden) {
                block.move_to_page(page, diagnostic);
                diagnostic.document += documents;
            }
            all.diagnostics.append(&mut found.diagnostics);
            all.suppressed.append(&mut found.suppressed);
            documents += block.file.tree().documents().len();
        }
        cut(&mut all.diagnostics, options.most_diagnostics);
        all
    }
}

impl LoadedBlock {
    fn read(name: &Arc<str>, page: &str, block: &Block, limits: &Limits) -> Option<Self> {
        let text = page.get(block.span.clone())?;
        let margins = block.margins.iter().filter_map(|margin| page.get(margin.clone()));
        let mut quoted = margins.into_iter().filter(|margin| margin.contains(|character| character != ' '));
        let margin = quoted.next().map(str::to_owned);
        let mut file = SourceFile::parse(Arc::clone(name), without_margins(text, block), limits);
        let (mut fragments, mut templates) = (0, 0);
        for index in 0..file.tree().documents().len() {
            let is_template = is_template(&file, index);
            if !is_template && !is_fragment(&file, index) {
                continue;
            }
            if file.forget_document(index) {
                templates += usize::from(is_template);
                fragments += usize::from(!is_template);
            }
        }
        let start = Span::at(block.span.start).start;
        Some(Self { start, margin, file, fragments, templates })
    }

    fn move_to_page(&self, page: PageText<'_>, diagnostic: &mut Diagnostic) {
        // All fields are named, so that none with a place in it is forgotten.
        let Diagnostic {
            span,
            labels,
            fix,
            alternatives,
            rule: _,
            severity: _,
            message: _,
            args: _,
            help: _,
            file: _,
            document: _,
            item: _,
            resource: _,
            path: _,
        } = diagnostic;
        if let Some(margin) = &self.margin {
            fix.take_if(|fix| !self.add_margin(page, margin, fix));
            alternatives.retain_mut(|fix| self.add_margin(page, margin, fix));
        }
        let fixes = fix.iter_mut().chain(alternatives);
        let edits = fixes.flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        let labels = labels.iter_mut().map(|label| &mut label.span);
        for span in [span].into_iter().chain(labels).chain(edits) {
            span.start = span.start.saturating_add(self.start);
            span.end = span.end.saturating_add(self.start);
        }
    }

    /// Puts the margin before the lines that a fix makes. Returns whether the fix does in the page what it does in the
    /// block, which is tried out if it changes lines.
    fn add_margin(&self, page: PageText<'_>, margin: &str, fix: &mut Fix) -> bool {
        let text = self.file.text();
        let has_break = |text: &str| text.contains(['\n', '\r']);
        if !fix.edits.iter().any(|edit| has_break(&edit.text) || has_break(edit.span.slice(text))) {
            return true;
        }
        let intended = apply(text, &fix.edits);
        for edit in &mut fix.edits {
            let starts_line =
                text.get(..edit.span.start as usize).is_some_and(|before| before.ends_with('\n'));
            edit.text = with_margin(&edit.text, margin, starts_line);
        }
        let moved = fix.edits.iter().map(|edit| {
            let Span { start, end } = edit.span;
            let span = Span { start: start.saturating_add(self.start), end: end.saturating_add(self.start) };
            Edit { span, text: edit.text.clone() }
        });
        let edited = apply(page.text, &moved.collect::<Vec<_>>());
        let blocks = (page.find_blocks)(&edited);
        let own = blocks.iter().find(|block| block.span.start == self.start as usize);
        let found = own.and_then(|block| Some(without_margins(edited.get(block.span.clone())?, block)));
        found.is_some_and(|found| found == intended)
    }
}

/// The text of a page, and how its blocks are found.
#[derive(Clone, Copy)]
struct PageText<'t> {
    text: &'t str,
    find_blocks: FindBlocks,
}

/// A new text with the margin in place of the blanks at the starts of its lines, of the first one if a line starts there.
fn with_margin(text: &str, margin: &str, starts_line: bool) -> String {
    let mut quoted = String::with_capacity(text.len());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let is_new = number > 0 || starts_line;
        match line.get(margin.len()..) {
            Some(rest) if is_new && blanks >= margin.len() => {
                quoted.push_str(margin);
                quoted.push_str(rest);
            }
            _ => quoted.push_str(line),
        }
    }
    quoted
}

/// The text of a block, blanks in place of its margins. The marks between documents stand where YAML wants them, at the
/// start of the line, and the margin behind them.
fn without_margins(text: &str, block: &Block) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for margin in &block.margins {
        let Some(start) = margin.start.checked_sub(block.span.start) else { continue };
        let end = start + margin.len();
        let (Some(before), Some(behind)) = (text.get(from..start), text.get(end..)) else { continue };
        plain.push_str(before);
        let mark = if is_mark(behind) { "---" } else { "" };
        plain.push_str(mark);
        plain.extend(std::iter::repeat_n(' ', margin.len()));
        from = end + mark.len();
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    plain
}

/// Whether a text begins with the mark between two documents.
fn is_mark(text: &str) -> bool {
    text.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// Whether a document is no manifest at all: it does not say what it is.
fn is_fragment(file: &SourceFile, index: usize) -> bool {
    let says = |root: Node<'_>| ["kind", "apiVersion"].iter().any(|key| root.get(key).is_some());
    match file.tree().root(index) {
        Some(root) if root.kind() == NodeKind::Mapping && says(root) => false,
        _ => {
            let span =
                file.tree().documents().get(index).map(vmspec_yaml::Document::span).unwrap_or_default();
            let text = span.slice(file.text());
            // A manifest may be so broken that its `kind` is lost.
            !(text.contains("apiVersion:") && mentions_us(text))
        }
    }
}

fn is_template(file: &SourceFile, index: usize) -> bool {
    let problems =
        file.tree().documents().get(index).map(vmspec_yaml::Document::problems).unwrap_or_default();
    problems.iter().any(|problem| problem.kind == ProblemKind::Template)
}
