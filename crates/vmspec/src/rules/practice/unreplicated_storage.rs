//! A disk on one node. It is lost with the node, and keeps the VM from being moved.

use crate::rules::storage::{is_across_classes, is_unattachable};
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    UNREPLICATED_STORAGE = "unreplicated-storage", Practice, Info;
    "a disk lies on one node only";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let class = &disk.resolved.storage_class;
    let Some(entry) = disk.resolved.class().filter(|entry| !entry.replicated) else { return };
    // An installation medium can be fetched again; where other rules ask for another class, one word is enough.
    if disk.resolved.optical.value || is_unattachable(context, entry) || is_across_classes(context, disk) {
        return;
    }
    let template = "class `{class}` keeps one copy, which is lost with its node";
    let finding =
        UNREPLICATED_STORAGE.finding(disk.id, class.path.clone(), template, &[("class", &entry.name)]);
    let other = context.platform().catalog.storage_classes.iter().find(|class| class.replicated);
    findings.add(match other {
        Some(other) => finding.help(format!("for production use `{}`", other.name)),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::Stage;
    use crate::rules::testing::draw;

    #[test]
    fn the_stage_decides() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {storageClass: local}\n";
        let drawn = |stage: Option<Stage>| {
            let options = Options { stage, ..Options::default() };
            draw("unreplicated-storage", text, &options)
        };
        assert!(drawn(None).contains("^^^^^ info: class `local` keeps one copy"));
        assert!(drawn(Some(Stage::Production)).contains("warning"));
        assert_eq!(drawn(Some(Stage::Development)), "");
    }
}
