//! A disk image in an optical drive, where it can't be written to.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use super::iso_as_disk::extension;
use crate::catalog::ImageKind;
use crate::diagnostic::Applicability;
use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    OPTICAL_SYSTEM_DISK = "optical-system-disk", Storage, Warning;
    "a disk image is put into an optical drive";
    Check::Disk(check)
}

/// Formats of disk images. What an installation medium never is.
const DISK_FORMATS: [&str; 6] = ["qcow2", "vmdk", "vdi", "vhd", "vhdx", "raw"];

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let optical = &disk.resolved.optical;
    if !optical.value {
        return;
    }
    let what = match &disk.resolved.source.value {
        ResolvedSource::Image(image) if image.entry().is_some_and(|image| image.kind == ImageKind::Cloud) => {
            format!("image `{}`", image.name)
        }
        ResolvedSource::Http { url }
            if DISK_FORMATS.iter().any(|name| name.eq_ignore_ascii_case(extension(url))) =>
        {
            "the download".to_owned()
        }
        _ => return,
    };
    let template = "{what} is a disk image, and an optical disk can't be written to";
    let finding =
        OPTICAL_SYSTEM_DISK.finding(disk.id, optical.path.clone(), template, &[("what", &what)]).fix(
            Applicability::Unsafe,
            "set `optical: false`",
            vec![Operation::Replace { path: optical.path.clone(), value: Value::from(false) }],
        );
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn a_disk_format_is_told_by_the_extension() {
        let drawn = |url: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{http: {{url: {url}}}}}, storage: 5Gi, optical: true}}\n"
            );
            draw("optical-system-disk", &text, &Options::default())
        };
        assert!(drawn("https://example.com/a.QCOW2").contains("warning: the download is a disk image"));
        assert_eq!(drawn("https://example.com/a.iso"), "");
        assert_eq!(drawn("https://example.com/a.img"), "");
    }
}
