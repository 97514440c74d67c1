//! The command line as types. The comments are the help texts.

#![expect(clippy::doc_markdown, reason = "help texts are printed as they are written")]

mod check;
mod diff;
mod init;
mod rewriting;
mod schema;
mod shared;
mod showing;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use check::{CheckArgs, ReportFile};
pub(crate) use diff::{DiffArgs, DiffFormat};
pub(crate) use init::InitArgs;
pub(crate) use rewriting::{BaselineArgs, FixArgs, MigrateArgs};
pub(crate) use schema::{SchemaArgs, SchemaDraft, SchemaFlavour, SchemaSubject};
pub(crate) use shared::{ColorArgs, ColorChoice, ExitArgs, FailOn, InputArgs, RuleArgs, Stage, TargetArgs};
pub(crate) use showing::{
    CatalogArgs, CatalogSection, ConfigArgs, ConfigCommand, ConfigShowArgs, ExplainArgs, ListFormat,
    RulesArgs,
};

const AFTER_HELP: &str = "\
`vmspec FILE` is short for `vmspec check FILE`.

Exit codes: 0 nothing found at or above --fail-on; 1 something found; 2 wrong use, or a file that can't be read.";

const DIFF_AFTER_HELP: &str = "\
What runs can be OLD as well: `kubectl get vminstance web -o yaml | vmspec diff - web.yaml`.
An empty file or directory stands for nothing.

Exit codes: 0 nothing found at or above --fail-on; 1 something found; 2 wrong use, or a file that can't be read.";

/// Checks VMInstance and VMDisk manifests of Hikube and Cozystack before the platform gets to see them
///
/// Reads YAML or JSON, says what is wrong and where, and how to fix it. Works offline and changes nothing in any
/// cluster.
#[derive(Debug, Parser)]
#[command(name = "vmspec", version, after_help = AFTER_HELP, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what is wrong with manifests
    #[command(after_help = AFTER_HELP)]
    Check(CheckArgs),
    /// Say what applying new manifests over old ones really does
    ///
    /// Many changes of a disk or VM that exists do nothing, wait for a restart, or cost data. This tells for every
    /// field which, as the platform does it.
    #[command(after_help = DIFF_AFTER_HELP)]
    Diff(DiffArgs),
    /// Apply the fixes that are known, and keep everything else as it is
    ///
    /// Comments, quotes and layout stay. Only fixes after which the same gets deployed are applied, unless --unsafe
    /// asks for the others too. Exit code 1 says that errors remain; with --diff, that there is something to fix.
    Fix(FixArgs),
    /// Rewrite manifests for another platform, in the forms that it reads
    ///
    /// Bare names of disks become mappings, `running` becomes the `runStrategy` that it stands for, `subnets` become
    /// `networks`; everything else stays as it is, comments and layout too. What has no certain counterpart, and what
    /// is right on the old platform only, is told on standard error, each with its place and reason. Exit code 1 says
    /// that something is left to look at, or errors are; with --diff also that there is something to rewrite.
    Migrate(MigrateArgs),
    /// Accept what is found now, so that only what is new is reported
    ///
    /// Writes a file of all findings, each with its rule, resource and path and a fingerprint of the value, but without
    /// the value and the line. `vmspec check --baseline FILE`, or `baseline: FILE` in the configuration, leaves them
    /// out.
    Baseline(BaselineArgs),
    /// Show what is in force, and which file or flag says so
    Config(ConfigArgs),
    /// Explain a rule: what it finds, why that matters, what to do
    Explain(ExplainArgs),
    /// List all rules
    Rules(RulesArgs),
    /// Show what the platform offers: instance types, profiles, images, storage classes, GPUs
    Catalog(CatalogArgs),
    /// Print a JSON Schema, for editors and other tools
    Schema(SchemaArgs),
    /// Write a first manifest: a VM with a disk to start from, with comments
    ///
    /// On a terminal, asks for what is not given. The manifest is checked before it is written.
    Init(InitArgs),
    /// Print the completions of a shell
    ///
    /// For bash: `vmspec completions bash > ~/.local/share/bash-completion/completions/vmspec`.
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
    /// Serve an editor as a language server, on standard input and output
    Lsp(LspArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write the pages of all commands into this directory instead, `vmspec.1` and so on
    #[arg(short, long, value_name = "DIRECTORY")]
    pub(crate) output: Option<PathBuf>,
}

/// How to serve an editor.
#[derive(Debug, Args)]
pub(crate) struct LspArgs {
    /// Talk on standard input and output, which is the only way there is
    #[arg(long)]
    pub(crate) stdio: bool,
}

/// The command line with `check` put in where no command is named: `vmspec vm.yaml`, `vmspec --format json vms/`.
pub(crate) fn with_default_command(mut args: Vec<OsString>) -> Vec<OsString> {
    let Some(first) = args.get(1) else { return args };
    let command = Cli::command();
    let is_command = command.get_subcommands().any(|command| first == command.get_name());
    let is_own = ["help", "-h", "--help", "-V", "--version"].iter().any(|own| first == own);
    if !is_command && !is_own {
        args.insert(1, "check".into());
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn check_is_the_default_command() {
        for (given, expected) in [
            ("vmspec", "vmspec"),
            ("vmspec vm.yaml", "vmspec check vm.yaml"),
            ("vmspec - --quiet", "vmspec check - --quiet"),
            ("vmspec --format json x", "vmspec check --format json x"),
            ("vmspec fix x", "vmspec fix x"),
            ("vmspec help fix", "vmspec help fix"),
            ("vmspec --version", "vmspec --version"),
        ] {
            let args = with_default_command(given.split(' ').map(OsString::from).collect());
            assert_eq!(args.join(" ".as_ref()).to_string_lossy(), expected);
        }
    }
}
