//! The JSON report of a change as text.

use vmspec::analysis::ChangeReport;

use super::wire;
use crate::{Sources, json};

/// Renders a report about a change as JSON. The shape is that of [`wire::ChangeReport`].
pub fn render(report: &ChangeReport, sources: &Sources<'_>) -> String {
    json::to_text(&wire::ChangeReport::new(report, sources))
}
