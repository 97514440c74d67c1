//! An installation medium as an ordinary disk.

use serde_json::Value;
use vmspec_yaml::FieldPath;
use vmspec_yaml::edit::Operation;

use crate::catalog::ImageKind;
use crate::diagnostic::Applicability;
use crate::resolve::{Origin, ResolvedDisk, ResolvedSource};
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    ISO_AS_DISK = "iso-as-disk", Storage, Warning;
    "an installation medium is attached as an ordinary disk";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let optical = &disk.resolved.optical;
    if optical.value {
        return;
    }
    let Some((path, what)) = medium(&disk.resolved) else { return };
    let operation = match optical.origin {
        Origin::Written => Operation::Replace { path: optical.path.clone(), value: Value::from(true) },
        _ => Operation::Insert { path: optical.path.clone(), value: Value::from(true) },
    };
    let template = "{what} is an installation medium, but the disk is not optical";
    let finding = ISO_AS_DISK
        .finding(disk.id, path, template, &[("what", &what)])
        .given(optical.path.clone())
        .help("set `optical: true`, so that VMs see a CD-ROM drive")
        .fix(Applicability::Unsafe, "set `optical: true`", vec![operation]);
    findings.add(finding);
}

/// The field by which a disk holds an installation medium, and how to call it.
pub(super) fn medium(disk: &ResolvedDisk<'_>) -> Option<(FieldPath, String)> {
    let source = spec_field("source");
    match &disk.source.value {
        ResolvedSource::Image(image) if image.entry()?.kind == ImageKind::Iso => {
            Some((source.key("image").key("name"), format!("image `{}`", image.name)))
        }
        ResolvedSource::Http { url } if extension(url).eq_ignore_ascii_case("iso") => {
            Some((source.key("http").key("url"), "the download".to_owned()))
        }
        _ => None,
    }
}

/// The extension of the file that an address names, without the dot; empty if there is none.
pub(super) fn extension(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::extension;
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn the_extension_stands_before_the_query() {
        assert_eq!(extension("https://example.com/a.b/win.ISO?sig=a/b.c"), "ISO");
        assert_eq!(extension("https://example.com/download"), "");
    }

    #[test]
    fn images_of_the_catalog_that_are_media() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {image: {name: proxmox-9}}, storage: 5Gi, optical: false}\n";
        assert_eq!(
            draw("iso-as-disk", text, &Options::default()),
            "spec: {source: {image: {name: proxmox-9}}, storage: 5Gi, optical: false}
                              ^^^^^^^^^ warning: image `proxmox-9` is an installation medium, but the disk is not optical
                              unsafe fix: set `optical: true`\n"
        );
    }
}
