//! A profile for another processor than the nodes have.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    FOREIGN_ARCHITECTURE = "foreign-architecture", Sizing, Warning;
    "a profile for another processor than clusters usually have";
    Check::Instance(check)
}

/// The architecture of the nodes, unless a catalog will say otherwise one day.
const USUAL: &str = "amd64";

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(profile) = instance.resolved.known_profile() else {
        return;
    };
    let Some(architecture) = profile.requires.architecture.as_deref().filter(|name| *name != USUAL) else {
        return;
    };
    let template = "profile `{profile}` needs nodes of architecture {architecture}";
    let args: [(&'static str, &dyn std::fmt::Display); 2] =
        [("profile", &profile.name), ("architecture", &architecture)];
    let finding = FOREIGN_ARCHITECTURE
        .finding(instance.id, spec_field("instanceProfile"), template, &args)
        .help("on a cluster of another architecture KubeVirt refuses the VM");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let drawn = |profile: &str| {
            spec(
                "foreign-architecture",
                &format!("instanceProfile: {profile}\ndisks: [{{name: s}}]"),
                &on("cozystack@1.6"),
            )
        };
        assert!(drawn("fedora.arm64").contains("^^^^^^^^^^^^ warning: profile `fedora.arm64` needs nodes"));
        assert_eq!(drawn("fedora"), "");
        assert_eq!(drawn("ubuntu"), "");
    }
}
