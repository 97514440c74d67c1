//! A storage class that the provider's reference does not list, and other pages of its documentation do.

use crate::catalog::Documented;
use crate::rules::wording::listed;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    DOUBTFUL_STORAGE_CLASS = "doubtful-storage-class", Storage, Info;
    "a storage class that only some pages of the documentation know";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let class = &disk.resolved.storage_class;
    let Some(entry) = disk.resolved.class().filter(|entry| entry.documented == Documented::Elsewhere) else {
        return;
    };
    let template = "storage class `{class}` is not in the provider's API reference, only on other pages";
    let finding =
        DOUBTFUL_STORAGE_CLASS.finding(disk.id, class.path.clone(), template, &[("class", &entry.name)]);
    let certain =
        context.platform().catalog.storage_classes.iter().filter(|class| {
            class.documented == Documented::Reference && class.replicated == entry.replicated
        });
    let certain: Vec<&str> = certain.map(|class| class.name.as_str()).collect();
    findings.add(if certain.is_empty() {
        finding
    } else {
        finding.help(format!("{} is certain to exist", listed(&certain, "or")))
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
