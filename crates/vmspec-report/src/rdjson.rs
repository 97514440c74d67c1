//! Reviewdog's diagnostic format: comments on a pull request, with fixes as suggestions to accept by a click.
//!
//! Source: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.

use serde::Serialize;
use vmspec::analysis::Report;
use vmspec::diagnostic::{Label, Severity};
use vmspec_yaml::Span;

use crate::located::{Located, Replacement, located};
use crate::{Root, Source, Sources, json, rule_url};

/// Renders one JSON object. Columns count bytes from 1, as the format wants it.
pub fn render(report: &Report, sources: &Sources<'_>, root: &Root) -> String {
    let findings = located(report, sources, root);
    json::to_text(&Result {
        source: Tool { name: "vmspec", url: env!("CARGO_PKG_HOMEPAGE") },
        diagnostics: findings.iter().map(|finding| diagnostic(finding, sources, root)).collect(),
    })
}

#[derive(Serialize)]
struct Result {
    source: Tool,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
    url: String,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct RelatedLocation {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

fn diagnostic(finding: &Located<'_>, sources: &Sources<'_>, root: &Root) -> Diagnostic {
    let diagnostic = finding.diagnostic;
    let related = |label: &Label| RelatedLocation {
        message: label.message.clone(),
        location: location(root.path_of(&label.file), sources.get(&label.file), label.span),
    };
    Diagnostic {
        message: finding.message_and_help(),
        location: location(finding.path.clone(), finding.source, diagnostic.span),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: diagnostic.rule, url: rule_url(diagnostic.rule) },
        suggestions: suggestions(finding),
        related_locations: diagnostic.labels.iter().map(related).collect(),
    }
}

fn location(path: String, source: Option<Source<'_>>, span: Span) -> Location {
    Location { path, range: source.map(|source| range(source, span)) }
}

fn range(source: Source<'_>, span: Span) -> Range {
    let position = |offset| {
        let (line, column) = source.line_and_byte(offset);
        Position { line: line.saturating_add(1), column: column.saturating_add(1) }
    };
    Range { start: position(span.start), end: position(span.end) }
}

/// Each fix that can be taken.
fn suggestions(finding: &Located<'_>) -> Vec<Suggestion> {
    let Some(source) = finding.source else { return Vec::new() };
    let fixes = finding.fixes();
    fixes.iter().filter_map(|(_, replacements)| suggestion(source, replacements)).collect()
}

/// A fix as one replacement: whoever accepts a suggestion accepts all of the fix.
fn suggestion(source: Source<'_>, replacements: &[Replacement]) -> Option<Suggestion> {
    let (first, last) = (replacements.first()?.span, replacements.last()?.span);
    let mut text = String::new();
    let mut kept_from = first.start;
    for Replacement { span, text: new } in replacements {
        text.push_str(Span { start: kept_from, end: span.start }.slice(source.text()));
        text.push_str(new);
        kept_from = span.end;
    }
    Some(Suggestion { range: range(source, first.cover(last)), text })
}
