//! One text, parsed and decoded.

use std::sync::{Arc, OnceLock};

use vmspec_yaml::{Limits, LineIndex, Tree, parse, parse_bytes};

use super::document::{LoadedDocument, Understood};
use super::suppressions::{self, Suppression};
use super::text_faults;
use crate::diagnostic::Diagnostic;

/// One text with everything that can be said of it alone.
///
/// Making one is pure and costs most of a check; several can be made in parallel.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: Arc<str>,
    tree: Tree,
    documents: Vec<LoadedDocument>,
    diagnostics: Vec<Diagnostic>,
    suppressions: Vec<Suppression>,
    has_certain_references: bool,
    lines: OnceLock<LineIndex>,
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

    fn load(name: Arc<str>, tree: Tree, limits: &Limits) -> Self {
        let mut documents = Vec::with_capacity(tree.documents().len());
        let mut diagnostics = text_faults::of_problems(&name, 0, tree.problems());
        for index in 0..tree.documents().len() {
            documents.extend(LoadedDocument::load(&name, &tree, index, limits, &mut diagnostics));
        }
        let suppressions = suppressions::read(&name, &tree, &documents, &mut diagnostics);
        let has_certain_references = tree.problems().is_empty()
            && documents.iter().all(|document| document.has_certain_references(&tree));
        let lines = OnceLock::new();
        Self { name, tree, documents, diagnostics, suppressions, has_certain_references, lines }
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
