//! `vmspec check`: say what is wrong with manifests.

use vmspec::analysis::{Report, SourceFile};
use vmspec_report::{Sources, concise, human, json, summary};

use crate::args::{CheckArgs, Format};
use crate::configuration::{self, Flags};
use crate::error::Error;
use crate::output::Output;
use crate::{Verdict, inputs, session};

/// Checks, and prints the report even if some inputs can't be read.
pub(crate) fn run(args: &CheckArgs) -> Result<Verdict, Error> {
    let output = Output::new(args.color.color);
    let flags = Flags {
        target: &args.target,
        rules: Some(&args.rules),
        fail_on: args.fail_on,
        baseline: args.baseline.as_deref(),
    };
    let (inputs, mut errors) = inputs::collect(&args.inputs)?;
    let (mut judged, unreadable) = session::judge(configuration::groups(inputs, &flags)?);
    let stale = judged.accept()?;
    errors.extend(unreadable);
    errors.iter().for_each(Output::report_error);
    let is_serious = judged.is_serious();
    let (files, found) = judged.into_files();
    if !files.is_empty() {
        let mut report = Report::of_files(files.iter().zip(found));
        report.summary.stale = stale;
        output.write(&render(args, &report, &files, &output))?;
        if errors.is_empty() {
            return Ok(if is_serious && !args.exit_zero { Verdict::Found } else { Verdict::Clean });
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
        for line in [summary::fixable(report), summary::stale(report)].into_iter().flatten() {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}
