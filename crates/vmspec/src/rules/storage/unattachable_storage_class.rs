//! A class whose volumes newer platforms refuse to attach to VMs.
//!
//! The importer asks for a volume that several nodes can attach; newer storage drivers refuse that without replication.
//! Concluded from the same fault of Kubernetes workers, so never more than a warning.

use crate::platform::Feature;
use crate::resolve::ResolvedStorageClass;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    UNATTACHABLE_STORAGE_CLASS = "unattachable-storage-class", Storage, Warning;
    "a storage class whose volumes newer platforms can't attach";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let platform = context.platform();
    if !platform.supports(Feature::SharedVolumesNeedReplication).is_yes() {
        return;
    }
    let class = &disk.resolved.storage_class;
    let ResolvedStorageClass::Named(chosen) = &class.value else { return };
    let Some(entry) = chosen.entry().filter(|entry| entry.read_write_many == Some(false)) else { return };
    let template =
        "volumes of class `{class}` can't be attached from v1.6.0 on: they have no replication layer";
    let finding =
        UNATTACHABLE_STORAGE_CLASS.finding(disk.id, class.path.clone(), template, &[("class", &entry.name)]);
    let other = platform.catalog.storage_classes.iter().find(|class| class.read_write_many == Some(true));
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
