//! Comments and annotations that keep findings out of a report.
//!
//! `# vmspec: ignore[rule-name] reason` in a comment, and the annotation `vmspec.dev/ignore` on a resource, for tools
//! that drop comments. [`read`] finds them in a text, [`hide`] takes the findings out that they cover. A name that is
//! no rule's, and one that covers nothing, are findings themselves, so that nothing is ignored by mistake or for ever.
//!
//! What is wrong with the text itself is reported in any case: a text that can't be read is not asked what to ignore.

mod directive;
mod faults;
mod hide;
mod scope;

use std::ops::Range;
use std::sync::Arc;

use vmspec_yaml::{FieldPath, Node, Span, Tree};

pub(super) use faults::unused;
pub(super) use hide::{Hidden, hide};

use self::directive::Malformed;
use self::scope::Layout;
use super::document::LoadedDocument;
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Rule};

/// The annotation of a resource whose value names rules, separated by commas or spaces.
pub const ANNOTATION: &str = "vmspec.dev/ignore";

/// Faulty suppressions of one text that are reported at most.
const MOST_FAULTS: usize = 200;

/// Something in a text that keeps findings out of its report.
#[derive(Clone, Debug)]
pub(super) struct Suppression {
    /// The document that it stands in, by its index in the tree.
    document: usize,
    /// The same among the documents that were loaded: of several in a list, the one that it stands in.
    loaded: Option<usize>,
    form: Form,
    /// The directive in its comment, or the annotation's value.
    span: Span,
    /// What it speaks for.
    reach: Span,
    names: Vec<Name>,
    reason: Option<String>,
}

#[derive(Clone, Debug)]
enum Form {
    Comment {
        /// What to take away with it; nothing if that could change a value.
        removal: Option<Span>,
    },
    Annotation,
}

/// A name in a suppression.
#[derive(Clone, Debug)]
struct Name {
    span: Span,
    /// The rule that may be ignored here.
    rule: Option<&'static Rule>,
}

impl Suppression {
    /// The index of the document that it stands in.
    pub(super) fn document(&self) -> usize {
        self.document
    }

    /// Whether it speaks for the whole text, and not for a part of its document.
    fn is_of_file(&self, text: &str) -> bool {
        self.reach.len() == text.len()
    }
}

/// The path of [`ANNOTATION`].
fn annotation_path() -> FieldPath {
    FieldPath::root().key("metadata").key("annotations").key(ANNOTATION)
}

/// Finds the suppressions of a text, and adds what is wrong with them.
pub(super) fn read(
    file: &Arc<str>,
    tree: &Tree,
    documents: &[LoadedDocument],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Suppression> {
    let mut suppressions = Vec::new();
    if !tree.text().contains("vmspec") {
        return suppressions;
    }
    let mut faults = Vec::new();
    let mut place = 0;
    for index in 0..tree.documents().len() {
        let here = documents.get(place..).unwrap_or_default();
        let here = here.get(..here.partition_point(|document| document.index <= index)).unwrap_or_default();
        let loaded = Loaded { file, tree, index, place, documents: here };
        let first = suppressions.len();
        of_comments(&loaded, &mut suppressions, &mut faults);
        for (at, document) in here.iter().enumerate() {
            if document.resource.is_some()
                && let Some(root) = document.root(tree)
            {
                suppressions.extend(of_annotation(root, document, place + at));
            }
        }
        for suppression in suppressions.iter().skip(first) {
            let document = suppression.loaded.and_then(|at| documents.get(at));
            faults::of_names(file, tree, document, suppression, &mut faults);
        }
        place += here.len();
    }
    diagnostics.append(&mut faults);
    suppressions
}

/// A document of the tree, and what was loaded of it.
struct Loaded<'a> {
    file: &'a Arc<str>,
    tree: &'a Tree,
    index: usize,
    /// The number of documents that were loaded before.
    place: usize,
    /// Several if it is a list: the list before its items, in the order of the text.
    documents: &'a [LoadedDocument],
}

impl Loaded<'_> {
    /// The place among all documents of the one that a comment belongs to: of items, that in which it stands, or that
    /// which follows.
    fn of_comment(&self, comment: Span) -> Option<usize> {
        let [_, items @ ..] = self.documents else { return None };
        let ends_before = |item: &LoadedDocument| {
            let end = item.root(self.tree).map_or(0, |root| root.full_span().end);
            let between = self.tree.text().get(end as usize..comment.start as usize);
            between.is_some_and(|between| between.contains(['\n', '\r']))
        };
        let at = items.partition_point(ends_before);
        Some(self.place + if at < items.len() { at + 1 } else { at })
    }
}

fn of_comments(loaded: &Loaded<'_>, suppressions: &mut Vec<Suppression>, faults: &mut Vec<Diagnostic>) {
    let Loaded { file, tree, index, .. } = *loaded;
    let comments = tree.documents().get(index).map(vmspec_yaml::Document::comments).unwrap_or_default();
    let mut layout = None;
    for &comment in comments {
        let text = comment.slice(tree.text());
        let within = |range: Range<usize>| {
            let start = comment.start as usize;
            Span::new(start + range.start, start + range.end)
        };
        match directive::parse(text) {
            None => {}
            Some(Err(_)) if faults.len() >= MOST_FAULTS => {}
            Some(Err(Malformed { start, fault })) => {
                let document =
                    loaded.of_comment(comment).and_then(|place| loaded.documents.get(place - loaded.place));
                faults.push(faults::malformed(file, index, document, within(start..text.len()), &fault));
            }
            Some(Ok(directive)) => {
                if layout.is_none() {
                    layout = Layout::new(tree, index);
                }
                let Some(layout) = &mut layout else { return };
                let name = |range: Range<usize>| Name {
                    rule: text.get(range.clone()).and_then(ignorable),
                    span: within(range),
                };
                suppressions.push(Suppression {
                    document: index,
                    loaded: loaded.of_comment(comment),
                    form: Form::Comment { removal: layout.removal(comment, directive.start) },
                    span: within(directive.start..text.len()),
                    reach: layout.reach(comment),
                    names: directive.names.into_iter().map(name).collect(),
                    reason: directive.reason,
                });
            }
        }
    }
}

fn of_annotation(root: Node<'_>, document: &LoadedDocument, place: usize) -> Option<Suppression> {
    let node = root.get("metadata")?.get("annotations")?.get(ANNOTATION)?;
    let text = node.text();
    // A value with escapes, or behind an alias, has no place for each name.
    let start = node.span().slice(node.tree().text()).find(text).map(|at| node.span().start as usize + at);
    let span = |range: &Range<usize>| match start {
        Some(start) => Span::new(start + range.start, start + range.end),
        None => node.span(),
    };
    let commas = text.replace(char::is_whitespace, ",");
    // Spaces of several bytes would shift the names; they are none that people type.
    let list = if commas.len() == text.len() { commas } else { text.to_owned() };
    let names = directive::names(&list, ',')
        .map(|range| Name { rule: text.get(range.clone()).and_then(ignorable), span: span(&range) });
    Some(Suppression {
        document: document.index,
        loaded: Some(place),
        form: Form::Annotation,
        span: node.span(),
        reach: if document.item.is_root() { root.document().span() } else { root.full_span() },
        names: names.collect(),
        reason: None,
    })
}

/// The rule of this name, if its findings can be ignored.
fn ignorable(name: &str) -> Option<&'static Rule> {
    rules::find(name).filter(|rule| rule.can_be_suppressed())
}
