//! What the platform does about a changed field of a disk.
//!
//! Once the volume is there, the chart writes its old description again: nothing but the size can change, and that can
//! only grow.
//!
//! Source: `templates/dv.yaml` and `pvc-resize-hook.yaml` of the chart vm-disk, Cozystack v1.6.2.

use super::Effect;
use crate::platform::{Feature, Platform};
use crate::resolve::ResolvedStorageClass;
use crate::rules::Disk;

/// A disk before and after.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DiskChange<'c, 'a> {
    /// Before.
    pub old: &'c Disk<'a>,
    /// After.
    pub new: &'c Disk<'a>,
    /// Where.
    pub platform: &'c Platform,
}

impl DiskChange<'_, '_> {
    /// What becomes of a change of this field of `spec`; nothing if there is no such field.
    pub(super) fn effect(self, field: &[&str]) -> Option<Effect> {
        let same_or = |is_same, effect| if is_same { Effect::Same } else { effect };
        Some(match field {
            ["source"]
            | ["source", "image" | "http" | "upload" | "disk"]
            | ["source", "image" | "disk", "name"]
            | ["source", "http", "url"] => same_or(self.keeps_source(), Effect::Ignored),
            ["storageClass"] => same_or(self.keeps_class(), Effect::Ignored),
            ["storage"] => self.storage(),
            ["optical"] => {
                same_or(self.old.resolved.optical.value == self.new.resolved.optical.value, Effect::Restart)
            }
            _ => return None,
        })
    }

    pub(crate) fn keeps_source(self) -> bool {
        self.old.resolved.source.value == self.new.resolved.source.value
    }

    pub(crate) fn keeps_class(self) -> bool {
        class(self.old) == class(self.new)
    }

    fn storage(self) -> Effect {
        let (old, new) = (&self.old.resolved.storage.value, &self.new.resolved.storage.value);
        // The hook's template compares the size with text, and fails for a number.
        let is_number = new.as_ref().is_some_and(crate::model::Quantity::is_bare_number);
        if is_number && !self.platform.supports(Feature::DiskGrowth).is_no() {
            Effect::Refused
        } else if old == new {
            Effect::Same
        } else if self.platform.supports(Feature::DiskGrowth).is_no() {
            Effect::Ignored
        } else if old < new {
            Effect::Live
        } else if self.platform.supports(Feature::ShrinkIgnored).is_no() {
            Effect::Refused
        } else {
            Effect::Ignored
        }
    }
}

/// The class by name; nothing is that which the cluster chooses.
pub(crate) fn class<'d>(disk: &'d Disk<'_>) -> Option<&'d str> {
    match &disk.resolved.storage_class.value {
        ResolvedStorageClass::Named(class) => Some(&class.name),
        ResolvedStorageClass::ClusterDefault => None,
    }
}
