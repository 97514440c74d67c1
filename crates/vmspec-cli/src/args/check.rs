//! What `check` is given.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use vmspec_report::Format;

use super::{ColorArgs, ExitArgs, InputArgs, RuleArgs, TargetArgs};

#[derive(Debug, Args)]
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
    #[command(flatten)]
    pub(crate) exit: ExitArgs,
}

/// A report that goes to a file.
#[derive(Clone, Debug)]
pub(crate) struct ReportFile {
    pub(crate) format: Format,
    pub(crate) path: PathBuf,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
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
