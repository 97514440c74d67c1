//! An installation medium in front of the disk to install to: it starts again after each installation.

use crate::rules::{Check, Context, Findings, Instance};

rule! {
    INSTALLER_FIRST = "installer-first", Disks, Warning;
    "an installation medium stands before the disk to install to";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let mut disks = instance.resolved.disks.iter();
    let Some(first) = disks.next() else { return };
    let Some(installer) = context.bundle.disk_for(instance.id, &first.name) else { return };
    if !installer.resolved.optical.value {
        return;
    }
    let target = disks.find(|attached| {
        context.bundle.disk_for(instance.id, &attached.name).is_some_and(|disk| disk.resolved.is_blank())
    });
    let Some(target) = target else { return };
    let template =
        "optical disk `{installer}` stands before `{target}`, so it starts again after each installation";
    let finding = INSTALLER_FIRST
        .finding(instance.id, first.name_path(), template, &[("installer", &first.name), ("target", &target.name)])
        .label(instance.id, target.name_path(), "put this one first")
        .help("an empty disk can't be booted, so the VM falls through to the installer once, and boots the disk then");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn the_order_decides() {
        let drawn = |disks: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m}}\nspec: {{disks: {disks}}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: iso}}\nspec: {{optical: true, source: {{upload: {{}}}}}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: s}}\nspec: {{storage: 50Gi}}\n"
            );
            draw("installer-first", &text, &Options::default())
        };
        assert!(drawn("[{name: iso}, {name: s}]").contains("warning: optical disk `iso` stands before `s`"));
        assert_eq!(drawn("[{name: s}, {name: iso}]"), "");
        assert_eq!(drawn("[{name: iso}, {name: elsewhere}]"), "");
    }
}
