//! More `storage` for a disk that exists. The volume grows, and the file system on it does not by itself.

use super::{ChangeCheck, ChangeContext};
use crate::change::DiskChange;
use crate::diagnostic::Severity;
use crate::platform::Feature;
use crate::rules::{Check, Findings};

rule! {
    GROWN_DISK = "grown-disk", Change, Info;
    "a disk grows, and the file system on it does not by itself";
    Check::Change(ChangeCheck::Disk(check))
}

fn check(_: &ChangeContext<'_>, change: DiskChange<'_, '_>, findings: &mut Findings) {
    let (before, after) = (&change.old.resolved.storage, &change.new.resolved.storage);
    let (Some(old), Some(new)) = (&before.value, &after.value) else { return };
    if new <= old || change.new.resolved.optical.value {
        return;
    }
    let finding = if change.platform.supports(Feature::DiskGrowth).is_no() {
        let template = "storage grows from {old} to {new}, which the platform ignores before v0.23.0";
        GROWN_DISK
            .finding(change.new.id, after.path.clone(), template, &[("old", old), ("new", new)])
            .severity(Severity::Warning)
    } else {
        let template = "storage grows from {old} to {new}: the file system in the guest has to grow as well";
        GROWN_DISK
            .finding(change.new.id, after.path.clone(), template, &[("old", old), ("new", new)])
            .help("most cloud images grow their system disk at the next start; other disks want `resize2fs` or the like")
    };
    let finding = finding.given(change.new.resolved.optical.path.clone());
    findings.add(finding.before(change.old.id, &before.path, before.is_written(), format!("was {old}")));
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::disk;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "hikube",
                "optical: false",
                "storage: 6Gi",
                "
storage: 6Gi
         ^^^ info: storage grows from 5Gi to 6Gi: the file system in the guest has to grow as well
",
            ),
            (
                "cozystack@0.22",
                "storage: 5Gi",
                "storage: 6Gi",
                "
storage: 6Gi
         ^^^ warning: storage grows from 5Gi to 6Gi, which the platform ignores before v0.23.0
         old line 1: was 5Gi
",
            ),
            ("hikube", "storage: 5Gi\noptical: true", "storage: 6Gi\noptical: true", ""),
            ("hikube", "storage: 1Gi", "storage: 1024Mi", ""),
        ];
        for (platform, old, new, expected) in cases {
            assert_eq!(disk("grown-disk", old, new, &on(platform)), expected, "{platform}: {old} => {new}");
        }
    }
}
