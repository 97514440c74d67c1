//! The same disk in two VMs that can both run.
//!
//! KubeVirt locks the image while a VM runs, where the storage lets it; elsewhere the file system is destroyed.
//! Two documents of the same name are two versions of one VM; of those `duplicate-resource` speaks.
//! Optical disks are only read, and shared where the class allows several readers.

use crate::diagnostic::Severity;
use crate::model::RunStrategy;
use crate::rules::{Check, Context, Findings, Instance, Resource};

rule! {
    SHARED_DISK = "shared-disk", Disks, Error;
    "two VMs that can both run use the same disk";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if !can_run(instance) {
        return;
    }
    for attached in &instance.resolved.disks {
        let Some(disk) = context.bundle.disk_for(instance.id, &attached.name) else { continue };
        let optical = disk.resolved.optical.value;
        let is_other = |user: &Instance<'_>| user.id != instance.id && user.vm.name() != instance.vm.name();
        // Within a file once, at the later one; whoever looks at one of two files sees it in each.
        let is_told_there =
            |user: &Instance<'_>| user.id > instance.id && context.bundle.in_same_file(user.id, instance.id);
        let other = context
            .bundle
            .uses_of(disk)
            .find(|(user, _)| is_other(user) && can_run(user) && !is_told_there(user));
        let Some((other, index)) = other else { continue };
        let Some(there) = other.resolved.disks.get(index) else { continue };
        let other_name = context.bundle.get(other.id).map(Resource::name).unwrap_or_default();
        let template = "disk `{disk}` is also used by `{other}`";
        let args: [(&'static str, &dyn std::fmt::Display); 2] =
            [("disk", &attached.name), ("other", &other_name)];
        let finding = SHARED_DISK.finding(instance.id, attached.name_path(), template, &args).label(
            other.id,
            there.name_path(),
            "used here too",
        );
        findings.add(if optical {
            finding
                .severity(Severity::Warning)
                .help("only a class that several nodes can attach lets both read it")
        } else {
            finding.help("give each VM a disk of its own; `source.disk` makes a copy")
        });
    }
}

fn can_run(instance: &Instance<'_>) -> bool {
    instance.resolved.run.strategy.value != RunStrategy::Halted
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    fn instances(first: &str, second: &str, disk: &str) -> String {
        let instance = |name: &str, field: &str| {
            format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: {name}}}\nspec: {{{field}disks: [{{name: d}}]}}\n---\n"
            )
        };
        instance("a", first)
            + &instance("b", second)
            + &format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{{disk}}}\n"
            )
    }

    #[test]
    fn two_versions_of_one_vm_are_one_vm() {
        let text = instances("", "", "").replace("name: b", "name: a");
        assert_eq!(draw("shared-disk", &text, &Options::default()), "");
    }

    #[test]
    fn a_halted_vm_and_an_optical_disk_matter_less() {
        let options = Options::default();
        let drawn = |first: &str, second: &str, disk: &str| {
            draw("shared-disk", &instances(first, second, disk), &options)
        };
        assert_eq!(
            drawn("", "", ""),
            "spec: {disks: [{name: d}]}
                      ^ error: disk `d` is also used by `a`
                      line 4: used here too\n"
        );
        assert_eq!(drawn("runStrategy: Halted, ", "", ""), "");
        assert!(drawn("", "", "optical: true").contains("warning: disk `d`"));
    }
}
