//! Another bus for the disk that the system is on. Windows without the driver stops with a blue screen; on Linux the
//! disk gets another device name.

use super::{ChangeCheck, ChangeContext};
use crate::catalog::OsFamily;
use crate::change::InstanceChange;
use crate::platform::Feature;
use crate::rules::{Check, Findings, Instance, spec_field};

rule! {
    CHANGED_SYSTEM_BUS = "changed-system-bus", Change, Warning;
    "another bus for the system disk of a VM that is installed";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    if change.platform.supports(Feature::DiskBus).is_no() {
        return;
    }
    let (old, new) = (change.old.resolved.disks.first(), change.new.resolved.disks.first());
    let Some((old, new)) = old.zip(new).filter(|(old, new)| old.name == new.name) else { return };
    let written = old.bus.as_ref().map(|bus| &bus.name) != new.bus.as_ref().map(|bus| &bus.name);
    let (Some(before), Some(after)) = (bus(change.old), bus(change.new)) else { return };
    if !written || before == after {
        return;
    }
    let profile = change.new.resolved.known_profile();
    let windows = profile.is_some_and(|profile| profile.family == OsFamily::Windows);
    let template = "the system disk moves from bus `{old}` to `{new}`: the installed system may not start";
    let (disks, profile_path) = (spec_field("disks"), spec_field("instanceProfile"));
    findings.add(
        CHANGED_SYSTEM_BUS
            .finding(
                change.new.id,
                new.path.clone().key("bus"),
                template,
                &[("old", &before), ("new", &after)],
            )
            .before(change.old.id, &old.path.clone().key("bus"), old.bus.is_some(), format!("was `{before}`"))
            .given(disks.clone())
            .given(profile_path.clone())
            .given_of(change.old.id, disks)
            .given_of(change.old.id, profile_path)
            .help(if windows {
                "Windows needs the driver of the new bus before the move, or stops with a blue screen"
            } else {
                "the disk gets another device name: `/etc/fstab` and the boot loader have to name it by UUID"
            }),
    );
}

/// The bus of the first disk, if it or the profile names one.
fn bus(instance: &Instance<'_>) -> Option<String> {
    let written = instance.resolved.disks.first()?.bus.as_ref().map(|bus| bus.name.clone());
    let profile = instance.resolved.known_profile();
    written.or_else(|| profile?.disk_bus.clone())
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let found = "
disks: [{name: a, bus: virtio}]
                       ^^^^^^ warning: the system disk moves from bus `sata` to `virtio`: the installed system may not start
                       old line 1: was `sata`
";
        let cases = [
            ("hikube", "disks: [{name: a, bus: sata}]", "disks: [{name: a, bus: virtio}]", found),
            ("cozystack@0.33.1", "disks: [{name: a, bus: sata}]", "disks: [{name: a, bus: virtio}]", ""),
            // The profile says the same.
            ("hikube", "disks: [a]", "disks: [{name: a, bus: virtio}]", ""),
            ("hikube", "disks: [a, {name: b, bus: sata}]", "disks: [a, {name: b, bus: virtio}]", ""),
        ];
        for (platform, old, new, expected) in cases {
            assert_eq!(
                spec("changed-system-bus", old, new, &on(platform)),
                expected,
                "{platform}: {old} => {new}"
            );
        }
    }
}
