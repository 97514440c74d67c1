//! A system that its maker no longer repairs. The day is compared with that of the catalog: there is no clock here.

use crate::catalog::Date;
use crate::rules::{Check, Context, Disk, Findings, Instance, source_field, spec_field};

rule! {
    END_OF_LIFE_IMAGE = "end-of-life-image", Lifecycle, Info;
    "a golden image whose system gets no more security updates";
    Check::Disk(check_image)
}

rule! {
    END_OF_LIFE_PROFILE = "end-of-life-profile", Lifecycle, Info;
    "a profile for a system that gets no more security updates";
    Check::Instance(check_profile)
}

fn check_image(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(image) = disk.resolved.image() else { return };
    let Some(day) = over(context, image.end_of_life) else { return };
    let path = source_field("image", "name");
    let template = "{system} has got no security updates since {day}";
    findings.add(END_OF_LIFE_IMAGE.finding(disk.id, path, template, &[("system", &image.os), ("day", &day)]));
}

fn check_profile(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(profile) = instance.resolved.known_profile() else { return };
    let path = spec_field("instanceProfile");
    if let Some(day) = over(context, profile.end_of_life) {
        let template = "{system} has got no security updates since {day}";
        let args: [(&'static str, &dyn std::fmt::Display); 2] = [("system", &profile.os), ("day", &day)];
        findings.add(END_OF_LIFE_PROFILE.finding(instance.id, path, template, &args));
    } else if profile.deprecated {
        let template = "profile `{profile}` is deprecated";
        findings.add(END_OF_LIFE_PROFILE.finding(instance.id, path, template, &[("profile", &profile.name)]));
    }
}

/// The day, if it was over when the catalog was read.
fn over(context: &Context<'_>, day: Option<Date>) -> Option<Date> {
    day.filter(|day| context.platform().catalog.date.is_some_and(|read| *day < read))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on, spec};

    #[test]
    fn images_and_profiles() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {image: {name: ubuntu-20.04}}, storage: 30Gi}\n";
        assert!(
            draw("end-of-life-image", text, &on("cozystack"))
                .contains("info: Ubuntu 20.04 LTS has got no security updates")
        );
        let text = text.replace("20.04", "24.04");
        assert_eq!(draw("end-of-life-image", &text, &on("cozystack")), "");
        let drawn = |profile: &str| {
            spec(
                "end-of-life-profile",
                &format!("instanceProfile: {profile}\ndisks: [{{name: s}}]"),
                &on("cozystack"),
            )
        };
        assert!(drawn("centos.7").contains("^^^^^^^^ info:"));
        assert_eq!(drawn("debian"), "");
    }
}
