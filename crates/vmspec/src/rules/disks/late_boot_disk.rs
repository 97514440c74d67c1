//! The disk with an operating system stands behind one that can't be booted from.
//!
//! VMs try their disks in the order of the list.

use crate::catalog::ImageKind;
use crate::rules::{Check, Context, Disk, Findings, Instance};

rule! {
    LATE_BOOT_DISK = "late-boot-disk", Disks, Warning;
    "the disk with the operating system is not the first";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let mut in_front: Option<(&str, &Disk<'_>)> = None;
    for attached in &instance.resolved.disks {
        let Some(disk) = context.bundle.disk_for(instance.id, &attached.name) else { return };
        if is_system(disk) {
            let Some((first, first_disk)) = in_front else { return };
            let what = if first_disk.resolved.is_blank() { "is empty" } else { "is an installation medium" };
            let template = "disk `{disk}` holds the operating system, and `{first}` before it {what}";
            let finding = LATE_BOOT_DISK
                .finding(
                    instance.id,
                    attached.name_path(),
                    template,
                    &[("disk", &attached.name), ("first", &first), ("what", &what)],
                )
                .help("VMs try their disks in the order of the list: put this one first");
            findings.add(finding);
            return;
        }
        if !disk.resolved.is_blank() && !disk.resolved.optical.value {
            // What a download, an upload or a copy holds is not known.
            return;
        }
        in_front.get_or_insert((attached.name.as_str(), disk));
    }
}

fn is_system(disk: &Disk<'_>) -> bool {
    !disk.resolved.optical.value && disk.resolved.image().is_some_and(|image| image.kind == ImageKind::Cloud)
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    fn drawn(first: &str) -> String {
        let text = format!(
            "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {{name: web}}
spec:
  disks: [{{name: first}}, {{name: system}}]
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {{name: first}}
spec: {{{first}}}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {{name: system}}
spec: {{source: {{image: {{name: debian-12}}}}, storage: 20Gi}}
"
        );
        draw("late-boot-disk", &text, &Options::default())
    }

    #[test]
    fn an_empty_disk_or_an_installer_in_front() {
        assert!(drawn("storage: 20Gi").contains("`first` before it is empty"));
        let installer = "source: {http: {url: https://example.com/a.iso}}, optical: true";
        assert!(drawn(installer).contains("`first` before it is an installation medium"));
    }

    #[test]
    fn another_system_or_an_unknown_content_in_front() {
        assert_eq!(drawn("source: {image: {name: rocky-9}}, storage: 20Gi"), "");
        assert_eq!(drawn("source: {http: {url: https://example.com/a.qcow2}}, storage: 20Gi"), "");
    }
}
