//! Entries that get another place.

use serde_json::Value;

use super::children::children;
use super::{Edit, EditError, Operation, Progress, lines, plan};
use crate::{Document, FieldPath, Node, Span};

/// Inserts the value at its new place, with the comment behind it, and then removes the old one.
pub(super) fn carry_out(
    progress: &mut Progress<'_>,
    path: &FieldPath,
    to: &FieldPath,
) -> Result<(), EditError> {
    let unsuitable = || EditError::Unsuitable(path.clone());
    if to.starts_with(path) {
        return Err(unsuitable());
    }
    let root = progress.root().ok_or_else(unsuitable)?;
    let Moved { value, comment } = Moved::read(root, path)?;
    progress.carry_out(&Operation::Insert { path: to.clone(), value })?;
    if let Some(comment) = comment {
        let edit = progress.root().and_then(|root| behind(root, to, &comment)).ok_or_else(unsuitable)?;
        progress.comment(edit).ok_or_else(unsuitable)?;
    }
    progress.carry_out(&Operation::Remove { path: path.clone() })
}

/// What is moved.
struct Moved {
    value: Value,
    /// The comment behind it on its last line.
    comment: Option<String>,
}

impl Moved {
    fn read(root: Node<'_>, path: &FieldPath) -> Result<Self, EditError> {
        let unsuitable = || EditError::Unsuitable(path.clone());
        let (holder, index) = plan::holder(root, path)?;
        let child =
            children(holder).and_then(|children| children.get(index).copied()).ok_or_else(unsuitable)?;
        let text = root.tree().text();
        let mut comments = root.tree().documents().iter().flat_map(Document::comments);
        // Where such a comment belongs once the value is written anew is not known.
        if comments.any(|comment| (child.start..child.end).contains(&(comment.start as usize))) {
            return Err(unsuitable());
        }
        let behind = text.get(child.end..lines::end(text, child.end)).unwrap_or_default().trim();
        if holder.is_flow() && behind.trim_start_matches([',', ' ', '\t']).starts_with('#') {
            return Err(unsuitable());
        }
        let comment = behind.starts_with('#').then(|| behind.to_owned());
        Ok(Self { value: plan::written(child.value), comment })
    }
}

/// The edit that puts a comment behind a value, if that stands on one line and nothing but its line end follows.
fn behind(root: Node<'_>, path: &FieldPath, comment: &str) -> Option<Edit> {
    let (holder, index) = plan::holder(root, path).ok()?;
    let child = children(holder)?.get(index).copied()?;
    let text = root.tree().text();
    let is_alone = lines::end(text, child.start) == child.end;
    let edit = Edit { span: Span::at(child.end), text: format!(" {comment}") };
    (!holder.is_flow() && is_alone).then_some(edit)
}
