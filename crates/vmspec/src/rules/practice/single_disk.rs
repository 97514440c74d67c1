//! System and data on one disk. The documented architecture for production has two.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    SINGLE_DISK = "single-disk", Practice, Info;
    "a VM keeps system and data on one disk";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    // Many good VMs have one disk; it is worth a word only where production is meant.
    if context.stage.is_none() {
        return;
    }
    let lasting = instance.resolved.disks.iter().filter(|attached| {
        let disk = context.bundle.disk_for(instance.id, &attached.name);
        !disk.is_some_and(|disk| disk.resolved.optical.value)
    });
    if lasting.count() != 1 {
        return;
    }
    let template = "the VM has one disk for system and data";
    let finding = SINGLE_DISK
        .finding(instance.id, spec_field("disks"), template, &[])
        .on_key()
        .help("with a disk of its own the data outlives the system, and can grow by itself");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::Stage;
    use crate::rules::testing::draw;

    #[test]
    fn an_installer_is_no_data_disk() {
        let text = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  disks: [{name: system}, {name: iso}]
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: iso}
spec: {optical: true, source: {upload: {}}}
";
        let mut options = Options::default();
        assert_eq!(draw("single-disk", text, &options), "");
        options.stage = Some(Stage::Production);
        assert_eq!(
            draw("single-disk", text, &options),
            "  disks: [{name: system}, {name: iso}]\n  ^^^^^ warning: the VM has one disk for system and data\n"
        );
    }
}
