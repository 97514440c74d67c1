//! What the commands are given that show what vmspec knows and goes by.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use vmspec::platform::Platform;

use super::{ColorArgs, RuleArgs, TargetArgs};

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print what is in force for a file or a directory, and which file or flag says so
    Show(ConfigShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ConfigShowArgs {
    /// The manifest, which need not exist, or a directory
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The rule's name, such as `undersized-disk`
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// How to print the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CatalogArgs {
    /// The table to show [default: all of them]
    pub(crate) section: Option<CatalogSection>,
    /// Whose catalog to show: `hikube` or `cozystack`, with a version as in `cozystack@1.6`
    #[arg(long, value_name = "PLATFORM", default_value = "hikube")]
    pub(crate) platform: Platform,
    /// A catalog file to lay over the built-in catalog; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Vec<PathBuf>,
    /// How to print the tables
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CatalogSection {
    /// Sizes of VMs: `instanceType`
    InstanceTypes,
    /// Devices and firmware that suit an operating system: `instanceProfile`
    Profiles,
    /// Systems kept ready for disks: `source.image.name`
    Images,
    /// Kinds of storage: `storageClass`
    StorageClasses,
    /// Graphics and compute cards: `gpus[].name`
    Gpus,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Human,
    /// JSON for programs
    Json,
}
