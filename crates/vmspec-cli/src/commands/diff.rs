//! `vmspec diff`: say what applying new manifests over old ones really does.

use std::path::Path;

use vmspec::analysis::{ChangeReport, SourceFile, check_change};
use vmspec::rules::Level;
use vmspec_report::{Sources, change};

use crate::args::{DiffArgs, DiffFormat, InputArgs};
use crate::configuration::{Flags, Settings};
use crate::error::Error;
use crate::output::Output;
use crate::{Verdict, inputs, session};

pub(crate) fn run(args: &DiffArgs) -> Result<Verdict, Error> {
    if [&args.old, &args.new].iter().all(|path| path.as_os_str() == "-") {
        return Err(Error::StdinTwice);
    }
    let output = Output::new(args.color.color);
    let flags = Flags { rules: Some(&args.rules), fail_on: args.exit.fail_on, ..Flags::new(&args.target) };
    // What shall be counts, and so does where it is.
    let mut settings = Settings::of_path(&args.new, &flags)?;
    let mut errors = Vec::new();
    let old = load(&args.old, args, &mut settings, &mut errors)?;
    let new = load(&args.new, args, &mut settings, &mut errors)?;
    errors.iter().for_each(Output::report_error);
    if !errors.is_empty() {
        // What could not be read would look as if it were gone, or new.
        return Ok(Verdict::Failed);
    }
    let report = check_change(&old, &new, &settings.options);
    output.write(&render(args, &report, &Sources::of_change(&old, &new), &output))?;
    let matters = |severity| matches!(settings.fail_on, Level::On(least) if severity >= least);
    let found = report.report.diagnostics.iter().any(|diagnostic| matters(diagnostic.severity));
    Ok(if found && !args.exit.exit_zero { Verdict::Found } else { Verdict::Clean })
}

/// The texts of one side; none if a directory holds none.
fn load(
    path: &Path,
    args: &DiffArgs,
    settings: &mut Settings,
    errors: &mut Vec<Error>,
) -> Result<Vec<SourceFile>, Error> {
    let paths = vec![path.to_owned()];
    let side = InputArgs { paths, stdin_filename: args.stdin_filename.clone(), ..InputArgs::default() };
    let (inputs, unlisted) = match inputs::collect(&side) {
        Err(Error::NothingToRead { .. }) => return Ok(Vec::new()),
        collected => collected?,
    };
    errors.extend(unlisted);
    if let Some(page) = inputs.iter().find(|input| input.is_page()) {
        return Err(Error::PageInDiff { name: page.name.clone() });
    }
    for input in &inputs {
        settings.add_file(input);
    }
    let (files, unreadable) = session::load(&inputs, &settings.options);
    errors.extend(unreadable);
    Ok(files)
}

fn render(args: &DiffArgs, report: &ChangeReport, sources: &Sources<'_>, output: &Output) -> String {
    match args.format {
        DiffFormat::Human => {
            let mut text = change::human::render(report, sources, &output.human());
            if !args.quiet {
                let lines = [Some(change::summary_line(report)), change::other_errors(report)];
                for line in lines.into_iter().flatten() {
                    text.push_str(&line);
                    text.push('\n');
                }
            }
            text
        }
        DiffFormat::Json => change::json::render(report, sources),
        DiffFormat::Markdown => change::markdown::render(report, sources),
    }
}
