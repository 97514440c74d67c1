//! An image named as its volume is. The platform puts the prefix there itself.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    PREFIXED_IMAGE_NAME = "prefixed-image-name", Storage, Warning;
    "the name of an image carries the prefix of its volume";
    Check::Disk(check)
}

/// The prefixes of the volumes of golden images, before and since v1.3.0.
///
/// Source: `packages/apps/vm-disk/templates/dv.yaml`.
const PREFIXES: [&str; 2] = ["vm-image-", "vm-default-images-"];

/// The name without the prefix, if it carries one.
pub(super) fn unprefixed(name: &str) -> Option<&str> {
    PREFIXES.into_iter().find_map(|prefix| name.strip_prefix(prefix)).filter(|rest| !rest.is_empty())
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let ResolvedSource::Image(image) = &disk.resolved.source.value else { return };
    let Some(name) = unprefixed(&image.name) else { return };
    let path = spec_field("source").key("image").key("name");
    let template = "the platform adds the prefix itself, so expected `{name}` and found `{image}`";
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
    use super::unprefixed;

    #[test]
    fn both_prefixes() {
        assert_eq!(unprefixed("vm-image-ubuntu-2404"), Some("ubuntu-2404"));
        assert_eq!(unprefixed("vm-default-images-rocky-9"), Some("rocky-9"));
        assert_eq!(unprefixed("rocky-9"), None);
        assert_eq!(unprefixed("vm-image-"), None);
    }
}
