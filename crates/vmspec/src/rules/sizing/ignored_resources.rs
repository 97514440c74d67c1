//! One of `cpu` and `sockets` beside an instance type: the chart takes both or none.

use super::{is_set, resource_field, resources};
use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance, spec_field};
use vmspec_yaml::edit::Operation;

rule! {
    IGNORED_RESOURCES = "ignored-resources", Sizing, Warning;
    "`cpu` without `sockets`, or the reverse, beside an instance type";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(chosen) = &instance.resolved.sizing.instance_type.value else { return };
    let Some(resources) = resources(instance) else { return };
    let (field, other) = match (is_set(resources.cpu.as_ref()), is_set(resources.sockets.as_ref())) {
        (true, false) => ("cpu", "sockets"),
        (false, true) => ("sockets", "cpu"),
        _ => return,
    };
    if instance.resolved.sizing.conflicts() {
        return;
    }
    let path = resource_field(field);
    let nothing_else = resources.memory.is_none()
        && resources.unmodeled.is_empty()
        && [&resources.cpu, &resources.sockets].into_iter().flatten().count() == 1;
    let (useless, title) = if nothing_else {
        (spec_field("resources"), "remove `resources`".to_owned())
    } else {
        (path.clone(), format!("remove `{field}`"))
    };
    findings.add(
        IGNORED_RESOURCES
            .finding(
                instance.id,
                path,
                "`{field}` without `{other}` is ignored, the VM has the CPUs of instance type `{instance_type}`",
                &[("field", &field), ("other", &other), ("instance_type", &chosen.name)],
            )
            .given(spec_field("resources"))
            .given(spec_field("instanceType"))
            .help("choose an instance type with as many CPUs as you need")
            .fix(Applicability::Safe, title, vec![Operation::Remove { path: useless }]),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (lines, expected) in [
            (
                "resources: {cpu: 4}",
                "
resources: {cpu: 4}
                 ^ warning: `cpu` without `sockets` is ignored, the VM has the CPUs of instance type `u1.medium`
                 safe fix: remove `resources`
",
            ),
            (
                "instanceType: u1.large\nresources: {sockets: 4, cpu: 0}",
                "
resources: {sockets: 4, cpu: 0}
                     ^ warning: `sockets` without `cpu` is ignored, the VM has the CPUs of instance type `u1.large`
                     safe fix: remove `sockets`
",
            ),
            // Refused or incomplete, which are other matters.
            ("resources: {cpu: 4, memory: 4Gi}", ""),
            ("resources: {cpu: 4, sockets: 1}", ""),
            ("instanceType: ''\nresources: {cpu: 4}", ""),
            ("resources: {cpu: 4, sockets: four}", ""),
        ] {
            assert_eq!(spec("ignored-resources", lines, &on("hikube")), expected, "{lines}");
        }
    }
}
