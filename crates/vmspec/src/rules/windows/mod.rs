//! Windows guests: installation, drivers, sizes.

mod driverless_windows_disk;
mod guest;
mod missing_windows_drivers;
mod missing_windows_profile;
mod small_windows_disk;
mod small_windows_vm;
mod unexposed_remote_desktop;
mod unmovable_windows;

pub(super) use driverless_windows_disk::DRIVERLESS_WINDOWS_DISK;
pub(super) use missing_windows_drivers::MISSING_WINDOWS_DRIVERS;
pub(super) use missing_windows_profile::MISSING_WINDOWS_PROFILE;
pub(super) use small_windows_disk::SMALL_WINDOWS_DISK;
pub(super) use small_windows_vm::SMALL_WINDOWS_VM;
pub(super) use unexposed_remote_desktop::UNEXPOSED_REMOTE_DESKTOP;
pub(super) use unmovable_windows::UNMOVABLE_WINDOWS;
