//! `running`, which newer platforms ignore, so that `running: false` starts the VM.

use crate::diagnostic::{Applicability, Severity};
use crate::model::RunStrategy;
use crate::platform::Support;
use crate::rules::{Check, Context, Finding, Findings, Instance, spec_field};
use vmspec_yaml::edit::Operation;

rule! {
    DEPRECATED_RUNNING = "deprecated-running", Lifecycle, Info;
    "`running`, the older spelling of `runStrategy`, which Cozystack ignores since v1.0.0";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(spec) = instance.vm.spec.as_ref() else { return };
    let Some(running) = spec.running else { return };
    let platform = context.platform();
    // `conflicting-run-state` says what happens where the two spellings disagree.
    if platform.reads_run_strategy().is_no() || super::conflicting_run_state::conflict(spec).is_some() {
        return;
    }
    let strategy = if running { RunStrategy::Always } else { RunStrategy::Halted };
    let finding = match (spec.run_strategy, platform.reads_running()) {
        (Some(written), _) => beside(instance, running, written),
        (None, Support::Yes) => {
            info(instance, "`running` is the older spelling of `runStrategy: {strategy}`", strategy)
        }
        (None, _) if running => info(
            instance,
            "`running` is ignored since Cozystack v1.0.0, it is spelled `runStrategy: {strategy}`",
            strategy,
        ),
        (None, support) => starts_all_the_same(instance, strategy, support),
    };
    let finding = finding.given(spec_field("runStrategy"));
    findings.add(match spec.run_strategy {
        Some(_) => remove(finding),
        None => respell(finding, strategy, spec.unmodeled.is_null("runStrategy")),
    });
}

fn info(instance: &Instance<'_>, template: &str, strategy: RunStrategy) -> Finding {
    DEPRECATED_RUNNING
        .finding(instance.id, spec_field("running"), template, &[("strategy", &strategy)])
        .on_key()
        .help("`runStrategy` works on every platform since Cozystack v1.0.0, which ignores `running`")
}

fn beside(instance: &Instance<'_>, running: bool, written: RunStrategy) -> Finding {
    DEPRECATED_RUNNING
        .finding(
            instance.id,
            spec_field("running"),
            "`running: {running}` beside `runStrategy: {strategy}` says nothing",
            &[("running", &running), ("strategy", &written)],
        )
        .on_key()
}

fn starts_all_the_same(instance: &Instance<'_>, strategy: RunStrategy, support: Support) -> Finding {
    let template = if support.is_no() {
        "`running: false` is ignored and the VM starts, expected `runStrategy: {strategy}`"
    } else {
        "`running: false` is ignored since Cozystack v1.0.0 and the VM starts, expected `runStrategy: {strategy}`"
    };
    DEPRECATED_RUNNING
        .finding(instance.id, spec_field("running"), template, &[("strategy", &strategy)])
        .severity(Severity::Warning)
        .help("without `runStrategy` a VM always runs")
}

/// Where `running` is ignored or says the same, nothing changes without it.
fn remove(finding: Finding) -> Finding {
    let operations = vec![Operation::Remove { path: spec_field("running") }];
    finding.fix(Applicability::Safe, "remove `running`", operations)
}

/// A VM that should run does so in either spelling; one that should not may be running all the same.
fn respell(finding: Finding, strategy: RunStrategy, is_null: bool) -> Finding {
    let applicability =
        if strategy == RunStrategy::Always { Applicability::Safe } else { Applicability::Unsafe };
    let (old, new) = (spec_field("running"), spec_field("runStrategy"));
    let value = strategy.as_str().into();
    let operations = if is_null {
        vec![Operation::Remove { path: old }, Operation::Replace { path: new, value }]
    } else {
        vec![
            Operation::Replace { path: old.clone(), value },
            Operation::RenameKey { path: old, to: "runStrategy".to_owned() },
        ]
    };
    finding.fix(applicability, format!("use `runStrategy: {strategy}`"), operations)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        for (platform, spec, expected) in [
            (
                "hikube",
                "running: true",
                "  running: true
  ^^^^^^^ info: `running` is the older spelling of `runStrategy: Always`
  safe fix: use `runStrategy: Always`
",
            ),
            (
                "hikube",
                "running: false",
                "  running: false
  ^^^^^^^ info: `running` is the older spelling of `runStrategy: Halted`
  unsafe fix: use `runStrategy: Halted`
",
            ),
            (
                "cozystack",
                "running: true",
                "  running: true
  ^^^^^^^ info: `running` is ignored since Cozystack v1.0.0, it is spelled `runStrategy: Always`
  safe fix: use `runStrategy: Always`
",
            ),
            (
                "cozystack",
                "running: false",
                "  running: false
           ^^^^^ warning: `running: false` is ignored since Cozystack v1.0.0 and the VM starts, expected `runStrategy: Halted`
           unsafe fix: use `runStrategy: Halted`
",
            ),
            (
                "hikube@1.3",
                "running: false",
                "  running: false
           ^^^^^ warning: `running: false` is ignored and the VM starts, expected `runStrategy: Halted`
           unsafe fix: use `runStrategy: Halted`
",
            ),
            (
                "cozystack@1.6",
                "running: true\n  runStrategy: Once",
                "  running: true
  ^^^^^^^ info: `running: true` beside `runStrategy: Once` says nothing
  safe fix: remove `running`
",
            ),
            ("cozystack@0.41", "running: false", ""),
            ("cozystack@1.6", "running: true\n  runStrategy: Halted", ""),
            ("cozystack@1.6", "runStrategy: Always", ""),
            ("cozystack@1.6", "running:", ""),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n  {spec}\n"
            );
            assert_eq!(draw("deprecated-running", &text, &on(platform)), expected, "{platform}: {spec}");
        }
    }
}
