//! Windows is to be installed on a `virtio` disk, and the disk with the drivers is missing: setup sees no disk.

use super::guest;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MISSING_WINDOWS_DRIVERS = "missing-windows-drivers", Windows, Warning;
    "Windows is to be installed without the drivers for its disk";
    Check::Instance(check)
}

/// The bus for which Windows brings no driver.
const VIRTIO: &str = "virtio";

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(profile) = guest::profile(instance) else { return };
    let Some(disks) = guest::disks(context, instance) else { return };
    let Some(index) = disks.iter().position(|disk| disk.resolved.is_blank()) else { return };
    let bus = instance.resolved.disks.get(index).and_then(|attached| attached.bus.as_ref());
    let bus = bus.map(|bus| bus.name.as_str()).or(profile.disk_bus.as_deref());
    if bus != Some(VIRTIO)
        || !disks.iter().any(|disk| disk.resolved.optical.value)
        || disks.iter().any(|disk| guest::holds_drivers(disk))
    {
        return;
    }
    let template = "Windows is to be installed on a `virtio` disk, and no disk holds the drivers for it";
    let finding = MISSING_WINDOWS_DRIVERS
        .finding(instance.id, spec_field("disks"), template, &[])
        .on_key()
        .given(spec_field("instanceProfile"))
        .help("add an optical `VMDisk` with the image virtio-win.iso behind the installer");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    fn drawn(profile: &str, third: &str) -> String {
        let disk = |name: &str, spec: &str| {
            format!(
                "---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n"
            )
        };
        let text = format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: w}}\nspec:\n  instanceProfile: {profile}\n  disks: [{{name: s}}, {{name: iso}}{}]\n",
            if third.is_empty() { String::new() } else { format!(", {{name: {third}}}") }
        ) + &disk("s", "storage: 60Gi")
            + &disk(
                "iso",
                "optical: true, source: {http: {url: 'https://example.com/win.iso'}}, storage: 8Gi",
            )
            + &disk("virtio-drivers", "optical: true, source: {upload: {}}");
        draw("missing-windows-drivers", &text, &on("cozystack@1.6"))
    }

    #[test]
    fn profiles_with_drivers_of_their_own_need_none() {
        assert!(drawn("windows.2k25.virtio", "").contains("^^^^^ warning: Windows is to be installed"));
        assert_eq!(drawn("windows.2k25.virtio", "virtio-drivers"), "");
        assert_eq!(drawn("windows.2k25", ""), "");
        assert_eq!(drawn("ubuntu", ""), "");
    }
}
