//! Starting and stopping.

mod conflicting_run_state;
mod deprecated_running;

pub(super) use conflicting_run_state::CONFLICTING_RUN_STATE;
pub(super) use deprecated_running::DEPRECATED_RUNNING;
