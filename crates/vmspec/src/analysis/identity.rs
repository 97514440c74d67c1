//! What a document is: ours, of another kind, or something that was meant to be ours.

use vmspec_yaml::{FieldPath, Node, NodeKind};

use crate::model::{API_VERSION, VMDisk, VMInstance};
use crate::nearest::nearest;

/// The kinds that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Instance,
    Disk,
}

/// What a document says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Identity {
    /// A resource that is read.
    Ours(Kind),
    /// The kind is one of ours, but `apiVersion` is missing or another one. It is read all the same.
    OursWithoutApiVersion(Kind),
    /// The kind is one of ours, with this `apiVersion`, which some release or typing error of ours might have.
    OursInOtherVersion(Kind, String),
    /// `apiVersion` is ours, and there is no kind.
    NoKind,
    /// `VirtualMachine`, which the platform had until v1.0.0.
    RemovedKind,
    /// Close to one of our kinds.
    Misspelled {
        /// As written.
        written: String,
        /// The kind that was meant.
        meant: &'static str,
    },
    /// Anything else.
    Foreign,
}

const KINDS: [&str; 2] = [VMInstance::KIND, VMDisk::KIND];
const GROUP: &str = "apps.cozystack.io/";

/// Reads `apiVersion` and `kind`.
pub(super) fn identify(root: Node<'_>) -> Identity {
    if root.kind() != NodeKind::Mapping {
        return Identity::Foreign;
    }
    let text = |key| root.get(key).map(Node::text).unwrap_or_default();
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    let of_our_group = api_version.starts_with(GROUP);
    let known = match kind {
        VMInstance::KIND => Some(Kind::Instance),
        VMDisk::KIND => Some(Kind::Disk),
        _ => None,
    };
    if let Some(known) = known {
        return match api_version {
            API_VERSION => Identity::Ours(known),
            "" => Identity::OursWithoutApiVersion(known),
            other => Identity::OursInOtherVersion(known, other.to_owned()),
        };
    }
    if kind.is_empty() {
        return if of_our_group { Identity::NoKind } else { Identity::Foreign };
    }
    if kind == "VirtualMachine" {
        return if of_our_group { Identity::RemovedKind } else { Identity::Foreign };
    }
    // `vmdisk` can hardly be anything else; a looser likeness counts in our API group only.
    let same_letters = KINDS.into_iter().find(|name| name.eq_ignore_ascii_case(kind));
    let meant = same_letters.or_else(|| of_our_group.then(|| nearest(kind, KINDS).first().copied())?);
    match meant {
        Some(meant) => Identity::Misspelled { written: kind.to_owned(), meant },
        None => Identity::Foreign,
    }
}

/// Whether a text that can't be identified was likely meant to hold a resource of ours.
pub(super) fn mentions_us(text: &str) -> bool {
    KINDS.into_iter().chain([GROUP]).any(|word| text.contains(word))
}

/// The path of `kind`.
pub(super) fn kind_path() -> FieldPath {
    FieldPath::root().key("kind")
}

/// The path of `apiVersion`.
pub(super) fn api_version_path() -> FieldPath {
    FieldPath::root().key("apiVersion")
}
