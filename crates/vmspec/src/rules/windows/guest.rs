//! What tells a Windows guest, for the rules about them.

use crate::catalog::OsFamily;
use crate::catalog::Profile;
use crate::rules::{Context, Disk, Instance};

/// The profile of a VM, if it is one for Windows.
pub(super) fn profile<'i>(instance: &'i Instance<'_>) -> Option<&'i Profile> {
    let profile = instance.resolved.known_profile()?;
    (profile.family == OsFamily::Windows).then_some(profile)
}

/// The disks of a VM in order, if all of them are at hand.
pub(super) fn disks<'c>(context: &Context<'c>, instance: &Instance<'_>) -> Option<Vec<&'c Disk<'c>>> {
    instance
        .resolved
        .disks
        .iter()
        .map(|attached| context.bundle.disk_for(instance.id, &attached.name))
        .collect()
}

/// Whether a disk looks like the one with the drivers: nothing but its name or address tells.
pub(super) fn holds_drivers(disk: &Disk<'_>) -> bool {
    let names_virtio = |text: &str| text.to_ascii_lowercase().contains("virtio");
    let by_address = disk.resolved.url().is_some_and(names_virtio);
    disk.resolved.optical.value && (by_address || disk.disk.name().is_some_and(names_virtio))
}
