//! A VM names a disk that does not exist.
//!
//! The chart looks the disk up when it renders, and every change to the VM fails until it is there.
//! What is merely absent from the files at hand may exist on the cluster, so this speaks in the closed scope only.

use crate::rules::wording::did_you_mean;
use crate::rules::{Check, Context, Findings, Instance, Scope};

rule! {
    DANGLING_DISK = "dangling-disk", Disks, Error;
    "a VM lists a disk that does not exist";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if context.scope == Scope::Open {
        return;
    }
    for disk in &instance.resolved.disks {
        if disk.name.is_empty()
            || super::is_impossible(&disk.name)
            || context.bundle.disk_for(instance.id, &disk.name).is_some()
            || super::disk_in_other_namespace::find(context, instance, &disk.name).is_some()
        {
            continue;
        }
        let near = context.bundle.nearest_disk(instance.id, &disk.name);
        let template = "there is no `VMDisk` named `{disk}`";
        let finding = DANGLING_DISK.finding(instance.id, disk.name_path(), template, &[("disk", &disk.name)]);
        findings.add(match near {
            Some(near) => finding.help(did_you_mean(&[near])),
            None => finding.help("until there is one the VM can't be made, nor changed"),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::Scope;
    use crate::rules::testing::draw;

    const TEXT: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web, namespace: tenant-a}
spec:
  disks: [{name: system}, data, more]
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: system}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: data, namespace: tenant-b}
";

    #[test]
    fn a_disk_without_a_namespace_may_be_in_any_and_of_other_namespaces_another_rule_speaks() {
        let mut options = Options::default();
        assert_eq!(draw("dangling-disk", TEXT, &options), "");
        options.scope = Scope::Closed;
        assert_eq!(
            draw("dangling-disk", TEXT, &options),
            "  disks: [{name: system}, data, more]
                                ^^^^ error: there is no `VMDisk` named `more`\n"
        );
    }
}
