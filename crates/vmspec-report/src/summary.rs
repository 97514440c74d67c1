//! The last line of a report.

use std::collections::HashSet;
use std::fmt::Write;

use vmspec::analysis::{Report, Summary};
use vmspec::diagnostic::Applicability;

/// What was found, what was checked and what was not, in one line without a line end.
///
/// Skipped documents are always counted: a run that checked nothing must not look like a clean one.
pub fn line(report: &Report) -> String {
    let summary = &report.summary;
    if summary.files == 0 {
        return "nothing to check: no files".to_owned();
    }
    if summary.checked == 0 && report.diagnostics.is_empty() {
        let mut line =
            format!("nothing to check: no VMInstance or VMDisk in {}", count(summary.files, "file"));
        let _ = write!(line, " ({} of other kinds", count(summary.skipped, "document"));
        for (number, noun) in pieces(summary) {
            let _ = write!(line, ", {}", count(number, noun));
        }
        return line + " skipped)";
    }
    let mut line = if report.diagnostics.is_empty() {
        "no findings".to_owned()
    } else {
        let files: HashSet<&str> = report.diagnostics.iter().map(|diagnostic| &*diagnostic.file).collect();
        format!("{} in {}", counts(summary), count(files.len(), "file"))
    };
    line.push_str("; ");
    line.push_str(&count(summary.checked, "document"));
    line.push_str(" checked");
    if summary.skipped > 0 {
        line.push_str(", ");
        line.push_str(&summary.skipped.to_string());
        line.push_str(" of another kind skipped");
    }
    for (number, noun) in pieces(summary) {
        let _ = write!(line, ", {} skipped", count(number, noun));
    }
    if summary.suppressed > 0 {
        line.push_str(", ");
        line.push_str(&count(summary.suppressed, "finding"));
        line.push_str(" suppressed");
    }
    if summary.accepted > 0 {
        line.push_str(", ");
        line.push_str(&count(summary.accepted, "finding"));
        line.push_str(" accepted by the baseline");
    }
    line
}

/// What in pages of documentation is no manifest, if there is any.
fn pieces(summary: &Summary) -> impl Iterator<Item = (usize, &'static str)> {
    let pieces = [(summary.fragments, "fragment"), (summary.templates, "template")];
    pieces.into_iter().filter(|(number, _)| *number > 0)
}

/// Everything that is to be said at the end of a report for people: [`line()`], [`fixable`] and [`stale`].
pub fn lines(report: &Report) -> String {
    let lines = [Some(line(report)), fixable(report), stale(report)];
    lines.into_iter().flatten().map(|line| line + "\n").collect()
}

/// How many entries of the baseline have outlived their finding, or nothing if none has.
pub fn stale(report: &Report) -> Option<String> {
    match report.summary.stale {
        0 => None,
        1 => Some(
            "1 entry of the baseline has outlived its finding; `vmspec baseline` writes it anew".to_owned(),
        ),
        stale => Some(format!(
            "{stale} entries of the baseline have outlived their findings; `vmspec baseline` writes it anew"
        )),
    }
}

/// How many findings have a fix that `vmspec fix` applies, or nothing if there are none. A fix without edits has no
/// place in the text.
pub fn fixable(report: &Report) -> Option<String> {
    let with = |applicability| {
        let fixes = report.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
        fixes.filter(|fix| fix.applicability == applicability && !fix.edits.is_empty()).count()
    };
    match (with(Applicability::Safe), with(Applicability::Unsafe)) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} can be fixed with `vmspec fix`")),
        (0, changes) => {
            Some(format!("{changes} can be fixed with `vmspec fix --unsafe`, which changes what is deployed"))
        }
        (safe, changes) => Some(format!(
            "{safe} can be fixed with `vmspec fix`, {changes} more with `vmspec fix --unsafe`, which changes what is deployed"
        )),
    }
}

/// How many findings of each severity there are: `3 errors, 1 warning`. Empty if there are none.
pub fn counts(summary: &Summary) -> String {
    let counts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")];
    let parts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
    parts.join(", ")
}

/// `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
