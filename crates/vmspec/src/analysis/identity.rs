//! What a document is: ours, of another kind, or something that was meant to be ours.

use vmspec_yaml::{FieldPath, Node, NodeKind};

use super::list;
use crate::model::{API_VERSION, VMDisk, VMInstance};
use crate::nearest::nearest;

/// The kinds that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Instance,
    Disk,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Instance, Self::Disk];

    /// As it is written in a manifest.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Instance => VMInstance::KIND,
            Self::Disk => VMDisk::KIND,
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind that a name which is none most likely means.
    fn meant_by(name: &str, api_version: &str) -> Option<Self> {
        // `vmdisk` can hardly be anything else; a looser likeness counts in our API group only.
        let same_letters = Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name));
        if same_letters.is_some() || !api_version.starts_with(GROUP) || name.ends_with("List") {
            return same_letters;
        }
        nearest(name, Self::ALL.map(Self::name)).first().and_then(|name| Self::named(name))
    }
}

/// What a document says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Identity {
    /// A resource that is read.
    Ours(Kind),
    /// The kind is one of ours, but there is no `apiVersion`. It is read all the same.
    OursWithoutApiVersion(Kind),
    /// The kind is one of ours, with this `apiVersion`, which most likely is a mistake. It is read all the same.
    OursInOtherVersion(Kind, String),
    /// Close to one of our kinds, and read as that.
    Misspelled {
        /// As written.
        written: String,
        /// The kind that was meant.
        meant: Kind,
    },
    /// `apiVersion` is ours, and there is no kind.
    NoKind,
    /// `VirtualMachine`, which the platform had until v1.0.0.
    RemovedKind,
    /// Anything else.
    Foreign,
}

impl Identity {
    /// The kind that the document is read as.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Ours(kind)
            | Self::OursWithoutApiVersion(kind)
            | Self::OursInOtherVersion(kind, _)
            | Self::Misspelled { meant: kind, .. } => Some(*kind),
            Self::NoKind | Self::RemovedKind | Self::Foreign => None,
        }
    }

    /// Whether the document is none of our business.
    pub(super) fn is_foreign(&self) -> bool {
        *self == Self::Foreign
    }
}

const GROUP: &str = "apps.cozystack.io/";

/// Reads `apiVersion` and `kind`. An item that has neither is of the kind that its list is for.
pub(super) fn identify(root: Node<'_>) -> Identity {
    if root.kind() != NodeKind::Mapping {
        return Identity::Foreign;
    }
    let text = |key| root.get(key).map(Node::text).unwrap_or_default();
    let (mut api_version, mut kind) = (text("apiVersion"), text("kind"));
    if api_version.is_empty()
        && kind.is_empty()
        && let Some(list) = list::around(root)
    {
        let text = |key| list.get(key).map(Node::text).unwrap_or_default();
        (api_version, kind) = (text("apiVersion"), text("kind"));
        kind = kind.strip_suffix(list::SUFFIX).unwrap_or(kind);
    }
    if let Some(kind) = Kind::named(kind) {
        return match api_version {
            API_VERSION => Identity::Ours(kind),
            "" => Identity::OursWithoutApiVersion(kind),
            other => Identity::OursInOtherVersion(kind, other.to_owned()),
        };
    }
    match kind {
        "" if api_version.starts_with(GROUP) => Identity::NoKind,
        "VirtualMachine" if api_version.starts_with(GROUP) => Identity::RemovedKind,
        "" | "VirtualMachine" => Identity::Foreign,
        written => match Kind::meant_by(written, api_version) {
            Some(meant) => Identity::Misspelled { written: written.to_owned(), meant },
            None => Identity::Foreign,
        },
    }
}

/// Whether a text that can't be identified was likely meant to hold a resource of ours.
pub(super) fn mentions_us(text: &str) -> bool {
    Kind::ALL.map(Kind::name).into_iter().chain([GROUP]).any(|word| text.contains(word))
}

/// The path of `kind`.
pub(super) fn kind_path() -> FieldPath {
    FieldPath::root().key("kind")
}

/// The path of `apiVersion`.
pub(super) fn api_version_path() -> FieldPath {
    FieldPath::root().key("apiVersion")
}
