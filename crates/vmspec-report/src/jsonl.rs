//! JSON Lines: the findings of the [JSON report](crate::json), one a line.

use vmspec::analysis::Report;

use crate::{Sources, json, wire};

/// Renders each finding as a [`wire::Diagnostic`] on a line of its own; nothing without findings.
pub fn render(report: &Report, sources: &Sources<'_>) -> String {
    wire::Report::new(report, sources).diagnostics.iter().map(json::to_line).collect()
}
