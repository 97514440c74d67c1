//! A disk smaller than the image it is a clone of. The clone never starts, and with it the VM.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::resolve::Origin;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    UNDERSIZED_DISK = "undersized-disk", Storage, Error;
    "a disk is smaller than the image that it is made from";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(image) = disk.resolved.image() else { return };
    let storage = &disk.resolved.storage;
    let Some(size) = &storage.value else { return };
    let minimum = &image.minimum_storage;
    // `tiny-disk` speaks of sizes that are refused anyway.
    if size >= minimum || super::is_tiny(size) {
        return;
    }
    let (template, operation) = match storage.origin {
        Origin::Written | Origin::OtherSpelling => (
            "disk is {disk}, image `{image}` needs at least {minimum}",
            Operation::Replace { path: storage.path.clone(), value: Value::from(minimum.text()) },
        ),
        Origin::Default | Origin::Null => (
            "disk has the default size {disk}, image `{image}` needs at least {minimum}",
            Operation::Insert { path: storage.path.clone(), value: Value::from(minimum.text()) },
        ),
    };
    let args: [(&'static str, &dyn std::fmt::Display); 3] =
        [("disk", size), ("image", &image.name), ("minimum", minimum)];
    let finding = UNDERSIZED_DISK
        .finding(disk.id, storage.path.clone(), template, &args)
        .help(format!(
            "the size is from the {}; leave room for what the VM adds",
            context.platform().catalog.label()
        ))
        .fix(Applicability::Unsafe, format!("set `storage: {minimum}`"), vec![operation]);
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    fn drawn(spec: &str, platform: &str) -> String {
        let text = format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: d\nspec:\n  source: {{image: {{name: {spec}\n"
        );
        draw("undersized-disk", &text, &on(platform))
    }

    #[test]
    fn sizes_are_compared_exactly() {
        // 11G are 10.2Gi.
        assert_eq!(
            drawn("rocky-9}}\n  storage: 11G", "hikube"),
            "  storage: 11G
           ^^^ error: disk is 11G, image `rocky-9` needs at least 11Gi
           unsafe fix: set `storage: 11Gi`\n"
        );
        assert_eq!(drawn("rocky-9}}\n  storage: 11264Mi", "hikube"), "");
        assert_eq!(drawn("rocky-9}}\n  storage: 12G", "hikube"), "");
    }

    #[test]
    fn the_default_counts_and_platforms_differ() {
        assert_eq!(drawn("debian-12}}", "hikube"), "");
        assert!(
            drawn("debian-12}}", "cozystack")
                .contains("default size 5Gi, image `debian-12` needs at least 20Gi")
        );
    }

    #[test]
    fn a_size_that_could_not_be_read_is_no_default() {
        assert_eq!(drawn("rocky-9}}\n  storage: 20GB", "hikube"), "");
    }
}
