//! What a change does otherwise than it reads: rules over an old and a new bundle.
//!
//! They look at what is in both bundles or gone from the new one; what is new is judged like anything else. A finding
//! names the new resource, with labels in the old one; for a resource that is gone, the old one.

mod changed_boot_disk;
mod changed_disk_list;
mod changed_optical;
mod changed_profile;
mod changed_source;
mod changed_storage_class;
mod changed_system_bus;
mod deleted_disk;
mod deleted_disk_in_use;
mod grown_disk;
mod lost_public_address;
mod removed_cloud_init_seed;
mod renamed_disk;
mod renamed_vm;
mod repeated_cloud_init;
mod resized_vm;
mod shrunk_disk;
mod switched_sizing;
#[cfg(test)]
mod testing;
mod unapplied_cloud_init;

pub(super) use changed_boot_disk::CHANGED_BOOT_DISK;
pub(super) use changed_disk_list::CHANGED_DISK_LIST;
pub(super) use changed_optical::CHANGED_OPTICAL;
pub(super) use changed_profile::CHANGED_PROFILE;
pub(super) use changed_source::CHANGED_SOURCE;
pub(super) use changed_storage_class::CHANGED_STORAGE_CLASS;
pub(super) use changed_system_bus::CHANGED_SYSTEM_BUS;
pub(super) use deleted_disk::DELETED_DISK;
pub(super) use deleted_disk_in_use::DELETED_DISK_IN_USE;
pub(super) use grown_disk::GROWN_DISK;
pub(super) use lost_public_address::LOST_PUBLIC_ADDRESS;
pub(super) use removed_cloud_init_seed::REMOVED_CLOUD_INIT_SEED;
pub(super) use renamed_disk::RENAMED_DISK;
pub(super) use renamed_vm::RENAMED_VM;
pub(super) use repeated_cloud_init::REPEATED_CLOUD_INIT;
pub(super) use resized_vm::RESIZED_VM;
pub(super) use shrunk_disk::SHRUNK_DISK;
pub(super) use switched_sizing::SWITCHED_SIZING;
pub(super) use unapplied_cloud_init::UNAPPLIED_CLOUD_INIT;

use super::{Bundle, Check, Finding, Findings, Instance, Resource, ResourceId, all, spec_field};
use crate::FieldPath;
use crate::change::{DiskChange, InstanceChange, Matches};
use crate::model::RunStrategy;

/// What a rule about changes may know.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ChangeContext<'a> {
    /// What was there.
    pub old: &'a Bundle<'a>,
    /// What shall be there.
    pub new: &'a Bundle<'a>,
    /// Which is which.
    pub matches: &'a Matches,
}

impl<'a> ChangeContext<'a> {
    /// A change from one bundle to another, with [`Matches::new`] of both.
    pub fn new(old: &'a Bundle<'a>, new: &'a Bundle<'a>, matches: &'a Matches) -> Self {
        Self { old, new, matches }
    }
}

/// What a rule about changes looks at.
#[derive(Debug)]
pub(crate) enum ChangeCheck {
    /// Each VM that is in both bundles.
    Instance(fn(&ChangeContext<'_>, InstanceChange<'_, '_>, &mut Findings)),
    /// Each disk that is in both bundles.
    Disk(fn(&ChangeContext<'_>, DiskChange<'_, '_>, &mut Findings)),
    /// Each resource that is gone.
    Removed(fn(&ChangeContext<'_>, &Resource<'_>, &mut Findings)),
}

/// Applies every rule about changes. The findings come in the order of the resources, those that are gone last.
pub fn check_change(context: &ChangeContext<'_>) -> Vec<Finding> {
    let checks = || {
        all().iter().filter_map(|rule| match &rule.check {
            Check::Change(check) => Some(check),
            _ => None,
        })
    };
    let mut findings = Findings::default();
    let platform = context.new.platform();
    for new in context.new.resources() {
        let Some(old) = context.matches.old_of(new.id()).and_then(|id| context.old.get(id)) else { continue };
        for check in checks() {
            match (check, old, new) {
                (ChangeCheck::Instance(check), Resource::Instance(old), Resource::Instance(new)) => {
                    check(context, InstanceChange { old, new, platform }, &mut findings);
                }
                (ChangeCheck::Disk(check), Resource::Disk(old), Resource::Disk(new)) => {
                    check(context, DiskChange { old, new, platform }, &mut findings);
                }
                _ => {}
            }
        }
    }
    let removed = context.old.resources().iter().filter(|old| context.matches.is_removed(old.id()));
    for old in removed {
        for check in checks() {
            if let ChangeCheck::Removed(check) = check {
                check(context, old, &mut findings);
            }
        }
    }
    findings.into_vec()
}

impl Finding {
    /// Shows what stood in the old resource, or says that it rests on nothing having stood there.
    fn before(self, old: ResourceId, path: &FieldPath, is_written: bool, message: impl Into<String>) -> Self {
        if is_written { self.label(old, path.clone(), message) } else { self.given_of(old, path.clone()) }
    }
}

impl Finding {
    /// Says that it rests on the VM having run before the change.
    fn given_that_it_ran(self, old: ResourceId) -> Self {
        self.given_of(old, spec_field("running")).given_of(old, spec_field("runStrategy"))
    }
}

/// The path of `metadata.name`.
fn name_path() -> FieldPath {
    FieldPath::root().key("metadata").key("name")
}

/// Whether the VM was off by its manifest, so that a change finds it at its next start.
fn was_off(old: &Instance<'_>) -> bool {
    old.resolved.run.strategy.value == RunStrategy::Halted
}
