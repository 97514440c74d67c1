//! Fields that people write and that don't exist: what they mean in a manifest that works.
//!
//! These are not typing errors but other words for the thing, from older kinds, from KubeVirt or from cloud consoles;
//! edit distance would not find them, or would find the wrong one.

use vmspec_yaml::{FieldPath, NodeKind, Segment};

use crate::model::{VMDisk, VMInstance};

/// What to say of a field that does not exist.
pub(super) struct Misnamed {
    place: Place,
    written: &'static str,
    /// The field of the same shape to rename it to, if there is one.
    pub(super) rename_to: Option<&'static str>,
    /// The place from the document's root on where a value of this shape belongs, if there is one.
    pub(super) move_to: Option<Target>,
    /// What to do.
    pub(super) help: &'static str,
}

/// The mapping that the field stands in: the kind, and the keys on the way.
#[derive(Clone, Copy)]
struct Place(&'static str, &'static [&'static str]);

const VM_ROOT: Place = Place(VMInstance::KIND, &[]);
const DISK_ROOT: Place = Place(VMDisk::KIND, &[]);
const VM: Place = Place(VMInstance::KIND, &["spec"]);
const VM_DISK: Place = Place(VMInstance::KIND, &["spec", "disks"]);
const VM_GPU: Place = Place(VMInstance::KIND, &["spec", "gpus"]);
const DISK: Place = Place(VMDisk::KIND, &["spec"]);

/// Where a value belongs.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// The keys on the way.
    keys: &'static [&'static str],
    shape: Shape,
    /// Whether it can mean nothing else; otherwise a person has to decide.
    pub(super) is_certain: bool,
}

/// What a value has to be to belong somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Scalar,
    Mapping,
}

impl Target {
    /// The path for a value of this kind of node; nothing if it has another shape.
    pub(super) fn path(self, kind: NodeKind) -> Option<FieldPath> {
        let expected = match self.shape {
            Shape::Scalar => NodeKind::Scalar,
            Shape::Mapping => NodeKind::Mapping,
        };
        (kind == expected).then(|| self.keys.iter().fold(FieldPath::root(), |path, key| path.key(*key)))
    }
}

const fn scalar(keys: &'static [&'static str]) -> Target {
    Target { keys, shape: Shape::Scalar, is_certain: true }
}

const fn mapping(keys: &'static [&'static str]) -> Target {
    Target { keys, shape: Shape::Mapping, is_certain: true }
}

/// A size that counts only beside others, and not beside an instance type.
const fn size(keys: &'static [&'static str]) -> Target {
    Target { keys, shape: Shape::Scalar, is_certain: false }
}

const fn moved(place: Place, written: &'static str, target: Target, help: &'static str) -> Misnamed {
    Misnamed { place, written, rename_to: None, move_to: Some(target), help }
}

const fn rename(place: Place, written: &'static str, to: &'static str, help: &'static str) -> Misnamed {
    Misnamed { place, written, rename_to: Some(to), move_to: None, help }
}

const fn advice(place: Place, written: &'static str, help: &'static str) -> Misnamed {
    Misnamed { place, written, rename_to: None, move_to: None, help }
}

const METADATA: &str = "name and namespace stand in `metadata`";
const LABELS: &str = "labels and annotations stand in `metadata`";
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
    moved(VM_ROOT, "name", scalar(&["metadata", "name"]), METADATA),
    moved(VM_ROOT, "namespace", scalar(&["metadata", "namespace"]), METADATA),
    moved(VM_ROOT, "labels", mapping(&["metadata", "labels"]), LABELS),
    moved(VM_ROOT, "annotations", mapping(&["metadata", "annotations"]), LABELS),
    moved(DISK_ROOT, "name", scalar(&["metadata", "name"]), METADATA),
    moved(DISK_ROOT, "namespace", scalar(&["metadata", "namespace"]), METADATA),
    moved(DISK_ROOT, "labels", mapping(&["metadata", "labels"]), LABELS),
    moved(DISK_ROOT, "annotations", mapping(&["metadata", "annotations"]), LABELS),
    moved(VM, "name", scalar(&["metadata", "name"]), METADATA),
    moved(VM, "namespace", scalar(&["metadata", "namespace"]), METADATA),
    moved(VM, "labels", mapping(&["metadata", "labels"]), LABELS),
    moved(VM, "annotations", mapping(&["metadata", "annotations"]), LABELS),
    advice(VM, "systemDisk", VM_DISKS),
    advice(VM, "disk", VM_DISKS),
    advice(VM, "volumes", VM_DISKS),
    advice(VM, "image", "the image stands in a `VMDisk`: `source.image.name`"),
    advice(VM, "source", "the source stands in a `VMDisk`"),
    advice(VM, "storage", "storage belongs to a `VMDisk`"),
    advice(VM, "storageClass", "the storage class belongs to a `VMDisk`"),
    moved(VM, "cpu", size(&["spec", "resources", "cpu"]), SIZES),
    advice(VM, "cpus", SIZES),
    advice(VM, "cores", SIZES),
    moved(VM, "sockets", size(&["spec", "resources", "sockets"]), SIZES),
    moved(VM, "memory", size(&["spec", "resources", "memory"]), SIZES),
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
    moved(DISK, "name", scalar(&["metadata", "name"]), METADATA),
    moved(DISK, "namespace", scalar(&["metadata", "namespace"]), METADATA),
    moved(DISK, "labels", mapping(&["metadata", "labels"]), LABELS),
    moved(DISK, "annotations", mapping(&["metadata", "annotations"]), LABELS),
    rename(DISK, "size", "storage", STORAGE),
    rename(DISK, "diskSize", "storage", STORAGE),
    rename(DISK, "capacity", "storage", STORAGE),
    rename(DISK, "class", "storageClass", CLASS),
    rename(DISK, "storageClassName", "storageClass", CLASS),
    moved(DISK, "image", scalar(&["spec", "source", "image", "name"]), SOURCE),
    moved(DISK, "image", mapping(&["spec", "source", "image"]), SOURCE),
    moved(DISK, "http", mapping(&["spec", "source", "http"]), SOURCE),
    moved(DISK, "url", scalar(&["spec", "source", "http", "url"]), SOURCE),
    moved(DISK, "upload", mapping(&["spec", "source", "upload"]), SOURCE),
    advice(DISK, "disk", SOURCE),
    advice(DISK, "bus", "the bus stands in the list of disks of the `VMInstance`"),
];

/// What is known of the field at this path, with a value of this kind of node, in a document of this kind. Its capitals
/// don't matter.
pub(super) fn find(kind: &str, path: &FieldPath, value: NodeKind) -> Option<&'static Misnamed> {
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
    let fits = |misnamed: &&Misnamed| misnamed.move_to.is_none_or(|target| target.path(value).is_some());
    MISNAMED.iter().filter(matches).find(fits).or_else(|| MISNAMED.iter().find(matches))
}
