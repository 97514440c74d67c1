//! What vmspec costs, beside what nobody can do without.
//!
//! `cargo run --release -p vmspec-benches -- <times|instructions|folder|editor>`; see `benches/README.md`.

// A benchmark prints its table.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod editor;
mod folder;
mod instructions;
mod manifests;
mod stages;
mod times;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match *words {
        ["times"] => {
            times::print_table();
            Ok(())
        }
        ["instructions"] => instructions::print_table(),
        [instructions::ONE, stage, bytes, calls] => instructions::run_one(stage, bytes, calls),
        ["folder"] => folder::print_table(),
        ["editor"] => editor::print_table(),
        _ => {
            eprintln!("usage: cargo run --release -p vmspec-benches -- <times|instructions|folder|editor>");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
