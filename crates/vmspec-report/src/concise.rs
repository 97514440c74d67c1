//! One line a finding: `file:line:column: error[rule]: message`.

use vmspec::analysis::{Report, Suppressed, SuppressedBy};
use vmspec::diagnostic::Diagnostic;

use crate::{Sources, escape};

/// Renders a report, one line a finding, without a summary. Lines and columns count from 1, columns in code points.
pub fn render(report: &Report, sources: &Sources<'_>) -> String {
    report.diagnostics.iter().map(|diagnostic| line(diagnostic, sources)).collect()
}

/// Renders what is suppressed, one line a finding with what suppresses it and why at its end.
pub fn suppressed(report: &Report, sources: &Sources<'_>) -> String {
    let one = |one: &Suppressed| {
        let reason = one.reason.as_deref().map(|reason| format!(": {}", escape::line(reason)));
        let finding = line(&one.diagnostic, sources);
        format!("{} (suppressed by {}{})\n", finding.trim_end(), by(one.by), reason.unwrap_or_default())
    };
    report.suppressed.iter().map(one).collect()
}

fn by(by: SuppressedBy) -> &'static str {
    match by {
        SuppressedBy::Annotation => "an annotation",
        SuppressedBy::Baseline => "the baseline",
        _ => "a comment",
    }
}

fn line(diagnostic: &Diagnostic, sources: &Sources<'_>) -> String {
    let file = escape::file_name(&diagnostic.file);
    let place = sources.get(&diagnostic.file).map_or_else(String::new, |source| {
        let position = source.position(diagnostic.span.start);
        format!(":{}:{}", position.line + 1, position.column + 1)
    });
    let (severity, rule) = (diagnostic.severity.name(), diagnostic.rule);
    format!("{file}{place}: {severity}[{rule}]: {}\n", escape::line(&diagnostic.message))
}
