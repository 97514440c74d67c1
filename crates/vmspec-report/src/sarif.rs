//! SARIF 2.1.0: the format of code scanning.
//!
//! Addresses of files are relative to the root of the repository, columns count code points, fingerprints hold neither
//! lines nor values, and the pages of the rules are in the log, so that they can be read where the findings are.
//! Excerpts are not: nothing of a manifest but what a message says gets into a log.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>, and for what GitHub makes of it
//! <https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning>.

mod log;

use vmspec::analysis::Report;
use vmspec::diagnostic::{Label, Severity};
use vmspec_yaml::Span;

use self::log::{
    ArtifactChange, ArtifactLocation, Configuration, Content, Driver, Fix, Location, Log, LogicalLocation,
    Markdown, Message, PartialFingerprints, PhysicalLocation, Properties, Region, Replacement, Result, Rule,
    Run, Tool, UriBases,
};
use crate::located::{self, Located, located};
use crate::{Root, RuleText, Sources, json, rule_url, wire};

/// Renders a log with one run. `rules` describes the rules that occur.
pub fn render(report: &Report, sources: &Sources<'_>, root: &Root, rules: &[RuleText<'_>]) -> String {
    let findings = located(report, sources, root);
    let mut occurring: Vec<&str> = findings.iter().map(|finding| finding.diagnostic.rule).collect();
    occurring.sort_unstable();
    occurring.dedup();
    let result = |finding: &Located<'_>| {
        let index = occurring.binary_search(&finding.diagnostic.rule).unwrap_or_default();
        result(finding, index, sources, root)
    };
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
            results: findings.iter().map(result).collect(),
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
        fixes: fix(finding, sources).into_iter().collect(),
    }
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

fn fix(finding: &Located<'_>, sources: &Sources<'_>) -> Option<Fix> {
    let diagnostic = finding.diagnostic;
    let fix = diagnostic.fix.as_ref()?;
    let region_of = |span: Span| region(wire::range(&diagnostic.file, span, sources));
    let replacement = |located::Replacement { span, text }| Replacement {
        deleted_region: region_of(span),
        inserted_content: Content { text },
    };
    let replacements: Vec<_> = finding.replacements().into_iter().map(replacement).collect();
    (!replacements.is_empty()).then(|| Fix {
        description: Message { text: format!("{} ({})", fix.title, fix.applicability.name()) },
        artifact_changes: [ArtifactChange { artifact_location: artifact(&finding.path), replacements }],
    })
}
