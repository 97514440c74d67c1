//! A VM without disks starts and has nothing to boot.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    NO_DISKS = "no-disks", Disks, Warning;
    "a VM has no disks";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    // `empty-spec` speaks of a spec in which nothing is written.
    let Some(spec) = &instance.vm.spec else { return };
    if *spec == crate::model::VMInstanceSpec::default() || !instance.resolved.disks.is_empty() {
        return;
    }
    let template = "the VM has no disks, so there is nothing to boot";
    let finding = NO_DISKS
        .finding(instance.id, spec_field("disks"), template, &[])
        .help("list the names of its `VMDisk`s in `disks`");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    fn drawn(spec: &str) -> String {
        let text = format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: web}}\nspec:\n{spec}"
        );
        draw("no-disks", &text, &Options::default())
    }

    #[test]
    fn the_list_may_be_empty_null_or_missing() {
        let message = "warning: the VM has no disks, so there is nothing to boot\n";
        assert_eq!(drawn("  disks: []\n"), format!("  disks: []\n         ^^ {message}"));
        assert_eq!(drawn("  disks:\n"), format!("  disks:\n  ^^^^^ {message}"));
        assert_eq!(drawn("  external: true\n"), format!("spec:\n^^^^ {message}"));
    }

    #[test]
    fn a_list_that_could_not_be_read_and_an_empty_spec_are_not_this_rules_business() {
        assert_eq!(drawn("  disks: 5\n"), "");
        assert_eq!(drawn("  {}\n"), "");
        assert_eq!(drawn("  disks: [{bus: sata}]\n"), "");
    }
}
