//! GitLab's Code Quality report: findings in the merge request and at their lines in its changes.
//!
//! Source: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use serde::Serialize;
use vmspec::analysis::Report;
use vmspec::diagnostic::Severity;

use crate::located::{Located, located};
use crate::{Root, Sources, json, wire};

/// Renders a JSON array of issues. Two with the same fingerprint would be one to GitLab, so none have.
pub fn render(report: &Report, sources: &Sources<'_>, root: &Root) -> String {
    let findings = located(report, sources, root);
    json::to_text(&findings.iter().map(issue).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Issue<'a> {
    r#type: &'static str,
    check_name: &'static str,
    description: String,
    severity: &'static str,
    fingerprint: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: wire::Position,
    end: wire::Position,
}

fn issue<'a>(finding: &'a Located<'_>) -> Issue<'a> {
    let diagnostic = finding.diagnostic;
    Issue {
        r#type: "issue",
        check_name: diagnostic.rule,
        description: format!("{}: {}", diagnostic.rule, diagnostic.message),
        severity: match diagnostic.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        },
        fingerprint: &finding.fingerprint,
        location: Location {
            path: &finding.path,
            positions: Positions { begin: finding.range.start, end: finding.range.end },
        },
    }
}
