//! `resources` beside an instance type. KubeVirt refuses a VM whose size is said twice.

use super::{is_set, resources};
use crate::diagnostic::Applicability;
use crate::resolve::Origin;
use crate::rules::{Check, Context, Finding, Findings, Instance, spec_field};
use serde_json::json;
use vmspec_yaml::edit::Operation;

rule! {
    CONFLICTING_RESOURCES = "conflicting-resources", Sizing, Error;
    "`resources` together with an instance type, the default one included";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let sizing = &instance.resolved.sizing;
    let Some(chosen) = sizing.instance_type.value.as_ref().filter(|_| sizing.conflicts()) else { return };
    let written = sizing.instance_type.origin != Origin::Default;
    let template = if written {
        "`resources` conflicts with instance type `{instance_type}`"
    } else {
        "`resources` conflicts with instance type `{instance_type}`, which is the default"
    };
    let mut finding = CONFLICTING_RESOURCES
        .finding(instance.id, spec_field("resources"), template, &[("instance_type", &chosen.name)])
        .on_key()
        .given(spec_field("instanceType"))
        .help("the size comes from one of them: write `instanceType: \"\"` with all of `cpu`, `sockets` and `memory`, or leave `resources` out");
    if written {
        finding = finding.label(instance.id, spec_field("instanceType"), "this sets CPUs and memory");
    }
    findings.add(with_fix(finding, instance, written));
}

fn with_fix(finding: Finding, instance: &Instance<'_>, type_is_written: bool) -> Finding {
    let is_complete = resources(instance).is_some_and(|resources| {
        [&resources.cpu, &resources.sockets, &resources.memory]
            .into_iter()
            .all(|quantity| is_set(quantity.as_ref()))
    });
    if type_is_written {
        let operations = vec![Operation::Remove { path: spec_field("resources") }];
        let finding = finding.fix(Applicability::Manual, "remove `resources`", operations);
        if !is_complete {
            return finding;
        }
        let operations = vec![Operation::Replace { path: spec_field("instanceType"), value: json!("") }];
        return finding.or_fix("write `instanceType: \"\"`", operations);
    }
    // Who names no type and gives a complete size can only have meant that size.
    if !is_complete {
        return finding;
    }
    let operations = vec![Operation::Insert { path: spec_field("instanceType"), value: json!("") }];
    finding.fix(Applicability::Safe, "add `instanceType: \"\"`", operations)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (lines, expected) in [
            ("instanceType: ''\nresources: {cpu: 2, sockets: 1, memory: 4Gi}", ""),
            ("instanceType: ~\nresources: {cpu: 2, sockets: 1, memory: 4Gi}", ""),
            ("instanceType: u1.large", ""),
            ("instanceType: u1.large\nresources: {}", ""),
            // Half of the CPUs is ignored, and so no conflict.
            ("instanceType: u1.large\nresources: {cpu: 2}", ""),
            ("instanceType: u1.large\nresources: {memory: 0}", ""),
            ("resources: {memory: 4GB}", ""),
            (
                "instanceType: u1.large\nresources: {memory: 4Gi}",
                "
resources: {memory: 4Gi}
^^^^^^^^^ error: `resources` conflicts with instance type `u1.large`
line 1: this sets CPUs and memory
manual fix: remove `resources`
",
            ),
            (
                "resources: {cpu: 2, sockets: 1, memory: 4Gi}",
                "
resources: {cpu: 2, sockets: 1, memory: 4Gi}
^^^^^^^^^ error: `resources` conflicts with instance type `u1.medium`, which is the default
safe fix: add `instanceType: \"\"`
",
            ),
            (
                "resources: {memory: 4Gi}",
                "
resources: {memory: 4Gi}
^^^^^^^^^ error: `resources` conflicts with instance type `u1.medium`, which is the default
",
            ),
        ] {
            assert_eq!(spec("conflicting-resources", lines, &on("cozystack@1.6")), expected, "{lines}");
        }
    }
}
