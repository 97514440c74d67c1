//! What of a file can be folded away.

use vmspec_yaml::{Node, NodeKind, ScalarStyle, Span};

use super::spot;
use crate::analysis::SourceFile;

/// A part of a file that can be folded away, so that its first line remains.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Fold {
    /// From a byte of the line that remains to the end of the last line that is folded.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What a [`Fold`] is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum FoldKind {
    /// A whole document.
    Document,
    /// A key with the mapping, list or block of text behind it, or an item of a list.
    Collection,
    /// Comments on lines of their own, one below the other.
    Comment,
}

/// What can be folded, each with a first line of its own, in the order of the text; cloud-config included.
///
/// Documents of other kinds are among it, since an editor that is told of folds makes none itself; but nothing is told
/// of a file without any manifest of ours.
///
/// ```
/// use vmspec::analysis::assist::{FoldKind, folds};
/// use vmspec::analysis::{Options, SourceFile};
///
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\n";
/// let folds = folds(&SourceFile::parse("disk.yaml", text, &Options::default().limits));
/// assert_eq!(folds.iter().map(|fold| fold.kind).collect::<Vec<_>>(), [FoldKind::Document, FoldKind::Collection]);
/// assert_eq!(folds[1].span.slice(text), "metadata:\n  name: data");
/// ```
pub fn folds(file: &SourceFile) -> Vec<Fold> {
    if !file.documents().iter().any(|document| spot::kind_of(document).is_some()) {
        return Vec::new();
    }
    let (tree, text) = (file.tree(), file.text());
    let mut folds = Vec::new();
    for (index, document) in tree.documents().iter().enumerate() {
        comments(text, document.comments(), &mut folds);
        let Some(root) = tree.root(index) else { continue };
        folds.push(Fold { span: root.full_span(), kind: FoldKind::Document });
        below(root, &|span| span, &mut folds);
        if let Some((scalar, inner)) = spot::cloud_config_of(root)
            && let (Some(map), Some(inner)) = (scalar.scalar_map(), inner.root(0))
        {
            below(inner, &|span| map.span(span.range()), &mut folds);
        }
    }
    let lines = file.line_index();
    let line = |offset: u32| lines.position(text, offset, vmspec_yaml::ColumnUnit::Utf8).line;
    let mut folds: Vec<(u32, Fold)> = folds.into_iter().map(|fold| (line(fold.span.start), fold)).collect();
    folds.retain(|(start, fold)| line(fold.span.end) > *start);
    // Of several that begin on one line, such as an item and its first key, the first one found holds the others.
    folds.sort_by_key(|(start, _)| *start);
    folds.dedup_by_key(|(start, _)| *start);
    folds.into_iter().map(|(_, fold)| fold).collect()
}

/// The collections and blocks of text below a node. The depth of a tree is limited, and so is the recursion.
fn below(node: Node<'_>, place: &dyn Fn(Span) -> Span, folds: &mut Vec<Fold>) {
    if node.is_alias() {
        return;
    }
    let mut add = |start: Span, value: Node<'_>| {
        let is_block = matches!(value.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded));
        if value.kind() != NodeKind::Scalar || is_block {
            folds.push(Fold { span: place(start.cover(value.span())), kind: FoldKind::Collection });
        }
        below(value, place, folds);
    };
    for (key, value) in node.entries().filter(|(_, value)| !value.is_alias()) {
        add(key.span(), value);
    }
    for item in node.items().filter(|item| !item.is_alias()) {
        add(item.full_span(), item);
    }
}

/// Groups of comments that fill lines.
fn comments(text: &str, comments: &[Span], folds: &mut Vec<Fold>) {
    let mut group: Option<Span> = None;
    let fills_line = |comment: Span| {
        let before = text.get(..comment.start as usize).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default().trim().is_empty()
    };
    for &comment in comments.iter().filter(|comment| fills_line(**comment)) {
        let follows = |group: &Span| {
            let between = text.get(group.end as usize..comment.start as usize).unwrap_or_default();
            between.trim().is_empty() && between.matches('\n').count() == 1
        };
        group = match group {
            Some(group) if follows(&group) => Some(group.cover(comment)),
            ended => {
                folds.extend(ended.map(|span| Fold { span, kind: FoldKind::Comment }));
                Some(comment)
            }
        };
    }
    folds.extend(group.map(|span| Fold { span, kind: FoldKind::Comment }));
}
