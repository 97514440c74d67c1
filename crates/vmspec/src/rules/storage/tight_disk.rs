//! A disk with little room beyond its image.

use crate::catalog::ImageKind;
use crate::model::Quantity;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    TIGHT_DISK = "tight-disk", Storage, Info;
    "a disk has the least size for its image, and little room beyond the system";
    Check::Disk(check)
}

/// Of an image that demands this much the system itself takes only a small part.
const ROOMY_GIBIBYTES: u32 = 10;

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(image) = disk.resolved.image() else { return };
    let storage = &disk.resolved.storage;
    let is_least = storage.value.as_ref() == Some(&image.minimum_storage);
    // `iso-as-disk` speaks of installers; nothing is written to them.
    let is_system = image.kind == ImageKind::Cloud && !disk.resolved.optical.value;
    if !is_least || !is_system || image.minimum_storage >= Quantity::from_gibibytes(ROOMY_GIBIBYTES) {
        return;
    }
    let template = "disk has the least size for image `{image}`, which leaves little room beyond the system";
    findings.add(
        TIGHT_DISK.finding(disk.id, storage.path.clone(), template, &[("image", &image.name)]).help(
            "packages, logs and swap want some gibibytes more; a disk can grow later, but never shrink",
        ),
    );
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn the_least_size_of_a_small_image() {
        let drawn = |image: &str, storage: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{image: {{name: {image}}}}}, storage: {storage}}}\n"
            );
            draw("tight-disk", &text, &Options::default())
        };
        assert!(
            drawn("debian-12", "4096Mi")
                .contains("^^^^^^ info: disk has the least size for image `debian-12`")
        );
        for (image, storage) in
            [("debian-12", "5Gi"), ("debian-12", "3Gi"), ("rocky-9", "11Gi"), ("proxmox-9", "2Gi")]
        {
            assert_eq!(drawn(image, storage), "", "{image} {storage}");
        }
    }
}
