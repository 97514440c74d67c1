//! Less `storage` for a disk that exists. A volume never shrinks: newer platforms ignore the change, older ones fail.

use super::{ChangeCheck, ChangeContext};
use crate::change::DiskChange;
use crate::diagnostic::Severity;
use crate::platform::Feature;
use crate::rules::{Check, Findings};

rule! {
    SHRUNK_DISK = "shrunk-disk", Change, Warning;
    "a disk that exists gets a smaller size, which has no effect";
    Check::Change(ChangeCheck::Disk(check))
}

fn check(_: &ChangeContext<'_>, change: DiskChange<'_, '_>, findings: &mut Findings) {
    let (before, after) = (&change.old.resolved.storage, &change.new.resolved.storage);
    let (Some(old), Some(new)) = (&before.value, &after.value) else { return };
    if new >= old {
        return;
    }
    let grows = !change.platform.supports(Feature::DiskGrowth).is_no();
    let refused = grows && change.platform.supports(Feature::ShrinkIgnored).is_no();
    let (severity, template) = if refused {
        (Severity::Error, "storage shrinks from {old} to {new}: volumes can't shrink, and the release fails")
    } else {
        (
            Severity::Warning,
            "storage shrinks from {old} to {new}, which the platform ignores: volumes can't shrink",
        )
    };
    findings.add(
        SHRUNK_DISK
            .finding(change.new.id, after.path.clone(), template, &[("old", old), ("new", new)])
            .severity(severity)
            .before(change.old.id, &before.path, before.is_written(), format!("was {old}"))
            .help("for a smaller disk make one of another name, and copy the data in a VM"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::disk;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let ignored = "
storage: 20G
         ^^^ warning: storage shrinks from 20Gi to 20G, which the platform ignores: volumes can't shrink
         old line 1: was 20Gi
";
        let refused = "
storage: 20G
         ^^^ error: storage shrinks from 20Gi to 20G: volumes can't shrink, and the release fails
         old line 1: was 20Gi
";
        let cases = [
            ("hikube", "storage: 20Gi", "storage: 20G", ignored),
            ("cozystack@1.6", "storage: 20Gi", "storage: 20G", ignored),
            ("cozystack@0.38", "storage: 20Gi", "storage: 20G", ignored),
            ("cozystack@0.37.9", "storage: 20Gi", "storage: 20G", refused),
            ("cozystack@0.22", "storage: 20Gi", "storage: 20G", ignored),
            (
                "hikube",
                "storage: 20Gi",
                "optical: false",
                "
spec:
^^^^ warning: storage shrinks from 20Gi to 5Gi, which the platform ignores: volumes can't shrink
old line 1: was 20Gi
",
            ),
            ("hikube", "storage: 20Gi", "storage: 20480Mi", ""),
            ("hikube", "storage: 20Gi", "storage:", ""),
        ];
        for (platform, old, new, expected) in cases {
            assert_eq!(disk("shrunk-disk", old, new, &on(platform)), expected, "{platform}: {old} => {new}");
        }
    }
}
