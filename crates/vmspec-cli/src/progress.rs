//! Something to look at while a long run goes on.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget};

/// What takes less is over before anybody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

/// A count on standard error, if that is a terminal and the work takes long. It goes away when the work is done.
pub(crate) struct Progress {
    what: &'static str,
    begin: Instant,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(crate) fn start(what: &'static str) -> Self {
        Self { what, begin: Instant::now(), bar: OnceLock::new() }
    }

    /// Does a piece of the work, and counts it.
    pub(crate) fn count<T>(&self, work: impl FnOnce() -> T) -> T {
        let done = work();
        if self.begin.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.bar()).inc(1);
        }
        done
    }

    fn bar(&self) -> ProgressBar {
        // The target hides itself where standard error is no terminal.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_message(self.what);
        bar
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
