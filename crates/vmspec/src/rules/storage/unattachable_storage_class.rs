//! A class whose volumes newer platforms most likely refuse.
//!
//! The importer asks for a volume that several nodes can attach; newer storage drivers refuse that without replication.
//! Concluded from the same fault of Kubernetes workers, so never more than a warning.

use super::clone_across_classes::is_across_classes;
use crate::catalog::StorageClass;
use crate::platform::Feature;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    UNATTACHABLE_STORAGE_CLASS = "unattachable-storage-class", Storage, Warning;
    "a storage class whose volumes newer platforms most likely refuse";
    Check::Disk(check)
}

/// Whether the class is one of those.
pub(in crate::rules) fn is_unattachable(context: &Context<'_>, class: &StorageClass) -> bool {
    class.read_write_many == Some(false)
        && context.platform().supports(Feature::SharedVolumesNeedReplication).is_yes()
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let class = &disk.resolved.storage_class;
    let Some(entry) = disk.resolved.class().filter(|entry| is_unattachable(context, entry)) else { return };
    // `clone-across-classes` asks for another class as well.
    if is_across_classes(context, disk) {
        return;
    }
    let template = "the storage driver most likely refuses volumes of class `{class}` from v1.6.0 on: it has no replication layer";
    let finding =
        UNATTACHABLE_STORAGE_CLASS.finding(disk.id, class.path.clone(), template, &[("class", &entry.name)]);
    let other =
        context.platform().catalog.storage_classes.iter().find(|class| class.read_write_many == Some(true));
    findings.add(match other {
        Some(other) => finding.help(format!("use `{}`", other.name)),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn only_where_the_release_is_known_to_refuse() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {storageClass: local}\n";
        assert!(draw("unattachable-storage-class", text, &on("cozystack@1.6")).contains("^^^^^ warning"));
        assert_eq!(draw("unattachable-storage-class", text, &on("cozystack@1.5")), "");
        assert_eq!(draw("unattachable-storage-class", text, &on("cozystack")), "");
        assert_eq!(draw("unattachable-storage-class", text, &on("hikube")), "");
    }
}
