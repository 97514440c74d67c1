//! A name that leaves no room for what the platform puts before it.

use super::{field, name_max, release_prefix};
use crate::model::name::{NameErrorKind, RELEASE_NAME_MAX, check_dns1035_label};
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    OVERLONG_NAME = "overlong-name", Metadata, Error;
    "a name of more characters than a Helm release has room for";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let name = resource.name();
    let (length, max) = (name.len(), name_max(resource));
    if length <= max {
        return;
    }
    // Other faults of the name are another rule's; counting what a person will change anyway helps nobody.
    if check_dns1035_label(name).is_err_and(|error| !matches!(error.kind(), NameErrorKind::TooLong { .. })) {
        return;
    }
    findings.add(
        OVERLONG_NAME
            .finding(
                resource.id(),
                field("name"),
                "name has {length} characters, that of a `{kind}` has at most {max}",
                &[("length", &length), ("kind", &resource.kind()), ("max", &max)],
            )
            .help(format!(
                "the platform puts `{}` before it for the Helm release, whose name has at most {RELEASE_NAME_MAX}",
                release_prefix(resource)
            )),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    fn found(kind: &str, name: &str) -> bool {
        let text = format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\nspec: {{}}\n"
        );
        !draw("overlong-name", &text, &on("cozystack@0.41")).is_empty()
    }

    #[test]
    fn limits_are_exact() {
        for (kind, max) in [("VMInstance", 41), ("VMDisk", 45)] {
            assert!(!found(kind, &"a".repeat(max)), "{kind}");
            assert!(found(kind, &"a".repeat(max + 1)), "{kind}");
            assert!(found(kind, &"a".repeat(100)), "{kind}");
        }
    }

    #[test]
    fn an_invalid_name_is_another_matter() {
        assert!(!found("VMInstance", &"A".repeat(50)));
        assert!(!found("VMInstance", "${A_VERY_LONG_NAME_OF_A_VARIABLE_THAT_WILL_BE_SHORT}"));
    }
}
