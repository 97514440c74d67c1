//! Text in, diagnostics out.
//!
//! [`check`] judges one text. For several, parse each into a [`SourceFile`] (in parallel, if you like), put them into a
//! [`Workspace`], and ask it for the diagnostics of each file or for a [`Report`] of all. [`check_change`] says what
//! becomes of a change from old texts to new ones.
//!
//! Nothing here touches a file system, a clock, the network, the environment or a thread.

mod change;
mod document;
mod identity;
mod locate;
mod misnamed;
mod source_file;
mod text_faults;
mod workspace;

pub use change::{
    ChangeKind, ChangeReport, ChangedResource, DocumentName, check_change, names_before_change,
};
pub use source_file::SourceFile;
pub use workspace::Workspace;

use crate::diagnostic::{Diagnostic, Severity};
use crate::platform::Platform;
use crate::rules::{Scope, Stage};
use vmspec_yaml::Limits;

/// How to judge.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Where the manifests go. Default: Hikube, version unknown.
    pub platform: Platform,
    /// Whether the files at hand are all there are. Default: they are not.
    pub scope: Scope,
    /// What the machines are for. Default: unknown.
    pub stage: Option<Stage>,
    /// What a text may cost.
    pub limits: Limits,
}

impl Options {
    /// The defaults for a platform.
    pub fn new(platform: Platform) -> Self {
        Self { platform, ..Self::default() }
    }
}

/// What was looked at and what was found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Counts.
    pub summary: Summary,
    /// By file in the given order, then by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Counts of a [`Report`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Summary {
    /// Texts.
    pub files: usize,
    /// Documents that hold anything but comments.
    pub documents: usize,
    /// Documents that were taken for `VMInstance` or `VMDisk`, those with a fault in `apiVersion` or `kind` included.
    pub checked: usize,
    /// Documents of other kinds, or of none.
    pub skipped: usize,
    /// Diagnostics of severity error.
    pub errors: usize,
    /// Diagnostics of severity warning.
    pub warnings: usize,
    /// Diagnostics of severity info.
    pub infos: usize,
    /// Diagnostics that a suppression hides.
    pub suppressed: usize,
}

impl Summary {
    /// Adds the counts of a file.
    pub(crate) fn count_file(&mut self, file: &SourceFile) {
        self.files += 1;
        self.documents += file.documents().len();
        self.checked += file.documents().iter().filter(|document| document.is_checked()).count();
        self.skipped = self.documents - self.checked;
    }

    /// Adds a diagnostic.
    pub(crate) fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }
}

/// Judges one text. Never fails: what is wrong stands in the report.
///
/// ```
/// use vmspec::analysis::{Options, check};
///
/// let text = "\
/// apiVersion: apps.cozystack.io/v1alpha1
/// kind: VMDisk
/// metadata:
///   name: data
/// spec:
///   storage: 20Gi
///   storageclass: replicated
/// ";
/// let report = check("disk.yaml", text, &Options::default());
/// let fault = report.diagnostics.first().expect("a fault");
/// assert_eq!(fault.rule, "unknown-field");
/// assert_eq!(fault.span.slice(text), "storageclass");
/// assert_eq!(fault.help.as_deref(), Some("did you mean `storageClass`?"));
/// ```
pub fn check(name: &str, text: &str, options: &Options) -> Report {
    let file = SourceFile::parse(name, text, &options.limits);
    Workspace::new(&[file], options).check()
}
