//! What must hold for any input, as functions that panic where it does not.
//!
//! Each function is the body of a fuzz target of the same name (`cargo fuzz run check`), and is also driven by an
//! ordinary test over the seeds and many changes of them, which needs neither a nightly compiler nor libFuzzer.

#![forbid(unsafe_code)]

mod edit;
pub mod mutate;
mod nested;
mod text;

pub use edit::edit;
pub use nested::{keys, nested};
pub use text::{check, decode, parse};

use std::process::ExitCode;

/// Runs `target` on each file given as an argument, to see again what a search found.
pub fn replay(target: fn(&[u8])) -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: give files to replay, or search with `cargo +nightly fuzz run <target>`");
        return ExitCode::from(2);
    }
    for file in files {
        match std::fs::read(&file) {
            Ok(data) => target(&data),
            Err(error) => {
                eprintln!("error: {file}: {error}");
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::SUCCESS
}
