//! When a VM runs, in either spelling.

use vmspec_yaml::FieldPath;

use super::effective::Fields;
use super::{Effective, Origin};
use crate::model::{RunStrategy, VMInstanceSpec};
use crate::platform::{Feature, Platform, Support};

/// When a VM runs.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ResolvedRun {
    /// The strategy that holds, or, where it is not known which spelling the platform reads, the one that is written.
    pub strategy: Effective<RunStrategy>,
    /// Whether the platform does what the strategy's field says.
    pub honoured: Support,
    /// What is written and not read, be it for the release or for the other spelling.
    pub ignored: Option<FieldPath>,
    /// Whether both spellings are written and mean different things.
    pub contradictory: bool,
}

/// What `running` means: since v1.0.0 the other spelling says it.
pub(super) fn strategy_of(running: bool) -> RunStrategy {
    if running { RunStrategy::Always } else { RunStrategy::Halted }
}

pub(super) fn resolve(fields: Fields<'_>, spec: &VMInstanceSpec, platform: &Platform) -> ResolvedRun {
    let reads_running = platform.reads_running();
    let reads_strategy = platform.reads_run_strategy();
    let running = spec.running.map(|running| Effective {
        value: strategy_of(running),
        origin: Origin::OtherSpelling,
        path: fields.path("running"),
    });
    let strategy = spec.run_strategy.map(|strategy| Effective {
        value: strategy,
        origin: Origin::Written,
        path: fields.path("runStrategy"),
    });
    let contradictory = match (&running, &strategy) {
        (Some(running), Some(strategy)) => running.value != strategy.value,
        _ => false,
    };

    if reads_strategy.is_no() {
        // Releases before 1.0.0. Before 0.25.0 they took `false` for "not set".
        let takes_false = platform.supports(Feature::RunningFalse);
        let ignored = strategy.map(|strategy| strategy.path);
        let mut running = running.unwrap_or_else(|| {
            fields.effective(
                "running",
                None,
                RunStrategy::Always,
                strategy_of(VMInstanceSpec::DEFAULT_RUNNING),
            )
        });
        let honoured = if running.value == RunStrategy::Always { reads_running } else { takes_false };
        if running.value != RunStrategy::Always && takes_false.is_no() {
            running.value = RunStrategy::Always;
        }
        return ResolvedRun { strategy: running, honoured, ignored, contradictory };
    }

    // `runStrategy` wins where both are read: on Hikube, whose documentation has both, and from 1.0.0 on, where the
    // template looks at `running` only if `runStrategy` is null, and even then takes `false` for "not set".
    let running_path = running.as_ref().map(|running| running.path.clone());
    let default =
        fields.effective("runStrategy", None, RunStrategy::Always, VMInstanceSpec::DEFAULT_RUN_STRATEGY);
    match (strategy, running) {
        (Some(strategy), _) => {
            ResolvedRun { strategy, honoured: reads_strategy, ignored: running_path, contradictory }
        }
        (None, Some(running)) if !reads_running.is_no() => {
            ResolvedRun { strategy: running, honoured: reads_running, ignored: None, contradictory }
        }
        (None, _) => {
            ResolvedRun { strategy: default, honoured: Support::Yes, ignored: running_path, contradictory }
        }
    }
}
