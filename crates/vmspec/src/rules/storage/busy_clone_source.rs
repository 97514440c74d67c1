//! A clone of a disk that a running VM uses. The clone waits until the VM stops.

use super::clone_source;
use crate::model::RunStrategy;
use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    BUSY_CLONE_SOURCE = "busy-clone-source", Storage, Warning;
    "a disk is cloned from one that a running VM uses";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(source) = clone_source::find(context.bundle, disk) else { return };
    let user = context
        .bundle
        .uses_of(source)
        .find(|(user, _)| user.resolved.run.strategy.value == RunStrategy::Always);
    let Some((user, index)) = user else { return };
    let Some(attached) = user.resolved.disks.get(index) else { return };
    let path = source_field("disk", "name");
    let name = clone_source::name(disk).unwrap_or_default();
    let user_name = user.vm.name().unwrap_or_default();
    let template = "disk `{source}` is in use by `{vm}`, so the clone waits until that VM stops";
    let finding = BUSY_CLONE_SOURCE
        .finding(disk.id, path, template, &[("source", &name), ("vm", &user_name)])
        .label(user.id, attached.name_path(), "used here")
        .help("keep a disk to clone from that no VM uses");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn a_vm_that_is_off_is_no_hindrance() {
        let drawn = |run: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m}}\nspec: {{{run}disks: [{{name: a}}]}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: a}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: b}}\nspec: {{source: {{disk: {{name: a}}}}}}\n"
            );
            draw("busy-clone-source", &text, &Options::default())
        };
        assert!(drawn("").contains("warning: disk `a` is in use by `m`"));
        assert_eq!(drawn("runStrategy: Halted, "), "");
    }
}
