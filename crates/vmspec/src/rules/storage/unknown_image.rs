//! A golden image that does not exist. The clone waits for its volume for ever.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use super::prefixed_image_name::unprefixed;
use crate::catalog::Found;
use crate::diagnostic::{Applicability, Severity};
use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    UNKNOWN_IMAGE = "unknown-image", Storage, Error;
    "a golden image that is not in the catalog";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let ResolvedSource::Image(image) = &disk.resolved.source.value else { return };
    let catalog = &context.platform().catalog;
    if image.name.is_empty()
        || matches!(image.found, Found::Listed(_))
        || catalog.images.is_empty()
        || unprefixed(&image.name).is_some()
    {
        return;
    }
    let path = spec_field("source").key("image").key("name");
    let template = "golden image `{image}` is not in the {catalog}";
    let args: [(&'static str, &dyn std::fmt::Display); 2] =
        [("image", &image.name), ("catalog", &catalog.label())];
    let near = catalog.images.nearest(&image.name);
    let mut finding = UNKNOWN_IMAGE.finding(disk.id, path.clone(), template, &args);
    if !catalog.images.is_exhaustive() {
        finding = finding.severity(Severity::Warning);
    }
    if let Some(meant) = near.first() {
        let applicability = if near.len() == 1 { Applicability::Unsafe } else { Applicability::Manual };
        let choice = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
        finding = finding.help(format!("did you mean {choice}?")).fix(
            applicability,
            format!("use `{meant}`"),
            vec![Operation::Replace { path, value: Value::from(*meant) }],
        );
    }
    findings.add(finding);
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
}
