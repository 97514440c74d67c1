//! One document of a text, or an item of a list in one, decoded if it is of one of our kinds.

use std::sync::Arc;

use vmspec_yaml::{Decoded, FieldPath, Limits, Node, NodeKind, Problem, ProblemKind, Span, Tree, decode};

use super::identity::{Identity, Kind, identify, mentions_us};
use super::nested::{NestedText, inner_path};
use super::text_faults::{self, DocumentContext};
use super::{list, locate};
use crate::diagnostic::{Diagnostic, ResourceName};
use crate::model::{VMDisk, VMInstance};
use crate::platform::Platform;
use crate::resolve::{ResolvedDisk, ResolvedVm, resolve_disk, resolve_instance};
use crate::rules::spec_field;

/// A document that holds anything. What is large in it is shared by its clones, since fixing begins with one.
#[derive(Clone, Debug)]
pub(super) struct LoadedDocument {
    /// The index in the tree.
    pub(super) index: usize,
    /// Where it stands in the document of the tree: at its root, unless it is an item of a list.
    pub(super) item: FieldPath,
    pub(super) body: Body,
    pub(super) understood: Understood,
    pub(super) resource: Option<ResourceName>,
    /// The user data of a VM that has any.
    pub(super) nested: Option<Arc<NestedText>>,
}

/// Where a document begins.
pub(super) struct DocumentRoot<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) node: Node<'a>,
    /// The index in the tree.
    pub(super) index: usize,
    /// The place in the document of the tree.
    pub(super) item: FieldPath,
}

impl DocumentRoot<'_> {
    /// The bytes of the document, comments around an only resource included.
    fn span(&self) -> Span {
        if self.item.is_root() { self.node.document().span() } else { self.node.full_span() }
    }
}

/// What a document was read as.
#[derive(Clone, Debug)]
pub(super) enum Body {
    Instance(Arc<Decoded<VMInstance>>),
    Disk(Arc<Decoded<VMDisk>>),
    /// Of our API group, but not to be read as one of our kinds; a diagnostic says why.
    Unread,
    /// Holds other documents, which follow.
    List,
    Skipped,
}

/// What a document means on a platform.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it is on its way to a `Resource`, which has the same variants"
)]
pub(super) enum Resolved<'p> {
    Instance(ResolvedVm<'p>),
    Disk(ResolvedDisk<'p>),
}

/// How much of the text of a document could be understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Understood {
    All,
    /// Some bytes were lost, and the tree knows where.
    Parts,
    /// Too little to say what is there and what is not.
    TooLittle,
}

impl Understood {
    pub(super) fn from_problems(problems: &[Problem]) -> Self {
        let kinds = || problems.iter().map(|problem| &problem.kind);
        if kinds().any(|kind| matches!(kind, ProblemKind::LimitExceeded | ProblemKind::Template)) {
            Self::TooLittle
        } else if kinds().all(|kind| matches!(kind, ProblemKind::DuplicateKey { .. })) {
            Self::All
        } else {
            Self::Parts
        }
    }
}

impl LoadedDocument {
    /// A document that nothing but faults is left of.
    pub(super) fn unreadable(index: usize) -> Self {
        let (body, understood) = (Body::Skipped, Understood::TooLittle);
        Self { index, item: FieldPath::root(), body, understood, resource: None, nested: None }
    }

    /// Reads what stands at a root, and adds what is wrong with its text and structure. The problems are those of this
    /// text alone.
    pub(super) fn load(
        root: DocumentRoot<'_>,
        understood: Understood,
        problems: &[&Problem],
        limits: &Limits,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let span = root.span();
        let DocumentRoot { file, node, index, item } = root;
        let identity = identify(node);
        let resource = (!identity.is_foreign()).then(|| resource_name(node, &identity));
        let context = DocumentContext {
            file,
            root: node,
            document: index,
            item: &item,
            resource: resource.as_ref(),
            understood,
            nest: None,
        };
        // Of a document of an unknown kind the faults count if it may be ours, or if nothing tells whose it is.
        let may_be_ours = !identity.is_foreign()
            || node.kind() != NodeKind::Mapping
            || (node.get("kind").is_none() && mentions_us(span.slice(node.tree().text())));
        if may_be_ours {
            diagnostics.extend(context.of_problems(problems));
        }
        let is_template =
            node.document().problems().iter().any(|problem| problem.kind == ProblemKind::Template);
        if is_template {
            // What the fields will hold is not known before the template is rendered.
            let body = if identity.is_foreign() { Body::Skipped } else { Body::Unread };
            return Self { index, item, body, understood, resource, nested: None };
        }
        diagnostics.extend(text_faults::of_identity(&context, &identity));
        let body = match identity.kind() {
            Some(Kind::Instance) => {
                let decoded = Arc::new(decode::<VMInstance>(node, limits));
                diagnostics.extend(text_faults::of_issues(&context, VMInstance::KIND, &decoded.issues));
                Body::Instance(decoded)
            }
            Some(Kind::Disk) => {
                let decoded = Arc::new(decode::<VMDisk>(node, limits));
                diagnostics.extend(text_faults::of_issues(&context, VMDisk::KIND, &decoded.issues));
                Body::Disk(decoded)
            }
            None if identity.is_foreign() => Body::Skipped,
            None => Body::Unread,
        };
        let nested = match &body {
            Body::Instance(decoded) if has_user_data(decoded) => {
                NestedText::load(&context, limits, diagnostics).map(Arc::new)
            }
            _ => None,
        };
        Self { index, item, body, understood, resource, nested }
    }

    /// What stands there in the tree.
    pub(super) fn root<'t>(&self, tree: &'t Tree) -> Option<Node<'t>> {
        tree.root(self.index)?.descend(&self.item)
    }

    /// What it means on a platform, if it is one of our kinds and could be read.
    pub(super) fn resolve<'p>(&self, platform: &'p Platform) -> Option<Resolved<'p>> {
        match &self.body {
            Body::Instance(decoded) => {
                Some(Resolved::Instance(resolve_instance(decoded.value.as_ref()?, platform)))
            }
            Body::Disk(decoded) => Some(Resolved::Disk(resolve_disk(decoded.value.as_ref()?, platform))),
            Body::Unread | Body::List | Body::Skipped => None,
        }
    }

    /// Whether it only holds others.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.body, Body::List)
    }

    /// Whether it was taken for one of our kinds.
    pub(super) fn is_checked(&self) -> bool {
        !matches!(self.body, Body::Skipped | Body::List)
    }

    /// The path in the text of what stands at this path of the value: items that could not be read are counted in.
    pub(super) fn source_path(&self, path: &FieldPath) -> Option<FieldPath> {
        if let (Some(inner), Some(nested)) = (inner_path(path), &self.nested) {
            return Some(spec_field("cloudInit").nested().join(&nested.source_path(&inner)));
        }
        match &self.body {
            Body::Instance(decoded) => Some(decoded.source_path(path)),
            Body::Disk(decoded) => Some(decoded.source_path(path)),
            Body::Unread | Body::List | Body::Skipped => None,
        }
    }

    /// Whether all of the text could be understood and every field be read.
    pub(super) fn is_readable(&self) -> bool {
        let all_read = match &self.body {
            Body::Instance(decoded) => decoded.unreliable.is_empty(),
            Body::Disk(decoded) => decoded.unreliable.is_empty(),
            Body::Unread | Body::List | Body::Skipped => true,
        };
        all_read && self.understood == Understood::All
    }

    /// Whether it is certain which resource this is, and to which others it refers.
    pub(super) fn has_certain_references(&self, tree: &Tree) -> bool {
        let Some(root) = self.root(tree) else { return self.understood == Understood::All };
        match self.body {
            Body::List => self.understood == Understood::All || list::has_all_items(root),
            Body::Skipped => self.understood == Understood::All,
            Body::Unread => false,
            // What was understood as a whole needs no look at its parts.
            Body::Instance(_) | Body::Disk(_) if self.is_readable() => true,
            Body::Instance(_) | Body::Disk(_) => {
                let metadata = ["name", "namespace"].map(|key| FieldPath::root().key("metadata").key(key));
                let spec = ["disks", "source"].map(spec_field);
                metadata.iter().chain(&spec).all(|path| self.is_certain(root, path))
            }
        }
    }

    /// Whether it is certain what stands at this path of the text, or that nothing does.
    pub(super) fn is_certain(&self, root: Node<'_>, path: &FieldPath) -> bool {
        if let Some(inner) = inner_path(path) {
            return self.nested.as_ref().is_some_and(|nested| nested.is_certain(&inner))
                && self.is_certain(root, &spec_field("cloudInit"));
        }
        let unreliable = match &self.body {
            Body::Instance(decoded) => &decoded.unreliable,
            Body::Disk(decoded) => &decoded.unreliable,
            Body::Unread | Body::List | Body::Skipped => return false,
        };
        let touches = |left_out: &FieldPath| path.starts_with(left_out) || left_out.starts_with(path);
        if unreliable.iter().any(touches) {
            return false;
        }
        match self.understood {
            Understood::All => true,
            Understood::Parts => locate::is_certain(root, path),
            Understood::TooLittle => false,
        }
    }
}

/// Whether `cloudInit` is text with anything in it.
fn has_user_data(decoded: &Decoded<VMInstance>) -> bool {
    let spec = decoded.value.as_ref().and_then(|vm| vm.spec.as_ref());
    spec.and_then(|spec| spec.cloud_init.as_ref()).is_some_and(|text| !text.is_empty())
}

fn resource_name(root: Node<'_>, identity: &Identity) -> ResourceName {
    let metadata = root.get("metadata");
    let text = |key| metadata.and_then(|metadata| metadata.get(key)).map(Node::text);
    let implied = || identity.kind().map(Kind::name).unwrap_or_default();
    ResourceName {
        kind: root.get("kind").map_or_else(implied, Node::text).to_owned(),
        namespace: text("namespace").filter(|namespace| !namespace.is_empty()).map(str::to_owned),
        name: text("name").unwrap_or_default().to_owned(),
    }
}
