//! `vmspec check`: say what is wrong with manifests.

use vmspec::analysis::{Report, SourceFile, Workspace};
use vmspec_report::{Sources, concise, human, json, summary};

use crate::args::{CheckArgs, Format};
use crate::error::Error;
use crate::output::Output;
use crate::{Verdict, inputs, session};

/// Checks, and prints the report even if some inputs can't be read.
pub(crate) fn run(args: &CheckArgs) -> Result<Verdict, Error> {
    let output = Output::new(args.color.color);
    let options = session::options(&args.target)?;
    let (inputs, mut errors) = inputs::collect(&args.inputs)?;
    let (files, unreadable) = session::load(&inputs, &options);
    errors.extend(unreadable);
    errors.iter().for_each(Output::report_error);
    if !files.is_empty() {
        let workspace = Workspace::new(&files, &options);
        let report = session::check(&workspace);
        output.write(&render(args, &report, &files, &output))?;
        let found =
            report.diagnostics.iter().any(|diagnostic| diagnostic.severity >= args.fail_on.severity());
        if errors.is_empty() {
            return Ok(if found && !args.exit_zero { Verdict::Found } else { Verdict::Clean });
        }
    }
    Ok(Verdict::Failed)
}

fn render(args: &CheckArgs, report: &Report, files: &[SourceFile], output: &Output) -> String {
    let sources = Sources::new(files);
    let mut text = match args.format {
        Format::Human => {
            let mut options = human::Options::default();
            options.color = output.color();
            options.width = output.width();
            human::render(report, &sources, &options)
        }
        Format::Concise => concise::render(report, &sources),
        Format::Json => return json::render(report, &sources),
    };
    if !args.quiet {
        text.push_str(&summary::line(report));
        text.push('\n');
        if let Some(fixable) = summary::fixable(report) {
            text.push_str(&fixable);
            text.push('\n');
        }
    }
    text
}
