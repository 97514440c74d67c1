//! One text, parsed and decoded.

use std::fmt;
use std::sync::{Arc, OnceLock};

use vmspec_yaml::{Limits, LineIndex, Node, Tree, parse, parse_bytes};

use super::document::{Body, LoadedDocument, Resolved, Understood};
use super::list::Reader;
use super::page::{FindBlocks, Page};
use super::report::Counts;
use super::suppressions::{self, Suppression};
use super::text_faults;
use crate::diagnostic::Diagnostic;
use crate::platform::Platform;

/// One text with everything that can be said of it alone.
///
/// Making one is pure and costs most of a check; several can be made in parallel.
#[derive(Clone)]
pub struct SourceFile {
    name: Arc<str>,
    tree: Arc<Tree>,
    documents: Vec<LoadedDocument>,
    diagnostics: Vec<Diagnostic>,
    suppressions: Vec<Suppression>,
    has_certain_references: bool,
    lines: OnceLock<LineIndex>,
    /// The manifests between other text, if it is such a text; then it has no documents of its own.
    page: Option<Arc<Page>>,
}

/// What the resources of one text mean on a platform.
#[derive(Clone, Debug)]
pub struct ResolvedFile<'p> {
    /// For each document of the file.
    pub(super) documents: Vec<Option<Resolved<'p>>>,
}

impl fmt::Debug for SourceFile {
    /// Shows how much there is and not what: a manifest may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceFile")
            .field("name", &self.name)
            .field("tree", &self.tree)
            .field("diagnostics", &self.diagnostics)
            .finish_non_exhaustive()
    }
}

impl SourceFile {
    /// Reads a text. The name is only repeated in diagnostics.
    pub fn parse(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>, limits: &Limits) -> Self {
        Self::load(name.into(), parse(text, limits), limits)
    }

    /// Reads bytes that should be UTF-8.
    pub fn parse_bytes(name: impl Into<Arc<str>>, bytes: &[u8], limits: &Limits) -> Self {
        Self::load(name.into(), parse_bytes(bytes, limits), limits)
    }

    /// Reads a text that holds manifests between other text, such as a page of documentation.
    ///
    /// Each block is judged alone: others on the page may show the same resource again. Pieces of YAML that are no
    /// manifest are counted and not judged.
    pub fn parse_page(
        name: impl Into<Arc<str>>,
        text: impl Into<Arc<str>>,
        find_blocks: FindBlocks,
        limits: &Limits,
    ) -> Self {
        let (name, text) = (name.into(), text.into());
        if text.len() > limits.bytes {
            return Self::parse(name, text, limits);
        }
        let page = Page::read(&name, &text, find_blocks, limits);
        Self { page: Some(Arc::new(page)), ..Self::load(name, Tree::without_documents(text), limits) }
    }

    /// What its resources mean on a platform: for [`Workspace::of_resolved`], which otherwise finds it out of one file
    /// after another.
    ///
    /// [`Workspace::of_resolved`]: super::Workspace::of_resolved
    pub fn resolve<'p>(&self, platform: &'p Platform) -> ResolvedFile<'p> {
        ResolvedFile { documents: self.documents.iter().map(|document| document.resolve(platform)).collect() }
    }

    /// The same file with another text.
    pub(super) fn with_text(&self, text: String, limits: &Limits) -> Self {
        let name = Arc::clone(&self.name);
        match &self.page {
            Some(page) => Self::parse_page(name, text, page.find_blocks(), limits),
            None => Self::parse(name, text, limits),
        }
    }

    fn load(name: Arc<str>, tree: Tree, limits: &Limits) -> Self {
        let mut reader = Reader {
            file: &name,
            tree: &tree,
            limits,
            documents: Vec::with_capacity(tree.documents().len()),
            diagnostics: text_faults::of_problems(&name, tree.text(), 0, tree.problems()),
        };
        for index in 0..tree.documents().len() {
            reader.read(index);
        }
        let Reader { documents, mut diagnostics, .. } = reader;
        let suppressions = suppressions::read(&name, &tree, &documents, &mut diagnostics);
        let has_certain_references = tree.problems().is_empty()
            && documents.iter().all(|document| document.has_certain_references(&tree));
        Self {
            name,
            tree: Arc::new(tree),
            documents,
            diagnostics,
            suppressions,
            has_certain_references,
            lines: OnceLock::new(),
            page: None,
        }
    }

    /// The name, as given.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The text; bytes that are not UTF-8 are replaced by `?`, one for one.
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// The tree of the text.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The root of a document by its index in diagnostics. In a page the documents are counted over all blocks, and the
    /// spans of nodes are those of the block.
    pub fn root(&self, document: usize) -> Option<Node<'_>> {
        match &self.page {
            Some(page) => page.root(document),
            None => self.tree.root(document),
        }
    }

    /// Where the lines start.
    pub fn line_index(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    /// Whether all of the text could be understood.
    pub(super) fn is_whole(&self) -> bool {
        let understood = |document: &LoadedDocument| document.understood == Understood::All;
        self.tree.problems().is_empty() && self.documents.iter().all(understood)
    }

    /// Whether it is certain which resources the text holds, and to which others they refer.
    pub(super) fn has_certain_references(&self) -> bool {
        self.has_certain_references
    }

    pub(super) fn page(&self) -> Option<&Page> {
        self.page.as_deref()
    }

    /// How many documents it holds.
    pub(super) fn counts(&self) -> Counts {
        match &self.page {
            Some(page) => page.counts(),
            None => Counts {
                documents: self.documents.iter().filter(|document| !document.is_list()).count(),
                checked: self.documents.iter().filter(|document| document.is_checked()).count(),
                ..Counts::default()
            },
        }
    }

    /// Takes a document for one of another kind, of which nothing is said. Returns whether there is such a document.
    pub(super) fn forget_document(&mut self, index: usize) -> bool {
        self.diagnostics.retain(|diagnostic| diagnostic.document != index);
        self.suppressions.retain(|suppression| suppression.document() != index);
        let mut is_there = false;
        for document in self.documents.iter_mut().filter(|document| document.index == index) {
            document.body = Body::Skipped;
            is_there = true;
        }
        is_there
    }

    pub(super) fn documents(&self) -> &[LoadedDocument] {
        &self.documents
    }

    /// What its comments and annotations keep out of a report.
    pub(super) fn suppressions(&self) -> &[Suppression] {
        &self.suppressions
    }

    /// What is wrong with the text and its structure.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
