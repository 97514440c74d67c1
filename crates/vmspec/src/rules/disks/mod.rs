//! The disks of a machine: which, in which order, on which bus.

mod dangling_disk;
mod duplicate_disk;
mod late_boot_disk;
mod no_disks;
mod prefixed_disk_name;
mod shared_disk;
mod string_disk;
mod unknown_disk_bus;
mod unused_disk;
mod virtio_optical_disk;

pub(super) use dangling_disk::DANGLING_DISK;
pub(super) use duplicate_disk::DUPLICATE_DISK;
pub(super) use late_boot_disk::LATE_BOOT_DISK;
pub(super) use no_disks::NO_DISKS;
pub(super) use prefixed_disk_name::PREFIXED_DISK_NAME;
pub(super) use shared_disk::SHARED_DISK;
pub(super) use string_disk::STRING_DISK;
pub(super) use unknown_disk_bus::UNKNOWN_DISK_BUS;
pub(super) use unused_disk::UNUSED_DISK;
pub(super) use virtio_optical_disk::VIRTIO_OPTICAL_DISK;
