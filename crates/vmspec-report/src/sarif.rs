//! SARIF 2.1.0: the format of code scanning.
//!
//! Addresses of files are relative to the root of the repository, columns count code points, fingerprints hold neither
//! lines nor values, and the pages of the rules are in the log, so that they can be read where the findings are.
//! Excerpts are not: nothing of a manifest but what a message says gets into a log.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>, and for what GitHub makes of it
//! <https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning>.

mod log;

use vmspec::analysis::{Report, Suppressed, SuppressedBy};
use vmspec::diagnostic::{Label, Severity};
use vmspec_yaml::Span;

use self::log::{
    ArtifactChange, ArtifactLocation, Configuration, Content, Driver, Fix, Location, Log, LogicalLocation,
    Markdown, Message, PartialFingerprints, PhysicalLocation, Properties, Region, Replacement, Result, Rule,
    Run, Suppression, Tool, UriBases,
};
use crate::located::{self, Located, located, located_among};
use crate::{Root, RuleText, Sources, json, rule_url, wire};

/// Renders a log with one run. `rules` describes the rules that occur.
///
/// What is suppressed is among the results only if `with_suppressed` says so, marked as the standard has it: GitHub takes
/// no notice of the mark and would show it as a finding.
pub fn render(
    report: &Report,
    sources: &Sources<'_>,
    root: &Root,
    rules: &[RuleText<'_>],
    with_suppressed: bool,
) -> String {
    let shown = located(report, sources, root);
    let hidden: &[Suppressed] = if with_suppressed { &report.suppressed } else { &[] };
    let located_hidden = located_among(hidden.iter().map(|one| &one.diagnostic), sources, root);
    let all = || shown.iter().chain(&located_hidden);
    let mut occurring: Vec<&str> = all().map(|finding| finding.diagnostic.rule).collect();
    occurring.sort_unstable();
    occurring.dedup();
    let result = |finding: &Located<'_>| {
        let index = occurring.binary_search(&finding.diagnostic.rule).unwrap_or_default();
        result(finding, index, sources, root)
    };
    let mut results: Vec<Result> = all().map(result).collect();
    if with_suppressed {
        // Once any result is marked, those without a mark would count as unknown.
        let marks = report.diagnostics.iter().map(|_| None).chain(hidden.iter().map(Some));
        for (result, mark) in results.iter_mut().zip(marks) {
            result.suppressions = Some(mark.map(suppression).into_iter().collect());
        }
    }
    json::to_text(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "vmspec",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_HOMEPAGE"),
                    rules: occurring.iter().map(|name| rule(name, rules)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: UriBases::default(),
            results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(name: &str, rules: &[RuleText<'_>]) -> Rule {
    let text = rules.iter().find(|rule| rule.name == name);
    let help_uri = rule_url(name);
    Rule {
        id: name.to_owned(),
        short_description: text.map(|text| Message::new(text.summary)),
        help: text.map(|text| Markdown {
            text: format!("{}: {help_uri}", text.summary),
            markdown: text.page.to_owned(),
        }),
        default_configuration: text.map(|text| Configuration { level: level(text.severity) }),
        properties: text.map(|text| Properties { tags: [text.group.to_owned()] }),
        help_uri,
    }
}

fn result(finding: &Located<'_>, rule_index: usize, sources: &Sources<'_>, root: &Root) -> Result {
    let diagnostic = finding.diagnostic;
    let related = |label: &Label| Location {
        message: Some(Message::new(&label.message)),
        ..location(&root.path_of(&label.file), wire::range(&label.file, label.span, sources))
    };
    let place = diagnostic.path.to_string();
    let logical = diagnostic.resource.as_ref().map(|resource| LogicalLocation {
        fully_qualified_name: [resource.kind.as_str(), resource.name.as_str(), &place].join("/"),
        kind: "object",
    });
    Result {
        rule_id: diagnostic.rule,
        rule_index,
        level: level(diagnostic.severity),
        message: Message { text: finding.message_and_help() },
        locations: [Location {
            logical_locations: logical.into_iter().collect(),
            ..location(&finding.path, finding.range)
        }],
        related_locations: diagnostic.labels.iter().map(related).collect(),
        partial_fingerprints: PartialFingerprints { finding: finding.fingerprint.clone() },
        fixes: fixes(finding, sources),
        suppressions: None,
    }
}

fn suppression(suppressed: &Suppressed) -> Suppression {
    let kind = match suppressed.by {
        SuppressedBy::Baseline => "external",
        _ => "inSource",
    };
    Suppression { kind, justification: suppressed.reason.clone() }
}

fn location(path: &str, range: wire::Range) -> Location {
    let artifact_location = artifact(path);
    let physical_location = PhysicalLocation { artifact_location, region: region(range) };
    Location { physical_location, logical_locations: Vec::new(), message: None }
}

fn artifact(path: &str) -> ArtifactLocation {
    let uri = Root::uri_of(path);
    let uri_base_id = (!uri.starts_with("file:")).then_some("%SRCROOT%");
    ArtifactLocation { uri, uri_base_id }
}

fn region(range: wire::Range) -> Region {
    Region {
        start_line: range.start.line,
        start_column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
    }
}

/// Each is complete in itself: where there are several, a person takes one of them.
fn fixes(finding: &Located<'_>, sources: &Sources<'_>) -> Vec<Fix> {
    let diagnostic = finding.diagnostic;
    let region_of = |span: Span| region(wire::range(&diagnostic.file, span, sources));
    let replacement = |located::Replacement { span, text }| Replacement {
        deleted_region: region_of(span),
        inserted_content: Content { text },
    };
    let fixes = finding.fixes().into_iter().map(|(fix, replacements)| Fix {
        description: Message { text: format!("{} ({})", fix.title, fix.applicability.name()) },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(&finding.path),
            replacements: replacements.into_iter().map(replacement).collect(),
        }],
    });
    fixes.collect()
}
