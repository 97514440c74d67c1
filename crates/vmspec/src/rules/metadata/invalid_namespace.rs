//! A namespace that Kubernetes does not take, usually a placeholder.

use std::fmt::Display;

use super::field;
use crate::model::name::check_dns1123_label;
use crate::rules::placeholder::{FILL_IN, variable};
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    INVALID_NAMESPACE = "invalid-namespace", Metadata, Error;
    "a namespace that is not made of lower-case letters, digits and `-`";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    // An empty text is no namespace, as if nothing were written.
    let Some(namespace) = resource.namespace().filter(|namespace| !namespace.is_empty()) else { return };
    let Err(error) = check_dns1123_label(namespace) else { return };
    let path = field("namespace");
    if let Some(variable) = variable(namespace) {
        let template = "namespace `{namespace}` still has the variable `{variable}` in it";
        let args: &[(&'static str, &dyn Display)] = &[("namespace", &namespace), ("variable", &variable)];
        findings.add(INVALID_NAMESPACE.finding(resource.id(), path, template, args).help(FILL_IN));
        return;
    }
    let help = if namespace.contains("XX") {
        "it looks like a placeholder: put the namespace of your tenant here"
    } else {
        "the namespace is that of your tenant: `tenant-` and its name"
    };
    findings.add(
        INVALID_NAMESPACE
            .finding(
                resource.id(),
                path,
                "namespace {reason}",
                &[("reason", &error), ("namespace", &namespace)],
            )
            .help(help),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        for (namespace, expected) in [
            ("tenant-demo", ""),
            ("default", ""),
            ("''", ""),
            (
                "tenant-workshopXX",
                "  namespace: tenant-workshopXX
             ^^^^^^^^^^^^^^^^^ error: namespace `tenant-workshopXX` has `X` in it: expected lower-case letters, digits and `-` only
",
            ),
            (
                "${NAMESPACE}",
                "  namespace: ${NAMESPACE}
             ^^^^^^^^^^^^ error: namespace `${NAMESPACE}` still has the variable `${NAMESPACE}` in it
",
            ),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\n  namespace: {namespace}\nspec:\n  storage: 1Gi\n"
            );
            assert_eq!(draw("invalid-namespace", &text, &on("hikube")), expected, "{namespace}");
        }
    }
}
