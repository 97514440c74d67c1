//! What `fix`, `migrate` and `baseline` are given, which write files.

use std::path::PathBuf;

use clap::Args;
use vmspec::platform::Platform;

use super::{ColorArgs, InputArgs, ListFormat, RuleArgs, TargetArgs};

#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// Print what would change as a diff, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// Also apply fixes that change what gets deployed
    #[arg(long = "unsafe")]
    pub(crate) allow_unsafe: bool,
    /// Apply the fixes of this rule only; can be given several times, or with several names separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Say nothing about what was done
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// Where the manifests shall go: `cozystack` or `hikube`, with a version as in `cozystack@1.6` if you know it
    #[arg(long, value_name = "PLATFORM")]
    pub(crate) to: Platform,
    /// Where the manifests were made for [default: what the configuration says, or hikube]
    #[arg(long, value_name = "PLATFORM")]
    pub(crate) from: Option<Platform>,
    /// A catalog file to lay over the catalog of the new platform; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Vec<PathBuf>,
    /// Print what would change as a diff, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// How to print what was done; as JSON it goes to standard output, and what came from standard input is in it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ListFormat,
    /// The given files are everything there is: a disk that none of them defines does not exist
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub(crate) complete: Option<bool>,
    /// Say nothing about what was done
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    /// Go by this configuration file, instead of the `.vmspec.yaml` that is nearest to each manifest in its directory
    /// and those above
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    pub(crate) config: Option<PathBuf>,
    /// Go by no configuration file
    #[arg(long, conflicts_with = "config", help_heading = "Configuration")]
    pub(crate) no_config: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BaselineArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// The file to write [default: that of the configuration, or .vmspec-baseline.yaml]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Say nothing about what was done
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}
