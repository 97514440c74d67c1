//! A name that already has what the platform puts before it.

use super::{field, release_prefix};
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    PREFIXED_NAME = "prefixed-name", Metadata, Info;
    "a name that starts with the prefix that the platform adds itself";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let (name, prefix) = (resource.name(), release_prefix(resource));
    if !name.starts_with(prefix) {
        return;
    }
    findings.add(
        PREFIXED_NAME
            .finding(
                resource.id(),
                field("name"),
                "the platform adds `{prefix}` itself: what it makes of `{name}` is called `{prefix}{name}`",
                &[("prefix", &prefix), ("name", &name)],
            )
            .help("leave the prefix out while the name can still be chosen: a rename makes a new resource"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn each_kind_has_its_own_prefix() {
        for (kind, name, found) in [
            ("VMInstance", "vm-instance-web", true),
            ("VMInstance", "vm-instance", false),
            ("VMInstance", "vm-disk-web", false),
            ("VMDisk", "vm-disk-web", true),
            ("VMDisk", "vm-instance-web", false),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\nspec: {{}}\n"
            );
            assert_eq!(!draw("prefixed-name", &text, &on("hikube")).is_empty(), found, "{kind} {name}");
        }
    }
}
