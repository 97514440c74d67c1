//! What was looked at and what was found.

use super::SourceFile;
use crate::diagnostic::{Diagnostic, Severity};

/// What was looked at and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Counts.
    pub summary: Summary,
    /// By file in the given order, then by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found and is not to be reported, in the same order.
    pub suppressed: Vec<Suppressed>,
}

impl Report {
    /// Diagnostics alone, with nothing counted.
    pub fn of_diagnostics(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    /// The report of several files, each with what was found in it.
    pub fn of_files<'f>(files: impl IntoIterator<Item = (&'f SourceFile, FileReport)>) -> Self {
        let mut report = Self::default();
        for (file, found) in files {
            report.summary.count_file(file);
            let accepted = found.suppressed.iter().filter(|one| one.by == SuppressedBy::Baseline).count();
            report.summary.accepted += accepted;
            report.summary.suppressed += found.suppressed.len() - accepted;
            found.diagnostics.iter().for_each(|diagnostic| report.summary.count(diagnostic));
            report.diagnostics.extend(found.diagnostics);
            report.suppressed.extend(found.suppressed);
        }
        report
    }
}

impl Report {
    /// Adds the report of other files.
    pub fn append(&mut self, other: Self) {
        self.summary.add(&other.summary);
        self.diagnostics.extend(other.diagnostics);
        self.suppressed.extend(other.suppressed);
    }
}

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileReport {
    /// By place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found and is not to be reported, by place.
    pub suppressed: Vec<Suppressed>,
}

/// A diagnostic that is not reported, since somebody has said so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppressed {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// What keeps it from being reported.
    pub by: SuppressedBy,
    /// The reason that was given.
    pub reason: Option<String>,
}

/// What keeps a diagnostic from being reported.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum SuppressedBy {
    /// A comment in the text: `# vmspec: ignore[rule-name]`.
    Comment,
    /// The annotation `vmspec.dev/ignore` of the resource.
    Annotation,
    /// A [`Baseline`](super::Baseline) that accepts it.
    Baseline,
}

impl SuppressedBy {
    /// `comment`, `annotation` or `baseline`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Annotation => "annotation",
            Self::Baseline => "baseline",
        }
    }
}

/// How many documents a file holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) documents: usize,
    pub(super) checked: usize,
    pub(super) fragments: usize,
    pub(super) templates: usize,
}

/// Counts of a [`Report`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Summary {
    /// Texts.
    pub files: usize,
    /// Documents that hold anything but comments. Of a list, each item counts as one.
    pub documents: usize,
    /// Documents that were taken for `VMInstance` or `VMDisk`, those with a fault in `apiVersion` or `kind` included.
    pub checked: usize,
    /// Documents of other kinds, or of none.
    pub skipped: usize,
    /// Pieces of YAML in pages of documentation that do not say what they are.
    pub fragments: usize,
    /// Templates in pages of documentation. In files of YAML they are faults.
    pub templates: usize,
    /// Diagnostics of severity error.
    pub errors: usize,
    /// Diagnostics of severity warning.
    pub warnings: usize,
    /// Diagnostics of severity info.
    pub infos: usize,
    /// Diagnostics that a comment or an annotation keeps from being reported.
    pub suppressed: usize,
    /// Diagnostics that a baseline accepts.
    pub accepted: usize,
    /// Entries of a baseline whose diagnostic is gone. Counted by whoever compares: see
    /// [`OpenBaseline::stale`](super::OpenBaseline::stale).
    pub stale: usize,
}

impl Summary {
    /// Adds the counts of a file.
    fn count_file(&mut self, file: &SourceFile) {
        let Counts { documents, checked, fragments, templates } = file.counts();
        self.files += 1;
        self.documents += documents;
        self.checked += checked;
        self.skipped += documents - checked - fragments - templates;
        self.fragments += fragments;
        self.templates += templates;
    }

    fn add(&mut self, other: &Self) {
        let Self {
            files,
            documents,
            checked,
            skipped,
            fragments,
            templates,
            errors,
            warnings,
            infos,
            suppressed,
            accepted,
            stale,
        } = other;
        self.files += files;
        self.documents += documents;
        self.checked += checked;
        self.skipped += skipped;
        self.fragments += fragments;
        self.templates += templates;
        self.errors += errors;
        self.warnings += warnings;
        self.infos += infos;
        self.suppressed += suppressed;
        self.accepted += accepted;
        self.stale += stale;
    }

    /// Adds a diagnostic.
    fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }
}
