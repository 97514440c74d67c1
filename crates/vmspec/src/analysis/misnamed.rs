//! Fields that people write and that don't exist: what they mean in a manifest that works.
//!
//! These are not typing errors but other words for the thing, from older kinds, from KubeVirt or from cloud consoles;
//! edit distance would not find them.

use crate::model::{VMDisk, VMInstance};

/// What to say of a field that does not exist.
pub(super) struct Misnamed {
    kind: &'static str,
    written: &'static str,
    /// The field of the same shape to rename it to, if there is one.
    pub(super) rename_to: Option<&'static str>,
    /// What to do.
    pub(super) help: &'static str,
}

const fn rename(kind: &'static str, written: &'static str, to: &'static str, help: &'static str) -> Misnamed {
    Misnamed { kind, written, rename_to: Some(to), help }
}

const fn advice(kind: &'static str, written: &'static str, help: &'static str) -> Misnamed {
    Misnamed { kind, written, rename_to: None, help }
}

const SYSTEM_DISK: &str = "a system disk is a `VMDisk` of its own, listed in `disks`";
const SIZE: &str = "the size of a disk is `storage`";

static MISNAMED: &[Misnamed] = &[
    advice(VMInstance::KIND, "systemDisk", SYSTEM_DISK),
    advice(VMInstance::KIND, "image", "the image stands in the `VMDisk`: `source.image.name`"),
    advice(
        VMInstance::KIND,
        "cpu",
        "sizes come from `instanceType`, or from `resources` with `cpu`, `sockets` and `memory`",
    ),
    advice(
        VMInstance::KIND,
        "memory",
        "sizes come from `instanceType`, or from `resources` with `cpu`, `sockets` and `memory`",
    ),
    rename(VMInstance::KIND, "ports", "externalPorts", "the exposed ports are `externalPorts`"),
    rename(VMInstance::KIND, "sshKey", "sshKeys", "SSH keys are a list: `sshKeys`"),
    rename(VMInstance::KIND, "sshAuthorizedKeys", "sshKeys", "SSH keys are a list: `sshKeys`"),
    rename(VMInstance::KIND, "userData", "cloudInit", "user data is `cloudInit`"),
    rename(VMInstance::KIND, "userdata", "cloudInit", "user data is `cloudInit`"),
    rename(VMInstance::KIND, "profile", "instanceProfile", "the profile is `instanceProfile`"),
    rename(VMInstance::KIND, "preference", "instanceProfile", "the profile is `instanceProfile`"),
    rename(VMInstance::KIND, "flavor", "instanceType", "the size is `instanceType`"),
    advice(VMInstance::KIND, "storage", "storage belongs to the `VMDisk`"),
    advice(VMInstance::KIND, "storageClass", "the storage class belongs to the `VMDisk`"),
    rename(VMDisk::KIND, "size", "storage", SIZE),
    rename(VMDisk::KIND, "diskSize", "storage", SIZE),
    rename(VMDisk::KIND, "capacity", "storage", SIZE),
    rename(VMDisk::KIND, "class", "storageClass", "the class of a disk is `storageClass`"),
    advice(VMDisk::KIND, "image", "the image is a source: `source.image.name`"),
    advice(VMDisk::KIND, "url", "the address is a source: `source.http.url`"),
];

/// What is known of this field of the spec of this kind.
pub(super) fn find(kind: &str, written: &str) -> Option<&'static Misnamed> {
    MISNAMED.iter().find(|misnamed| misnamed.kind == kind && misnamed.written == written)
}
