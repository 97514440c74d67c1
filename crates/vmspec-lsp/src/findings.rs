//! Findings as the protocol has them.

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString,
};
use vmspec::analysis::{SourceFile, Workspace};
use vmspec::diagnostic::{self, Severity};
use vmspec_report::rule_url;
use vmspec_yaml::ColumnUnit;

use crate::convert::Places;
use crate::desk::{Bundle, Desk};

/// What is wrong with a file of a bundle.
pub(crate) fn of_file(
    desk: &Desk,
    bundle: &Bundle,
    workspace: &Workspace<'_>,
    index: usize,
    unit: ColumnUnit,
) -> Vec<Diagnostic> {
    let Some(file) = bundle.files.get(index) else { return Vec::new() };
    let mut found = workspace.check_file(index);
    if let Some(baseline) = &bundle.baseline {
        baseline.open().accept(file, &mut found);
    }
    found.diagnostics.iter().map(|one| diagnostic(desk, bundle, file, one, unit)).collect()
}

/// A finding.
pub(crate) fn diagnostic(
    desk: &Desk,
    bundle: &Bundle,
    file: &SourceFile,
    found: &diagnostic::Diagnostic,
    unit: ColumnUnit,
) -> Diagnostic {
    let related: Vec<_> = found
        .labels
        .iter()
        .filter_map(|label| {
            let file = bundle.files.iter().find(|file| *file.name() == label.file)?;
            let range = Places::new(file, unit).range(label.span);
            let location = Location::new(desk.uri(&label.file)?, range);
            Some(DiagnosticRelatedInformation { location, message: label.message.clone() })
        })
        .collect();
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.clone(),
    };
    Diagnostic {
        range: Places::new(file, unit).range(found.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.rule.to_owned())),
        code_description: rule_url(found.rule).parse().ok().map(|href| CodeDescription { href }),
        source: Some("vmspec".to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags: tag(found.rule).map(|tag| vec![tag]),
        data: None,
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// How editors show what a rule finds: struck out or faded. The names of rules say what the fault is.
fn tag(rule: &str) -> Option<DiagnosticTag> {
    if rule.starts_with("deprecated-") {
        return Some(DiagnosticTag::DEPRECATED);
    }
    let is_without_effect =
        ["ignored-", "unused-", "dropped-", "unsupported-"].iter().any(|start| rule.starts_with(start));
    is_without_effect.then_some(DiagnosticTag::UNNECESSARY)
}
