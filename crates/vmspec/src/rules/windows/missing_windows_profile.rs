//! A VM that looks like Windows and has no profile: the chart gives it one for Linux.
//!
//! Nothing but names and ports tells, so two of the signs must agree.

use crate::catalog::{OsFamily, Profile};
use crate::resolve::{Chosen, Origin};
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MISSING_WINDOWS_PROFILE = "missing-windows-profile", Windows, Warning;
    "a Windows VM gets a profile for Linux, because it names none";
    Check::Instance(check)
}

/// The port of the Remote Desktop Protocol, and that of SSH.
const REMOTE_DESKTOP: u16 = 3389;
const SSH: u16 = 22;

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let profile = &instance.resolved.profile;
    let Some(entry) = profile.value.as_ref().and_then(Chosen::entry) else { return };
    if profile.origin != Origin::Default || entry.family != OsFamily::Linux || !looks_like_windows(instance) {
        return;
    }
    let template = "the VM looks like Windows, and without a profile it gets `{profile}` for {system}";
    let finding = MISSING_WINDOWS_PROFILE
        .finding(
            instance.id,
            spec_field("instanceProfile"),
            template,
            &[("profile", &entry.name), ("system", &entry.os)],
        )
        .given(spec_field("disks"));
    let catalog = &*context.platform().catalog;
    // The newest that its maker still repairs, by the catalog of the platform that knows all of them.
    let profiles = catalog.upstream().map_or(&catalog.profiles, |upstream| &upstream.profiles);
    let current = |profile: &&Profile| profile.family == OsFamily::Windows && profile.end_of_life.is_none();
    let example = profiles.iter().rev().find(current);
    findings.add(match example {
        Some(example) => finding.help(format!("name the profile of its release, such as `{}`", example.name)),
        None => finding,
    });
}

fn looks_like_windows(instance: &Instance<'_>) -> bool {
    let disks = &instance.resolved.disks;
    let names_windows = |name: &str| name.split('-').any(|word| word.starts_with("win"));
    let ports = &instance.resolved.exposure.ports.value;
    let has_port = |port: u16| ports.iter().any(|listed| listed.get() == port);
    let signs = [
        instance.vm.name().is_some_and(names_windows),
        disks.iter().any(|disk| names_windows(&disk.name)),
        disks.iter().any(|disk| disk.name.contains("virtio")),
        has_port(REMOTE_DESKTOP) && !has_port(SSH),
    ];
    signs.into_iter().filter(|sign| *sign).count() >= 2
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn two_signs_must_agree() {
        let drawn = |name: &str, spec: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n"
            );
            draw("missing-windows-profile", &text, &on("cozystack@1.6"))
        };
        let remote = "external: true, externalPorts: [3389]";
        assert!(
            drawn("windows", &format!("{remote}, disks: [{{name: s}}]")).contains("warning: the VM looks")
        );
        assert!(drawn("m", "disks: [{name: win-system}, {name: virtio-drivers}]").contains("warning"));
        assert_eq!(drawn("windows", "disks: [{name: s}]"), "");
        assert_eq!(drawn("jumphost", &format!("{remote}, disks: [{{name: s}}]")), "");
        assert_eq!(
            drawn("windows", &format!("{remote}, instanceProfile: windows.2k25, disks: [{{name: s}}]")),
            ""
        );
    }
}
