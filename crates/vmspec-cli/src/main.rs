//! `vmspec` on the command line.
//!
//! | module | what |
//! |---|---|
//! | `args` | the command line as types, with its help texts |
//! | `inputs` | paths to texts: directories walked, files and standard input read |
//! | `configuration` | configuration files and flags: what is in force |
//! | `session` | texts to a report, in parallel |
//! | `changed` | what has changed, by the word of git |
//! | `repository` | where the repository begins |
//! | `watch` | waiting for files to change |
//! | `progress` | a bar for those who wait |
//! | `commands` | one file a command |
//! | `rewriting` | manifests read to be rewritten, and written back |
//! | `output` | standard output and standard error, and whether they take colour |
//!
//! The report goes to standard output and nothing else does; what went wrong with the run itself goes to standard
//! error. Exit codes: 0 nothing found at or above `--fail-on`, 1 something found, 2 the run itself failed.

mod args;
mod changed;
mod commands;
mod configuration;
mod diff;
mod error;
mod inputs;
mod markdown;
mod output;
mod progress;
mod repository;
mod rewriting;
mod session;
mod table;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};

/// Trees and models are many small pieces that several threads ask for at a time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
use crate::output::Output;

fn main() -> ExitCode {
    let cli = Cli::parse_from(args::with_default_command(std::env::args_os().collect()));
    let verdict = match cli.command {
        Command::Check(args) => commands::check::run(&args),
        Command::Diff(args) => commands::diff::run(&args),
        Command::Fix(args) => commands::fix::run(&args),
        Command::Migrate(args) => commands::migrate::run(&args),
        Command::Baseline(args) => commands::baseline::run(&args),
        Command::Config(args) => commands::config::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Rules(args) => commands::rules::run(&args),
        Command::Catalog(args) => commands::catalog::run(&args),
        Command::Lsp(_) => commands::lsp::run(),
        Command::Schema(args) => commands::schema::run(&args),
        Command::Init(args) => commands::init::run(&args),
        Command::Completions(args) => commands::manual::completions(&args),
        Command::Man(args) => commands::manual::man(&args),
    };
    match verdict {
        Ok(verdict) => verdict.into(),
        Err(error) => {
            Output::report_error(&error);
            Verdict::Failed.into()
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing that matters was found.
    Clean,
    /// Something that matters was found.
    Found,
    /// An editor left without a word. The exit code is what the protocol says.
    Abandoned,
    /// The run itself failed, at least in part.
    Failed,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Clean => 0,
            Verdict::Found | Verdict::Abandoned => 1,
            Verdict::Failed => 2,
        })
    }
}
