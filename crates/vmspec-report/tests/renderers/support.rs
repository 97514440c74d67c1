//! Reports made by hand, so that renderers are tested without any rule.

#![expect(clippy::expect_used, reason = "a test that names what is not there has failed")]

use std::sync::Arc;

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
    Diagnostic {
        rule: "undersized-disk",
        severity: Severity::Error,
        message: message.to_owned(),
        args: vec![("size", "5Gi".to_owned()), ("image", "rocky-9".to_owned())],
        help: None,
        file: Arc::from(file),
        document: 0,
        item: FieldPath::root(),
        resource: Some(ResourceName { kind: "VMDisk".to_owned(), namespace: None, name: "root".to_owned() }),
        path: FieldPath::root().key("spec").key("storage"),
        span,
        labels: Vec::new(),
        fix: None,
        alternatives: Vec::new(),
    }
}

pub(crate) fn label(file: &str, span: Span, message: &str) -> Label {
    Label { file: Arc::from(file), span, message: message.to_owned() }
}

pub(crate) fn fix(title: &str, applicability: Applicability, edits: &[(Span, &str)]) -> Fix {
    let path = FieldPath::root().key("spec").key("storage");
    Fix {
        title: title.to_owned(),
        applicability,
        edits: edits.iter().map(|(span, text)| Edit { span: *span, text: (*text).to_owned() }).collect(),
        operations: vec![Operation::Replace { path, value: "11Gi".into() }],
    }
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
    Report { summary, diagnostics, suppressed: Vec::new() }
}
