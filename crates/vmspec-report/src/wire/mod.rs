//! The JSON report, version 1: a contract with programs that read it.
//!
//! The same types serve the command line's `--format json` and the WebAssembly package. They are separate from the
//! types of the core on purpose, so that nothing that changes there changes the contract by accident. Every key is
//! always there; what does not apply is `null` or empty. New keys may be added within version 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

mod from_core;

pub use from_core::item;
pub(crate) use from_core::range;

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
