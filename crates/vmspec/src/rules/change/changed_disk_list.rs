//! Disks come, go or change places in the list of a VM. A running VM sees that at its next start.

use std::cmp::Ordering;

use super::{ChangeCheck, ChangeContext, was_off};
use crate::change::InstanceChange;
use crate::rules::wording::listed;
use crate::rules::{Check, Findings, spec_field};

rule! {
    CHANGED_DISK_LIST = "changed-disk-list", Change, Info;
    "disks come, go or move in the list of a running VM, which sees it at its next start";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    let [old, new] = [change.old, change.new]
        .map(|instance| instance.resolved.disks.iter().map(|disk| disk.name.as_str()).collect::<Vec<_>>());
    // Another first disk is another rule's.
    let other_first = old.first().zip(new.first()).is_some_and(|(old, new)| old != new);
    if old == new || other_first || was_off(change.old) {
        return;
    }
    let template = match new.len().cmp(&old.len()) {
        Ordering::Greater if new.starts_with(&old) => {
            "the VM gets {new} at its next start: disks are not plugged in while it runs"
        }
        Ordering::Less if old.starts_with(&new) => {
            "the VM keeps {old} until its next start: disks are not unplugged while it runs"
        }
        _ => "the VM takes the new list of disks at its next start, and device names may move",
    };
    let came = listed(new.get(old.len()..).unwrap_or_default(), "and");
    let went = listed(old.get(new.len()..).unwrap_or_default(), "and");
    let path = spec_field("disks");
    findings.add(
        CHANGED_DISK_LIST
            .finding(change.new.id, path.clone(), template, &[("old", &went), ("new", &came)])
            .on_key()
            .given_of(change.old.id, path)
            .given_that_it_ran(change.old.id)
            .help("mount by UUID or label in the guest, not by `/dev/vdb`"),
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
                "disks: [{name: a}]",
                "disks: [{name: a}, {name: b}, {name: c}]",
                "
disks: [{name: a}, {name: b}, {name: c}]
^^^^^ info: the VM gets `b` and `c` at its next start: disks are not plugged in while it runs
",
            ),
            (
                "disks: [{name: a}, {name: b}]",
                "disks: [{name: a}]",
                "
disks: [{name: a}]
^^^^^ info: the VM keeps `b` until its next start: disks are not unplugged while it runs
",
            ),
            (
                "disks: [{name: a}, {name: b}, {name: c}]",
                "disks: [{name: a}, {name: c}]",
                "
disks: [{name: a}, {name: c}]
^^^^^ info: the VM takes the new list of disks at its next start, and device names may move
",
            ),
            ("disks: [{name: a}, {name: b}]", "disks: [{name: b}, {name: a}]", ""),
            ("disks: [a]", "disks: [{name: a}]", ""),
            ("runStrategy: Halted\ndisks: [a]", "disks: [{name: a}, {name: b}]", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(spec("changed-disk-list", old, new, &on("hikube")), expected, "{old} => {new}");
        }
    }
}
