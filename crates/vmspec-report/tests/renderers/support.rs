//! Reports made by hand, so that renderers are tested without any rule.

#![expect(clippy::expect_used, reason = "a test that names what is not there has failed")]

use vmspec::analysis::{Report, SourceFile, Summary};
use vmspec::diagnostic::{Applicability, Diagnostic, Fix, Label, ResourceName, Severity};
use vmspec_report::Sources;
use vmspec_yaml::edit::{Edit, Operation};
use vmspec_yaml::{FieldPath, Limits, Span};

/// Texts by name.
pub(crate) struct Files(Vec<SourceFile>);

impl Files {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let limits = Limits::default();
        Self(files.iter().map(|(name, text)| SourceFile::parse(*name, *text, &limits)).collect())
    }

    pub(crate) fn sources(&self) -> Sources<'_> {
        Sources::new(&self.0)
    }

    /// The span of the first occurrence of `needle` in a file.
    pub(crate) fn span(&self, file: &str, needle: &str) -> Span {
        let file = self.0.iter().find(|source| &**source.name() == file).expect("the file exists");
        let start = file.text().find(needle).expect("the text holds the needle");
        Span::new(start, start + needle.len())
    }
}

pub(crate) fn diagnostic(file: &str, span: Span, message: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::new("undersized-disk", Severity::Error, message, file, span);
    diagnostic.args = vec![("size", "5Gi".to_owned()), ("image", "rocky-9".to_owned())];
    diagnostic.resource =
        Some(ResourceName { kind: "VMDisk".to_owned(), namespace: None, name: "root".to_owned() });
    diagnostic.path = FieldPath::root().key("spec").key("storage");
    diagnostic
}

pub(crate) fn label(file: &str, span: Span, message: &str) -> Label {
    Label::new(file, span, message)
}

pub(crate) fn fix(title: &str, applicability: Applicability, edits: &[(Span, &str)]) -> Fix {
    let edits = edits.iter().map(|(span, text)| Edit { span: *span, text: (*text).to_owned() }).collect();
    let mut fix = Fix::new(title, applicability, edits);
    let path = FieldPath::root().key("spec").key("storage");
    fix.operations = vec![Operation::Replace { path, value: "11Gi".into() }];
    fix
}

pub(crate) fn report(diagnostics: Vec<Diagnostic>) -> Report {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let mut summary = Summary::default();
    summary.files = 1;
    summary.documents = 3;
    summary.checked = 2;
    summary.skipped = 1;
    summary.errors = count(Severity::Error);
    summary.warnings = count(Severity::Warning);
    summary.infos = count(Severity::Info);
    let mut report = Report::of_diagnostics(diagnostics);
    report.summary = summary;
    report
}
