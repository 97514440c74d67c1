//! What several commands are given.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use vmspec::diagnostic;
use vmspec::model::Quantity;
use vmspec::platform::Platform;
use vmspec::rules::{self, RuleLayer, Selector};

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

fn file_size(text: &str) -> Result<usize, String> {
    let quantity = text.parse::<Quantity>().map_err(|error| error.to_string())?;
    let bytes = usize::try_from(quantity.as_bytes_ceil()).ok().filter(|bytes| *bytes > 0);
    bytes.ok_or_else(|| "expected at least one byte, as in `1Mi`".to_owned())
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

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorChoice {
    /// If the output is a terminal that shows them
    Auto,
    /// Even into a file or a pipe
    Always,
    /// Not at all
    Never,
}

/// What the exit code says of what was found.
#[derive(Debug, Args)]
pub(crate) struct ExitArgs {
    /// The least severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", help_heading = "Exit code")]
    pub(crate) fail_on: Option<FailOn>,
    /// Exit with 0 whatever is found, but still with 2 if something can't be read
    #[arg(long, help_heading = "Exit code")]
    pub(crate) exit_zero: bool,
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
