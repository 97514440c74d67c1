//! A disk becomes a CD-ROM, or stops to be one. The disk only notes it; a VM looks at the note when its own release
//! is rendered the next time.

use super::{ChangeCheck, ChangeContext};
use crate::change::DiskChange;
use crate::rules::{Check, Findings};

rule! {
    CHANGED_OPTICAL = "changed-optical", Change, Warning;
    "a disk becomes a CD-ROM or stops to be one, which VMs follow late";
    Check::Change(ChangeCheck::Disk(check))
}

fn check(context: &ChangeContext<'_>, change: DiskChange<'_, '_>, findings: &mut Findings) {
    let (before, after) = (&change.old.resolved.optical, &change.new.resolved.optical);
    if before.value == after.value {
        return;
    }
    let kind = if after.value { "an optical disk" } else { "a hard disk" };
    let template =
        "the disk becomes {kind}, but a VM sees that only after an update of its own and a restart";
    let mut finding = CHANGED_OPTICAL
        .finding(change.new.id, after.path.clone(), template, &[("kind", &kind)])
        .before(change.old.id, &before.path, before.is_written(), format!("was {}", before.value));
    if let Some((instance, index)) = context.new.uses_of(change.new).next()
        && let Some(disk) = instance.resolved.disks.get(index)
    {
        finding = finding.label(instance.id, disk.name_path(), "used here");
    }
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::disk;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "optical: true",
                "storage: 5Gi",
                "
spec:
^^^^ warning: the disk becomes a hard disk, but a VM sees that only after an update of its own and a restart
old line 1: was true
",
            ),
            ("optical: false", "storage: 5Gi", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(disk("changed-optical", old, new, &on("hikube")), expected, "{old} => {new}");
        }
    }
}
