//! `vmspec migrate`: rewrite manifests for another platform.

use vmspec::analysis::{Migration, Report, migrate_with};
use vmspec_report::summary;

use crate::args::{MigrateArgs, TargetArgs};
use crate::configuration::{self, Flags, InputGroup};
use crate::error::Error;
use crate::output::Output;
use crate::rewriting::{self, Rewriting, Rewritten, count};
use crate::{Verdict, inputs, session};

/// Rewrites all inputs, writes back those that change, and tells what could not be done.
pub(crate) fn run(args: &MigrateArgs) -> Result<Verdict, Error> {
    let to = configuration::with_catalogs(args.to.clone(), &args.catalog)?;
    let output = Output::new(args.color.color);
    let (inputs, mut errors) = inputs::collect(&args.inputs)?;
    let mut done = Rewritten::default();
    let (mut report, mut open_points) = (Report::default(), 0);
    for InputGroup { settings, inputs } in configuration::groups(inputs, &Flags::new(&origin(args)))? {
        let inputs = inputs.into_iter().map(|(_, input)| input).collect();
        let (inputs, before) = rewriting::load(inputs, &settings.options, &mut errors);
        let migration = migrate_with(before.clone(), &settings.options, &to, session::check);
        let Migration { files, applied, open, report: left, .. } = migration;
        let rewriting = Rewriting { inputs: &inputs, before: &before, after: &files, applied: &applied };
        done.add(rewriting.write(args.diff, &output, &mut errors)?);
        report.append(left);
        open_points += open.len();
        Output::report_findings(&files, open);
    }
    errors.iter().for_each(Output::report_error);
    if !args.quiet {
        Output::note(&conclusion(args, done, open_points, &report));
    }
    Ok(if !errors.is_empty() {
        Verdict::Failed
    } else if open_points > 0 || report.summary.errors > 0 || (args.diff && done.files > 0) {
        Verdict::Found
    } else {
        Verdict::Clean
    })
}

/// Where the manifests come from.
fn origin(args: &MigrateArgs) -> TargetArgs {
    TargetArgs {
        platform: args.from.clone(),
        catalog: Vec::new(),
        complete: args.complete,
        stage: None,
        config: args.config.clone(),
        no_config: args.no_config,
    }
}

fn conclusion(args: &MigrateArgs, done: Rewritten, open_points: usize, report: &Report) -> String {
    let verb = if args.diff { "would make" } else { "made" };
    let changes = match done.fixes {
        0 => "nothing to rewrite".to_owned(),
        changes => {
            let changes = count(changes, "change", "changes");
            format!("{verb} {changes} in {}", count(done.files, "file", "files"))
        }
    };
    let open = match open_points {
        0 => String::new(),
        open => format!(", {} left to look at", count(open, "thing", "things")),
    };
    let counts = summary::counts(&report.summary);
    let left = if counts.is_empty() { "nothing".to_owned() } else { counts };
    format!("{changes}{open}; `vmspec check --platform {}` says: {left}", args.to)
}
