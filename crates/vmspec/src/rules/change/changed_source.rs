//! Another source for a disk that exists. A source counts only once, when the disk is made.

use super::{ChangeCheck, ChangeContext};
use crate::change::DiskChange;
use crate::resolve::ResolvedSource;
use crate::rules::{Check, Findings};

rule! {
    CHANGED_SOURCE = "changed-source", Change, Warning;
    "another source for a disk that exists, which the platform ignores";
    Check::Change(ChangeCheck::Disk(check))
}

fn check(_: &ChangeContext<'_>, change: DiskChange<'_, '_>, findings: &mut Findings) {
    let (before, after) = (&change.old.resolved.source, &change.new.resolved.source);
    if change.keeps_source() {
        return;
    }
    let (Some(old), Some(new)) = (shown(&before.value), shown(&after.value)) else { return };
    let template = match (&before.value, &after.value) {
        (ResolvedSource::Http { .. }, ResolvedSource::Http { .. }) => {
            "the address of the download changes, which the platform ignores: the disk keeps its content"
        }
        _ => "source changes from {old} to {new}, which the platform ignores: the disk keeps its content",
    };
    findings.add(
        CHANGED_SOURCE
            .finding(change.new.id, after.path.clone(), template, &[("old", &old), ("new", &new)])
            .before(change.old.id, &before.path, before.is_written(), format!("was {old}"))
            .help(
                "for the new content make a disk of another name; one of the same name has to wait until the old \
                 volume is gone",
            ),
    );
}

/// The source in words; nothing if it is not clear. An address may hold a secret, and is left out.
fn shown(source: &ResolvedSource<'_>) -> Option<String> {
    Some(match source {
        ResolvedSource::Image(image) => format!("image `{}`", image.name),
        ResolvedSource::Http { .. } => "a download".to_owned(),
        ResolvedSource::Upload => "an upload".to_owned(),
        ResolvedSource::Clone { disk } => format!("a clone of `{disk}`"),
        ResolvedSource::Blank => "nothing".to_owned(),
        ResolvedSource::Unclear => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::disk;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "source: {image: {name: debian-12}}",
                "source: {image: {name: debian-13}}",
                "
source: {image: {name: debian-13}}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: source changes from image `debian-12` to image `debian-13`, which the platform ignores: the disk keeps its content
        old line 1: was image `debian-12`
",
            ),
            (
                "source: {http: {url: 'https://a:b@example.org/1'}}",
                "source: {http: {url: 'https://a:b@example.org/2'}}",
                "
source: {http: {url: 'https://a:b@example.org/2'}}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the address of the download changes, which the platform ignores: the disk keeps its content
        old line 1: was a download
",
            ),
            ("source: {}", "storage: 5Gi", ""),
            ("source: {upload: {}}", "source: {upload: {}, http: {url: 'https://example.org'}}", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(disk("changed-source", old, new, &on("hikube")), expected, "{old} => {new}");
        }
    }
}
