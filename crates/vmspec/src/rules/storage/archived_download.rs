//! A download in a format that the importer does not unpack. It is written to the disk as it is.

use super::iso_as_disk::extension;
use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    ARCHIVED_DOWNLOAD = "archived-download", Storage, Warning;
    "a download in a format that the importer does not unpack";
    Check::Disk(check)
}

/// Formats that are written to the disk as they are, or refused. `gz`, `xz` and `zst` of a single image are unpacked.
///
/// Source: CDI v1.64.0, `pkg/image/filefmt.go`.
const FORMATS: [&str; 9] = ["zip", "bz2", "7z", "rar", "ova", "tar", "tgz", "txz", "box"];

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(url) = disk.resolved.url() else { return };
    let Some(format) = archive(url) else { return };
    let path = source_field("http", "url");
    let template = "a `{format}` file is not unpacked, so the disk will not boot";
    let finding = ARCHIVED_DOWNLOAD.finding(disk.id, path, template, &[("format", &format)]).help(
        "offer the image itself: raw, qcow2, vmdk, vdi, vhd or vhdx, which `gz`, `xz` or `zst` may compress",
    );
    findings.add(finding);
}

fn archive(url: &str) -> Option<&'static str> {
    let last = extension(url);
    if let Some(format) = FORMATS.into_iter().find(|format| format.eq_ignore_ascii_case(last)) {
        return Some(format);
    }
    let whole = url.split(['?', '#']).next().unwrap_or_default();
    let inner = whole.strip_suffix(last)?.strip_suffix('.')?;
    extension(inner).eq_ignore_ascii_case("tar").then_some("tar")
}

#[cfg(test)]
mod tests {
    use super::archive;

    #[test]
    fn archives_and_compressed_images() {
        for (url, format) in [
            ("https://example.com/a.ZIP", Some("zip")),
            ("https://example.com/a.tar.gz?x=y.img", Some("tar")),
            ("https://example.com/a.ova", Some("ova")),
            ("https://example.com/a.img.gz", None),
            ("https://example.com/a.qcow2", None),
            ("https://example.com/tar", None),
            ("https://example.com/", None),
        ] {
            assert_eq!(archive(url), format, "{url}");
        }
    }
}
