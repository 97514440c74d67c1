//! The JSON report, version 1: a contract with programs that read it.
//!
//! The same types serve the command line's `--format json` and the WebAssembly package. They are separate from the
//! types of the core on purpose, so that nothing that changes there changes the contract by accident. Every key is
//! always there; what does not apply is `null` or empty. New keys may be added within version 1.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vmspec::{analysis, diagnostic};
use vmspec_yaml::edit::to_json_patch;
use vmspec_yaml::{FieldPath, Span};

use crate::{Sources, rule_url};

/// What one run found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Report {
    /// The version of this shape: 1.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    pub version: u32,
    /// What was read, and how many findings of each severity there are.
    pub summary: Summary,
    /// The findings, in the order of the files, then of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found and is not to be reported, in the same order.
    #[serde(default)]
    pub suppressed: Vec<Suppressed>,
}

/// A finding that is kept out of `diagnostics`, since somebody has said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Suppressed {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// What keeps it out.
    pub by: SuppressedBy,
    /// The reason that was given.
    pub reason: Option<String>,
}

/// What keeps a finding from being reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SuppressedBy {
    /// A comment in the manifest.
    Comment,
    /// An annotation of the resource.
    Annotation,
    /// A baseline that accepts it.
    Baseline,
}

/// Counts over the whole run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Summary {
    /// Texts that were read.
    pub files: usize,
    /// Documents in them; of a `List`, each item counts as one.
    pub documents: usize,
    /// Documents of kinds that vmspec knows, or that could not be read well enough to tell.
    pub checked: usize,
    /// Documents of other kinds, which nobody looked at.
    pub skipped: usize,
    /// Pieces of YAML in pages of documentation that do not say what they are.
    #[serde(default)]
    pub fragments: usize,
    /// Templates in pages of documentation.
    #[serde(default)]
    pub templates: usize,
    /// Findings of severity `error`.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Findings of severity `info`.
    pub infos: usize,
    /// Findings that a comment or an annotation in the manifest keeps out of `diagnostics`.
    pub suppressed: usize,
    /// Findings that a baseline accepts and keeps out of `diagnostics`.
    #[serde(default)]
    pub accepted: usize,
    /// Entries of the baseline whose finding is gone.
    #[serde(default)]
    pub stale: usize,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The platform rejects it, or it cannot work.
    Error,
    /// It works otherwise than it reads, or is risky.
    Warning,
    /// Advice.
    Info,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// What gets deployed stays the same.
    Safe,
    /// What gets deployed changes.
    Unsafe,
    /// A person must choose.
    Manual,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule's name, its only identity.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence in English, plain text.
    pub message: String,
    /// What to do, or why it matters; plain text.
    pub help: Option<String>,
    /// The facts of the message by name, in its order, to say it in another language.
    pub args: Args,
    /// The file's name, as given.
    pub file: String,
    /// The document's index in the file, from 0.
    pub document: usize,
    /// Where the resource stands in the document, such as `items[2]`, if it is an item of a `List`. `path` goes on from
    /// there; the pointers of a patch start at the document.
    #[serde(default)]
    pub item: Option<String>,
    /// The resource, if the document says what it is.
    pub resource: Option<Resource>,
    /// The place in the resource, such as `spec.disks[0].name`; into a cloud-config `spec.cloudInit:users[0].name`.
    pub path: String,
    /// The bytes in the file.
    pub span: ByteSpan,
    /// The same as lines and columns.
    pub range: Range,
    /// Other places that explain the finding.
    pub labels: Vec<Label>,
    /// The remedy, if one is known.
    pub fix: Option<Fix>,
    /// Other remedies: a person takes one of them or `fix`, never two.
    #[serde(default)]
    pub alternatives: Vec<Fix>,
    /// The rule's page.
    pub url: String,
}

/// Facts by name. An object whose keys stand in the order of the message.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, String>"))]
pub struct Args(pub Vec<(String, String)>);

impl Serialize for Args {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Args {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(|map| Self(map.into_iter().collect()))
    }
}

/// How a resource is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Resource {
    /// The kind, as written.
    pub kind: String,
    /// The namespace, if written.
    pub namespace: Option<String>,
    /// The name; empty if it is missing.
    pub name: String,
}

/// A half-open range of bytes of the UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

impl From<Span> for ByteSpan {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

/// A half-open range of positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// The first character after it.
    pub end: Position,
}

/// A place as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode code points.
    pub column: u32,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Label {
    /// The file's name, as given.
    pub file: String,
    /// What is there; plain text.
    pub message: String,
    /// The bytes in that file.
    pub span: ByteSpan,
    /// The same as lines and columns.
    pub range: Range,
}

/// A remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fix {
    /// What it does, as an order.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// Replacements of bytes of the finding's file, in the order of the text, never overlapping.
    pub edits: Vec<Edit>,
    /// The same for the whole document as JSON (RFC 6902), or `null` where it reaches into a nested document or changes a
    /// comment.
    pub patch: Option<Vec<PatchOperation>>,
}

/// A replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edit {
    /// First byte to take away.
    pub start: u32,
    /// First byte to keep again.
    pub end: u32,
    /// What to put there.
    pub text: String,
}

/// One operation of a JSON Patch (RFC 6902).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "op", rename_all = "lowercase")]
#[non_exhaustive]
pub enum PatchOperation {
    /// Puts a value where none is.
    Add {
        /// A JSON Pointer.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Takes a value away.
    Remove {
        /// A JSON Pointer.
        path: String,
    },
    /// Puts another value where one is.
    Replace {
        /// A JSON Pointer.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Gives a value another place.
    Move {
        /// The JSON Pointer of the old place.
        from: String,
        /// The JSON Pointer of the new place.
        path: String,
    },
}

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

/// The place of an item; nothing for the root of a document.
pub(crate) fn item(path: &FieldPath) -> Option<String> {
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
    /// Reads one operation, whose pointers go on from `start`. `Deserialize` does the same, at a cost that the WebAssembly module need not have: serde
    /// buffers what is tagged inside.
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
