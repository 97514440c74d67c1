//! An image named as its volume is. The platform puts the prefix there itself.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    PREFIXED_IMAGE_NAME = "prefixed-image-name", Storage, Warning;
    "the name of an image carries the prefix of its volume";
    Check::Disk(check)
}

/// The prefixes of the volumes of golden images, before and since v1.3.0.
///
/// Source: `packages/apps/vm-disk/templates/dv.yaml`.
const PREFIXES: [&str; 2] = ["vm-image-", "vm-default-images-"];

/// The name without the prefix, if it carries one and is that of an image without it.
pub(super) fn unprefixed<'n>(context: &Context<'_>, name: &'n str) -> Option<&'n str> {
    let name = PREFIXES.into_iter().find_map(|prefix| name.strip_prefix(prefix))?;
    context.platform().catalog.image(name).is_some().then_some(name)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let ResolvedSource::Image(image) = &disk.resolved.source.value else { return };
    let Some(name) = unprefixed(context, &image.name) else { return };
    let path = source_field("image", "name");
    let template = "golden image `{image}` is called `{name}`: the platform adds the prefix itself";
    let finding = PREFIXED_IMAGE_NAME
        .finding(disk.id, path.clone(), template, &[("name", &name), ("image", &image.name)])
        .fix(
            Applicability::Unsafe,
            format!("use `{name}`"),
            vec![Operation::Replace { path, value: Value::from(name) }],
        );
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn both_prefixes_of_images_that_are_there() {
        let drawn = |rule: &str, name: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{image: {{name: {name}}}}}, storage: 40Gi}}\n"
            );
            draw(rule, &text, &on("hikube"))
        };
        assert!(
            drawn("prefixed-image-name", "vm-image-ubuntu-2404").contains("unsafe fix: use `ubuntu-2404`")
        );
        assert!(drawn("prefixed-image-name", "vm-default-images-rocky-9").contains("use `rocky-9`"));
        for other in ["rocky-9", "vm-image-", "vm-image-slackware"] {
            assert_eq!(drawn("prefixed-image-name", other), "", "{other}");
        }
        // One finding, whichever it is.
        assert_eq!(drawn("unknown-image", "vm-image-ubuntu-2404"), "");
        assert!(drawn("unknown-image", "vm-image-slackware").contains("error"));
    }
}
