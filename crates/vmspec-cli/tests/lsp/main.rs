//! Sessions with the language server, as the binary serves it on standard input and output.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests fail by panics"
)]

mod client;
mod configuration;
mod neovim;
mod protocol;
mod pulling;
mod sessions;
