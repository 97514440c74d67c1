//! The system disk of a Windows without `virtio` drivers is put on `virtio`: a blue screen at start.

use super::guest;
use crate::resolve::Chosen;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    DRIVERLESS_WINDOWS_DISK = "driverless-windows-disk", Windows, Warning;
    "the system disk of Windows is on a bus that its profile has no drivers for";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(profile) = guest::profile(instance) else { return };
    let Some(usual) = profile.disk_bus.as_deref() else { return };
    let Some(first) = instance.resolved.disks.first() else { return };
    let Some(bus) = first.bus.as_ref().and_then(Chosen::entry) else { return };
    // Windows brings drivers for whatever takes optical disks too; a profile with other drivers says so by its own bus.
    if bus.optical || bus.name == usual {
        return;
    }
    let template = "profile `{profile}` expects its system disk on `{usual}`, `{bus}` needs drivers that it does not bring";
    let args: [(&'static str, &dyn std::fmt::Display); 3] =
        [("profile", &profile.name), ("usual", &usual), ("bus", &bus.name)];
    let finding = DRIVERLESS_WINDOWS_DISK
        .finding(instance.id, first.path.clone().key("bus"), template, &args)
        .given(spec_field("instanceProfile"))
        .help(format!("leave out `bus`, or use the profile for `{}`", bus.name));
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn only_the_system_disk_and_only_without_drivers() {
        let drawn = |profile: &str, bus: &str| {
            let lines =
                format!("instanceProfile: {profile}\ndisks: [{{name: s{bus}}}, {{name: d, bus: virtio}}]");
            spec("driverless-windows-disk", &lines, &on("cozystack@1.6"))
        };
        assert!(drawn("windows.2k25", ", bus: virtio").contains("^^^^^^ warning: profile `windows.2k25`"));
        assert_eq!(drawn("windows.2k25", ", bus: scsi"), "");
        assert_eq!(drawn("windows.2k25", ""), "");
        assert_eq!(drawn("windows.2k25.virtio", ", bus: virtio"), "");
        assert_eq!(drawn("ubuntu", ", bus: virtio"), "");
    }
}
