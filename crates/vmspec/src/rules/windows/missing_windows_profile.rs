//! A VM that looks like Windows and has no profile: the chart gives it one for Linux.
//!
//! Nothing but names and ports tells, so two of the signs must agree.

use crate::catalog::{OsFamily, Profile};
use crate::model::PortNumber;
use crate::resolve::Origin;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MISSING_WINDOWS_PROFILE = "missing-windows-profile", Windows, Warning;
    "a Windows VM gets a profile for Linux, because it names none";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let profile = &instance.resolved.profile;
    let Some(entry) = instance.resolved.known_profile() else { return };
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
    let names_windows = |name: &str| name.split('-').any(is_windows);
    let ports = &instance.resolved.exposure.ports.value;
    let signs = [
        instance.vm.name().is_some_and(names_windows),
        disks.iter().any(|disk| names_windows(&disk.name)),
        disks.iter().any(|disk| disk.name.contains("virtio")),
        ports.contains(&PortNumber::REMOTE_DESKTOP) && !ports.contains(&PortNumber::SSH),
    ];
    signs.into_iter().filter(|sign| *sign).count() >= 2
}

/// Whether a word names Windows: `win`, `win11`, `windows`, `winsrv`, but not `wine` or `winter`.
fn is_windows(word: &str) -> bool {
    let Some(rest) = word.strip_prefix("win") else { return false };
    let begins = |with: &str| rest.starts_with(with);
    rest.is_empty()
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || ["dows", "srv", "server"].into_iter().any(begins)
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
        assert_eq!(drawn("wine", "disks: [{name: wine-system}]"), "");
        assert_eq!(drawn("winter-shop", "disks: [{name: winter-data}]"), "");
        assert_eq!(drawn("windows", "disks: [{name: s}]"), "");
        assert_eq!(drawn("jumphost", &format!("{remote}, disks: [{{name: s}}]")), "");
        assert_eq!(
            drawn("windows", &format!("{remote}, instanceProfile: windows.2k25, disks: [{{name: s}}]")),
            ""
        );
    }
}
