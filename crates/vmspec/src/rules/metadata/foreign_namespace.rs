//! A namespace that belongs to no tenant. The charts of both kinds refuse to be rendered there.

use super::field;
use crate::diagnostic::Severity;
use crate::model::name::check_dns1123_label;
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    FOREIGN_NAMESPACE = "foreign-namespace", Metadata, Error;
    "a namespace that does not start with `tenant-`";
    Check::Resource(check)
}

/// How the namespace of every tenant starts.
///
/// Source: `packages/library/cozy-lib/templates/_rbac.tpl`, Cozystack v1.6.2.
const TENANT_PREFIX: &str = "tenant-";

/// The namespace that Hikube's documentation writes, as a stand-in for the reader's own.
///
/// Source: Hikube documentation, version 2.0, compute quick start.
const STAND_IN: &str = "default";

fn check(context: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let Some(namespace) = resource.namespace() else { return };
    if namespace.starts_with(TENANT_PREFIX) || check_dns1123_label(namespace).is_err() {
        return;
    }
    let as_documented = namespace == STAND_IN && context.platform().follows_documentation();
    let severity = if as_documented { Severity::Info } else { FOREIGN_NAMESPACE.severity };
    findings.add(
        FOREIGN_NAMESPACE
            .finding(
                resource.id(),
                field("namespace"),
                "namespace `{namespace}` belongs to no tenant, expected one that starts with `{prefix}`",
                &[("namespace", &namespace), ("prefix", &TENANT_PREFIX)],
            )
            .severity(severity)
            .help("anywhere else the Helm release fails: the chart takes the tenant from the namespace"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        for (namespace, found) in [
            ("tenant-root", false),
            ("tenant-a-b", false),
            ("''", false),
            ("${NAMESPACE}", false),
            ("Tenant-a", false),
            ("default", true),
            ("tenants", true),
            ("my-tenant-a", true),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\n  namespace: {namespace}\nspec:\n  storage: 1Gi\n"
            );
            assert_eq!(!draw("foreign-namespace", &text, &on("hikube")).is_empty(), found, "{namespace}");
        }
    }

    #[test]
    fn the_stand_in_of_the_documentation_is_advice_where_the_documentation_counts() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d, namespace: default}\nspec: {storage: 1Gi}\n";
        assert!(draw("foreign-namespace", text, &on("hikube")).contains("info"));
        assert!(draw("foreign-namespace", text, &on("hikube@1.6")).contains("error"));
        assert!(draw("foreign-namespace", text, &on("cozystack")).contains("error"));
    }
}
