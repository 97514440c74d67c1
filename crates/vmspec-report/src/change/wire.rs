//! The JSON report of a change, version 1: a contract with programs that read it.
//!
//! As in [the report of a check](crate::wire), every key is always there, what does not apply is `null` or empty, and
//! new keys may be added within version 1. New effects may be added as well.

use serde::{Deserialize, Serialize};
use vmspec::{analysis, change};

use crate::Sources;
use crate::wire::{Diagnostic, Resource};

/// What applying new manifests over old ones does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ChangeReport {
    /// The version of this shape: 1.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    pub version: u32,
    /// How much was compared and found.
    pub summary: ChangeSummary,
    /// Resources that differ: what is new or changed, in the order of the new files, then what is gone, in the order of
    /// the old ones.
    pub changes: Vec<ResourceChange>,
    /// What is to be known about the change: first of the new files, then of the old ones.
    pub diagnostics: Vec<Diagnostic>,
}

/// Counts of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChangeSummary {
    /// Texts that were read, on both sides.
    pub files: usize,
    /// Documents in them; of a `List`, each item counts as one.
    pub documents: usize,
    /// Documents of other kinds, which nobody looked at.
    pub skipped: usize,
    /// Resources that are new.
    pub added: usize,
    /// Resources that are on both sides and differ.
    pub changed: usize,
    /// Resources that are gone.
    pub removed: usize,
    /// Resources that are the same on both sides.
    pub unchanged: usize,
    /// Findings of severity `error`.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Findings of severity `info`.
    pub infos: usize,
    /// Errors that a check of the new manifests finds and that are not among the diagnostics.
    pub other_errors: usize,
}

/// A resource that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ResourceChange {
    /// Its name: the new one, or, if it is gone, the old one.
    pub resource: Resource,
    /// What becomes of it.
    pub change: ChangeKind,
    /// The effect that may cost the most.
    pub effect: Effect,
    /// Where it was, if it was there.
    pub old: Option<DocumentName>,
    /// Where it is, if it is there.
    pub new: Option<DocumentName>,
    /// The fields that differ, if it is on both sides.
    pub fields: Vec<FieldChange>,
}

/// What becomes of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is on both sides.
    Changed,
    /// It is gone.
    Removed,
}

/// What the platform does about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Effect {
    /// It means the same as before.
    Same,
    /// It is stored, and nothing comes of it.
    Ignored,
    /// It can't be said: it depends on something that is not known.
    Unknown,
    /// It takes effect at once.
    Live,
    /// The resource is made.
    Created,
    /// It takes effect when the VM starts the next time.
    Restart,
    /// The VM's Service is made anew, and with it the public address.
    NewService,
    /// The resource is deleted.
    Deleted,
    /// The release fails, and with it every other change of the resource.
    Refused,
    /// The data on the disk is lost.
    DataLost,
}

/// A document of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentName {
    /// The file's name, as given; with ` (old)` behind it if it is an old file and a new one has the same name.
    pub file: String,
    /// The document's index in the file, from 0.
    pub document: usize,
    /// Where the resource stands in the document, such as `items[2]`, if it is an item of a `List`.
    #[serde(default)]
    pub item: Option<String>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldChange {
    /// Where it is in the new document, or would be, such as `spec.disks[0].bus`.
    pub path: String,
    /// The same place in the old document: items of a list may have moved.
    pub old_path: String,
    /// The old value as it may be shown, which is no secret; `null` if the field was not written.
    pub old: Option<String>,
    /// The new value as it may be shown, which is no secret; `null` if the field is not written.
    pub new: Option<String>,
    /// What the platform does about it.
    pub effect: Effect,
}

impl ChangeReport {
    /// The wire form of a report about a change.
    pub fn new(report: &analysis::ChangeReport, sources: &Sources<'_>) -> Self {
        let count = |kind| report.changes.iter().filter(|change| change.kind == kind).count();
        let summary = &report.report.summary;
        Self {
            version: 1,
            summary: ChangeSummary {
                files: summary.files,
                documents: summary.documents,
                skipped: summary.skipped,
                added: count(analysis::ChangeKind::Added),
                changed: count(analysis::ChangeKind::Changed),
                removed: count(analysis::ChangeKind::Removed),
                unchanged: report.unchanged,
                errors: summary.errors,
                warnings: summary.warnings,
                infos: summary.infos,
                other_errors: report.other_errors,
            },
            changes: report.changes.iter().map(ResourceChange::from).collect(),
            diagnostics: crate::wire::Report::new(&report.report, sources).diagnostics,
        }
    }
}

impl From<&analysis::ChangedResource> for ResourceChange {
    fn from(change: &analysis::ChangedResource) -> Self {
        let document = |name: &analysis::DocumentName| DocumentName {
            file: name.file.to_string(),
            document: name.document,
            item: crate::wire::item(&name.item),
        };
        Self {
            resource: Resource::from(&change.resource),
            change: match change.kind {
                analysis::ChangeKind::Added => ChangeKind::Added,
                analysis::ChangeKind::Changed => ChangeKind::Changed,
                analysis::ChangeKind::Removed => ChangeKind::Removed,
            },
            effect: change.effect.into(),
            old: change.old.as_ref().map(document),
            new: change.new.as_ref().map(document),
            fields: change.fields.iter().map(FieldChange::from).collect(),
        }
    }
}

impl From<&change::FieldChange> for FieldChange {
    fn from(field: &change::FieldChange) -> Self {
        Self {
            path: field.path.to_string(),
            old_path: field.old_path.to_string(),
            old: field.old.clone(),
            new: field.new.clone(),
            effect: field.effect.into(),
        }
    }
}

impl From<change::Effect> for Effect {
    fn from(effect: change::Effect) -> Self {
        match effect {
            change::Effect::Same => Self::Same,
            change::Effect::Ignored => Self::Ignored,
            change::Effect::Live => Self::Live,
            change::Effect::Created => Self::Created,
            change::Effect::Restart => Self::Restart,
            change::Effect::ReplacesService => Self::NewService,
            change::Effect::Deleted => Self::Deleted,
            change::Effect::Refused => Self::Refused,
            change::Effect::DataLost => Self::DataLost,
            _ => Self::Unknown,
        }
    }
}
