//! A name with characters that the platform does not take, often a variable that nobody has filled in.

use std::fmt::Display;

use super::{field, name_max};
use crate::diagnostic::Applicability;
use crate::model::name::{NameErrorKind, check_dns1035_label, nearest_dns1035_label};
use crate::rules::placeholder::{FILL_IN, variable};
use crate::rules::{Check, Context, Findings, Resource};
use vmspec_yaml::edit::Operation;

rule! {
    INVALID_NAME = "invalid-name", Metadata, Error;
    "a name that is not made of lower-case letters, digits and `-`, with a letter first";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let name = resource.name();
    let Err(error) = check_dns1035_label(name) else { return };
    if matches!(error.kind(), NameErrorKind::Empty | NameErrorKind::TooLong { .. }) {
        return;
    }
    let path = field("name");
    if let Some(variable) = variable(name) {
        let template = "name `{name}` still has the variable `{variable}` in it";
        let args: &[(&'static str, &dyn Display)] = &[("name", &name), ("variable", &variable)];
        findings.add(INVALID_NAME.finding(resource.id(), path, template, args).help(FILL_IN));
        return;
    }
    let finding =
        INVALID_NAME.finding(resource.id(), path.clone(), "{reason}", &[("reason", &error), ("name", &name)]);
    findings.add(match nearest_dns1035_label(name, name_max(resource)) {
        Some(nearest) => {
            let operations = vec![Operation::Replace { path, value: nearest.as_str().into() }];
            finding.fix(Applicability::Manual, format!("rename it to `{nearest}`"), operations)
        }
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        for (name, expected) in [
            ("web-1", ""),
            ("a", ""),
            (
                "'1web'",
                "  name: '1web'
        ^^^^^^ error: `1web` begins with `1`: expected a lower-case letter
        manual fix: rename it to `web`
",
            ),
            (
                "web.prod",
                "  name: web.prod
        ^^^^^^^^ error: `web.prod` has `.` in it: expected lower-case letters, digits and `-` only
        manual fix: rename it to `web-prod`
",
            ),
            (
                "'123'",
                "  name: '123'
        ^^^^^ error: `123` begins with `1`: expected a lower-case letter
",
            ),
            (
                "$base-data",
                "  name: $base-data
        ^^^^^^^^^^ error: name `$base-data` still has the variable `$base` in it
",
            ),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: {name}\nspec:\n  storage: 1Gi\n"
            );
            assert_eq!(draw("invalid-name", &text, &on("hikube")), expected, "{name}");
        }
    }

    #[test]
    fn an_overlong_name_is_another_matter() {
        let text = format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: {}\nspec:\n  storage: 1Gi\n",
            "a".repeat(64)
        );
        assert_eq!(draw("invalid-name", &text, &on("hikube")), "");
    }
}
