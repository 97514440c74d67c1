//! A VM that is meant to be off, on releases that wait for it to run: its release never becomes ready.

use super::manual_start;
use crate::model::RunStrategy;
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    NEVER_READY = "never-ready", Lifecycle, Warning;
    "a VM that is off keeps its release from becoming ready";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let strategy = &instance.resolved.run.strategy;
    if !matches!(strategy.value, RunStrategy::Halted | RunStrategy::Manual)
        || !context.platform().supports(Feature::ReadyMeansFinished).is_yes()
    {
        return;
    }
    let template =
        "as long as the VM is off its Helm release is not ready, and is tried again every ten minutes";
    let finding = NEVER_READY.finding(instance.id, strategy.path.clone(), template, &[]);
    let ready = "don't let anything wait for the object's condition `Ready`";
    findings.add(if strategy.value == RunStrategy::Manual {
        finding.help(format!("{}; until then {ready}", manual_start::how(instance)))
    } else {
        finding.help(ready)
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn only_releases_that_are_known_to_wait() {
        let drawn =
            |platform: &str| spec("never-ready", "runStrategy: Halted\ndisks: [{name: s}]", &on(platform));
        assert!(drawn("cozystack@1.6").contains("^^^^^^ warning: as long as the VM is off"));
        // Of `Manual` one rule speaks, not two.
        let manual = "runStrategy: Manual\ndisks: [{name: s}]";
        for (platform, rule) in [("cozystack@1.6", "never-ready"), ("cozystack@1.4", "manual-start")] {
            for other in ["never-ready", "manual-start"] {
                let is_silent = spec(other, manual, &on(platform)).is_empty();
                assert_eq!(is_silent, other != rule, "{platform} {other}");
            }
        }
        for platform in ["cozystack@1.4", "cozystack", "hikube"] {
            assert_eq!(drawn(platform), "", "{platform}");
        }
    }
}
