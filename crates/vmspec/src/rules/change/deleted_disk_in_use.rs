//! A disk goes, and a machine that stays still lists it. Nothing on the platform prevents that: the machine loses the
//! disk, and can't be changed any more.

use super::{ChangeCheck, ChangeContext, name_path};
use crate::rules::{Check, Findings, Resource};

rule! {
    DELETED_DISK_IN_USE = "deleted-disk-in-use", Change, Error;
    "a disk is removed while a machine still lists it";
    Check::Change(ChangeCheck::Removed(check))
}

fn check(context: &ChangeContext<'_>, old: &Resource<'_>, findings: &mut Findings) {
    let Resource::Disk(disk) = old else { return };
    for (machine, index) in context.new.uses_of(disk) {
        let Some(entry) = machine.resolved.disks.get(index) else { continue };
        if context.new.disk_for(machine.id, &entry.name).is_some() {
            continue;
        }
        let template = "disk `{disk}` is removed, but `{machine}` still lists it";
        let machine_name = machine.vm.name().unwrap_or_default();
        let args: [(&str, &dyn std::fmt::Display); 2] = [("disk", &entry.name), ("machine", &machine_name)];
        findings.add(
            DELETED_DISK_IN_USE
                .finding(machine.id, entry.name_path(), template, &args)
                .label(disk.id, name_path(), "removed")
                .help(
                    "the platform deletes the disk with its data all the same, and refuses every later change of the \
                     machine",
                ),
        );
    }
}

/// Whether a machine of the new bundle still lists a disk that is gone.
pub(super) fn is_in_use(context: &ChangeContext<'_>, old: &Resource<'_>) -> bool {
    let Resource::Disk(disk) = old else { return false };
    context.new.uses_of(disk).any(|(machine, _)| context.new.disk_for(machine.id, old.name()).is_none())
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::{DISK, draw};
    use crate::rules::testing::on;

    #[test]
    fn only_machines_that_stay_count() {
        let machine = |disks: &str| {
            format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: web}}\nspec: {{disks: [{disks}]}}\n"
            )
        };
        let old = format!("{DISK}---\n{}", machine("{name: data}"));
        assert_eq!(
            draw("deleted-disk-in-use", &old, &machine("{name: system}, {name: data}"), &on("hikube")),
            "spec: {disks: [{name: system}, {name: data}]}
                                      ^^^^ error: disk `data` is removed, but `web` still lists it
                                      old line 3: removed\n"
        );
        assert_eq!(draw("deleted-disk-in-use", &old, &machine("{name: system}"), &on("hikube")), "");
        assert_eq!(draw("deleted-disk-in-use", &old, "", &on("hikube")), "");
        let other = machine("{name: data}").replace("name: web", "name: web, namespace: tenant-b");
        let old = DISK.replace("name: data", "name: data, namespace: tenant-a");
        assert_eq!(draw("deleted-disk-in-use", &old, &other, &on("hikube")), "");
        // What can't be read may well be the disk.
        let unread = format!("{}---\nkind: VMDisk\nmetadata: {{name: [data}}\n", machine("{name: data}"));
        assert_eq!(draw("deleted-disk-in-use", &old, &unread, &on("hikube")), "");
    }
}
