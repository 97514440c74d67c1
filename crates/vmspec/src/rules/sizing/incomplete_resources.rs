//! An empty instance type without complete `resources`: the VM has no size.

use super::{is_set, resource_field, resources};
use crate::diagnostic::{Applicability, Severity};
use crate::platform::{Feature, Support};
use crate::rules::wording::listed;
use crate::rules::{Check, Context, Findings, Instance, spec_field};
use vmspec_yaml::edit::Operation;

rule! {
    INCOMPLETE_RESOURCES = "incomplete-resources", Sizing, Error;
    "an empty `instanceType` without `cpu`, `sockets` and `memory` in `resources`";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let sizing = &instance.resolved.sizing;
    if sizing.instance_type.value.is_some() || sizing.resources.is_complete() {
        return;
    }
    let severity = match context.platform().supports(Feature::SizingRequired) {
        Support::Yes => Severity::Error,
        Support::Unknown => Severity::Warning,
        Support::No => return,
    };
    let Some(resources) = resources(instance) else {
        let template = "`instanceType` is empty, and there is no `resources` in its place";
        let finding = INCOMPLETE_RESOURCES
            .finding(instance.id, spec_field("instanceType"), template, &[])
            .severity(severity)
            .given(spec_field("resources"))
            .help("name an instance type, or give `cpu`, `sockets` and `memory` in `resources`");
        findings.add(finding);
        return;
    };
    let fields = [("cpu", &resources.cpu), ("sockets", &resources.sockets), ("memory", &resources.memory)];
    let missing: Vec<&'static str> =
        fields.into_iter().filter(|(_, quantity)| !is_set(quantity.as_ref())).map(|(name, _)| name).collect();
    let Some(first) = missing.first() else { return };
    let mut finding = INCOMPLETE_RESOURCES
        .finding(
            instance.id,
            resource_field(first),
            "`resources` lacks {missing}, which a VM without an instance type needs",
            &[("missing", &listed(&missing, "and"))],
        )
        .severity(severity)
        .given(spec_field("resources"))
        .help("the chart can't be rendered without all of `cpu`, `sockets` and `memory`");
    if missing == ["sockets"] && resources.sockets.is_none() {
        let operations = vec![Operation::Insert { path: resource_field("sockets"), value: 1.into() }];
        finding = finding.fix(Applicability::Unsafe, "put all CPUs into one socket", operations);
    }
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (platform, resources, expected) in [
            ("cozystack@1.6", "resources: {cpu: 2, sockets: 1, memory: 4Gi}", ""),
            ("cozystack@0.41", "resources: {cpu: 2, memory: 4Gi}", ""),
            (
                "cozystack@1.6",
                "resources: {cpu: 2, memory: 4Gi}",
                "
resources: {cpu: 2, memory: 4Gi}
^^^^^^^^^ error: `resources` lacks `sockets`, which a VM without an instance type needs
unsafe fix: put all CPUs into one socket
",
            ),
            (
                "hikube",
                "resources: {cpu: 0, sockets: 1}",
                "
resources: {cpu: 0, sockets: 1}
                 ^ warning: `resources` lacks `cpu` and `memory`, which a VM without an instance type needs
",
            ),
            // What can't be read is reported as such.
            ("cozystack@1.6", "resources: {cpu: '', memory: ''}", ""),
            ("cozystack@1.6", "resources: 4Gi", ""),
        ] {
            let lines = format!("{resources}\ninstanceType: ''");
            assert_eq!(
                spec("incomplete-resources", &lines, &on(platform)),
                expected,
                "{platform}: {resources}"
            );
        }
        assert_eq!(spec("incomplete-resources", "resources: {cpu: 2}", &on("cozystack@1.6")), "");
    }

    #[test]
    fn null_is_as_good_as_empty() {
        for instance_type in ["''", "~"] {
            let lines = format!("instanceType: {instance_type}");
            let drawing = spec("incomplete-resources", &lines, &on("cozystack@1.6"));
            assert!(drawing.contains("error: `instanceType` is empty, and there is no"), "{drawing}");
        }
    }
}
