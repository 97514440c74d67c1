//! The command line as types. The comments are the help texts.

#![expect(clippy::doc_markdown, reason = "help texts are printed as they are written")]

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use vmspec::diagnostic;
use vmspec::model::Quantity;
use vmspec::platform::Platform;
use vmspec::rules::{self, RuleLayer, Selector};
use vmspec_report::Format;

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
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Report only what is in files that have changed since a commit, such as `origin/main`, or that git does not know yet
    ///
    /// All files are read, so that references between them are followed, and counted are those that have changed. If
    /// REF has gone on since, what counts is where the two parted.
    #[arg(long, value_name = "REF", num_args = 0..=1, require_equals = true, default_missing_value = "HEAD")]
    pub(crate) changed: Option<String>,
    /// Check again whenever a file changes, until it is stopped
    #[arg(long, conflicts_with = "changed")]
    pub(crate) watch: bool,
    /// Leave out the findings that this file accepts; `vmspec baseline` writes it
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub(crate) baseline: Option<PathBuf>,
    /// How to print what was found [default: human, or github under GITHUB_ACTIONS]
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), help_heading = "Output")]
    pub(crate) format: Option<Format>,
    /// Also write what was found to a file, as in `sarif=vmspec.sarif`; can be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report_file, help_heading = "Output")]
    pub(crate) output: Vec<ReportFile>,
    /// Also print what a comment, an annotation or the baseline suppresses; in JSON it is always there
    #[arg(long, help_heading = "Output")]
    pub(crate) show_suppressed: bool,
    /// Leave out the summary
    #[arg(short, long, help_heading = "Output")]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    /// The least severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", help_heading = "Exit code")]
    pub(crate) fail_on: Option<FailOn>,
    /// Exit with 0 whatever is found, but still with 2 if something can't be read
    #[arg(long, help_heading = "Exit code")]
    pub(crate) exit_zero: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The file to write, or `-` for standard output [default: the name with `.yaml`]
    pub(crate) file: Option<PathBuf>,
    /// The name of the VM [default: web]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The golden image to start from; `vmspec catalog images` lists all
    #[arg(long)]
    pub(crate) image: Option<String>,
    /// The instance type; `vmspec catalog instance-types` lists all
    #[arg(long, value_name = "TYPE")]
    pub(crate) instance_type: Option<String>,
    /// The size of the disk
    #[arg(long, value_name = "SIZE")]
    pub(crate) disk_size: Option<String>,
    /// The storage class of the disk; `vmspec catalog storage-classes` lists all
    #[arg(long, value_name = "CLASS")]
    pub(crate) storage_class: Option<String>,
    /// The ports that are open to the Internet, separated by commas [default: 22]
    #[arg(long, value_name = "PORTS", value_delimiter = ',')]
    pub(crate) ports: Option<Vec<u16>>,
    /// The file of the public key that may log in [default: the first of ~/.ssh/id_ed25519.pub, id_ecdsa.pub, id_rsa.pub]
    #[arg(long, value_name = "FILE")]
    pub(crate) ssh_key_file: Option<PathBuf>,
    /// Overwrite the file if it is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Ask nothing
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
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
    /// The least severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", help_heading = "Exit code")]
    pub(crate) fail_on: Option<FailOn>,
    /// Exit with 0 whatever is found, but still with 2 if something can't be read
    #[arg(long, help_heading = "Exit code")]
    pub(crate) exit_zero: bool,
}

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

/// What is read.
#[derive(Debug, Default, Args)]
pub(crate) struct InputArgs {
    /// Files, directories, or `-` for standard input [default: the current directory]
    ///
    /// In directories, all `.yaml`, `.yml` and `.json` files are read, but for hidden ones and those that a .gitignore
    /// or .ignore file names. Symbolic links in directories are not followed. Documents of other kinds are skipped.
    /// Of a `.md` or `.mdx` file the fenced blocks of YAML are read, of a `.sh` file the here-documents.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// In directories, read the fenced blocks of YAML in `.md`, `.markdown` and `.mdx` files as well
    #[arg(long)]
    pub(crate) markdown: bool,
    /// In directories, read the here-documents in `.sh` and `.bash` files as well
    #[arg(long)]
    pub(crate) heredoc: bool,
    /// The file name of standard input in reports; the file itself, if it is there, is not read
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    /// The most that is read of a file, such as `1Mi`; a larger one is an error and not judged [default: 16Mi]
    #[arg(long, value_name = "SIZE", value_parser = file_size)]
    pub(crate) max_file_size: Option<usize>,
}

/// What is judged against.
#[derive(Debug, Args)]
#[command(next_help_heading = "Platform")]
pub(crate) struct TargetArgs {
    /// Where the manifests go: `hikube` or `cozystack`, with a version as in `cozystack@1.6` if you know it [default:
    /// hikube]
    #[arg(long, value_name = "PLATFORM")]
    pub(crate) platform: Option<Platform>,
    /// A catalog file to lay over the built-in catalog, for what your provider offers; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Vec<PathBuf>,
    /// The given files are everything there is: a disk that none of them defines does not exist
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub(crate) complete: Option<bool>,
    /// What the VMs are for: best practices become warnings in production, and are not mentioned in development
    #[arg(long, value_name = "STAGE")]
    pub(crate) stage: Option<Stage>,
    /// Go by this configuration file, instead of the `.vmspec.yaml` that is nearest to each manifest in its directory
    /// and those above
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    pub(crate) config: Option<PathBuf>,
    /// Go by no configuration file
    #[arg(long, conflicts_with = "config", help_heading = "Configuration")]
    pub(crate) no_config: bool,
}

/// How to serve an editor.
#[derive(Debug, Args)]
pub(crate) struct LspArgs {
    /// Talk on standard input and output, which is the only way there is
    #[arg(long)]
    pub(crate) stdio: bool,
}

/// Which rules apply.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct RuleArgs {
    /// Apply these rules and groups only; can be given several times, or with several names separated by commas
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',')]
    pub(crate) select: Vec<Selector>,
    /// Don't apply these rules and groups
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',')]
    pub(crate) ignore: Vec<Selector>,
}

impl RuleArgs {
    pub(crate) fn layer(&self) -> RuleLayer {
        let select = (!self.select.is_empty()).then(|| self.select.clone());
        RuleLayer { select, ignore: self.ignore.clone(), severity: Vec::new() }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ColorArgs {
    /// When to use colours; `auto` respects NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(crate) color: ColorChoice,
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

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// What the schema is for
    #[arg(ignore_case = true)]
    pub(crate) subject: SchemaSubject,
    /// How much a schema of manifests says
    #[arg(long, value_name = "FLAVOUR", default_value = "plain")]
    pub(crate) flavour: SchemaFlavour,
    /// Whose schema to print: `hikube` or `cozystack`, with a version as in `cozystack@1.6`
    #[arg(long, value_name = "PLATFORM", default_value = "hikube")]
    pub(crate) platform: Platform,
    /// A catalog file to lay over the built-in catalog; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Vec<PathBuf>,
    /// The version of the JSON Schema language of a schema of manifests
    #[arg(long, value_name = "DRAFT", default_value = "draft-07")]
    pub(crate) draft: SchemaDraft,
}

/// A report that goes to a file.
#[derive(Clone, Debug)]
pub(crate) struct ReportFile {
    pub(crate) format: Format,
    pub(crate) path: PathBuf,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
}

fn file_size(text: &str) -> Result<usize, String> {
    let quantity = text.parse::<Quantity>().map_err(|error| error.to_string())?;
    let bytes = usize::try_from(quantity.as_bytes_ceil()).ok().filter(|bytes| *bytes > 0);
    bytes.ok_or_else(|| "expected at least one byte, as in `1Mi`".to_owned())
}

fn report_file(text: &str) -> Result<ReportFile, String> {
    match text.split_once('=') {
        Some((format, path)) if !path.is_empty() => {
            let format = format.parse::<Format>().map_err(|error| error.to_string())?;
            Ok(ReportFile { format, path: path.into() })
        }
        _ => Err("expected a format and a file, as in `sarif=vmspec.sarif`".to_owned()),
    }
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

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    /// Tables for people
    Human,
    /// JSON for programs
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorChoice {
    /// If the output is a terminal that shows them
    Auto,
    /// Even into a file or a pipe
    Always,
    /// Not at all
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    /// What the platform rejects or what cannot work
    Error,
    /// Also what works otherwise than it reads, or is risky
    Warning,
    /// Also advice
    Info,
}

impl FailOn {
    pub(crate) fn severity(self) -> diagnostic::Severity {
        match self {
            Self::Error => diagnostic::Severity::Error,
            Self::Warning => diagnostic::Severity::Warning,
            Self::Info => diagnostic::Severity::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Stage {
    /// VMs that people depend on
    Production,
    /// VMs to try things with
    Development,
}

impl Stage {
    pub(crate) fn of_rules(self) -> rules::Stage {
        match self {
            Self::Production => rules::Stage::Production,
            Self::Development => rules::Stage::Development,
        }
    }
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
pub(crate) enum SchemaSubject {
    /// A virtual machine
    #[value(name = "VMInstance")]
    VMInstance,
    /// A disk
    #[value(name = "VMDisk")]
    VMDisk,
    /// A file with resources of both kinds, and of others
    Manifests,
    /// The values of the chart vm-instance
    VmInstanceValues,
    /// The values of the chart vm-disk
    VmDiskValues,
    /// A catalog file
    Catalog,
    /// A configuration file
    Config,
    /// What `check --format json` prints
    Report,
    /// What `diff --format json` prints
    Change,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaFlavour {
    /// The structure, in standard keywords only
    Plain,
    /// All that a schema can judge, with the catalog demanded, in standard keywords only
    Strict,
    /// What editors show: texts, values, snippets, messages
    Editor,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaDraft {
    /// The current one
    #[value(name = "2020-12")]
    Draft202012,
    /// The one that every tool reads
    #[value(name = "draft-07")]
    Draft07,
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
