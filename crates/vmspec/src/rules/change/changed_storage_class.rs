//! Another storage class for a disk that exists. The chart writes the volume's old description again, and nobody says a
//! word.

use super::{ChangeCheck, ChangeContext};
use crate::change::{DiskChange, class};
use crate::rules::{Check, Findings};

rule! {
    CHANGED_STORAGE_CLASS = "changed-storage-class", Change, Warning;
    "another storage class for a disk that exists, which the platform ignores";
    Check::Change(ChangeCheck::Disk(check))
}

fn check(_: &ChangeContext<'_>, change: DiskChange<'_, '_>, findings: &mut Findings) {
    if change.keeps_class() {
        return;
    }
    let shown =
        |class: Option<&str>| class.map_or("the cluster's default".to_owned(), |class| format!("`{class}`"));
    let (old, new) = (shown(class(change.old)), shown(class(change.new)));
    let template =
        "storage class changes from {old} to {new}, which the platform ignores: the data stays where it is";
    let field = &change.new.resolved.storage_class;
    let before = &change.old.resolved.storage_class;
    findings.add(
        CHANGED_STORAGE_CLASS
            .finding(change.new.id, field.path.clone(), template, &[("old", &old), ("new", &new)])
            .before(change.old.id, &before.path, before.is_written(), format!("was {old}"))
            .help(
                "to move the data, make a disk of another name with the new class and copy the data in a VM",
            ),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::disk;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "storageClass: local",
                "storageClass: replicated",
                "
storageClass: replicated
              ^^^^^^^^^^ warning: storage class changes from `local` to `replicated`, which the platform ignores: the data stays where it is
              old line 1: was `local`
",
            ),
            (
                "storageClass: local\nstorage: 5Gi",
                "storage: 5Gi",
                "
spec:
^^^^ warning: storage class changes from `local` to `replicated`, which the platform ignores: the data stays where it is
old line 1: was `local`
",
            ),
            (
                "storage: 5Gi",
                "storageClass:",
                "
storageClass:
^^^^^^^^^^^^ warning: storage class changes from `replicated` to the cluster's default, which the platform ignores: the data stays where it is
",
            ),
            // The default, said or not.
            ("storage: 5Gi", "storageClass: replicated", ""),
            // What could not be read is not compared.
            ("storageClass: [local]", "storageClass: local", ""),
            ("storageClass: local", "storageClass: [local]", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(disk("changed-storage-class", old, new, &on("hikube")), expected, "{old} => {new}");
        }
    }
}
