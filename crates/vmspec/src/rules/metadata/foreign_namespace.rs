//! A namespace that belongs to no tenant. The charts of both kinds refuse to be rendered there.

use super::field;
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

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let Some(namespace) = resource.namespace() else { return };
    if namespace.starts_with(TENANT_PREFIX) || check_dns1123_label(namespace).is_err() {
        return;
    }
    findings.add(
        FOREIGN_NAMESPACE
            .finding(
                resource.id(),
                field("namespace"),
                "namespace `{namespace}` belongs to no tenant, expected one that starts with `{prefix}`",
                &[("namespace", &namespace), ("prefix", &TENANT_PREFIX)],
            )
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
}
