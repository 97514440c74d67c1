//! What a change does, for people, programs and pull requests.
//!
//! | module | for |
//! |---|---|
//! | [`human`] | people at a terminal: a table of what changes, then the findings |
//! | [`json`](mod@json) | programs: a contract of its own (see [`wire`]) |
//! | [`markdown`] | the comment on a pull request |
//!
//! All renderers take the [`ChangeReport`] and the
//! [`Sources`](crate::Sources::of_change) of both sides.

pub mod human;
pub mod json;
pub mod markdown;
pub mod wire;

use std::fmt::Write;

use vmspec::analysis::{ChangeKind, ChangeReport};
use vmspec::change::{Effect, FieldChange};
use vmspec::diagnostic::ResourceName;

use crate::summary;

/// Characters of a value that are shown at most.
const LONGEST_VALUE: usize = 60;

/// What changed, in one line without a line end: `1 added, 2 changed, 3 unchanged; 1 warning`.
pub fn summary_line(report: &ChangeReport) -> String {
    let count_of = |kind| report.changes.iter().filter(|change| change.kind == kind).count();
    let counts = [
        (count_of(ChangeKind::Added), "added"),
        (count_of(ChangeKind::Changed), "changed"),
        (count_of(ChangeKind::Removed), "removed"),
        (report.unchanged, "unchanged"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let mut line = if parts.is_empty() {
        "nothing to compare: no VMInstance or VMDisk on either side".to_owned()
    } else if report.changes.is_empty() {
        format!("nothing changes: {}", parts.join(", "))
    } else {
        parts.join(", ")
    };
    if report.report.summary.skipped > 0 {
        let _ = write!(line, ", {} of another kind skipped", report.report.summary.skipped);
    }
    let found = summary::counts(&report.report.summary);
    if !found.is_empty() {
        line.push_str("; ");
        line.push_str(&found);
    }
    line
}

/// That the new manifests are at fault by themselves, if they are.
pub fn other_errors(report: &ChangeReport) -> Option<String> {
    match report.other_errors {
        0 => None,
        1 => Some("the new manifests have an error of their own, which `vmspec check` tells".to_owned()),
        count => {
            Some(format!("the new manifests have {count} errors of their own, which `vmspec check` tells"))
        }
    }
}

/// The name of a field as people know it: without `spec.`.
fn field_name(field: &FieldChange) -> String {
    let path = field.path.to_string();
    path.strip_prefix("spec.").map(str::to_owned).unwrap_or(path)
}

/// The fields that are written otherwise and mean the same, as a sentence; nothing if there are none.
fn same_fields(fields: &[FieldChange]) -> Option<String> {
    let names: Vec<String> =
        fields.iter().filter(|field| field.effect == Effect::Same).map(field_name).collect();
    (!names.is_empty()).then(|| format!("written otherwise, meaning the same: {}", names.join(", ")))
}

/// A value for a table, cut if it is long.
fn cut(value: &str) -> String {
    match value.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

/// `VMDisk web-data`, with the namespace if it is written.
fn resource_name(resource: &ResourceName) -> String {
    match &resource.namespace {
        Some(namespace) => format!("{} {namespace}/{}", resource.kind, resource.name),
        None => format!("{} {}", resource.kind, resource.name),
    }
}
