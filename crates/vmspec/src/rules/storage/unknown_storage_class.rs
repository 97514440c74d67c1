//! A storage class that does not exist. The disk waits for its volume for ever.

use crate::catalog::StorageClass;
use crate::resolve::ResolvedStorageClass;
use crate::rules::unknown_name::NameField;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    UNKNOWN_STORAGE_CLASS = "unknown-storage-class", Storage, Error;
    "a storage class that is not in the catalog";
    Check::Disk(check)
}

static FIELD: NameField<StorageClass> = NameField {
    rule: &UNKNOWN_STORAGE_CLASS,
    what: "storage class",
    table: |catalog| &catalog.storage_classes,
    is_own: true,
};

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let class = &disk.resolved.storage_class;
    let ResolvedStorageClass::Named(chosen) = &class.value else { return };
    if !class.is_written() {
        return;
    }
    let Some(finding) = FIELD.judge(context.platform(), disk.id, class.path.clone(), chosen) else { return };
    let is_complete = context.platform().catalog.storage_classes.is_exhaustive();
    findings.add(match finding.help {
        None if !is_complete => {
            finding.help("administrators name the classes: if this one exists, add it to an overlay catalog")
        }
        _ => finding,
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn where_administrators_name_the_classes_it_is_a_warning() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {storageClass: fast}\n";
        assert!(
            draw("unknown-storage-class", text, &on("hikube"))
                .contains("^^^^ error: storage class `fast` is not in the hikube catalog")
        );
        assert!(draw("unknown-storage-class", text, &on("cozystack")).contains("warning"));
        let text = text.replace("fast", "\"\"");
        assert_eq!(draw("unknown-storage-class", &text, &on("hikube")), "");
    }
}
