//! What a fix may bring to light.
//!
//! A broken premise silences what depends on it: of a field that could not be read, or was not known, nothing else is
//! said. So once it can be read, anything may come to light that is said of fields that can. But a fix of what fields
//! mean leaves them as readable as they were; what such a fix may reveal is listed, with the reason.

use vmspec::diagnostic::{Diagnostic, Fix};
use vmspec::rules::{self, Group};
use vmspec_yaml::edit::Operation;

/// Rules by whose fixes others get to see what was hidden from them, each with these and the reason.
const REVEALED: &[(&str, &[&str], &str)] = &[
    ("deprecated-running", &["never-ready"], "the VM is off, as it was meant to be"),
    ("unknown-image", OF_IMAGES, "of an image that is not known nothing else is known"),
    ("prefixed-image-name", OF_IMAGES, "of an image that is not known nothing else is known"),
    ("prefixed-disk-name", OF_DISKS, "of a disk that does not exist nothing is known"),
    ("iso-as-disk", OF_MEDIA, "VMs see another kind of drive, and one disk less to install to"),
    (
        "optical-system-disk",
        &["unreplicated-storage", "default-sized-download"],
        "the disk is written to, so that it can be lost, and has to hold what is in the image",
    ),
    ("unknown-field", &["empty-spec"], "a field that belongs elsewhere was all there was"),
    ("unknown-storage-class", &["clone-across-classes"], "two unknown classes of one name were one"),
    (
        "tiny-disk",
        &["undersized-disk", "undersized-clone"],
        "a size that is refused is compared with nothing",
    ),
    ("undersized-disk", &["undersized-clone"], "what is cloned from a disk has to grow with it"),
    ("undersized-clone", &["undersized-clone"], "what is cloned from a disk has to grow with it"),
    ("unknown-instance-type", &["undersized-instance"], "a type that is not known has no size"),
    ("unknown-instance-profile", &["undersized-instance"], "a profile that is not known demands nothing"),
    ("conflicting-resources", &["undersized-instance"], "which of the two sizes counts was not known"),
    ("incomplete-resources", &["undersized-instance"], "there was no size"),
];

const OF_IMAGES: &[&str] = &[
    "undersized-disk",
    "clone-across-classes",
    "optical-system-disk",
    "iso-as-disk",
    "late-boot-disk",
    "mismatched-profile",
    "no-reachable-login",
];

const OF_DISKS: &[&str] = &[
    "small-windows-disk",
    "duplicate-disk",
    "shared-disk",
    "virtio-optical-disk",
    "busless-optical-disk",
    "dangling-disk",
    "disk-in-other-namespace",
    "single-disk",
    "late-boot-disk",
    "installer-first",
    "nothing-to-boot",
    "only-optical-disks",
];

const OF_MEDIA: &[&str] = &[
    "virtio-optical-disk",
    "busless-optical-disk",
    "small-windows-disk",
    "single-disk",
    "only-optical-disks",
    "installer-first",
];

/// Whether a fix may be followed by this finding.
pub(crate) fn may_reveal(fixed: &Diagnostic, fix: &Fix, found: &Diagnostic) -> bool {
    let is_listed =
        REVEALED.iter().any(|(one, others, _)| *one == fixed.rule && others.contains(&found.rule));
    // A document that is known for what it is is read, and a field that has its name, or a value that has its type, is
    // judged like any other.
    let is_identified = fixed.rule == "unknown-kind" || fixed.rule == "wrong-api-version";
    let is_read =
        is_identified || !is_of_structure(found.rule) || (fixed.rule != found.rule && is_changed(fix, found));
    is_listed || (is_of_structure(fixed.rule) && is_read)
}

fn is_of_structure(rule: &str) -> bool {
    matches!(rules::find(rule).map(|rule| rule.group), Some(Group::Structure | Group::Syntax))
}

/// Whether a finding is about what the fix has written.
fn is_changed(fix: &Fix, found: &Diagnostic) -> bool {
    fix.operations.iter().any(|operation| match operation {
        Operation::RenameKey { path, to } => {
            let renamed = path.parent().unwrap_or_default().key(to.clone());
            found.path.starts_with(&renamed)
        }
        Operation::Move { path, to } => found.path.starts_with(path) || found.path.starts_with(to),
        other => found.path.starts_with(other.path()),
    })
}
