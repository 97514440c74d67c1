//! Manifests read to be rewritten, and written back: what `fix` and `migrate` share.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use vmspec::analysis::{Options, SourceFile};
use vmspec::diagnostic::Diagnostic;

use crate::error::Error;
use crate::inputs::{self, Input, Origin};
use crate::output::Output;
use crate::{diff, session};

/// Manifests as they were and as they are to be, in the same order.
pub(crate) struct Rewriting<'a> {
    pub(crate) inputs: &'a [Input],
    pub(crate) before: &'a [SourceFile],
    pub(crate) after: &'a [SourceFile],
    /// The findings whose fixes lead from one to the other.
    pub(crate) applied: &'a [Diagnostic],
}

/// What becomes of the new texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Destination {
    /// Files are written back, and what came from standard input goes to standard output.
    Source,
    /// A diff of them goes to standard output.
    Diff,
    /// Files are written back; standard output is for a report, which has the text of standard input.
    SourceAndReport,
    /// Nothing is written but a report.
    Report,
}

impl Destination {
    pub(crate) fn new(only_show: bool, is_report: bool) -> Self {
        match (only_show, is_report) {
            (false, false) => Self::Source,
            (true, false) => Self::Diff,
            (false, true) => Self::SourceAndReport,
            (true, true) => Self::Report,
        }
    }
}

/// What was written, or would be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rewritten {
    pub(crate) fixes: usize,
    pub(crate) files: usize,
}

/// Reads all inputs. What could not be written back is an error, but is looked at with the others, since they may
/// refer to it.
pub(crate) fn load(
    inputs: Vec<Input>,
    options: &Options,
    errors: &mut Vec<Error>,
) -> (Vec<Input>, Vec<SourceFile>) {
    let results = session::load_each(&inputs, options, inputs::parse_whole);
    let mut kept = Vec::with_capacity(inputs.len());
    let mut files = Vec::with_capacity(inputs.len());
    for (input, result) in inputs.into_iter().zip(results) {
        match result {
            Ok(file) => {
                files.push(file);
                kept.push(input);
            }
            Err(error) => errors.push(error),
        }
    }
    (kept, files)
}

impl Rewriting<'_> {
    /// Writes back what has changed, or shows it as a diff. What could not be written is added to `errors`.
    pub(crate) fn write(
        &self,
        to: Destination,
        output: &Output,
        errors: &mut Vec<Error>,
    ) -> Result<Rewritten, Error> {
        let mut done = Rewritten::default();
        for ((input, before), after) in self.inputs.iter().zip(self.before).zip(self.after) {
            let changed = before.text() != after.text();
            if to == Destination::Diff {
                output.write(&diff::unified(before, after, output.color()))?;
            } else if to == Destination::Source && input.origin == Origin::Stdin {
                // Whoever pipes text through expects it back, changed or not.
                Output::write_manifest(after.text())?;
            } else if changed
                && matches!(to, Destination::Source | Destination::SourceAndReport)
                && let Err(error) = write_back(input, after.text())
            {
                errors.push(error);
                continue;
            }
            done.files += usize::from(changed);
            done.fixes += self.applied.iter().filter(|found| found.file == *after.name()).count();
        }
        Ok(done)
    }
}

impl Rewritten {
    pub(crate) fn add(&mut self, other: Self) {
        self.fixes += other.fixes;
        self.files += other.files;
    }
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

/// `1 fix`, `2 fixes`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
