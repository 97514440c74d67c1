//! A disk that exists, but in another namespace than the VM. Disks are looked up in the VM's namespace only.

use crate::diagnostic::Severity;
use crate::rules::{Check, Context, Disk, Findings, Instance, Resource, Scope};

rule! {
    DISK_IN_OTHER_NAMESPACE = "disk-in-other-namespace", Disks, Warning;
    "a VM lists a disk that exists in another namespace only";
    Check::Instance(check)
}

/// The disk of this name, if it is in another namespace than the VM and no such disk is in its own.
pub(super) fn find<'c>(context: &Context<'c>, instance: &Instance<'_>, name: &str) -> Option<&'c Disk<'c>> {
    if name.is_empty() || context.bundle.disk_for(instance.id, name).is_some() {
        return None;
    }
    context.bundle.disks_named(name).next()
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(namespace) = instance.vm.namespace() else { return };
    for attached in &instance.resolved.disks {
        let Some(elsewhere) = find(context, instance, &attached.name) else { continue };
        let other = context.bundle.get(elsewhere.id).and_then(Resource::namespace).unwrap_or_default();
        let path = crate::FieldPath::root().key("metadata").key("namespace");
        let template = "disk `{disk}` is in namespace `{other}`, the VM in `{namespace}`";
        let args: [(&'static str, &dyn std::fmt::Display); 3] =
            [("disk", &attached.name), ("other", &other), ("namespace", &namespace)];
        // Unless these are all, there may be a disk of the same name in the right namespace too.
        let severity = if context.scope == Scope::Closed { Severity::Error } else { Severity::Warning };
        let finding = DISK_IN_OTHER_NAMESPACE
            .finding(instance.id, attached.name_path(), template, &args)
            .severity(severity)
            .label(elsewhere.id, path, "the disk is here")
            .help("disks are only looked up in the namespace of the VM");
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn a_disk_without_a_namespace_may_be_the_one() {
        let drawn = |namespace: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m, namespace: tenant-a}}\nspec: {{disks: [{{name: d}}]}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d{namespace}}}\n"
            );
            draw("disk-in-other-namespace", &text, &Options::default())
        };
        assert!(
            drawn(", namespace: tenant-b")
                .contains("warning: disk `d` is in namespace `tenant-b`, the VM in `tenant-a`")
        );
        assert_eq!(drawn(", namespace: tenant-a"), "");
        assert_eq!(drawn(""), "");
    }
}
