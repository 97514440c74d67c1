//! `VMDisk`: what it holds, how large it is, where it lies.

mod bare_number_storage;
mod default_sized_download;
mod doubtful_storage_class;
mod empty_optical_disk;
mod empty_source;
mod invalid_url;
mod iso_as_disk;
mod optical_system_disk;
mod prefixed_image_name;
mod several_sources;
mod tight_disk;
mod tiny_disk;
mod unattachable_storage_class;
mod undersized_disk;
mod unknown_image;
mod unknown_source;
mod unknown_storage_class;

pub(super) use bare_number_storage::BARE_NUMBER_STORAGE;
pub(super) use default_sized_download::DEFAULT_SIZED_DOWNLOAD;
pub(super) use doubtful_storage_class::DOUBTFUL_STORAGE_CLASS;
pub(super) use empty_optical_disk::EMPTY_OPTICAL_DISK;
pub(super) use empty_source::EMPTY_SOURCE;
pub(super) use invalid_url::INVALID_URL;
pub(super) use iso_as_disk::ISO_AS_DISK;
pub(super) use optical_system_disk::OPTICAL_SYSTEM_DISK;
pub(super) use prefixed_image_name::PREFIXED_IMAGE_NAME;
pub(super) use several_sources::SEVERAL_SOURCES;
pub(super) use tight_disk::TIGHT_DISK;
pub(super) use tiny_disk::TINY_DISK;
pub(super) use tiny_disk::least as least_disk;
pub(super) use unattachable_storage_class::UNATTACHABLE_STORAGE_CLASS;
pub(super) use undersized_disk::UNDERSIZED_DISK;
pub(super) use unknown_image::UNKNOWN_IMAGE;
pub(super) use unknown_source::UNKNOWN_SOURCE;
pub(super) use unknown_storage_class::UNKNOWN_STORAGE_CLASS;
