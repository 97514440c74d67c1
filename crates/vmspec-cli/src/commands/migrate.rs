//! `vmspec migrate`: rewrite manifests for another platform.

use vmspec::analysis::{Migration, Report, SourceFile, migrate_with};
use vmspec::diagnostic::Diagnostic;
use vmspec_report::migration::{MigratedFile, MigrationReport};
use vmspec_report::{Sources, json, summary};

use crate::args::{ListFormat, MigrateArgs, TargetArgs};
use crate::configuration::{self, Flags, InputGroup};
use crate::error::Error;
use crate::inputs::Origin;
use crate::output::Output;
use crate::rewriting::{self, Destination, Rewriting, Rewritten, count};
use crate::{Verdict, inputs, session};

/// Rewrites all inputs, writes back those that change, and tells what could not be done.
pub(crate) fn run(args: &MigrateArgs) -> Result<Verdict, Error> {
    let to = configuration::with_catalogs(args.to.clone(), &args.catalog)?;
    let output = Output::new(args.color.color);
    let (inputs, mut errors) = inputs::collect(&args.inputs)?;
    let mut done = Rewritten::default();
    let is_json = matches!(args.format, ListFormat::Json);
    let destination = Destination::new(args.diff, is_json);
    let mut migrated = Migrated::default();
    for InputGroup { settings, inputs } in configuration::groups(inputs, &Flags::new(&origin(args)))? {
        let inputs = inputs.into_iter().map(|(_, input)| input).collect();
        let (inputs, before) = rewriting::load(inputs, &settings.options, &mut errors);
        let migration = migrate_with(before.clone(), &settings.options, &to, session::check);
        let Migration { files, applied, open, report: left, .. } = migration;
        let rewriting = Rewriting { inputs: &inputs, before: &before, after: &files, applied: &applied };
        done.add(rewriting.write(destination, &output, &mut errors)?);
        if !is_json {
            Output::report_findings(&files, open.clone());
        }
        for ((input, before), after) in inputs.iter().zip(&before).zip(&files) {
            migrated.names.push(MigratedFile {
                file: after.name().to_string(),
                changed: before.text() != after.text(),
                text: (input.origin == Origin::Stdin).then(|| after.text().to_owned()),
            });
        }
        migrated.files.extend(files);
        migrated.applied.extend(applied);
        migrated.open.extend(open);
        migrated.report.append(left);
    }
    errors.iter().for_each(Output::report_error);
    let Migrated { names, files, applied, open, report } = migrated;
    let open_points = open.len();
    if is_json {
        let sources = Sources::new(&files);
        let told = MigrationReport::new(args.to.to_string(), names, &applied, open, &report, &sources);
        output.write(&json::to_text(&told))?;
    }
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

/// What became of all inputs, whatever configuration they go by.
#[derive(Default)]
struct Migrated {
    names: Vec<MigratedFile>,
    files: Vec<SourceFile>,
    applied: Vec<Diagnostic>,
    open: Vec<Diagnostic>,
    report: Report,
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
