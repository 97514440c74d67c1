//! A disk larger than its image, whose system is told not to grow.

use crate::cloud_config::model::{GrowpartMode, ResizeRootfs};
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    DISABLED_GROWTH = "disabled-growpart", CloudConfig, Info;
    "the system does not grow with its disk, although the disk is larger than the image";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(config) = instance.cloud_config() else { return };
    let growpart = config.growpart.as_ref().and_then(|growpart| growpart.mode);
    let path = spec_field("cloudInit").nested();
    let (field, path) = if growpart == Some(GrowpartMode::Off) {
        ("growpart", path.key("growpart").key("mode"))
    } else if config.resize_rootfs == Some(ResizeRootfs::No) {
        ("resize_rootfs", path.key("resize_rootfs"))
    } else {
        return;
    };
    let Some(system) = instance.resolved.disks.first() else { return };
    let Some(disk) = context.bundle.disk_for(instance.id, &system.name) else { return };
    let (Some(image), Some(storage)) = (disk.resolved.image(), &disk.resolved.storage.value) else { return };
    if *storage <= image.minimum_storage {
        return;
    }
    let template = "`{field}` is off, so the system keeps about {image} of its disk of {disk}";
    let args: [(&'static str, &dyn std::fmt::Display); 3] =
        [("field", &field), ("image", &image.minimum_storage), ("disk", storage)];
    findings.add(
        DISABLED_GROWTH
            .finding(instance.id, path, template, &args)
            .help("without it the root file system takes all of the disk at the first start")
            .label(disk.id, disk.resolved.storage.path.clone(), "the size of the disk"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn it_takes_a_disk_that_is_larger_than_its_image() {
        let drawn = |config: &str, storage: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {{name: system}}
spec: {{source: {{image: {{name: rocky-9}}}}, storage: {storage}}}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {{name: web}}
spec:
  disks: [{{name: system}}]
  cloudInit: |
    #cloud-config
    {config}
"
            );
            draw("disabled-growpart", &text, &on("hikube"))
        };
        assert_eq!(
            drawn("growpart: {mode: off}", "40Gi"),
            "    growpart: {mode: off}
                     ^^^ info: `growpart` is off, so the system keeps about 11Gi of its disk of 40Gi
                     line 4: the size of the disk
"
        );
        assert!(drawn("resize_rootfs: no", "40Gi").contains("^^ info: `resize_rootfs` is off"));
        assert_eq!(drawn("growpart: {mode: off}", "11Gi"), "");
        assert_eq!(drawn("growpart: {mode: auto}", "40Gi"), "");
    }
}
