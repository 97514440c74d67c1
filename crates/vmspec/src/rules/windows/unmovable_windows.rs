//! Windows with persistent firmware and TPM state: the volume that holds it keeps the VM on its node.

use super::guest;
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    UNMOVABLE_WINDOWS = "unmovable-windows", Windows, Info;
    "a Windows VM that can't be moved while it runs";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(profile) = guest::profile(instance).filter(|profile| profile.persistent_state) else { return };
    if !context.platform().supports(Feature::PersistentFirmwareState).is_yes() {
        return;
    }
    let template =
        "profile `{profile}` keeps its TPM in a volume of one node, so the VM can't be moved while it runs";
    let finding = UNMOVABLE_WINDOWS
        .finding(instance.id, spec_field("instanceProfile"), template, &[("profile", &profile.name)])
        .help("plan for downtime when its node is serviced, and leave room for that volume in the quota");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn only_some_profiles_and_releases() {
        let drawn = |profile: &str, platform: &str| {
            spec(
                "unmovable-windows",
                &format!("instanceProfile: {profile}\ndisks: [{{name: s}}]"),
                &on(platform),
            )
        };
        assert!(drawn("windows.11", "cozystack@1.6").contains("info: profile `windows.11` keeps its TPM"));
        assert_eq!(drawn("windows.11", "cozystack@1.4"), "");
        assert_eq!(drawn("windows.11", "cozystack"), "");
        assert_eq!(drawn("windows.10", "cozystack@1.6"), "");
    }
}
