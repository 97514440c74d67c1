//! Fields that people write and that don't exist: what they mean in a manifest that works.
//!
//! These are not typing errors but other words for the thing, from older kinds, from KubeVirt or from cloud consoles;
//! edit distance would not find them, or would find the wrong one.

use vmspec_yaml::{FieldPath, Segment};

use crate::model::{VMDisk, VMInstance};

/// What to say of a field that does not exist.
pub(super) struct Misnamed {
    place: Place,
    written: &'static str,
    /// The field of the same shape to rename it to, if there is one.
    pub(super) rename_to: Option<&'static str>,
    /// What to do.
    pub(super) help: &'static str,
}

/// The mapping that the field stands in: the kind, and the keys on the way.
#[derive(Clone, Copy)]
struct Place(&'static str, &'static [&'static str]);

const VM: Place = Place(VMInstance::KIND, &["spec"]);
const VM_DISK: Place = Place(VMInstance::KIND, &["spec", "disks"]);
const VM_GPU: Place = Place(VMInstance::KIND, &["spec", "gpus"]);
const DISK: Place = Place(VMDisk::KIND, &["spec"]);

const fn rename(place: Place, written: &'static str, to: &'static str, help: &'static str) -> Misnamed {
    Misnamed { place, written, rename_to: Some(to), help }
}

const fn advice(place: Place, written: &'static str, help: &'static str) -> Misnamed {
    Misnamed { place, written, rename_to: None, help }
}

const METADATA: &str = "name and namespace stand in `metadata`";
const SIZES: &str = "the size is an `instanceType`, or `resources` with `cpu`, `sockets` and `memory`";
const PORTS: &str = "the open ports are `externalPorts`";
const KEYS: &str = "SSH keys are a list: `sshKeys`";
const USER_DATA: &str = "user data for cloud-init is `cloudInit`";
const PROFILE: &str = "the profile is `instanceProfile`";
const TYPE: &str = "the size is `instanceType`";
const ADDRESS: &str = "a public address comes with `external: true`";
const RUN: &str = "whether the VM runs is `runStrategy`";
const KUBEVIRT: &str =
    "this is a field of KubeVirt's own kind; a `VMInstance` has `instanceType` and `disks`";
const VM_DISKS: &str = "each disk is a `VMDisk` of its own, and `disks` lists their names";
const IN_VM_DISK: &str = "this belongs to the `VMDisk` of that name";
const BOOT_ORDER: &str = "the VM boots from its disks in the order of the list";
const STORAGE: &str = "the size of a disk is `storage`";
const CLASS: &str = "the class of a disk is `storageClass`";
const SOURCE: &str =
    "what a disk is made from stands in `source`: `image.name`, `http.url`, `disk.name` or `upload`";

static MISNAMED: &[Misnamed] = &[
    advice(VM, "name", METADATA),
    advice(VM, "namespace", METADATA),
    advice(VM, "systemDisk", VM_DISKS),
    advice(VM, "disk", VM_DISKS),
    advice(VM, "volumes", VM_DISKS),
    advice(VM, "image", "the image stands in a `VMDisk`: `source.image.name`"),
    advice(VM, "source", "the source stands in a `VMDisk`"),
    advice(VM, "storage", "storage belongs to a `VMDisk`"),
    advice(VM, "storageClass", "the storage class belongs to a `VMDisk`"),
    advice(VM, "cpu", SIZES),
    advice(VM, "cpus", SIZES),
    advice(VM, "cores", SIZES),
    advice(VM, "sockets", SIZES),
    advice(VM, "memory", SIZES),
    advice(VM, "size", SIZES),
    rename(VM, "type", "instanceType", TYPE),
    rename(VM, "flavor", "instanceType", TYPE),
    rename(VM, "profile", "instanceProfile", PROFILE),
    rename(VM, "preference", "instanceProfile", PROFILE),
    rename(VM, "ports", "externalPorts", PORTS),
    rename(VM, "openPorts", "externalPorts", PORTS),
    advice(VM, "publicIP", ADDRESS),
    advice(VM, "externalIP", ADDRESS),
    rename(VM, "public", "external", ADDRESS),
    rename(VM, "sshKey", "sshKeys", KEYS),
    rename(VM, "sshPublicKey", "sshKeys", KEYS),
    rename(VM, "sshPublicKeys", "sshKeys", KEYS),
    rename(VM, "sshAuthorizedKeys", "sshKeys", KEYS),
    rename(VM, "ssh_authorized_keys", "sshKeys", KEYS),
    rename(VM, "publicKeys", "sshKeys", KEYS),
    rename(VM, "userData", "cloudInit", USER_DATA),
    rename(VM, "cloudConfig", "cloudInit", USER_DATA),
    advice(VM, "hostname", "the host name of the guest is set in `cloudInit`"),
    advice(VM, "password", "passwords are set in `cloudInit`; SSH keys in `sshKeys` are better"),
    advice(VM, "autostart", RUN),
    advice(VM, "started", RUN),
    advice(VM, "state", RUN),
    advice(VM, "template", KUBEVIRT),
    advice(VM, "domain", KUBEVIRT),
    advice(VM, "dataVolumeTemplates", KUBEVIRT),
    advice(VM_DISK, "size", IN_VM_DISK),
    advice(VM_DISK, "storage", IN_VM_DISK),
    advice(VM_DISK, "storageClass", IN_VM_DISK),
    advice(VM_DISK, "image", IN_VM_DISK),
    advice(VM_DISK, "source", IN_VM_DISK),
    advice(VM_DISK, "optical", IN_VM_DISK),
    advice(VM_DISK, "boot", BOOT_ORDER),
    advice(VM_DISK, "bootOrder", BOOT_ORDER),
    advice(VM_GPU, "count", "each GPU is an entry of its own"),
    advice(DISK, "name", METADATA),
    advice(DISK, "namespace", METADATA),
    rename(DISK, "size", "storage", STORAGE),
    rename(DISK, "diskSize", "storage", STORAGE),
    rename(DISK, "capacity", "storage", STORAGE),
    rename(DISK, "class", "storageClass", CLASS),
    rename(DISK, "storageClassName", "storageClass", CLASS),
    advice(DISK, "image", SOURCE),
    advice(DISK, "http", SOURCE),
    advice(DISK, "url", SOURCE),
    advice(DISK, "upload", SOURCE),
    advice(DISK, "disk", SOURCE),
    advice(DISK, "bus", "the bus stands in the list of disks of the `VMInstance`"),
];

/// What is known of the field at this path in a document of this kind. Its capitals don't matter.
pub(super) fn find(kind: &str, path: &FieldPath) -> Option<&'static Misnamed> {
    let (Segment::Key(written), parents) = path.segments().split_last()? else { return None };
    let parents = || {
        parents.iter().filter_map(|segment| match segment {
            Segment::Key(key) => Some(&**key),
            Segment::Index(_) | Segment::Nested => None,
        })
    };
    let matches = |misnamed: &&Misnamed| {
        let Place(of_kind, keys) = misnamed.place;
        misnamed.written.eq_ignore_ascii_case(written)
            && of_kind == kind
            && parents().eq(keys.iter().copied())
    };
    MISNAMED.iter().find(matches)
}
