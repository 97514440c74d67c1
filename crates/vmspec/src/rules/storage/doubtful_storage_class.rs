//! A storage class that the provider's reference does not list, and other pages of its documentation do.

use crate::catalog::Documented;
use crate::resolve::ResolvedStorageClass;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    DOUBTFUL_STORAGE_CLASS = "doubtful-storage-class", Storage, Info;
    "a storage class that only some pages of the documentation know";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let class = &disk.resolved.storage_class;
    let ResolvedStorageClass::Named(chosen) = &class.value else { return };
    let Some(entry) = chosen.entry().filter(|entry| entry.documented == Documented::Elsewhere) else {
        return;
    };
    let template = "storage class `{class}` is not in the API reference, only on other pages";
    let finding =
        DOUBTFUL_STORAGE_CLASS.finding(disk.id, class.path.clone(), template, &[("class", &entry.name)]);
    let certain =
        context.platform().catalog.storage_classes.iter().filter(|class| {
            class.documented == Documented::Reference && class.replicated == entry.replicated
        });
    let choice = certain.map(|class| format!("`{}`", class.name)).collect::<Vec<_>>().join(" or ");
    findings.add(if choice.is_empty() {
        finding
    } else {
        finding.help(format!("{choice} is certain to exist"))
    });
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, check};

    #[test]
    fn a_class_of_the_same_kind_is_offered() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {storageClass: replicated-async}\n";
        let diagnostics = check("d.yaml", text, &Options::default()).diagnostics;
        let found: Vec<_> = diagnostics.iter().map(|found| (found.rule, found.help.as_deref())).collect();
        assert_eq!(found, [("doubtful-storage-class", Some("`replicated` is certain to exist"))]);
    }
}
