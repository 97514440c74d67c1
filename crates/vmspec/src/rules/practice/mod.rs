//! What the provider recommends; follows the stage.

mod exposed_whole_ip;
mod single_disk;
mod unreplicated_storage;

pub(super) use exposed_whole_ip::EXPOSED_WHOLE_IP;
pub(super) use single_disk::SINGLE_DISK;
pub(super) use unreplicated_storage::UNREPLICATED_STORAGE;
