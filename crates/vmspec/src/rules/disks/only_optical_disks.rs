//! Only optical disks: nothing that is installed can be kept.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    ONLY_OPTICAL_DISKS = "only-optical-disks", Disks, Warning;
    "a VM has only optical disks";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let disks = &instance.resolved.disks;
    let is_optical = |name: &str| {
        context.bundle.disk_for(instance.id, name).is_some_and(|disk| disk.resolved.optical.value)
    };
    if disks.is_empty() || !disks.iter().all(|attached| is_optical(&attached.name)) {
        return;
    }
    let template = "all disks are optical, so nothing that the VM writes is kept";
    let finding = ONLY_OPTICAL_DISKS
        .finding(instance.id, spec_field("disks"), template, &[])
        .on_key()
        .help("add an empty `VMDisk` in front of them to install to");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn one_other_disk_is_enough() {
        let drawn = |disks: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m}}\nspec:\n  disks: {disks}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: a}}\nspec: {{optical: true, source: {{upload: {{}}}}}}\n"
            );
            draw("only-optical-disks", &text, &Options::default())
        };
        assert!(drawn("[{name: a}]").contains("^^^^^ warning: all disks are optical"));
        assert_eq!(drawn("[{name: b}, {name: a}]"), "");
    }
}
