//! A profile for another system than the image holds. Devices and firmware may not be what the system expects.

use crate::catalog::OsFamily;
use crate::diagnostic::Severity;
use crate::rules::wording::listed;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MISMATCHED_PROFILE = "mismatched-profile", Lifecycle, Info;
    "the profile is for another system than the image holds";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let chosen = &instance.resolved.profile;
    let Some(profile) = instance.resolved.known_profile() else { return };
    let Some(first) = instance.resolved.disks.first() else { return };
    let Some(disk) = context.bundle.disk_for(instance.id, &first.name) else { return };
    let Some(image) = disk.resolved.image() else { return };
    if image.profiles.is_empty() || image.profiles.contains(&profile.name) {
        return;
    }
    let other_family = profile.family != image.family && profile.family != OsFamily::Other;
    let severity = if other_family { Severity::Warning } else { Severity::Info };
    let suited: Vec<&str> = image.profiles.iter().map(String::as_str).collect();
    let template = if chosen.is_written() {
        "profile `{profile}` is for {profileSystem}, and image `{image}` holds {imageSystem}"
    } else {
        "without a profile the VM gets `{profile}` for {profileSystem}, and image `{image}` holds {imageSystem}"
    };
    let args: [(&'static str, &dyn std::fmt::Display); 4] = [
        ("profile", &profile.name),
        ("profileSystem", &profile.os),
        ("image", &image.name),
        ("imageSystem", &image.os),
    ];
    let finding = MISMATCHED_PROFILE
        .finding(instance.id, spec_field("instanceProfile"), template, &args)
        .severity(severity)
        .label(disk.id, spec_field("source"), "the image")
        .help(format!("use {}", listed(&suited, "or")));
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    fn drawn(profile: &str, image: &str) -> String {
        let text = format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m}}\nspec: {{instanceProfile: {profile}, disks: [{{name: s}}]}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: s}}\nspec: {{source: {{image: {{name: {image}}}}}, storage: 40Gi}}\n"
        );
        draw("mismatched-profile", &text, &on("cozystack@1.6"))
    }

    #[test]
    fn another_family_is_worse_than_another_distribution() {
        assert!(
            drawn("windows.2k25", "debian-12")
                .contains("^^^^^^^^^^^^ warning: profile `windows.2k25` is for")
        );
        assert!(drawn("centos.7", "debian-12").contains("info"));
        assert_eq!(drawn("debian", "debian-12"), "");
    }
}
