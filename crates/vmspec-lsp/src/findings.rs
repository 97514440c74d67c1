//! Findings as the protocol has them.

use std::path::Path;

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString,
};
use vmspec::analysis::{SourceFile, Workspace};
use vmspec::diagnostic::{self, Severity};
use vmspec_report::rule_url;
use vmspec_yaml::{ColumnUnit, LineIndex};

use crate::convert::Places;
use crate::desk::{Bundle, Desk};

/// Says what is wrong with one file after the other.
pub(crate) struct Judge<'d> {
    desk: &'d Desk,
    unit: ColumnUnit,
    /// The bundle of the last file, put together.
    last: Option<(usize, Workspace<'d>)>,
}

impl<'d> Judge<'d> {
    pub(crate) fn new(desk: &'d Desk, unit: ColumnUnit) -> Self {
        Self { desk, unit, last: None }
    }

    /// What is wrong with a manifest or a configuration file; nothing if it is neither, or can't be read.
    pub(crate) fn of(&mut self, name: &Path) -> Option<Vec<Diagnostic>> {
        if self.desk.is_configuration(name) {
            let (text, found) = self.desk.proofread(name)?;
            let lines = LineIndex::new(&text);
            let places = Places::of_text(&text, &lines, self.unit);
            return Some(found.iter().map(|found| plain(places, found)).collect());
        }
        let (bundle, place) = self.desk.find(name)?;
        let workspace = match self.last.take() {
            Some((index, workspace)) if index == place.bundle => workspace,
            _ => bundle.workspace(),
        };
        let found = of_file(self.desk, bundle, &workspace, place.file, self.unit);
        self.last = Some((place.bundle, workspace));
        Some(found)
    }
}

/// What is wrong with a file of a bundle.
fn of_file(
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

/// A finding, with the places in other files that have to do with it.
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
    Diagnostic {
        related_information: (!related.is_empty()).then_some(related),
        ..plain(Places::new(file, unit), found)
    }
}

/// A finding alone.
fn plain(places: Places<'_>, found: &diagnostic::Diagnostic) -> Diagnostic {
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.clone(),
    };
    Diagnostic {
        range: places.range(found.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.rule.to_owned())),
        code_description: rule_url(found.rule).parse().ok().map(|href| CodeDescription { href }),
        source: Some("vmspec".to_owned()),
        message,
        related_information: None,
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
