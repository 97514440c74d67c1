//! Text in, diagnostics out.
//!
//! [`check`] judges one text. For several, parse each into a [`SourceFile`] (in parallel, if you like), put them into a
//! [`Workspace`], and ask it for the diagnostics of each file or for a [`Report`] of all. [`check_change`] says what
//! becomes of a change from old texts to new ones. [`fix_all`] applies fixes, [`migrate`] those that another platform asks
//! for.
//!
//! What editors ask for while someone writes is in [`assist`].
//!
//! Nothing here touches a file system, a clock, the network, the environment or a thread.

pub mod assist;
mod baseline;
mod change;
mod document;
mod fixing;
mod identity;
mod list;
mod locate;
mod migrating;
mod misnamed;
mod nested;
mod page;
mod pieces;
mod report;
pub mod secrets;
mod source_file;
mod suppressions;
mod text_faults;
mod workspace;

pub use baseline::{Baseline, BaselineEntry, OpenBaseline};
pub use change::{
    ChangeKind, ChangeReport, ChangedResource, DocumentName, check_change, names_before_change,
};
pub use fixing::{Fixed, fix_all, fix_all_with};
pub use migrating::{Migration, migrate, migrate_with};
pub use page::{Block, FindBlocks};
pub use report::{FileReport, Report, Summary, Suppressed, SuppressedBy};
pub use source_file::{ResolvedFile, SourceFile};
pub use suppressions::ANNOTATION as SUPPRESSION_ANNOTATION;
pub use workspace::Workspace;

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::platform::Platform;
use crate::rules::{Level, RuleSettings, Scope, Stage};
use vmspec_yaml::Limits;

/// How to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Where the manifests go. Default: Hikube, version unknown.
    pub platform: Platform,
    /// Whether the files at hand are all there are. Default: they are not.
    pub scope: Scope,
    /// What the VMs are for. Default: unknown.
    pub stage: Option<Stage>,
    /// Which rules apply and how much their findings matter. Default: all, at their usual severities.
    pub rules: RuleSettings,
    /// The same for files by their names, in place of `rules`.
    pub rules_by_file: HashMap<Arc<str>, RuleSettings>,
    /// What a text may cost.
    pub limits: Limits,
    /// Diagnostics that are told for one file; one more says that there were others. Default 1,000.
    pub most_diagnostics: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            platform: Platform::default(),
            scope: Scope::default(),
            stage: None,
            limits: Limits::default(),
            most_diagnostics: 1_000,
            rules: RuleSettings::default(),
            rules_by_file: HashMap::new(),
        }
    }
}

impl Options {
    /// The defaults for a platform.
    pub fn new(platform: Platform) -> Self {
        Self { platform, ..Self::default() }
    }

    /// Which rules apply to the file of this name.
    pub fn rules_for(&self, file: &str) -> &RuleSettings {
        self.rules_by_file.get(file).unwrap_or(&self.rules)
    }

    /// The diagnostics of a file that are of interest, with the severities that they are to have.
    fn of_interest(&self, file: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let rules = self.rules_for(file);
        diagnostics.retain_mut(|diagnostic| match rules.level(diagnostic.rule, diagnostic.severity) {
            Level::Off => false,
            Level::On(severity) => {
                diagnostic.severity = severity;
                true
            }
        });
        diagnostics
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
