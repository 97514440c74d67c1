//! Another disk comes first in a VM's list. The order is the boot order: the VM starts from another disk.

use super::{ChangeCheck, ChangeContext};
use crate::change::InstanceChange;
use crate::rules::{Check, Findings, spec_field};

rule! {
    CHANGED_BOOT_DISK = "changed-boot-disk", Change, Warning;
    "another disk comes first, from which the VM then boots";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    let (old, new) = (change.old.resolved.disks.first(), change.new.resolved.disks.first());
    let Some((old, new)) = old.zip(new).filter(|(old, new)| old.name != new.name) else { return };
    let template = "the VM boots from `{new}` at its next start, no longer from `{old}`";
    let disks = spec_field("disks");
    findings.add(
        CHANGED_BOOT_DISK
            .finding(change.new.id, new.name_path(), template, &[("old", &old.name), ("new", &new.name)])
            .label(change.old.id, old.name_path(), "came first")
            .given(disks.clone())
            .given_of(change.old.id, disks)
            .help("disks are tried in the order of the list: put the disk with the system first"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "disks: [{name: system}, {name: data}]",
                "disks: [{name: data}, {name: system}]",
                "
disks: [{name: data}, {name: system}]
               ^^^^ warning: the VM boots from `data` at its next start, no longer from `system`
               old line 1: came first
",
            ),
            ("disks: [system]", "disks: [{name: system}, {name: data}]", ""),
            ("disks: []", "disks: [{name: system}]", ""),
            ("disks: [{name: system}]", "disks: []", ""),
            ("disks: [{name: 1}, {name: system}]", "disks: [{name: iso}, {name: system}]", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(spec("changed-boot-disk", old, new, &on("hikube")), expected, "{old} => {new}");
        }
    }
}
