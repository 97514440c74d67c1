//! One of several entries with the same key, which no path can tell apart.

use super::{Edit, alone, apply, counterpart, plan, remove, sharing, style, unlimited_size};
use crate::{Node, NodeKind, parse_as};

/// Mappings of more bytes are not edited: each of hundreds of keys that stand there twice would have them parsed again.
const MOST_BYTES: usize = 64 << 10;

/// The edits that take away the entry of this key, with the comment on its line, and leave those with an equal key; nothing
/// if its layout is not worth editing, or the mapping is larger than 64 KiB. As of [`edits`](super::edits), the result is
/// parsed again and compared.
///
/// ```
/// use vmspec_yaml::edit::{apply, edits_without_entry};
/// use vmspec_yaml::{Limits, parse};
///
/// let text = "storage: 20Gi # once\nsize: 1\nstorage: 40Gi\n";
/// let tree = parse(text, &Limits::default());
/// let (first, _) = tree.root(0).unwrap().entries().next().unwrap();
/// let edits = edits_without_entry(first).unwrap();
/// assert_eq!(apply(text, &edits), "size: 1\nstorage: 40Gi\n");
/// ```
pub fn edits_without_entry(key: Node<'_>) -> Option<Vec<Edit>> {
    let holder = key.parent().filter(|holder| holder.kind() == NodeKind::Mapping)?;
    if holder.span().len() > MOST_BYTES {
        return None;
    }
    let index = holder.entries().position(|(own, _)| own == key)?;
    alone::edits_in_part(holder, |holder| in_tree(holder, index).ok_or(())).ok()
}

fn in_tree(holder: Node<'_>, index: usize) -> Option<Vec<Edit>> {
    let (key, value) = holder.entries().nth(index)?;
    if sharing::is_shared(holder) || [key, value].into_iter().any(sharing::is_needed_elsewhere) {
        return None;
    }
    let edits = remove::remove(holder, index, &style::detect(holder))?;
    let documents = holder.tree().documents();
    let document = documents.iter().position(|document| std::ptr::eq(document, holder.document()))?;
    let dialect = holder.document().dialect();
    let edited = parse_as(apply(holder.tree().text(), &edits), dialect, &unlimited_size());
    let after = counterpart(edited.root(document)?, holder)?;
    let written = |node: Node<'_>| -> Vec<_> {
        node.entries().map(|(key, value)| (plan::written(key), plan::written(value))).collect()
    };
    let mut intended = written(holder);
    intended.remove(index);
    let is_as_intended = edited.documents().len() == documents.len()
        && edited.documents().get(document)?.problems().len() < holder.document().problems().len()
        && written(after) == intended;
    is_as_intended.then_some(edits)
}
