//! The tasks of this repository, as `cargo xtask <task>`.
//!
//! Each task is a module with one entry function. Start reading at [`ci`], which runs all the others.

// A task runner speaks to the person who started it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod ci;
mod command;
mod coverage;
mod features;
mod fields;
mod generate;
mod npm;
mod npm_names;
mod public_api;
mod rule_index;
mod rule_pages;
mod tally;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <task>

tasks:
  ci [STEP…]   run everything that must hold before a change lands, or only the steps named
  generate     write the generated files
  check        compare the generated files with what is committed
  public-api   write down the public interface of each library that is published
  semver REV   say what breaks programs since a revision, against what the versions promise
  npm          build the npm package, print and record its size
  npm quick    build it in seconds with a module that is several times as large";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest.iter().map(String::as_str).collect()),
        None => ("", Vec::new()),
    };
    let outcome = match (task, rest.as_slice()) {
        ("ci", steps) => ci::run(steps),
        ("generate", []) => generate::write().map(|()| true),
        ("check", []) => generate::check().map(|()| true),
        ("public-api", []) => public_api::write().map(|()| true),
        ("semver", [revision]) => public_api::compare_with(revision).map(|()| true),
        ("npm", []) => npm::build_and_record().map(|()| true),
        ("npm", ["quick"]) => npm::build(npm::Effort::Quick).map(|_| true),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
