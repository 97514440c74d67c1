//! A resource without a name. `generateName` does not help: the platform's API server generates no names.

use super::field;
use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Finding, Findings, Resource};
use vmspec_yaml::edit::Operation;

rule! {
    MISSING_NAME = "missing-name", Metadata, Error;
    "a resource without `metadata.name`";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    if !resource.name().is_empty() {
        return;
    }
    let generate_name = resource.metadata().and_then(|metadata| metadata.generate_name.as_deref());
    findings.add(match generate_name {
        Some(prefix) => generated(resource, prefix),
        None => MISSING_NAME
            .finding(
                resource.id(),
                field("name"),
                "the `{kind}` has no `metadata.name`",
                &[("kind", &resource.kind())],
            )
            .given(field("generateName")),
    });
}

fn generated(resource: &Resource<'_>, prefix: &str) -> Finding {
    let path = field("generateName");
    let finding = MISSING_NAME
        .finding(
            resource.id(),
            path.clone(),
            "the `{kind}` has no `metadata.name`, and the platform does not read `generateName`",
            &[("kind", &resource.kind())],
        )
        .on_key()
        .help("names are part of what other resources refer to, so choose one");
    let name = prefix.trim_end_matches('-');
    if name.is_empty() {
        return finding;
    }
    let operations = vec![
        Operation::Replace { path: path.clone(), value: name.into() },
        Operation::RenameKey { path, to: "name".to_owned() },
    ];
    finding.fix(Applicability::Manual, format!("use `name: {name}`"), operations)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        let head = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\n";
        for (metadata, expected) in [
            ("metadata: {name: data}", ""),
            ("metadata: {name: data, generateName: data-}", ""),
            (
                "metadata: {namespace: tenant-a}",
                "metadata: {namespace: tenant-a}
^^^^^^^^ error: the `VMDisk` has no `metadata.name`
",
            ),
            (
                "metadata: {name: ''}",
                "metadata: {name: ''}
                 ^^ error: the `VMDisk` has no `metadata.name`
",
            ),
            // What can't be read is reported as such.
            ("metadata: {name: [data]}", ""),
            ("metadata: data", ""),
        ] {
            let text = format!("{head}{metadata}\nspec: {{storage: 1Gi}}\n");
            assert_eq!(draw("missing-name", &text, &on("hikube")), expected, "{metadata}");
        }
    }
}
