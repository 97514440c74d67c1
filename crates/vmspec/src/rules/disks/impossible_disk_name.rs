//! A reference to a disk by a name that no disk can have, often a variable that nobody has filled in.

use std::fmt::Display;

use crate::FieldPath;
use crate::model::name::{NameErrorKind, check_dns1035_label};
use crate::resolve::ResolvedSource;
use crate::rules::placeholder::{FILL_IN, variable};
use crate::rules::{Check, Context, Finding, Findings, Resource, ResourceId, source_field};

rule! {
    IMPOSSIBLE_DISK_NAME = "impossible-disk-name", Disks, Error;
    "a VM or a clone refers to a disk by a name that no `VMDisk` can have";
    Check::Resource(check)
}

/// Whether no `VMDisk` can have this name. How long it may be has changed, so length does not count.
pub(in crate::rules) fn is_impossible(name: &str) -> bool {
    check_dns1035_label(name)
        .is_err_and(|error| !matches!(error.kind(), NameErrorKind::Empty | NameErrorKind::TooLong { .. }))
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    match resource {
        Resource::Instance(instance) => {
            for disk in instance.resolved.disks.iter().filter(|disk| is_impossible(&disk.name)) {
                findings.add(finding(instance.id, disk.name_path(), &disk.name));
            }
        }
        Resource::Disk(disk) => {
            let ResolvedSource::Clone { disk: source } = &disk.resolved.source.value else { return };
            if is_impossible(source) {
                let path = source_field("disk", "name");
                findings.add(finding(disk.id, path, source));
            }
        }
    }
}

fn finding(resource: ResourceId, path: FieldPath, name: &str) -> Finding {
    let Some(variable) = variable(name) else {
        let template = "no `VMDisk` can be called `{disk}`, expected lower-case letters, digits and `-`";
        return IMPOSSIBLE_DISK_NAME.finding(resource, path, template, &[("disk", &name)]);
    };
    let template = "disk name `{disk}` still has the variable `{variable}` in it";
    let args: &[(&'static str, &dyn Display)] = &[("disk", &name), ("variable", &variable)];
    IMPOSSIBLE_DISK_NAME.finding(resource, path, template, args).help(FILL_IN)
}

#[cfg(test)]
mod tests {
    use crate::rules::Scope;
    use crate::rules::testing::{draw, on, spec};

    #[test]
    fn in_vms() {
        let lines = "disks:\n- $base\n- name: Data_1\n- name: web\n- name: ''";
        assert_eq!(
            spec("impossible-disk-name", lines, &on("hikube")),
            "
- $base
  ^^^^^ error: disk name `$base` still has the variable `$base` in it
- name: Data_1
        ^^^^^^ error: no `VMDisk` can be called `Data_1`, expected lower-case letters, digits and `-`
"
        );
    }

    #[test]
    fn in_clones() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a}\nspec: {source: {disk: {name: '${BASE}'}}}\n";
        let drawing = draw("impossible-disk-name", text, &on("hikube"));
        assert!(drawing.contains("disk name `${BASE}` still has the variable"), "{drawing}");
    }

    #[test]
    fn what_cannot_exist_is_not_looked_for() {
        let mut options = on("hikube");
        options.scope = Scope::Closed;
        assert_eq!(spec("dangling-disk", "disks: [$base]", &options), "");
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a}\nspec: {source: {disk: {name: '${BASE}'}}}\n";
        assert_eq!(draw("dangling-clone-source", text, &options), "");
    }
}
