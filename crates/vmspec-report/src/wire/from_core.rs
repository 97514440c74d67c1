//! The JSON report of what the core has found.

use std::collections::HashMap;

use serde_json::Value;
use vmspec::{analysis, diagnostic};
use vmspec_yaml::edit::to_json_patch;
use vmspec_yaml::{FieldPath, Span};

use super::{
    Applicability, Args, ByteSpan, Diagnostic, Edit, Fix, Label, PatchOperation, Position, Range, Report,
    Resource, Severity, Summary, Suppressed, SuppressedBy,
};
use crate::{Sources, rule_url};

impl Report {
    /// The wire form of a report. A place in a file that `sources` lacks becomes line 1, column 1.
    pub fn new(report: &analysis::Report, sources: &Sources<'_>) -> Self {
        let analysis::Summary {
            files,
            documents,
            checked,
            skipped,
            fragments,
            templates,
            errors,
            warnings,
            infos,
            suppressed,
            accepted,
            stale,
            ..
        } = report.summary;
        let mut documents_as_json = HashMap::new();
        let mut on_wire = |diagnostic| with_patches(diagnostic, sources, &mut documents_as_json);
        let diagnostics = report.diagnostics.iter().map(&mut on_wire).collect();
        let suppressed_findings = report
            .suppressed
            .iter()
            .filter_map(|one| {
                let by = match one.by {
                    analysis::SuppressedBy::Comment => SuppressedBy::Comment,
                    analysis::SuppressedBy::Annotation => SuppressedBy::Annotation,
                    analysis::SuppressedBy::Baseline => SuppressedBy::Baseline,
                    _ => return None,
                };
                Some(Suppressed { diagnostic: on_wire(&one.diagnostic), by, reason: one.reason.clone() })
            })
            .collect();
        Self {
            version: 1,
            summary: Summary {
                files,
                documents,
                checked,
                skipped,
                fragments,
                templates,
                errors,
                warnings,
                infos,
                suppressed,
                accepted,
                stale,
            },
            diagnostics,
            suppressed: suppressed_findings,
        }
    }
}

/// A document or an item in one, as JSON as far as it can be read.
type Documents<'d> = HashMap<(&'d str, usize, &'d FieldPath), Option<Value>>;

/// The wire form of a finding. The documents are kept as JSON, since many findings may have fixes in one.
fn with_patches<'d>(
    diagnostic: &'d diagnostic::Diagnostic,
    sources: &Sources<'_>,
    documents_as_json: &mut Documents<'d>,
) -> Diagnostic {
    let mut wire = Diagnostic::new(diagnostic, sources);
    let diagnostic::Diagnostic { file, document, item, .. } = diagnostic;
    for (wire, fix) in wire.fix.iter_mut().chain(&mut wire.alternatives).zip(diagnostic.fixes()) {
        let value = documents_as_json
            .entry((&**file, *document, item))
            .or_insert_with(|| sources.document(file, *document, item));
        wire.patch = value.as_ref().and_then(|value| patch(value, item, fix));
    }
    wire
}

/// How reports write the place of an item of a `List`: `items[2]`, and nothing for the root of a document.
pub fn item(path: &FieldPath) -> Option<String> {
    (!path.is_root()).then(|| path.to_string())
}

impl Diagnostic {
    /// The wire form of a finding, its fix without a patch.
    fn new(diagnostic: &diagnostic::Diagnostic, sources: &Sources<'_>) -> Self {
        let args = diagnostic.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Self {
            rule: diagnostic.rule.to_owned(),
            severity: diagnostic.severity.into(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            args: Args(args.collect()),
            file: diagnostic.file.to_string(),
            document: diagnostic.document,
            item: item(&diagnostic.item),
            resource: diagnostic.resource.as_ref().map(Resource::from),
            path: diagnostic.path.to_string(),
            span: diagnostic.span.into(),
            range: range(&diagnostic.file, diagnostic.span, sources),
            labels: diagnostic.labels.iter().map(|label| Label::new(label, sources)).collect(),
            fix: diagnostic.fix.as_ref().map(Fix::from),
            alternatives: diagnostic.alternatives.iter().map(Fix::from).collect(),
            url: rule_url(diagnostic.rule),
        }
    }
}

impl From<&diagnostic::ResourceName> for Resource {
    fn from(resource: &diagnostic::ResourceName) -> Self {
        Self {
            kind: resource.kind.clone(),
            namespace: resource.namespace.clone(),
            name: resource.name.clone(),
        }
    }
}

impl Label {
    fn new(label: &diagnostic::Label, sources: &Sources<'_>) -> Self {
        Self {
            file: label.file.to_string(),
            message: label.message.clone(),
            span: label.span.into(),
            range: range(&label.file, label.span, sources),
        }
    }
}

impl From<Span> for ByteSpan {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl From<&diagnostic::Fix> for Fix {
    /// Without a patch, which needs the document.
    fn from(fix: &diagnostic::Fix) -> Self {
        let edits = fix.edits.iter();
        Self {
            title: fix.title.clone(),
            applicability: fix.applicability.into(),
            edits: edits
                .map(|e| Edit { start: e.span.start, end: e.span.end, text: e.text.clone() })
                .collect(),
            patch: None,
        }
    }
}

impl From<diagnostic::Severity> for Severity {
    fn from(severity: diagnostic::Severity) -> Self {
        match severity {
            diagnostic::Severity::Error => Self::Error,
            diagnostic::Severity::Warning => Self::Warning,
            diagnostic::Severity::Info => Self::Info,
        }
    }
}

impl From<diagnostic::Applicability> for Applicability {
    fn from(applicability: diagnostic::Applicability) -> Self {
        match applicability {
            diagnostic::Applicability::Safe => Self::Safe,
            diagnostic::Applicability::Unsafe => Self::Unsafe,
            diagnostic::Applicability::Manual => Self::Manual,
        }
    }
}

/// The place of a span as people name it. A file that `sources` lacks has line 1, column 1 only.
pub(crate) fn range(file: &str, span: Span, sources: &Sources<'_>) -> Range {
    let position = |offset| {
        let position = sources.get(file).map(|source| source.position(offset)).unwrap_or_default();
        Position { line: position.line.saturating_add(1), column: position.column.saturating_add(1) }
    };
    Range { start: position(span.start), end: position(span.end) }
}

/// The fix as JSON Patch, or nothing if it changes nothing that an object has a place for: text in a nested document, or
/// a comment. The operations are those of the resource at `item`, those of the patch of the document that holds it.
fn patch(resource: &Value, item: &FieldPath, fix: &diagnostic::Fix) -> Option<Vec<PatchOperation>> {
    if fix.operations.is_empty() {
        return None;
    }
    let patch = to_json_patch(resource, &fix.operations).ok()?;
    let start = item.to_json_pointer()?;
    patch.as_array()?.iter().map(|operation| PatchOperation::from_json(operation, &start)).collect()
}

impl PatchOperation {
    /// Reads one operation, whose pointers go on from `start`. `Deserialize` does the same, at a cost that the WebAssembly
    /// module need not have: serde buffers what is tagged inside.
    fn from_json(operation: &Value, start: &str) -> Option<Self> {
        let text = |key| Some(format!("{start}{}", operation.get(key)?.as_str()?));
        let value = || operation.get("value").cloned();
        let path = text("path")?;
        match operation.get("op")?.as_str()? {
            "add" => Some(Self::Add { path, value: value()? }),
            "remove" => Some(Self::Remove { path }),
            "replace" => Some(Self::Replace { path, value: value()? }),
            "move" => Some(Self::Move { from: text("from")?, path }),
            _ => None,
        }
    }
}
