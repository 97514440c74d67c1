//! A golden image that does not exist. The clone waits for its volume for ever.

use super::prefixed_image_name::unprefixed;
use crate::catalog::GoldenImage;
use crate::resolve::ResolvedSource;
use crate::rules::unknown_name::NameField;
use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    UNKNOWN_IMAGE = "unknown-image", Storage, Error;
    "a golden image that is not in the catalog";
    Check::Disk(check)
}

static FIELD: NameField<GoldenImage> =
    NameField { rule: &UNKNOWN_IMAGE, what: "golden image", table: |catalog| &catalog.images, is_own: true };

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let ResolvedSource::Image(image) = &disk.resolved.source.value else { return };
    // `empty-source` and `prefixed-image-name` speak of these.
    if image.name.is_empty() || unprefixed(context, &image.name).is_some() {
        return;
    }
    if let Some(finding) = FIELD.judge(context.platform(), disk.id, source_field("image", "name"), image) {
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    fn drawn(name: &str, platform: &str) -> String {
        let text = format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{image: {{name: {name}}}}}, storage: 40Gi}}\n"
        );
        draw("unknown-image", &text, &on(platform))
    }

    #[test]
    fn names_of_the_other_platform_are_translated() {
        assert!(drawn("ubuntu-24.04", "hikube").contains("unsafe fix: use `ubuntu-2404`"));
        assert!(drawn("ubuntu-2404", "cozystack").contains("fix: use `ubuntu-24.04`"));
        assert_eq!(drawn("ubuntu-2404", "hikube"), "");
        assert!(!drawn("slackware", "hikube").contains("fix"));
    }

    #[test]
    fn names_of_the_same_words_are_offered() {
        for (name, meant) in
            [("debian12", "debian-12"), ("windows-2022", "windows-server-2022"), ("rocky-linux-9", "rocky-9")]
        {
            let drawn = drawn(name, "hikube");
            assert!(
                drawn.contains(&format!("unsafe fix: use `{meant}`")) && !drawn.contains(" or: "),
                "{drawn}"
            );
        }
    }
}
