//! `vmspec check`: say what is wrong with manifests.

use std::path::Path;
use std::{fs, io};

use vmspec::analysis::{Report, SourceFile};
use vmspec::diagnostic::Severity;
use vmspec::rules::{self, Rule};
use vmspec_report::{Format, Options, RuleText, Sources, render};

use crate::args::{CheckArgs, ReportFile};
use crate::changed::Changed;
use crate::configuration::{self, Flags};
use crate::error::Error;
use crate::output::Output;
use crate::{Verdict, inputs, repository, session, watch};

/// Checks once, or whenever something changes.
pub(crate) fn run(args: &CheckArgs) -> Result<Verdict, Error> {
    if !args.watch {
        return check(args);
    }
    watch::run(&args.inputs, &written(args), || check(args))
}

/// The files that the report goes to.
fn written(args: &CheckArgs) -> Vec<&Path> {
    args.output.iter().map(|file| file.path.as_path()).collect()
}

/// Checks, and prints the report even if some inputs can't be read.
fn check(args: &CheckArgs) -> Result<Verdict, Error> {
    let output = Output::new(args.color.color);
    let flags = Flags {
        target: &args.target,
        rules: Some(&args.rules),
        fail_on: args.exit.fail_on,
        baseline: args.baseline.as_deref(),
    };
    let changed = args.changed.as_deref().map(Changed::since).transpose()?;
    let (mut inputs, mut errors) = inputs::collect(&args.inputs)?;
    inputs::leave_out(&mut inputs, &written(args));
    let (mut judged, unreadable) = session::judge(configuration::groups(inputs, &flags)?);
    let stale = judged.accept()?;
    errors.extend(unreadable);
    errors.iter().for_each(Output::report_error);
    if let Some(changed) = changed {
        judged.keep(|name| changed.contains(Path::new(name)));
    }
    let (is_serious, fail_on) = (judged.is_serious(), judged.fail_on());
    let (files, found) = judged.into_files();
    if files.is_empty() && !errors.is_empty() {
        return Ok(Verdict::Failed);
    }
    let mut report = Report::of_files(files.iter().zip(found));
    report.summary.stale = stale;
    let unwritten = write(args, &report, &files, fail_on, &output)?;
    if !args.watch {
        // The program ends here. Giving back the memory of many files piece by piece would take a tenth of its time.
        std::mem::forget((report, files));
    }
    Ok(if !errors.is_empty() || unwritten {
        Verdict::Failed
    } else if is_serious && !args.exit.exit_zero {
        Verdict::Found
    } else {
        Verdict::Clean
    })
}

/// Writes the report in all forms that are asked for. Returns whether a file could not be written.
fn write(
    args: &CheckArgs,
    report: &Report,
    files: &[SourceFile],
    fail_on: Option<Severity>,
    output: &Output,
) -> Result<bool, Error> {
    let sources = Sources::new(files);
    let texts = rule_texts();
    let mut options = Options::default();
    options.summary = !args.quiet;
    options.suppressed = args.show_suppressed;
    options.fail_on = fail_on;
    options.root = repository::root();
    options.rules = &texts;
    let mut unwritten = false;
    for ReportFile { format, path } in &args.output {
        if let Err(source) = write_file(path, &render(*format, report, &sources, &options)) {
            Output::report_error(&Error::WriteFile { path: path.clone(), source });
            unwritten = true;
        }
    }
    options.human = output.human();
    let format = args.format.unwrap_or_else(default_format);
    output.write(&render(format, report, &sources, &options))?;
    Ok(unwritten)
}

/// Annotations where a GitHub workflow runs, as nobody reads its log line by line.
fn default_format() -> Format {
    let is_workflow = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    if is_workflow { Format::Github } else { Format::Human }
}

/// Writes a report, and makes its folder: pipelines ask for `reports/vmspec.xml` before there is any report.
fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn rule_texts() -> Vec<RuleText<'static>> {
    let text = |rule: &&'static Rule| RuleText {
        name: rule.name,
        group: rule.group.name(),
        severity: rule.severity,
        summary: rule.summary,
        page: rule.page(),
    };
    rules::all().iter().map(text).collect()
}
