//! The JSON report of a migration, version 1: a contract with programs that read it.
//!
//! As in [the report of a check](crate::wire), every key is always there, what does not apply is `null` or empty, and
//! new keys may be added within version 1.

use serde::{Deserialize, Serialize};
use vmspec::{analysis, diagnostic};

use crate::{Sources, wire};

/// What became of manifests on their way to another platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MigrationReport {
    /// The version of this shape: 1.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    pub version: u32,
    /// The platform that the manifests are for now, such as `cozystack@1.6`.
    pub to: String,
    /// The files in the order in which they were given.
    pub files: Vec<MigratedFile>,
    /// What was rewritten, as it was found.
    pub applied: Vec<AppliedFix>,
    /// What could not be done: forms that have no certain counterpart, and what is right on the old platform but not on
    /// the new one. Places are those of the new texts.
    pub open: Vec<wire::Diagnostic>,
    /// What a check of the new texts for the new platform says.
    pub report: wire::Report,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MigratedFile {
    /// The file's name, as given.
    pub file: String,
    /// Whether its text is another one now, or would be if only that was asked.
    pub changed: bool,
    /// The text as it is to be, if it came from standard input: there it can't be written back.
    pub text: Option<String>,
}

/// A finding that was fixed. It has no place: the text that it was found in may be one between the old and the new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppliedFix {
    /// The rule's name.
    pub rule: String,
    /// One sentence in English, plain text.
    pub message: String,
    /// What the fix did, as an order.
    pub title: String,
    /// Whether what gets deployed is the same on the old platform.
    pub applicability: Option<wire::Applicability>,
    /// The file's name, as given.
    pub file: String,
    /// The document's index in the file, from 0.
    pub document: usize,
    /// Where the resource stands in the document, such as `items[2]`, if it is an item of a `List`.
    pub item: Option<String>,
    /// The resource, if the document says what it is.
    pub resource: Option<wire::Resource>,
    /// The place in the resource, such as `spec.disks[0]`.
    pub path: String,
}

impl MigrationReport {
    /// The wire form of what a migration has done. `sources` are the new texts.
    pub fn new(
        to: String,
        files: Vec<MigratedFile>,
        applied: &[diagnostic::Diagnostic],
        open: Vec<diagnostic::Diagnostic>,
        report: &analysis::Report,
        sources: &Sources<'_>,
    ) -> Self {
        let mut unresolved = analysis::Report::default();
        unresolved.diagnostics = open;
        Self {
            version: 1,
            to,
            files,
            applied: applied.iter().map(AppliedFix::from).collect(),
            open: wire::Report::new(&unresolved, sources).diagnostics,
            report: wire::Report::new(report, sources),
        }
    }
}

impl From<&diagnostic::Diagnostic> for AppliedFix {
    fn from(found: &diagnostic::Diagnostic) -> Self {
        Self {
            rule: found.rule.to_owned(),
            message: found.message.clone(),
            title: found.fix.as_ref().map(|fix| fix.title.clone()).unwrap_or_default(),
            applicability: found.fix.as_ref().map(|fix| fix.applicability.into()),
            file: found.file.to_string(),
            document: found.document,
            item: wire::item(&found.item),
            resource: found.resource.as_ref().map(wire::Resource::from),
            path: found.path.to_string(),
        }
    }
}
