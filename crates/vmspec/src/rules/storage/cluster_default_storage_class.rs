//! A disk that leaves the choice of its class to the cluster.

use crate::resolve::ResolvedStorageClass;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    CLUSTER_DEFAULT_STORAGE_CLASS = "cluster-default-storage-class", Storage, Warning;
    "a disk takes whatever class is the cluster's default";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let class = &disk.resolved.storage_class;
    if class.value != ResolvedStorageClass::ClusterDefault {
        return;
    }
    let default = context.platform().catalog.storage_classes.iter().find(|class| class.cluster_default);
    let template = "without a class the cluster decides where the disk lies";
    let finding = CLUSTER_DEFAULT_STORAGE_CLASS.finding(disk.id, class.path.clone(), template, &[]);
    findings.add(match default {
        Some(default) => finding.help(format!(
            "often that is `{}`; leave the field out for the chart's default, or name a class",
            default.name
        )),
        None => finding.help("leave the field out for the chart's default, or name a class"),
    });
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn empty_and_null_but_not_missing() {
        let drawn = |spec: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{storage: 5Gi{spec}}}\n"
            );
            draw("cluster-default-storage-class", &text, &Options::default())
        };
        assert!(drawn(", storageClass: ''").contains("^^ warning: without a class"));
        assert!(drawn(", storageClass: null").contains("^^^^ warning: without a class"));
        assert_eq!(drawn(""), "");
    }
}
