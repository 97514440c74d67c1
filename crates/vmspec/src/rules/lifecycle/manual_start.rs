//! Run strategies under which a VM stays off until a person starts it.

use crate::model::RunStrategy;
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    MANUAL_START = "manual-start", Lifecycle, Info;
    "a VM that a person has to start";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let strategy = &instance.resolved.run.strategy;
    let template = match strategy.value {
        RunStrategy::Always | RunStrategy::Halted => return,
        // `never-ready` says it and more.
        RunStrategy::Manual if context.platform().supports(Feature::ReadyMeansFinished).is_yes() => return,
        RunStrategy::Manual => "with `Manual` the VM stays off until somebody starts it",
        RunStrategy::Once | RunStrategy::RerunOnFailure => {
            "with `{strategy}` the VM stays off once it has shut down cleanly"
        }
    };
    let args: [(&'static str, &dyn std::fmt::Display); 1] = [("strategy", &strategy.value.as_str())];
    let finding =
        MANUAL_START.finding(instance.id, strategy.path.clone(), template, &args).help(how(instance));
    findings.add(finding);
}

/// How a person starts the VM.
pub(super) fn how(instance: &Instance<'_>) -> String {
    format!("start it with `virtctl start vm-instance-{}`", instance.vm.name().unwrap_or("NAME"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn always_and_halted_say_what_they_do() {
        let drawn = |strategy: &str| {
            spec(
                "manual-start",
                &format!("runStrategy: {strategy}\ndisks: [{{name: s}}]"),
                &on("cozystack@1.4"),
            )
        };
        assert!(drawn("Manual").contains("info: with `Manual` the VM stays off until"));
        assert!(drawn("Once").contains("info: with `Once` the VM stays off once"));
        assert_eq!(drawn("Always"), "");
        assert_eq!(drawn("Halted"), "");
    }
}
