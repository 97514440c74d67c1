//! `vmspec fix`: apply the fixes that are known.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use vmspec::analysis::{Fixed, Options, Report, SourceFile, fix_all_with};
use vmspec::diagnostic::{Applicability, Diagnostic, Fix};
use vmspec_report::summary;

use crate::args::FixArgs;
use crate::commands::explain;
use crate::configuration::{self, Flags, InputGroup};
use crate::error::Error;
use crate::inputs::{self, Input, Origin};
use crate::output::Output;
use crate::{Verdict, diff, session};

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
    let mut done = Done::default();
    let mut report = Report::default();
    for InputGroup { settings, inputs } in configuration::groups(inputs, &Flags::new(&args.target))? {
        let inputs = inputs.into_iter().map(|(_, input)| input).collect();
        let (inputs, before) = load(inputs, &settings.options, &mut errors);
        let fixed = fix_all_with(before.clone(), &settings.options, session::check, accepts);
        let Fixed { files, report: left, applied } = fixed;
        report.append(left);
        for ((input, before), after) in inputs.iter().zip(&before).zip(&files) {
            let changed = before.text() != after.text();
            if args.diff {
                output.write(&diff::unified(before, after, output.color()))?;
            } else if input.origin == Origin::Stdin {
                // Whoever pipes text through expects it back, changed or not.
                Output::write_manifest(after.text())?;
            } else if changed && let Err(error) = write_back(input, after.text()) {
                errors.push(error);
                continue;
            }
            done.files += usize::from(changed);
            done.fixes += applied.iter().filter(|found| found.file == *after.name()).count();
        }
    }
    errors.iter().for_each(Output::report_error);
    if !args.quiet {
        Output::note(&summary(args, done, &report));
    }
    Ok(if !errors.is_empty() {
        Verdict::Failed
    } else if (args.diff && done.files > 0) || (!args.diff && report.summary.errors > 0) {
        Verdict::Found
    } else {
        Verdict::Clean
    })
}

/// What was written, or would be.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    fixes: usize,
    files: usize,
}

/// Reads all inputs. What could not be written back is an error, but is looked at with the others, since they may
/// refer to it.
fn load(inputs: Vec<Input>, options: &Options, errors: &mut Vec<Error>) -> (Vec<Input>, Vec<SourceFile>) {
    let mut kept = Vec::with_capacity(inputs.len());
    let mut files = Vec::with_capacity(inputs.len());
    for input in inputs {
        let bytes = match inputs::read(&input, options.limits.bytes) {
            Ok(bytes) => bytes,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        let Ok(text) = String::from_utf8(bytes) else {
            errors.push(Error::NotUtf8 { name: input.name });
            continue;
        };
        files.push(SourceFile::parse(input.name.as_str(), text, &options.limits));
        kept.push(input);
    }
    (kept, files)
}

/// Replaces a file as a whole: whoever reads it meanwhile sees the old or the new text. A link stays a link.
fn write_back(input: &Input, text: &str) -> Result<(), Error> {
    let Origin::File(path) = &input.origin else { return Ok(()) };
    if !path.is_file() {
        return Err(Error::NotARegularFile { name: input.name.clone() });
    }
    replace(path, text).map_err(|source| Error::WriteFile { path: path.clone(), source })
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut temporary = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().set_permissions(metadata.permissions())?;
    temporary.persist(&path)?;
    Ok(())
}

fn summary(args: &FixArgs, done: Done, report: &Report) -> String {
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

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
