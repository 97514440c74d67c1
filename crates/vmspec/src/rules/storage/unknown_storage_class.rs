//! A storage class that does not exist. The disk waits for its volume for ever.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::catalog::Found;
use crate::diagnostic::{Applicability, Severity};
use crate::resolve::ResolvedStorageClass;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    UNKNOWN_STORAGE_CLASS = "unknown-storage-class", Storage, Error;
    "a storage class that is not in the catalog";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let class = &disk.resolved.storage_class;
    let ResolvedStorageClass::Named(chosen) = &class.value else { return };
    let catalog = &context.platform().catalog;
    if !class.is_written() || !matches!(chosen.found, Found::Missing) || catalog.storage_classes.is_empty() {
        return;
    }
    let template = "storage class `{class}` is not in the {catalog}";
    let args: [(&'static str, &dyn std::fmt::Display); 2] =
        [("class", &chosen.name), ("catalog", &catalog.label())];
    let mut finding = UNKNOWN_STORAGE_CLASS.finding(disk.id, class.path.clone(), template, &args);
    if !catalog.storage_classes.is_exhaustive() {
        finding = finding
            .severity(Severity::Warning)
            .help("administrators name the classes: if this one exists, add it to an overlay catalog");
    }
    if let Some(meant) = catalog.storage_classes.nearest(&chosen.name).first() {
        finding = finding.fix(
            Applicability::Unsafe,
            format!("use `{meant}`"),
            vec![Operation::Replace { path: class.path.clone(), value: Value::from(*meant) }],
        );
    }
    findings.add(finding);
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
