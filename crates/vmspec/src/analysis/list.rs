//! Lists of resources in one document, as `kubectl get --output yaml` writes them.
//!
//! Each item is a resource as if it stood in a document of its own: `kubectl apply` takes lists apart before it does
//! anything else. What belongs to the list itself, such as its `metadata`, means nothing to anybody.

use std::sync::Arc;

use vmspec_yaml::{FieldPath, Limits, Node, NodeKind, Problem, Segment, Tree};

use super::document::{Body, DocumentRoot, LoadedDocument, Understood};
use super::identity::mentions_us;
use super::locate;
use super::text_faults::{self, DocumentContext};
use crate::diagnostic::Diagnostic;
use crate::rules::{Spot, syntax};

/// What the kinds of lists end with: `List`, `VMDiskList`.
pub(super) const SUFFIX: &str = "List";

/// The key of the items.
const ITEMS: &str = "items";

/// Lists in lists that are looked into. Nobody writes a second one.
const MOST_LEVELS: usize = 4;

/// The items of a list; nothing if there are none, or if it is something else.
pub(super) fn items(root: Node<'_>) -> Option<Node<'_>> {
    let items = root.get(ITEMS)?;
    let is_list = root.get("kind")?.text().ends_with(SUFFIX);
    (is_list && items.kind() == NodeKind::Sequence && items.items().len() > 0).then_some(items)
}

/// The list that a node is an item of.
pub(super) fn around(item: Node<'_>) -> Option<Node<'_>> {
    let sequence = item.parent()?;
    let list = sequence.parent()?;
    (items(list)? == sequence).then_some(list)
}

/// Whether nothing of a list is lost but what stands in its items.
pub(super) fn has_all_items(root: Node<'_>) -> bool {
    locate::is_complete(root) && items(root).is_none_or(locate::is_complete)
}

/// Takes apart a path from the root of a document: into that of the innermost item that it leads to, which is the root
/// if it leads to none, and that from there on.
pub(super) fn split(root: Node<'_>, path: &FieldPath) -> (FieldPath, FieldPath) {
    let mut segments = path.segments();
    let mut node = root;
    while let Some(items) = items(node)
        && let [Segment::Key(key), Segment::Index(index), rest @ ..] = segments
        && key == ITEMS
        && let Some(item) = items.at(*index)
    {
        (node, segments) = (item, rest);
    }
    let (item, rest) = path.segments().split_at(path.segments().len() - segments.len());
    (FieldPath::from_segments(item.to_vec()), FieldPath::from_segments(rest.to_vec()))
}

/// Reads the documents of a text.
pub(super) struct Reader<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) tree: &'a Tree,
    pub(super) limits: &'a Limits,
    pub(super) documents: Vec<LoadedDocument>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Reads a document of the tree, with its items if it is a list; nothing if it holds only comments.
    pub(super) fn read(&mut self, index: usize) {
        let Some(document) = self.tree.documents().get(index) else { return };
        let problems = document.problems();
        if let Some(node) = self.tree.root(index) {
            let understood = Understood::from_problems(problems);
            let problems: Vec<&Problem> = problems.iter().collect();
            self.read_from(node, index, FieldPath::root(), understood, &problems, 0);
        } else if !problems.is_empty() {
            // A syntax error swallowed the content.
            self.diagnostics.extend(text_faults::of_problems(self.file, self.tree.text(), index, problems));
            self.documents.push(LoadedDocument::unreadable(index));
        }
    }

    /// Reads what stands at a root. It calls itself for the items of lists, [`MOST_LEVELS`] deep.
    fn read_from(
        &mut self,
        node: Node<'a>,
        index: usize,
        item: FieldPath,
        understood: Understood,
        problems: &[&Problem],
        level: usize,
    ) {
        let Some(items) = items(node) else {
            let root = DocumentRoot { file: self.file, node, index, item };
            let found = LoadedDocument::load(root, understood, problems, self.limits, &mut self.diagnostics);
            self.documents.push(found);
            return;
        };
        let is_ours = mentions_us(node.full_span().slice(self.tree.text()));
        let context = DocumentContext {
            file: self.file,
            root: node,
            document: index,
            item: &item,
            resource: None,
            understood,
            nest: None,
        };
        let place = self.documents.len();
        let body = Body::List;
        let mut envelope =
            LoadedDocument { index, item: item.clone(), body, understood, resource: None, nested: None };
        if understood == Understood::TooLittle {
            if is_ours {
                self.diagnostics.extend(context.of_problems(problems));
                envelope.body = Body::Unread;
            } else {
                envelope.body = Body::Skipped;
            }
            self.documents.push(envelope);
            return;
        }
        if level == MOST_LEVELS {
            envelope.understood = Understood::TooLittle;
            let template = "more than {most} lists in one another: this one is not read";
            let args = vec![("most", MOST_LEVELS.to_string())];
            let told = context.at(&syntax::LIMIT_EXCEEDED, FieldPath::root(), Spot::Value, template, args);
            self.diagnostics.extend(is_ours.then_some(told));
            self.documents.push(envelope);
            return;
        }
        let holds = |item: Node<'_>, problem: &Problem| item.full_span().touches(problem.span.start as usize);
        if is_ours {
            let own = problems.iter().filter(|problem| !items.items().any(|item| holds(item, problem)));
            self.diagnostics.extend(context.of_problems(&own.copied().collect::<Vec<_>>()));
        }
        self.documents.push(envelope);
        for (number, inner) in items.items().enumerate() {
            let path = item.clone().key(ITEMS).index(number);
            if self.documents.len() >= self.limits.documents {
                let template =
                    "more than {most} documents and items of lists in this file: the rest is not read";
                let args = vec![("most", self.limits.documents.to_string())];
                let path = FieldPath::root().key(ITEMS).index(number);
                let told = context.at(&syntax::LIMIT_EXCEEDED, path, Spot::Value, template, args);
                self.diagnostics.push(told);
                if let Some(envelope) = self.documents.get_mut(place) {
                    envelope.understood = Understood::TooLittle;
                }
                return;
            }
            let own: Vec<&Problem> =
                problems.iter().filter(|problem| holds(inner, problem)).copied().collect();
            self.read_from(inner, index, path, understood, &own, level + 1);
        }
    }
}
