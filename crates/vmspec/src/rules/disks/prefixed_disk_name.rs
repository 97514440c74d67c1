//! A disk named as its volume is. The platform puts the prefix there itself, since v0.21.0.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    PREFIXED_DISK_NAME = "prefixed-disk-name", Disks, Warning;
    "the name of a disk carries the prefix of its volume";
    Check::Instance(check)
}

/// Source: `packages/system/vm-disk-rd/cozyrds/vm-disk.yaml`, the release prefix.
const PREFIX: &str = "vm-disk-";

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if context.platform().supports(Feature::UnprefixedDiskNames).is_no() {
        return;
    }
    for disk in &instance.resolved.disks {
        let Some(name) = disk.name.strip_prefix(PREFIX) else { continue };
        // A disk may really be called so; then the files show it.
        if name.is_empty() || context.bundle.disk_for(instance.id, &disk.name).is_some() {
            continue;
        }
        let path = disk.name_path();
        let template = "the platform adds `{prefix}` itself, so this names the disk `{prefix}{disk}`";
        let finding = PREFIXED_DISK_NAME
            .finding(instance.id, path.clone(), template, &[("prefix", &PREFIX), ("disk", &disk.name)])
            .fix(
                Applicability::Unsafe,
                format!("use `{name}`"),
                vec![Operation::Replace { path, value: Value::from(name) }],
            );
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn old_platforms_want_the_prefix_and_a_disk_may_be_called_so() {
        let text = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec: {disks: [{name: vm-disk-a}, {name: vm-disk-b}]}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: vm-disk-b}
";
        assert_eq!(draw("prefixed-disk-name", text, &on("cozystack@0.20")), "");
        assert_eq!(
            draw("prefixed-disk-name", text, &on("cozystack@1.6")),
            "spec: {disks: [{name: vm-disk-a}, {name: vm-disk-b}]}
                      ^^^^^^^^^ warning: the platform adds `vm-disk-` itself, so this names the disk `vm-disk-vm-disk-a`
                      unsafe fix: use `a`\n"
        );
    }
}
