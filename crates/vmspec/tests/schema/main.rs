//! What the JSON Schemas say of manifests, measured against decoding and the rules.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panics and say what they skip"
)]

mod agreement;
mod faults;
mod fixtures;
mod form;
