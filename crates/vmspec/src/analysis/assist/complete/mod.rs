//! What could be written at a place.

mod keys;
mod manifests;
mod names;
mod quoted;
mod sizes;
mod values;

use vmspec_yaml::edit::Edit;
use vmspec_yaml::{FieldPath, Node, NodeKind, Span};

use super::cursor::{self, Cursor, Place};
use super::fields::{self, Known};
use crate::analysis::Workspace;
use crate::analysis::identity::{Identity, identify};
use crate::model::{VMDisk, VMInstance};
use crate::platform::Platform;

/// What could be written at a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Completions {
    /// The bytes that every item replaces: what has been typed of it, possibly nothing.
    pub span: Span,
    /// Best first.
    pub items: Vec<CompletionItem>,
    /// Goes with every item: blanks that put the line at the right depth. Stands before `span` and does not touch it
    /// other than at its start.
    pub repair: Option<Edit>,
}

/// Something that could be written.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct CompletionItem {
    /// What a list shows, and what is compared with what has been typed.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it means, in a few words: `8 vCPU, 32 GiB, series U`.
    pub detail: Option<String>,
    /// What it means, in Markdown.
    pub documentation: Option<String>,
    /// What replaces the span, later lines with all of their indentation.
    pub text: String,
    /// The same with places to fill in, as `$1` and `${1:default}`, ending at `$0`. Later lines stand as deep as the
    /// first line of the span does plus the blanks that they begin with, as editors indent snippets by themselves.
    pub snippet: Option<String>,
    /// Whether there is something newer.
    pub deprecated: bool,
    /// Why it does not suit the rest of the manifest. Such items come last.
    pub unfit: Option<String>,
}

/// What a [`CompletionItem`] is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum CompletionKind {
    /// A key.
    Key,
    /// A word that the field takes.
    Value,
    /// A name that a catalog lists.
    CatalogEntry,
    /// The name of a resource.
    Resource,
    /// A whole manifest, or a large part of one.
    Manifest,
}

impl CompletionKind {
    /// `key`, `value`, `catalogEntry`, `resource` or `manifest`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Value => "value",
            Self::CatalogEntry => "catalogEntry",
            Self::Resource => "resource",
            Self::Manifest => "manifest",
        }
    }
}

impl Completions {
    /// The edits that carry out an item.
    pub fn edits_of(&self, item: &CompletionItem) -> Vec<Edit> {
        let edit = Edit { span: self.span, text: item.text.clone() };
        self.repair.iter().cloned().chain([edit]).collect()
    }
}

/// What could be written at a byte offset in one of the files, however broken its text is.
///
/// Items are not narrowed down by what has been typed: editors do that as people go on typing.
///
/// ```
/// use vmspec::analysis::assist::complete;
/// use vmspec::analysis::{Options, SourceFile, Workspace};
///
/// let options = Options::default();
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nspec:\n  instanceType: u1\n  inst";
/// let file = SourceFile::parse("vm.yaml", text, &options.limits);
/// let files = [file];
/// let workspace = Workspace::new(&files, &options);
///
/// let keys = complete(&workspace, 0, text.len());
/// assert_eq!(keys.span.slice(text), "inst");
/// let labels: Vec<_> = keys.items.iter().map(|item| item.label.as_str()).collect();
/// assert!(labels.contains(&"instanceProfile") && !labels.contains(&"instanceType"));
///
/// let values = complete(&workspace, 0, text.find("u1").unwrap() + 2);
/// let large = values.items.iter().find(|item| item.label == "u1.large").unwrap();
/// assert_eq!(large.detail.as_deref(), Some("2 vCPU, 8 GiB, series U"));
/// ```
pub fn complete(workspace: &Workspace<'_>, file: usize, offset: usize) -> Completions {
    let Some(source) = workspace.files().get(file) else { return Completions::default() };
    if source.page().is_some() {
        // Around the blocks of a page stands what is no YAML.
        return Completions::default();
    }
    if let Some(completions) = quoted::complete(workspace, source, offset) {
        return completions;
    }
    let options = workspace.options();
    let mut completions = Completions::default();
    for cursor in cursor::locate(source.tree(), offset, &options.limits) {
        completions.span = Span::new(cursor.token.start, cursor.token.end);
        completions.repair.clone_from(&cursor.repair);
        let Some(root) = cursor.root() else { continue };
        for kind in kinds(root) {
            let Some(known) = fields::at(kind, &cursor.path) else { continue };
            let scene = Scene { workspace, platform: &options.platform, cursor: &cursor, root, kind };
            items(&scene, known, &mut completions.items);
        }
        manifests::add(workspace, file, &cursor, root, &mut completions.items);
    }
    tidy(&mut completions.items);
    completions
}

/// Everything that candidates depend on.
#[derive(Clone, Copy)]
struct Scene<'s> {
    workspace: &'s Workspace<'s>,
    platform: &'s Platform,
    cursor: &'s Cursor,
    /// The document with the mark in it.
    root: Node<'s>,
    kind: &'static str,
}

impl<'s> Scene<'s> {
    /// The text at a path of the document, if one is written.
    fn text_at(self, path: &FieldPath) -> Option<&'s str> {
        let node = self.root.descend(path)?;
        let is_text = node.kind() == NodeKind::Scalar && !node.text().is_empty();
        is_text.then(|| node.text()).filter(|text| *text != cursor::MARK)
    }

    fn namespace(self) -> Option<&'s str> {
        self.text_at(&FieldPath::root().key("metadata").key("namespace"))
    }

    fn name(self) -> Option<&'s str> {
        self.text_at(&FieldPath::root().key("metadata").key("name"))
    }
}

/// The kinds that the document may be of: both while it does not say.
fn kinds(root: Node<'_>) -> &'static [&'static str] {
    const BOTH: &[&str] = &[VMInstance::KIND, VMDisk::KIND];
    let is_open = |key| root.get(key).is_none_or(|value| matches!(value.text(), "" | cursor::MARK));
    let identity = identify(root);
    match identity.kind().map(super::super::identity::Kind::name) {
        Some(VMInstance::KIND) => BOTH.get(..1).unwrap_or_default(),
        Some(_) => BOTH.get(1..).unwrap_or_default(),
        None if identity == Identity::NoKind || is_open("kind") && is_open("apiVersion") => {
            let known = |key: &str| matches!(key, "apiVersion" | "kind" | "metadata" | "spec" | cursor::MARK);
            let may_be_ours = root.entries().all(|(key, _)| known(key.text()));
            if may_be_ours { BOTH } else { &[] }
        }
        None if is_open("kind") => BOTH,
        None => &[],
    }
}

fn items(scene: &Scene<'_>, known: Known, items: &mut Vec<CompletionItem>) {
    let place = scene.cursor.place;
    if place != Place::Value {
        keys::add(scene, known, items);
    }
    if place != Place::Key && !scene.cursor.has_colon {
        values::add(scene, known, items);
    }
}

/// What suits first; nothing twice.
fn tidy(items: &mut Vec<CompletionItem>) {
    let mut seen = std::collections::HashSet::new();
    items.retain(|item| seen.insert((item.label.clone(), item.text.clone())));
    items.sort_by_key(|item| (item.unfit.is_some(), item.deprecated));
}
