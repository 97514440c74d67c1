//! What is wrong with a text as YAML.

use crate::Span;

/// A fault of the text itself, before anybody asked what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What kind of fault.
    pub kind: ProblemKind,
    /// The bytes at fault, as narrow as is known.
    pub span: Span,
    /// One lower-case sentence without a full stop: what is wrong and what was expected.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into() }
    }
}

/// The kinds of [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text is not YAML here.
    Syntax,
    /// The text holds template directives, such as `{{ .Values.name }}`, and must be rendered first. Nothing else is
    /// said about such a document.
    Template,
    /// The text holds the markers of an unresolved merge.
    MergeConflict,
    /// The text is YAML, but `kubectl` refuses it or reads it differently: a tab in indentation, `.nan`, a key that is
    /// not a string.
    NotKubernetes,
    /// A key that the mapping already has; kubectl refuses such a document.
    DuplicateKey {
        /// The first occurrence of the key.
        first: Span,
    },
    /// `*name` without an earlier `&name` in the document.
    UnknownAnchor,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// A bound of [`Limits`](crate::Limits) was hit.
    LimitExceeded,
}
