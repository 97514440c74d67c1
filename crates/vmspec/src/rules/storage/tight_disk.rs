//! A disk with no room beyond its image.

use crate::rules::{Check, Context, Disk, Findings};

rule! {
    TIGHT_DISK = "tight-disk", Storage, Info;
    "a disk has just the size of its image";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(image) = disk.resolved.image() else { return };
    let storage = &disk.resolved.storage;
    if storage.value.as_ref() != Some(&image.minimum_storage) || disk.resolved.optical.value {
        return;
    }
    let template = "disk has just the size of image `{image}`, so it is full from the start";
    findings.add(TIGHT_DISK.finding(disk.id, storage.path.clone(), template, &[("image", &image.name)]));
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn equal_in_another_unit_is_equal() {
        let drawn = |storage: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{image: {{name: rocky-9}}}}, storage: {storage}}}\n"
            );
            draw("tight-disk", &text, &Options::default())
        };
        assert!(drawn("11264Mi").contains("^^^^^^^ info: disk has just the size of image `rocky-9`"));
        assert_eq!(drawn("12Gi"), "");
        assert_eq!(drawn("5Gi"), "");
    }
}
