//! Two resources of the same kind and name: the one that is applied last replaces the other.

use super::field;
use crate::rules::placeholder::variable;
use crate::rules::{Check, Context, Findings, Resource, Scope};

rule! {
    DUPLICATE_RESOURCE = "duplicate-resource", Metadata, Warning;
    "a resource of the same kind, namespace and name as another one";
    Check::Resource(check)
}

fn check(context: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let name = resource.name();
    let mut namesakes = context.bundle.namesakes(resource).filter(|other| {
        // Files often stand side by side for several clusters; only what stands in one file goes to one place.
        let together =
            context.scope == Scope::Closed || context.bundle.in_same_file(other.id(), resource.id());
        together && other.namespace() == resource.namespace()
    });
    let Some(first) = namesakes.next().filter(|first| first.id() != resource.id()) else { return };
    if variable(name).is_some() {
        return;
    }
    findings.add(
        DUPLICATE_RESOURCE
            .finding(
                resource.id(),
                field("name"),
                "there is another `{kind}` with the name `{name}`",
                &[("kind", &resource.kind()), ("name", &name)],
            )
            .label(first.id(), field("name"), "the first one")
            .help("the one that is applied last replaces the other"),
    );
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, SourceFile, Workspace};
    use crate::rules::Scope;
    use crate::rules::testing::{draw, on};

    fn document(kind: &str, namespace: &str, name: &str) -> String {
        format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\nmetadata:\n  namespace: {namespace}\n  name: {name}\nspec:\n  external: false\n"
        )
    }

    #[test]
    fn in_one_file() {
        for (other, found) in [
            (document("VMInstance", "tenant-a", "web"), true),
            (document("VMInstance", "tenant-b", "web"), false),
            (document("VMInstance", "''", "web"), false),
            (document("VMInstance", "tenant-a", "web-2"), false),
            (document("VMDisk", "tenant-a", "web"), false),
        ] {
            let text = format!("{}---\n{other}", document("VMInstance", "tenant-a", "web"));
            let expected = if found {
                "  name: web
        ^^^ warning: there is another `VMInstance` with the name `web`
        line 5: the first one
"
            } else {
                ""
            };
            assert_eq!(draw("duplicate-resource", &text, &on("hikube")), expected, "{other}");
        }
        let text = format!("{0}---\n{0}", document("VMInstance", "tenant-a", "$name"));
        assert_eq!(draw("duplicate-resource", &text, &on("hikube")), "");
    }

    #[test]
    fn in_two_files_that_are_all_there_is() {
        let text = document("VMInstance", "tenant-a", "web");
        for (scope, expected) in [(Scope::Open, 0), (Scope::Closed, 1)] {
            let options = Options { scope, ..Options::default() };
            let file = |name: &str| SourceFile::parse(name, text.as_str(), &options.limits);
            let files = [file("staging.yaml"), file("production.yaml")];
            let report = Workspace::new(&files, &options).check();
            let found = report.diagnostics.iter().filter(|found| found.rule == "duplicate-resource");
            assert_eq!(found.count(), expected);
        }
    }
}
