//! What editors are offered, as people type it: `‸` is where the cursor is.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panics"
)]

mod actions;
mod completion;
mod hovering;
mod properties;
mod support;
