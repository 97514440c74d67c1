//! Operations on paths into text edits that keep comments, quotes, indentation, flow style and line ends.

mod alone;
mod changes;
mod children;
mod draft;
mod duplicate;
mod emit;
mod insert;
mod intent;
mod kept;
mod lines;
mod moving;
mod nested;
mod patch;
mod plan;
mod quote;
mod remove;
mod replace;
mod sharing;
mod style;

use draft::Draft;

use crate::{FieldPath, Limits, Node, Span, Tree, parse_as};

pub use changes::changes;
pub use duplicate::edits_without_entry;
pub use nested::edits_of_value;
pub use patch::to_json_patch;

/// A change to a document, named by paths and independent of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Gives an entry another place: its value is written anew there, and removed here. The comment behind it goes along;
    /// an entry with comments inside can't be moved.
    Move {
        /// An existing entry or item.
        path: FieldPath,
        /// The new place, as for `Insert`. It must not lie in the old one.
        to: FieldPath,
    },
    /// Changes a part of a text, without naming the rest.
    EditText {
        /// An existing text.
        path: FieldPath,
        /// The bytes of the text to take away; empty to insert only.
        range: std::ops::Range<usize>,
        /// What to put there.
        with: String,
    },
}

impl Operation {
    /// The place that the operation names.
    pub fn path(&self) -> &FieldPath {
        match self {
            Self::Replace { path, .. }
            | Self::RenameKey { path, .. }
            | Self::Remove { path }
            | Self::Insert { path, .. }
            | Self::Move { path, .. }
            | Self::EditText { path, .. } => path,
        }
    }
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
/// What the operations do not name stays as it is, byte for byte. New text follows what stands around it: indentation,
/// indented or indentless sequences, quotes, flow style, line breaks.
///
/// * A replaced scalar keeps its quotes where the new value allows it. Text stands without quotes only if `kubectl`,
///   readers of YAML 1.1 and readers of YAML 1.2 all take it for text. Text of several lines becomes a `|` scalar.
/// * A removed entry or item takes the comment on its line with it. Comments on lines of their own stay.
/// * A collection that loses its last entry or item becomes `{}` or `[]`.
/// * A new entry stands behind the last one of its mapping; collections that are missing on its way, or null, are made.
///
/// The result is parsed again, and operations whose edits would not read as they should are refused: this is never a
/// guess.
///
/// ```
/// use serde_json::json;
/// use vmspec_yaml::edit::{Operation, apply, edits};
/// use vmspec_yaml::{Limits, parse};
///
/// let text = "spec:\n  running: true # for now\n  disks:\n  - name: root\n";
/// let tree = parse(text, &Limits::default());
/// let operations = [
///     Operation::RenameKey { path: "spec.running".parse().unwrap(), to: "runStrategy".to_owned() },
///     Operation::Replace { path: "spec.runStrategy".parse().unwrap(), value: json!("Always") },
///     Operation::Insert { path: "spec.disks[0].bus".parse().unwrap(), value: json!("sata") },
/// ];
/// let edits = edits(tree.root(0).unwrap(), &operations).unwrap();
/// assert_eq!(
///     apply(text, &edits),
///     "spec:\n  runStrategy: Always # for now\n  disks:\n  - name: root\n    bus: sata\n",
/// );
/// ```
///
/// # Errors
///
/// If an operation names a place that is not there, is taken, or can't be changed alone.
pub fn edits(root: Node<'_>, operations: &[Operation]) -> Result<Vec<Edit>, EditError> {
    alone::edits_in_part(root, |root| edits_in(root, operations))
}

/// Limits for texts that were small enough when they were parsed first.
fn unlimited_size() -> Limits {
    Limits { bytes: usize::MAX, documents: usize::MAX, ..Limits::default() }
}

/// The edits, with all documents of the tree at hand.
fn edits_in(root: Node<'_>, operations: &[Operation]) -> Result<Vec<Edit>, EditError> {
    let mut progress = Progress { first: root, draft: Draft::new(root.tree().text()), edited: None };
    for operation in operations {
        if let Operation::Move { path, to } = operation {
            moving::carry_out(&mut progress, path, to)?;
        } else {
            progress.carry_out(operation)?;
        }
    }
    Ok(kept::without_kept(root.tree().text(), &progress.draft.into_edits()))
}

/// A document that is edited step by step.
struct Progress<'t> {
    /// The node that all paths start from, before the first step.
    first: Node<'t>,
    draft: Draft,
    /// The tree after the last step.
    edited: Option<Tree>,
}

impl Progress<'_> {
    /// The node that all paths start from, as it is now. Operations keep the document's place among the others, and the
    /// nodes above the root as they are.
    fn root(&self) -> Option<Node<'_>> {
        let Some(tree) = &self.edited else { return Some(self.first) };
        let documents = self.first.tree().documents();
        let document = documents.iter().position(|document| std::ptr::eq(document, self.first.document()));
        tree.root(document?).and_then(|node| counterpart(node, self.first))
    }

    fn carry_out(&mut self, operation: &Operation) -> Result<(), EditError> {
        let root = self.root().ok_or_else(|| EditError::Unsuitable(operation.path().clone()))?;
        let (edits, tree) = carry_out(root, operation)?;
        self.draft.apply(&edits);
        self.edited = Some(tree);
        Ok(())
    }

    /// Carries out an edit that changes nothing but a comment.
    fn comment(&mut self, edit: Edit) -> Option<()> {
        let root = self.root()?;
        let before = plan::written(root);
        let tree = parse_as(
            apply(root.tree().text(), std::slice::from_ref(&edit)),
            root.document().dialect(),
            &unlimited_size(),
        );
        self.draft.apply(&[edit]);
        self.edited = Some(tree);
        (plan::written(self.root()?) == before).then_some(())
    }
}

/// The node below `document_root` that has the place which `node` has in an earlier version of the document.
fn counterpart<'t>(document_root: Node<'t>, node: Node<'_>) -> Option<Node<'t>> {
    counterpart_below(document_root, node, None)
}

/// The same where `other` is the counterpart of `top`, if that is not the root.
fn counterpart_below<'t>(other: Node<'t>, node: Node<'_>, top: Option<Node<'_>>) -> Option<Node<'t>> {
    let Some(parent) = node.parent().filter(|_| Some(node) != top) else { return Some(other) };
    let holder = counterpart_below(other, parent, top)?;
    if let Some(index) = parent.items().position(|item| item == node) {
        return holder.at(index);
    }
    let index = parent.entries().position(|(_, value)| value == node)?;
    holder.entries().nth(index).map(|(_, value)| value)
}

/// One operation as edits, and the tree of the text with them.
fn carry_out(root: Node<'_>, operation: &Operation) -> Result<(Vec<Edit>, Tree), EditError> {
    let before = plan::written(root);
    let mut intended = before.clone();
    intent::carry_out(&mut intended, operation)?;
    let edits = plan::plan(root, &before, operation)?;

    let dialect = root.document().dialect();
    let tree = parse_as(apply(root.tree().text(), &edits), dialect, &unlimited_size());
    let documents = root.tree().documents();
    let index =
        documents.iter().position(|document| std::ptr::eq(document, root.document())).unwrap_or_default();
    let is_as_intended = tree.documents().len() == documents.len()
        && tree
            .documents()
            .get(index)
            .is_some_and(|document| document.problems().len() <= root.document().problems().len())
        && tree
            .root(index)
            .and_then(|node| counterpart(node, root))
            .is_some_and(|node| plan::is_same(&plan::written(node), &intended));
    if is_as_intended { Ok((edits, tree)) } else { Err(EditError::Unsuitable(operation.path().clone())) }
}

/// The edits in the order of the text.
fn in_order(edits: &[Edit]) -> Vec<&Edit> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    sorted
}

/// The text with `edits` applied; `edits` may come in any order. Edits that overlap an earlier one, or that reach beyond
/// the text, are left out.
///
/// ```
/// use vmspec_yaml::Span;
/// use vmspec_yaml::edit::{Edit, apply};
///
/// let edit = Edit { span: Span::new(9, 12), text: "20Gi".to_owned() };
/// assert_eq!(apply("storage: 5Gi # small", &[edit]), "storage: 20Gi # small");
/// ```
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in in_order(edits) {
        let range = edit.span.range();
        let (Some(kept), Some(_)) = (text.get(done..range.start), text.get(range.clone())) else { continue };
        result.push_str(kept);
        result.push_str(&edit.text);
        done = range.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}
