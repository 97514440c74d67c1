//! An address whose content changes: two disks made from it on different days differ.

use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    MOVING_URL = "moving-url", Storage, Info;
    "an address whose content changes over time";
    Check::Disk(check)
}

/// Parts of paths by which image servers name whatever is newest.
const NAMES: [&str; 5] = ["latest", "current", "daily", "nightly", "stable"];

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(url) = disk.resolved.url() else { return };
    let Some(name) = moving_part(url) else { return };
    let path = source_field("http", "url");
    let template = "`{part}` names another image tomorrow, so disks made from it differ";
    let finding = MOVING_URL
        .finding(disk.id, path, template, &[("part", &name)])
        .help("name a dated release, so that the disk can be made again as it is");
    findings.add(finding);
}

fn moving_part(url: &str) -> Option<&'static str> {
    let (_, rest) = url.split_once("://")?;
    let (_, path) = rest.split(['?', '#']).next()?.split_once('/')?;
    NAMES
        .into_iter()
        .find(|name| path.split(['/', '-', '_', '.']).any(|part| part.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::moving_part;

    #[test]
    fn whole_parts_of_the_path_count() {
        for (url, part) in [
            ("https://cloud.example.com/noble/current/noble.img", Some("current")),
            ("https://cloud.example.com/debian-12-Latest-amd64.qcow2", Some("latest")),
            ("https://current.example.com/release-20260101/a.img", None),
            ("https://cloud.example.com/installable/a.img?latest", None),
        ] {
            assert_eq!(moving_part(url), part, "{url}");
        }
    }
}
