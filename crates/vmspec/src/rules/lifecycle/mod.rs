//! Starting and stopping.

mod conflicting_run_state;
mod deprecated_running;
mod end_of_life;
mod manual_start;
mod mismatched_profile;
mod never_ready;

pub(super) use conflicting_run_state::CONFLICTING_RUN_STATE;
pub(super) use deprecated_running::DEPRECATED_RUNNING;
pub(super) use end_of_life::{END_OF_LIFE_IMAGE, END_OF_LIFE_PROFILE};
pub(super) use manual_start::MANUAL_START;
pub(super) use mismatched_profile::MISMATCHED_PROFILE;
pub(super) use never_ready::NEVER_READY;
