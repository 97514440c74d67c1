//! `vmspec fix`: apply the fixes that are known.

use vmspec::analysis::{Report, fix_all_with};
use vmspec::diagnostic::{Applicability, Diagnostic, Fix};
use vmspec_report::summary;

use crate::args::FixArgs;
use crate::commands::explain;
use crate::configuration::{self, Flags, InputGroup};
use crate::error::Error;
use crate::output::Output;
use crate::rewriting::{self, Destination, Rewriting, Rewritten, count};
use crate::{Verdict, inputs, session};

/// Fixes all inputs, and writes back those that change.
pub(crate) fn run(args: &FixArgs) -> Result<Verdict, Error> {
    let selected = args.select.iter().map(|name| Ok(explain::find_rule(name)?.name));
    let selected = selected.collect::<Result<Vec<_>, Error>>()?;
    let least = if args.allow_unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let accepts = |diagnostic: &Diagnostic, fix: &Fix| {
        (selected.is_empty() || selected.contains(&diagnostic.rule)) && fix.applicability >= least
    };
    let output = Output::new(args.color.color);
    let (inputs, mut errors) = inputs::collect(&args.inputs)?;
    let mut done = Rewritten::default();
    let mut report = Report::default();
    for InputGroup { settings, inputs } in configuration::groups(inputs, &Flags::new(&args.target))? {
        let inputs = inputs.into_iter().map(|(_, input)| input).collect();
        let (inputs, before) = rewriting::load(inputs, &settings.options, &mut errors);
        let fixed = fix_all_with(before.clone(), &settings.options, session::check, accepts);
        report.append(fixed.report);
        let rewriting =
            Rewriting { inputs: &inputs, before: &before, after: &fixed.files, applied: &fixed.applied };
        done.add(rewriting.write(Destination::new(args.diff, false), &output, &mut errors)?);
    }
    errors.iter().for_each(Output::report_error);
    if !args.quiet {
        Output::note(&conclusion(args, done, &report));
    }
    Ok(if !errors.is_empty() {
        Verdict::Failed
    } else if (args.diff && done.files > 0) || (!args.diff && report.summary.errors > 0) {
        Verdict::Found
    } else {
        Verdict::Clean
    })
}

fn conclusion(args: &FixArgs, done: Rewritten, report: &Report) -> String {
    let verb = if args.diff { "would apply" } else { "applied" };
    let applied = match done.fixes {
        0 => "nothing to fix".to_owned(),
        fixes => format!("{verb} {} in {}", count(fixes, "fix", "fixes"), count(done.files, "file", "files")),
    };
    let left =
        if report.diagnostics.is_empty() { "nothing".to_owned() } else { summary::counts(&report.summary) };
    let is_unsafe = |diagnostic: &&Diagnostic| {
        diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Unsafe)
    };
    let more = match report.diagnostics.iter().filter(is_unsafe).count() {
        0 => String::new(),
        _ if args.allow_unsafe => String::new(),
        more => format!("\n{more} more can be fixed with --unsafe, which changes what is deployed"),
    };
    format!("{applied}; left: {left}{more}")
}
