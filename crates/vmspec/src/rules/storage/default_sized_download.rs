//! A download onto a disk whose size nobody chose.

use crate::resolve::{Origin, ResolvedSource};
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    DEFAULT_SIZED_DOWNLOAD = "default-sized-download", Storage, Warning;
    "a downloaded image goes to a disk of the default size";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let ResolvedSource::Http { .. } = disk.resolved.source.value else { return };
    // Most installers fit; of those that don't, `small-windows-disk` speaks.
    if disk.resolved.optical.value {
        return;
    }
    let storage = &disk.resolved.storage;
    let (Origin::Default, Some(size)) = (storage.origin, &storage.value) else { return };
    let template = "`storage` is missing, and the default {size} is too small for most images";
    let finding = DEFAULT_SIZED_DOWNLOAD
        .finding(disk.id, spec_field("source"), template, &[("size", size)])
        .given(storage.path.clone())
        .on_key()
        .help("the disk must be as large as the image's virtual size, which is more than that of its file");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn only_a_missing_size_counts() {
        let drawn = |rest: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{http: {{url: https://example.com/a.qcow2}}}}{rest}}}\n"
            );
            draw("default-sized-download", &text, &Options::default())
        };
        assert!(drawn("").contains("^^^^^^ warning: `storage` is missing, and the default 5Gi"));
        assert_eq!(drawn(", storage: 5Gi"), "");
    }
}
