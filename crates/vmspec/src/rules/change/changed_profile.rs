//! A profile with another firmware or another bus for a system that is installed. It was installed for the old ones, and
//! may not start with the new ones.

use super::{ChangeCheck, ChangeContext};
use crate::catalog::{Firmware, Profile};
use crate::change::InstanceChange;
use crate::resolve::Chosen;
use crate::rules::{Check, Findings, spec_field};

rule! {
    CHANGED_PROFILE = "changed-profile", Change, Warning;
    "a profile with another firmware or bus, with which an installed system may not start";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    let (before, after) = (&change.old.resolved.profile, &change.new.resolved.profile);
    // Of a profile that is not in the catalog nothing is known; without one there is neither firmware nor bus.
    let known = |profile: &Option<Chosen<'_, Profile>>| {
        profile.as_ref().is_none_or(|profile| profile.entry().is_some())
    };
    if !known(&before.value) || !known(&after.value) {
        return;
    }
    let [old, new] = [&before.value, &after.value].map(|chosen| chosen.as_ref().and_then(Chosen::entry));
    let firmware = |profile: Option<&Profile>| profile.map(|profile| profile.firmware).unwrap_or_default();
    let bus = |profile: Option<&Profile>| profile.and_then(|profile| profile.disk_bus.clone());
    let boots_by_profile = change.new.resolved.disks.first().is_some_and(|disk| disk.bus.is_none());
    let (old_firmware, new_firmware) = (firmware(old), firmware(new));
    let mut parts = Vec::new();
    if old_firmware != new_firmware {
        parts.push(format!(
            "the firmware from {} to {}",
            firmware_name(old_firmware),
            firmware_name(new_firmware)
        ));
    }
    if let (Some(old), Some(new)) = (bus(old), bus(new))
        && old != new
        && boots_by_profile
    {
        parts.push(format!("the bus of the system disk from `{old}` to `{new}`"));
    }
    if parts.is_empty() {
        return;
    }
    let template = "another profile changes {parts}: the installed system may not start";
    let name = before.value.as_ref().map_or("no profile".to_owned(), |profile| format!("`{}`", profile.name));
    findings.add(
        CHANGED_PROFILE
            .finding(change.new.id, after.path.clone(), template, &[("parts", &parts.join(" and "))])
            .before(change.old.id, &before.path, before.is_written(), format!("was {name}"))
            .given(spec_field("disks"))
            .help(
                "a profile belongs to the system that is installed: change it together with the system disk",
            ),
    );
}

fn firmware_name(firmware: Firmware) -> &'static str {
    match firmware {
        Firmware::Default => "BIOS",
        Firmware::Efi => "EFI",
        Firmware::SecureBoot => "EFI with Secure Boot",
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "disks: [{name: a}]\ninstanceProfile: windows.10",
                "disks: [{name: a}]\ninstanceProfile: windows.10.virtio",
                "
instanceProfile: windows.10.virtio
                 ^^^^^^^^^^^^^^^^^ warning: another profile changes the bus of the system disk from `sata` to `virtio`: the installed system may not start
                 old line 2: was `windows.10`
",
            ),
            (
                "instanceProfile: ubuntu",
                "instanceProfile: windows.11.virtio",
                "
instanceProfile: windows.11.virtio
                 ^^^^^^^^^^^^^^^^^ warning: another profile changes the firmware from BIOS to EFI with Secure Boot: the installed system may not start
                 old line 1: was `ubuntu`
",
            ),
            ("instanceProfile: ubuntu", "instanceProfile: rhel.8", ""),
            ("instanceProfile: ubuntu", "instanceProfile: plan9", ""),
            (
                "disks: [{name: a, bus: sata}]\ninstanceProfile: windows.10",
                "disks: [{name: a, bus: sata}]\ninstanceProfile: windows.10.virtio",
                "",
            ),
        ];
        for (old, new, expected) in cases {
            assert_eq!(spec("changed-profile", old, new, &on("cozystack@1.6")), expected, "{old} => {new}");
        }
    }
}
