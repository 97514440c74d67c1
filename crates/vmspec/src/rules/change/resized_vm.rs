//! Another size for a VM that exists. A running VM keeps the size that it has, unless the cluster can plug
//! CPUs and memory in while it runs, which never works downwards.

use std::fmt::Display;

use super::{ChangeCheck, ChangeContext, was_off};
use crate::change::InstanceChange;
use crate::diagnostic::Severity;
use crate::platform::Feature;
use crate::resolve::{Sizing, SizingOrigin};
use crate::rules::{Check, Findings, spec_field};

rule! {
    RESIZED_VM = "resized-vm", Change, Info;
    "another size for a running VM, which it takes at its next start";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    let (old, new) = (&change.old.resolved.sizing, &change.new.resolved.sizing);
    if was_off(change.old) || new.origin == SizingOrigin::Nowhere {
        return;
    }
    // Where a release may refuse the change, another rule says so.
    if change.switches_sizing() && !change.platform.supports(Feature::SizingSwitch).is_yes() {
        return;
    }
    let (Some(before), Some(after)) = (size(old), size(new)) else { return };
    if before == after {
        return;
    }
    let shrinks = old.vcpus > new.vcpus || old.memory > new.memory;
    let (severity, template) = if shrinks {
        (Severity::Warning, "the VM shrinks from {old} to {new} at its next start")
    } else {
        (Severity::Info, "the VM grows from {old} to {new} at its next start")
    };
    let field = if new.origin == SizingOrigin::InstanceType { "instanceType" } else { "resources" };
    let was = if old.origin == SizingOrigin::InstanceType { "instanceType" } else { "resources" };
    let args: [(&'static str, &dyn Display); 2] = [("old", &before), ("new", &after)];
    let finding = RESIZED_VM
        .finding(change.new.id, spec_field(field), template, &args)
        .severity(severity)
        .given_of(change.old.id, spec_field(was))
        .given_that_it_ran(change.old.id);
    findings.add(if shrinks {
        finding.help("what runs in it has to fit; until the restart it keeps its old size")
    } else {
        finding.help(
            "until then it keeps its old size, unless the cluster plugs CPUs and memory into running VMs",
        )
    });
}

/// The size in words, if it is known.
fn size(sizing: &Sizing<'_>) -> Option<String> {
    let (vcpus, memory) = (sizing.vcpus?, sizing.memory.as_ref()?);
    Some(format!("{vcpus} vCPU and {memory}"))
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "hikube",
                "instanceType: u1.medium",
                "instanceType: u1.large",
                "
instanceType: u1.large
              ^^^^^^^^ info: the VM grows from 1 vCPU and 4Gi to 2 vCPU and 8Gi at its next start
",
            ),
            (
                "hikube",
                "instanceType: u1.large",
                "runStrategy: Always",
                "
spec:
^^^^ warning: the VM shrinks from 2 vCPU and 8Gi to 1 vCPU and 4Gi at its next start
",
            ),
            (
                "cozystack@1.6",
                "instanceType: u1.medium",
                "instanceType: ''\nresources: {cpu: 1, sockets: 2, memory: 2Gi}",
                "
resources: {cpu: 1, sockets: 2, memory: 2Gi}
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the VM shrinks from 1 vCPU and 4Gi to 2 vCPU and 2Gi at its next start
",
            ),
            ("hikube", "instanceType: u1.medium\nrunStrategy: Halted", "instanceType: u1.large", ""),
            ("hikube", "instanceType: u1.medium", "instanceType: u1.unknown", ""),
            ("hikube", "instanceType: u1.medium", "instanceType: ''\nresources: {cpu: 1, sockets: 2, memory: 2Gi}", ""),
            ("hikube", "instanceType: u1.medium", "external: false", ""),
        ];
        for (platform, old, new, expected) in cases {
            assert_eq!(spec("resized-vm", old, new, &on(platform)), expected, "{platform}: {old} => {new}");
        }
    }
}
