//! One text, parsed and decoded.

use std::sync::{Arc, OnceLock};

use vmspec_yaml::{Decoded, FieldPath, Limits, LineIndex, Node, NodeKind, Tree, decode, parse, parse_bytes};

use super::identity::{Identity, Kind, identify, mentions_us};
use super::text_faults;
use crate::diagnostic::{Diagnostic, ResourceName};
use crate::model::{VMDisk, VMInstance};

/// One text with everything that can be said of it alone.
///
/// Making one is pure and costs most of a check; several can be made in parallel.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: Arc<str>,
    tree: Tree,
    documents: Vec<LoadedDocument>,
    diagnostics: Vec<Diagnostic>,
    lines: OnceLock<LineIndex>,
}

/// A document that holds anything.
#[derive(Clone, Debug)]
pub(super) struct LoadedDocument {
    /// The index in the tree.
    pub(super) index: usize,
    pub(super) body: Body,
    /// Whether the text could not be read as a whole, so that what is missing may be there.
    pub(super) broken: bool,
    pub(super) resource: Option<ResourceName>,
}

impl LoadedDocument {
    /// Whether it was read as one of our kinds.
    pub(super) fn is_checked(&self) -> bool {
        !matches!(self.body, Body::Skipped)
    }

    /// The path in the text of what stands at this path of the value: items that could not be read are counted in.
    pub(super) fn source_path(&self, path: &FieldPath) -> Option<FieldPath> {
        match &self.body {
            Body::Instance(decoded) => Some(decoded.source_path(path)),
            Body::Disk(decoded) => Some(decoded.source_path(path)),
            Body::Unread | Body::Skipped => None,
        }
    }

    /// Whether what stands at this path of the text could not be read, or not as a whole.
    pub(super) fn is_unreliable(&self, path: &FieldPath) -> bool {
        let unreliable = match &self.body {
            Body::Instance(decoded) => &decoded.unreliable,
            Body::Disk(decoded) => &decoded.unreliable,
            Body::Unread | Body::Skipped => return true,
        };
        unreliable.iter().any(|left_out| path.starts_with(left_out) || left_out.starts_with(path))
    }
}

/// What a document was read as.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "most documents are of our kinds")]
pub(super) enum Body {
    Instance(Decoded<VMInstance>),
    Disk(Decoded<VMDisk>),
    /// Of our API group, but not to be read as one of our kinds; a diagnostic says why.
    Unread,
    Skipped,
}

impl SourceFile {
    /// Reads a text. The name is only repeated in diagnostics.
    pub fn parse(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>, limits: &Limits) -> Self {
        Self::load(name.into(), parse(text, limits), limits)
    }

    /// Reads bytes that should be UTF-8.
    pub fn parse_bytes(name: impl Into<Arc<str>>, bytes: &[u8], limits: &Limits) -> Self {
        Self::load(name.into(), parse_bytes(bytes, limits), limits)
    }

    fn load(name: Arc<str>, tree: Tree, limits: &Limits) -> Self {
        let mut documents = Vec::with_capacity(tree.documents().len());
        let mut diagnostics = text_faults::of_text(&name, &tree);
        for index in 0..tree.documents().len() {
            if let Some(document) = load_document(&name, &tree, index, limits, &mut diagnostics) {
                documents.push(document);
            }
        }
        Self { name, tree, documents, diagnostics, lines: OnceLock::new() }
    }

    /// The name, as given.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The text; bytes that are not UTF-8 are replaced by `?`, one for one.
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// The tree of the text.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Where the lines start.
    pub fn line_index(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    pub(super) fn documents(&self) -> &[LoadedDocument] {
        &self.documents
    }

    /// What is wrong with the text and its structure.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

fn load_document(
    name: &Arc<str>,
    tree: &Tree,
    index: usize,
    limits: &Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LoadedDocument> {
    let document = tree.documents().get(index)?;
    let Some(root) = tree.root(index) else {
        // Nothing but comments, unless a syntax error swallowed the content.
        if document.problems().is_empty() {
            return None;
        }
        diagnostics.extend(text_faults::of_document(name, tree, index, None));
        return Some(LoadedDocument { index, body: Body::Skipped, broken: true, resource: None });
    };
    let identity = identify(root);
    let broken = text_faults::hides_fields(document.problems());
    let resource = resource_name(root, &identity);
    let body = match &identity {
        Identity::Foreign => Body::Skipped,
        Identity::NoKind | Identity::RemovedKind | Identity::Misspelled { .. } => Body::Unread,
        Identity::Ours(kind)
        | Identity::OursWithoutApiVersion(kind)
        | Identity::OursInOtherVersion(kind, _) => match kind {
            Kind::Instance => Body::Instance(decode(root, limits)),
            Kind::Disk => Body::Disk(decode(root, limits)),
        },
    };
    // A broken document of an unknown kind is reported if it may be ours, or if nothing tells whose it is.
    let is_ours = identity != Identity::Foreign
        || (root.get("kind").is_none() && mentions_us(document.span().slice(tree.text())));
    if is_ours || root.kind() != NodeKind::Mapping {
        diagnostics.extend(text_faults::of_document(name, tree, index, resource.as_ref()));
    }
    let context = text_faults::DocumentContext {
        file: name,
        root,
        document: index,
        resource: resource.as_ref(),
        broken,
    };
    diagnostics.extend(text_faults::of_identity(&context, &identity));
    match &body {
        Body::Instance(decoded) => {
            diagnostics.extend(text_faults::of_issues(&context, VMInstance::KIND, &decoded.issues))
        }
        Body::Disk(decoded) => {
            diagnostics.extend(text_faults::of_issues(&context, VMDisk::KIND, &decoded.issues))
        }
        Body::Unread | Body::Skipped => {}
    }
    Some(LoadedDocument { index, body, broken, resource })
}

fn resource_name(root: Node<'_>, identity: &Identity) -> Option<ResourceName> {
    if *identity == Identity::Foreign {
        return None;
    }
    let metadata = root.get("metadata");
    let text = |key| metadata.and_then(|metadata| metadata.get(key)).map(Node::text);
    Some(ResourceName {
        kind: root.get("kind").map(Node::text).unwrap_or_default().to_owned(),
        namespace: text("namespace").filter(|namespace| !namespace.is_empty()).map(str::to_owned),
        name: text("name").unwrap_or_default().to_owned(),
    })
}
