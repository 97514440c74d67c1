//! An instance profile that the platform does not have. The chart looks it up and can't be rendered without it.

use crate::catalog::Profile;
use crate::rules::unknown_name::NameField;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    UNKNOWN_INSTANCE_PROFILE = "unknown-instance-profile", Sizing, Error;
    "an instance profile that is not in the catalog";
    Check::Instance(check)
}

static FIELD: NameField<Profile> = NameField {
    rule: &UNKNOWN_INSTANCE_PROFILE,
    what: "instance profile",
    table: |catalog| &catalog.profiles,
    is_own: false,
};

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let profile = &instance.resolved.profile;
    let Some(chosen) = profile.value.as_ref().filter(|_| profile.is_written()) else { return };
    if let Some(finding) = FIELD.judge(context.platform(), instance.id, profile.path.clone(), chosen) {
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (platform, name, expected) in [
            ("hikube", "ubuntu", ""),
            ("hikube", "debian", ""),
            ("cozystack@1.5.0", "debian", ""),
            ("cozystack@1.2", "windows.2k25.virtio", ""),
            (
                "hikube",
                "windows",
                "
instanceProfile: windows
                 ^^^^^^^ warning: instance profile `windows` is in the hikube catalog (2026-04-17), but no release of Cozystack has it
                 manual fix: use `windows.2k25.virtio`
                 or: use `windows.2k22.virtio`
",
            ),
            (
                "hikube",
                "windows.11",
                "
instanceProfile: windows.11
                 ^^^^^^^^^^ info: instance profile `windows.11` is not in the hikube catalog (2026-04-17), but Cozystack has it
",
            ),
            (
                "cozystack",
                "debian",
                "
instanceProfile: debian
                 ^^^^^^ warning: instance profile `debian` exists since Cozystack v1.5.0, and which release this is for is not known
",
            ),
            (
                "cozystack@1.4.6",
                "debian",
                "
instanceProfile: debian
                 ^^^^^^ error: instance profile `debian` exists since Cozystack v1.5.0, not yet on cozystack@1.4.6
",
            ),
            (
                "cozystack@1.6",
                "centos",
                "
instanceProfile: centos
                 ^^^^^^ error: instance profile `centos` is not in the cozystack catalog (2026-08-21)
                 manual fix: use `centos.stream10`
                 or: use `centos.stream9`
",
            ),
            (
                "hikube",
                "ubuntu-22.04",
                "
instanceProfile: ubuntu-22.04
                 ^^^^^^^^^^^^ error: instance profile `ubuntu-22.04` is not in the hikube catalog (2026-04-17)
                 unsafe fix: use `ubuntu`
",
            ),
            (
                "hikube",
                "haos",
                "
instanceProfile: haos
                 ^^^^ error: instance profile `haos` is not in the hikube catalog (2026-04-17)
",
            ),
        ] {
            let lines = format!("instanceProfile: {name}");
            assert_eq!(
                spec("unknown-instance-profile", &lines, &on(platform)),
                expected,
                "{platform}: {name}"
            );
        }
    }
}
