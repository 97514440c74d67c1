//! A spec that says nothing, often because all of it is commented out: the platform makes what its defaults say.

use crate::FieldPath;
use crate::model::{VMDiskSpec, VMInstanceSpec};
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    EMPTY_SPEC = "empty-spec", Structure, Warning;
    "a `spec` that is missing or empty";
    Check::Resource(check)
}

fn is_default<T: Default + PartialEq>(spec: &T) -> bool {
    *spec == T::default()
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let path = FieldPath::root().key("spec");
    match resource {
        Resource::Instance(instance) if instance.vm.spec.as_ref().is_none_or(is_default) => findings.add(EMPTY_SPEC.finding(
            instance.id,
            path,
            "spec is empty: the VM is a `{instance_type}` with the profile `{profile}` and nothing to boot from",
            &[
                ("instance_type", &VMInstanceSpec::DEFAULT_INSTANCE_TYPE),
                ("profile", &VMInstanceSpec::DEFAULT_INSTANCE_PROFILE),
            ],
        )),
        Resource::Disk(disk) if disk.disk.spec.as_ref().is_none_or(is_default) => {
            findings.add(EMPTY_SPEC.finding(
                disk.id,
                path,
                "spec is empty: the disk is blank, has {storage} and the storage class `{storage_class}`",
                &[
                    ("storage", &VMDiskSpec::default_storage()),
                    ("storage_class", &VMDiskSpec::DEFAULT_STORAGE_CLASS),
                ],
            ));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        let disk = "^ warning: spec is empty: the disk is blank, has 5Gi and the storage class `replicated`";
        let vm = "^ warning: spec is empty: the VM is a `u1.medium` with the profile `ubuntu` and nothing to boot from";
        for (kind, spec, expected) in [
            ("VMDisk", "spec: {}", Some(disk)),
            ("VMDisk", "spec:\n  # storage: 1Gi", Some(disk)),
            ("VMDisk", "", Some(disk)),
            ("VMInstance", "spec: {}", Some(vm)),
            ("VMInstance", "", Some(vm)),
            ("VMDisk", "spec: {storage: 5Gi}", None),
            ("VMDisk", "spec: {storageClass: null}", None),
            // Other rules speak of these.
            ("VMDisk", "spec: {size: 5Gi}", None),
            ("VMDisk", "spec: []", None),
            ("VMInstance", "spec: {disks: []}", None),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: a\n{spec}\n"
            );
            let drawing = draw("empty-spec", &text, &on("hikube"));
            match expected {
                Some(expected) => assert!(drawing.trim_end().ends_with(expected), "{kind} {spec}\n{drawing}"),
                None => assert_eq!(drawing, "", "{kind} {spec}"),
            }
        }
    }
}
