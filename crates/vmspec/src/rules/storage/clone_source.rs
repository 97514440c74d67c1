//! What disks are cloned from, for the rules about clones.

use crate::resolve::ResolvedSource;
use crate::rules::{Bundle, Disk};

/// The name of the disk that a disk is cloned from.
pub(super) fn name<'d>(disk: &'d Disk<'_>) -> Option<&'d str> {
    match &disk.resolved.source.value {
        ResolvedSource::Clone { disk } if !disk.is_empty() => Some(disk),
        _ => None,
    }
}

/// The disk that a disk is cloned from, if it is at hand.
pub(super) fn find<'b, 'a>(bundle: &'b Bundle<'a>, disk: &Disk<'_>) -> Option<&'b Disk<'a>> {
    bundle.disk_for(disk.id, name(disk)?)
}
