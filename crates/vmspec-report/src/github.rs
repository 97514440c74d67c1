//! Workflow commands of GitHub Actions: each finding becomes an annotation at its line of a pull request.
//!
//! Source: <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.

use std::fmt::Write;

use vmspec::analysis::Report;
use vmspec::diagnostic::Severity;

use crate::located::{Located, located};
use crate::{Root, Sources, escape, rule_url};

/// Renders one command a finding.
pub fn render(report: &Report, sources: &Sources<'_>, root: &Root) -> String {
    located(report, sources, root).iter().map(command).collect()
}

fn command(finding: &Located<'_>) -> String {
    let Located { diagnostic, range, path, .. } = finding;
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (range.start, range.end);
    let mut text = format!("::{command} title=vmspec ({})", diagnostic.rule);
    let _ = write!(text, ",file={},line={},endLine={}", property(path), start.line, end.line);
    // GitHub refuses columns of a range over several lines.
    if start.line == end.line {
        let _ = write!(text, ",col={},endColumn={}", start.column, end.column);
    }
    // The log shows the message alone, so that it says the place once more.
    let _ = write!(
        text,
        "::{}:{}:{}: {}[{}]: {}",
        data(path),
        start.line,
        start.column,
        diagnostic.severity.name(),
        diagnostic.rule,
        data(&diagnostic.message)
    );
    if let Some(help) = &diagnostic.help {
        let _ = write!(text, "%0A  help: {}", data(help));
    }
    for (number, fix) in diagnostic.fixes().enumerate() {
        let applicability = if number == 0 { fix.applicability.name() } else { "or" };
        let _ = write!(text, "%0A  {applicability} fix: {}", data(&fix.title));
    }
    let _ = writeln!(text, "%0A  docs: {}", rule_url(diagnostic.rule));
    text
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    escape::line(text).replace('%', "%25")
}

/// Text before it, where colons and commas mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
