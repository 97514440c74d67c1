//! `running` and `runStrategy` that say opposite things: the release decides which of them counts.

use crate::diagnostic::Applicability;
use crate::model::{RunStrategy, VMInstanceSpec};
use crate::platform::{Feature, Support};
use crate::rules::{Check, Context, Findings, Instance, spec_field};
use vmspec_yaml::edit::Operation;

rule! {
    CONFLICTING_RUN_STATE = "conflicting-run-state", Lifecycle, Warning;
    "`running` and `runStrategy` that contradict each other";
    Check::Instance(check)
}

/// Both spellings, if one says that the VM runs and the other that it does not.
///
/// With `Manual` it may be either.
pub(super) fn conflict(spec: &VMInstanceSpec) -> Option<(bool, RunStrategy)> {
    let (running, strategy) = (spec.running?, spec.run_strategy?);
    let strategy_runs = match strategy {
        RunStrategy::Always | RunStrategy::RerunOnFailure | RunStrategy::Once => true,
        RunStrategy::Halted => false,
        RunStrategy::Manual => return None,
    };
    (running != strategy_runs).then_some((running, strategy))
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some((running, strategy)) = instance.vm.spec.as_ref().and_then(conflict) else { return };
    // Hikube documents both spellings and not which of them counts, so only the release tells.
    let (ignored, counts, help, applicability) = match context.platform().supports(Feature::RunStrategy) {
        Support::Yes => ("running", "runStrategy", "`running` is ignored", Applicability::Safe),
        Support::No => ("runStrategy", "running", "`runStrategy` is ignored", Applicability::Safe),
        Support::Unknown => (
            "running",
            "runStrategy",
            "`runStrategy` counts since Cozystack v1.0.0, `running` before",
            Applicability::Manual,
        ),
    };
    let counts_as_running = if counts == "running" { running } else { !running };
    let label = if counts_as_running { "this says that the VM runs" } else { "this says that the VM is off" };
    let mut finding = CONFLICTING_RUN_STATE
        .finding(
            instance.id,
            spec_field(ignored),
            "`running: {running}` contradicts `runStrategy: {strategy}`",
            &[("running", &running), ("strategy", &strategy)],
        )
        .label(instance.id, spec_field(counts), label)
        .help(help)
        .fix(
            applicability,
            format!("remove `{ignored}`"),
            vec![Operation::Remove { path: spec_field(ignored) }],
        );
    if applicability == Applicability::Manual {
        finding = finding
            .or_fix(format!("remove `{counts}`"), vec![Operation::Remove { path: spec_field(counts) }]);
    }
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        let conflict = "running: false\n  runStrategy: Always";
        for (platform, spec, expected) in [
            (
                "hikube",
                conflict,
                "  running: false
           ^^^^^ warning: `running: false` contradicts `runStrategy: Always`
           line 7: this says that the VM runs
           manual fix: remove `running`
           or: remove `runStrategy`
",
            ),
            (
                "cozystack@1.0",
                conflict,
                "  running: false
           ^^^^^ warning: `running: false` contradicts `runStrategy: Always`
           line 7: this says that the VM runs
           safe fix: remove `running`
",
            ),
            (
                "cozystack@0.41",
                conflict,
                "  runStrategy: Always
               ^^^^^^ warning: `running: false` contradicts `runStrategy: Always`
               line 6: this says that the VM is off
               safe fix: remove `runStrategy`
",
            ),
            ("hikube", "running: true\n  runStrategy: Always", ""),
            ("hikube", "running: true\n  runStrategy: RerunOnFailure", ""),
            ("hikube", "running: false\n  runStrategy: Halted", ""),
            ("hikube", "running: false\n  runStrategy: Manual", ""),
            ("hikube", "runStrategy: Halted", ""),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n  {spec}\n"
            );
            assert_eq!(draw("conflicting-run-state", &text, &on(platform)), expected, "{platform}: {spec}");
        }
    }
}
