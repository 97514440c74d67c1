//! What `diff` is given.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ColorArgs, ExitArgs, RuleArgs, TargetArgs};

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The manifests as they are: a file, a directory, or `-` for standard input
    pub(crate) old: PathBuf,
    /// The manifests as they shall be: a file, a directory, or `-` for standard input
    pub(crate) new: PathBuf,
    /// The file name to report for standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// How to print what changes
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Output")]
    pub(crate) format: DiffFormat,
    /// Leave out the summary
    #[arg(short, long, help_heading = "Output")]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) exit: ExitArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DiffFormat {
    /// A table of what changes, then what is to be known about it
    Human,
    /// The JSON report of a change, version 1, for programs
    Json,
    /// For the comment on a pull request
    Markdown,
}
