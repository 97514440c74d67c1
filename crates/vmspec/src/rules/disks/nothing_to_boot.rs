//! Nothing to boot from: only empty disks, and no medium to install from.
//!
//! The medium may have been taken away after the installation, and nothing in a manifest tells; so this is no more than
//! advice.

use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings, Instance, spec_field};

rule! {
    NOTHING_TO_BOOT = "nothing-to-boot", Disks, Info;
    "all disks of a VM are empty";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let disks = &instance.resolved.disks;
    // A disk that is not at hand may hold a system.
    let at_hand = || disks.iter().map(|attached| context.bundle.disk_for(instance.id, &attached.name));
    let is_blank = |disk: &Disk<'_>| disk.resolved.source.value == ResolvedSource::Blank;
    if disks.is_empty() || !at_hand().all(|disk| disk.is_some_and(is_blank)) {
        return;
    }
    let template = "all disks are empty, so the VM finds nothing to boot";
    let mut finding = NOTHING_TO_BOOT.finding(instance.id, spec_field("disks"), template, &[]).on_key().help(
        "unless a system was installed before: give the first disk an image as `source`, or add an installer",
    );
    for disk in at_hand().flatten() {
        finding = finding.given_of(disk.id, disk.resolved.source.path.clone());
    }
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn a_disk_that_is_elsewhere_may_hold_a_system() {
        let drawn = |disks: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m}}\nspec:\n  disks: {disks}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: a}}\n"
            );
            draw("nothing-to-boot", &text, &Options::default())
        };
        assert_eq!(
            drawn("[{name: a}]"),
            "  disks: [{name: a}]\n  ^^^^^ info: all disks are empty, so the VM finds nothing to boot\n"
        );
        assert_eq!(drawn("[{name: a}, {name: b}]"), "");
        assert_eq!(drawn("[]"), "");
    }
}
