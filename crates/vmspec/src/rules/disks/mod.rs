//! The disks of a VM: which, in which order, on which bus.

mod busless_optical_disk;
mod cloned_identity;
mod dangling_disk;
mod disk_in_other_namespace;
mod duplicate_disk;
mod impossible_disk_name;
mod installer_first;
mod late_boot_disk;
mod no_disks;
mod nothing_to_boot;
mod only_optical_disks;
mod prefixed_disk_name;
mod shared_disk;
mod string_disk;
mod unknown_disk_bus;
mod unused_disk;
mod virtio_optical_disk;

pub(super) use busless_optical_disk::BUSLESS_OPTICAL_DISK;
pub(super) use cloned_identity::CLONED_IDENTITY;
pub(super) use dangling_disk::DANGLING_DISK;
pub(super) use disk_in_other_namespace::DISK_IN_OTHER_NAMESPACE;
pub(super) use duplicate_disk::DUPLICATE_DISK;
pub(super) use impossible_disk_name::{IMPOSSIBLE_DISK_NAME, is_impossible};
pub(super) use installer_first::INSTALLER_FIRST;
pub(super) use late_boot_disk::LATE_BOOT_DISK;
pub(super) use no_disks::NO_DISKS;
pub(super) use nothing_to_boot::NOTHING_TO_BOOT;
pub(super) use only_optical_disks::ONLY_OPTICAL_DISKS;
pub(super) use prefixed_disk_name::PREFIXED_DISK_NAME;
pub(super) use shared_disk::SHARED_DISK;
pub(super) use string_disk::STRING_DISK;
pub(super) use unknown_disk_bus::UNKNOWN_DISK_BUS;
pub(super) use unused_disk::UNUSED_DISK;
pub(super) use virtio_optical_disk::VIRTIO_OPTICAL_DISK;
