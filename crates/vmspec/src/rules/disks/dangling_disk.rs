//! A VM names a disk that does not exist.
//!
//! The chart looks the disk up when it renders, and every change to the VM fails until it is there.
//! What is merely absent from the files at hand may exist on the cluster, so in the open scope this speaks only where a
//! disk stands in the same file that no VM uses and that has almost the same name.

use vmspec_yaml::FieldPath;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::{Applicability, Severity};
use crate::rules::wording::did_you_mean;
use crate::rules::{Bundle, Check, Context, Disk, Findings, Instance, Scope};

rule! {
    DANGLING_DISK = "dangling-disk", Disks, Error;
    "a VM lists a disk that does not exist";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    for disk in &instance.resolved.disks {
        if disk.name.is_empty()
            || super::is_impossible(&disk.name)
            || context.bundle.disk_for(instance.id, &disk.name).is_some()
            || super::disk_in_other_namespace::find(context, instance, &disk.name).is_some()
        {
            continue;
        }
        let is_open = context.scope == Scope::Open;
        let bundle = context.bundle;
        let misspelled = |near: &str| misspelled(bundle, instance, &disk.name, near);
        // A folder may hold many names that refer elsewhere: one is compared with all disks only if it comes near to one
        // in its file.
        let beside = || bundle.nearest_disk_beside(instance.id, &disk.name).and_then(misspelled);
        if is_open && beside().is_none() {
            continue;
        }
        let near = bundle.nearest_disk(instance.id, &disk.name);
        let in_reach = |meant: &&Disk<'_>| !is_open || bundle.in_same_file(instance.id, meant.id);
        let meant = near.and_then(misspelled).filter(in_reach);
        if is_open && meant.is_none() {
            continue;
        }
        let template = "there is no `VMDisk` named `{disk}`";
        let finding = DANGLING_DISK.finding(instance.id, disk.name_path(), template, &[("disk", &disk.name)]);
        findings.add(match meant {
            Some(meant) => {
                let name = meant.disk.name().unwrap_or_default();
                let use_it = Operation::Replace { path: disk.name_path(), value: name.into() };
                let severity = if is_open { Severity::Warning } else { DANGLING_DISK.severity };
                finding
                    .severity(severity)
                    .label(meant.id, FieldPath::root().key("metadata").key("name"), "no VM uses this one")
                    .help(did_you_mean(&[name]))
                    .fix(Applicability::Unsafe, format!("use `{name}`"), vec![use_it])
            }
            None => match near {
                Some(near) => finding.help(did_you_mean(&[near])),
                None => finding.help("until there is one the VM can't be made, nor changed"),
            },
        });
    }
}

/// The disk of a near name, if it must have been meant: no VM uses it. Names that differ in their numbers are those of
/// different disks.
fn misspelled<'b>(
    bundle: &'b Bundle<'_>,
    instance: &Instance<'_>,
    name: &str,
    near: &str,
) -> Option<&'b Disk<'b>> {
    let disk = bundle.disk_for(instance.id, near)?;
    let digits = |name: &str| name.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let is_certain = digits(near) == digits(name) && bundle.uses_of(disk).next().is_none();
    is_certain.then_some(disk)
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
    #[test]
    fn an_unused_disk_of_almost_the_same_name_was_meant() {
        let vm_and = |name: &str| {
            format!(
                "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {{name: web}}
spec:
  disks: [{{name: web-system}}, {{name: web-dta}}, {{name: web-2}}]
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {{name: {name}}}
"
            )
        };
        let options = Options::default();
        assert_eq!(
            draw("dangling-disk", &vm_and("web-data"), &options),
            "  disks: [{name: web-system}, {name: web-dta}, {name: web-2}]
                                     ^^^^^^^ warning: there is no `VMDisk` named `web-dta`
                                     line 9: no VM uses this one
                                     unsafe fix: use `web-data`
"
        );
        // Another disk, one that is used, and one that is far away.
        for name in ["web-3", "web-system", "backup"] {
            assert_eq!(draw("dangling-disk", &vm_and(name), &options), "", "{name}");
        }
    }
}
