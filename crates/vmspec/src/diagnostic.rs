//! What vmspec says about a manifest.
//!
//! A rule makes a [`Finding`](crate::rules::Finding), which names a resource and a [`FieldPath`] and knows no text.
//! `analysis` finds the bytes and makes a [`Diagnostic`] of it. Every surface (command line, editor, browser) renders diagnostics.

use std::sync::Arc;

use vmspec_yaml::edit::{Edit, Operation};
use vmspec_yaml::{FieldPath, Span};

/// How much a diagnostic matters. Ordered: `Info < Warning < Error`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Advice.
    Info,
    /// It works otherwise than it reads, or is risky.
    Warning,
    /// The platform rejects it, or it cannot work.
    Error,
}

impl Severity {
    /// `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether a fix may be applied without asking. Ordered: `Manual < Unsafe < Safe`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Applicability {
    /// A person must choose: the fix shows the way.
    Manual,
    /// What gets deployed changes.
    Unsafe,
    /// What gets deployed stays the same.
    Safe,
}

impl Applicability {
    /// `manual`, `unsafe` or `safe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// The facts of a message by name, so that a console can say it in another language. In the order of the message.
pub type Args = Vec<(&'static str, String)>;

/// How a resource is named.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ResourceName {
    /// `VMInstance` or `VMDisk`, as written.
    pub kind: String,
    /// `metadata.namespace`, if written.
    pub namespace: Option<String>,
    /// `metadata.name`; empty if it is missing.
    pub name: String,
}

/// A remedy as a rule states it: operations on paths of the finding's resource.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Remedy {
    /// What it does, as an order: ``use `runStrategy: Halted` ``.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// Carried out in order.
    pub operations: Vec<Operation>,
}

/// A remedy as bytes: the edits belong to the diagnostic's file.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Fix {
    /// What it does, as an order.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// Replacements of bytes, in the order of the text, never overlapping.
    pub edits: Vec<Edit>,
    /// The same on paths of the resource, for objects without text. Of an item of a list they start at
    /// [`Diagnostic::item`].
    pub operations: Vec<Operation>,
}

impl Fix {
    /// A remedy that is only told as bytes.
    pub fn new(title: impl Into<String>, applicability: Applicability, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), applicability, edits, operations: Vec::new() }
    }
}

impl Diagnostic {
    /// A diagnostic of the first document of a file, for those who have rules of their own; more is set field by field.
    ///
    /// ```
    /// use vmspec::Span;
    /// use vmspec::diagnostic::{Diagnostic, Severity};
    ///
    /// let message = "name has no team in front: expected a form like `web-shop`";
    /// let mut diagnostic = Diagnostic::new("teamless-name", Severity::Warning, message, "vm.yaml", Span::new(40, 44));
    /// diagnostic.help = Some("the teams are listed in the wiki".to_owned());
    /// assert!(diagnostic.path.is_root());
    /// ```
    pub fn new(
        rule: &'static str,
        severity: Severity,
        message: impl Into<String>,
        file: impl Into<Arc<str>>,
        span: Span,
    ) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            args: Args::new(),
            help: None,
            file: file.into(),
            document: 0,
            item: FieldPath::root(),
            resource: None,
            path: FieldPath::root(),
            span,
            labels: Vec::new(),
            fix: None,
            alternatives: Vec::new(),
        }
    }

    /// All remedies, the likeliest first.
    pub fn fixes(&self) -> impl Iterator<Item = &Fix> {
        self.fix.iter().chain(&self.alternatives)
    }
}

/// A second place that explains a diagnostic.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Label {
    /// The file's name, as given.
    pub file: Arc<str>,
    /// The bytes in that file.
    pub span: Span,
    /// What is there: a phrase without a full stop.
    pub message: String,
}

impl Label {
    /// A place in a file, and what is there.
    pub fn new(file: impl Into<Arc<str>>, span: Span, message: impl Into<String>) -> Self {
        Self { file: file.into(), span, message: message.into() }
    }
}

/// One fault, at its place, with what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule's name, its only identity: `undersized-disk`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One lower-case sentence without a full stop that names the thing and says what was expected and found.
    pub message: String,
    /// The facts of the message by name.
    pub args: Args,
    /// What to do, or why it matters.
    pub help: Option<String>,
    /// The file's name, as given.
    pub file: Arc<str>,
    /// The document's index in the file, from 0.
    pub document: usize,
    /// Where the resource stands in the document if it is an item of a list, such as `items[2]`; the root otherwise.
    pub item: FieldPath,
    /// The resource, if the document says what it is.
    pub resource: Option<ResourceName>,
    /// The place in the resource, or in the document if it holds none.
    pub path: FieldPath,
    /// The bytes in the file.
    pub span: Span,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// The remedy, if one is known.
    pub fix: Option<Fix>,
    /// Other remedies: a person takes one of them or `fix`, never two. All of them are manual, and so is `fix` then.
    pub alternatives: Vec<Fix>,
}
