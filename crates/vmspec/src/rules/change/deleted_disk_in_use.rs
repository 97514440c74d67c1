//! A disk goes, and a VM that stays still lists it. Nothing on the platform prevents that: the VM loses the
//! disk, and can't be changed any more.

use super::{ChangeCheck, ChangeContext, name_path};
use crate::rules::{Check, Findings, Resource};

rule! {
    DELETED_DISK_IN_USE = "deleted-disk-in-use", Change, Error;
    "a disk is removed while a VM still lists it";
    Check::Change(ChangeCheck::Removed(check))
}

fn check(context: &ChangeContext<'_>, old: &Resource<'_>, findings: &mut Findings) {
    let Resource::Disk(disk) = old else { return };
    for (instance, index) in context.new.uses_of(disk) {
        let Some(entry) = instance.resolved.disks.get(index) else { continue };
        if context.new.disk_for(instance.id, &entry.name).is_some() {
            continue;
        }
        let template = "disk `{disk}` is removed, but `{vm}` still lists it";
        let name = instance.vm.name().unwrap_or_default();
        let args: [(&str, &dyn std::fmt::Display); 2] = [("disk", &entry.name), ("vm", &name)];
        findings.add(
            DELETED_DISK_IN_USE
                .finding(instance.id, entry.name_path(), template, &args)
                .label(disk.id, name_path(), "removed")
                .help(
                    "the platform deletes the disk with its data all the same, and refuses every later change of the \
                     VM",
                ),
        );
    }
}

/// Whether a VM of the new bundle still lists a disk that is gone.
pub(super) fn is_in_use(context: &ChangeContext<'_>, old: &Resource<'_>) -> bool {
    let Resource::Disk(disk) = old else { return false };
    context.new.uses_of(disk).any(|(instance, _)| context.new.disk_for(instance.id, old.name()).is_none())
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::{DISK, draw};
    use crate::rules::testing::on;

    #[test]
    fn only_vms_that_stay_count() {
        let instance = |disks: &str| {
            format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: web}}\nspec: {{disks: [{disks}]}}\n"
            )
        };
        let old = format!("{DISK}---\n{}", instance("{name: data}"));
        assert_eq!(
            draw("deleted-disk-in-use", &old, &instance("{name: system}, {name: data}"), &on("hikube")),
            "spec: {disks: [{name: system}, {name: data}]}
                                      ^^^^ error: disk `data` is removed, but `web` still lists it
                                      old line 3: removed\n"
        );
        assert_eq!(draw("deleted-disk-in-use", &old, &instance("{name: system}"), &on("hikube")), "");
        assert_eq!(draw("deleted-disk-in-use", &old, "", &on("hikube")), "");
        let other = instance("{name: data}").replace("name: web", "name: web, namespace: tenant-b");
        let old = DISK.replace("name: data", "name: data, namespace: tenant-a");
        assert_eq!(draw("deleted-disk-in-use", &old, &other, &on("hikube")), "");
        // What can't be read may well be the disk.
        let unread = format!("{}---\nkind: VMDisk\nmetadata: {{name: [data}}\n", instance("{name: data}"));
        assert_eq!(draw("deleted-disk-in-use", &old, &unread, &on("hikube")), "");
    }
}
