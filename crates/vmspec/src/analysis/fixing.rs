//! Applying fixes until none is left.

use std::collections::HashMap;
use std::sync::Arc;

use vmspec_yaml::edit::{Edit, apply};

use super::pieces::Pieces;
use super::{Options, Report, SourceFile, Workspace};
use crate::diagnostic::{Diagnostic, Fix};

/// How often fixes are applied and the result checked again. A fix may bring another to light; none may undo another,
/// so that a few rounds are enough.
const ROUNDS: usize = 10;

/// What fixes have made of texts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// The texts, in the given order.
    pub files: Vec<SourceFile>,
    /// For each text, the edits of what it was. They don't repeat what stays, which may be a secret.
    pub edits: Vec<Vec<Edit>>,
    /// What is still wrong with them.
    pub report: Report,
    /// What was fixed, as it was found.
    pub applied: Vec<Diagnostic>,
}

/// Applies all fixes that are accepted, and those that come to light by it.
///
/// ```
/// use vmspec::analysis::{Options, SourceFile, fix_all};
/// use vmspec::diagnostic::{Applicability, Diagnostic, Fix};
///
/// let options = Options::default();
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec:\n  running: true # now\n";
/// let file = SourceFile::parse("vm.yaml", text, &options.limits);
/// let is_safe = |_: &Diagnostic, fix: &Fix| fix.applicability == Applicability::Safe;
/// let fixed = fix_all(vec![file], &options, is_safe);
/// assert!(fixed.files[0].text().ends_with("\nspec:\n  runStrategy: Always # now\n"));
/// assert_eq!(fixed.applied[0].rule, "deprecated-running");
/// ```
pub fn fix_all(
    files: Vec<SourceFile>,
    options: &Options,
    accepts: impl Fn(&Diagnostic, &Fix) -> bool,
) -> Fixed {
    fn check(workspace: &Workspace<'_>) -> Report {
        workspace.check()
    }
    fix_all_with(files, options, check, accepts)
}

/// The same where `check` judges a workspace: as [`Workspace::check`] does, but for example on several threads.
pub fn fix_all_with(
    mut files: Vec<SourceFile>,
    options: &Options,
    check: impl Fn(&Workspace<'_>) -> Report,
    accepts: impl Fn(&Diagnostic, &Fix) -> bool,
) -> Fixed {
    let old: Vec<Arc<str>> = files.iter().map(|file| Arc::clone(file.tree().shared_text())).collect();
    let mut pieces: Vec<Pieces> = files.iter().map(|file| Pieces::of(file.text())).collect();
    let mut applied = Vec::new();
    let edits_of =
        |pieces: &[Pieces]| pieces.iter().zip(&old).map(|(pieces, old)| pieces.edits(old)).collect();
    for _ in 0..ROUNDS {
        let report = check(&Workspace::new(&files, options));
        let rounds = select(&report.diagnostics, &accepts);
        if rounds.is_empty() {
            return Fixed { files, edits: edits_of(&pieces), report, applied };
        }
        for (file, pieces) in files.iter_mut().zip(&mut pieces) {
            let Some(round) = rounds.get(file.name()) else { continue };
            let text = apply(file.text(), &round.edits);
            pieces.apply(&round.edits);
            applied.extend(round.fixed.iter().map(|diagnostic| (*diagnostic).clone()));
            *file = file.with_text(text, &options.limits);
        }
    }
    let report = check(&Workspace::new(&files, options));
    Fixed { files, edits: edits_of(&pieces), report, applied }
}

/// What one round does to a file.
#[derive(Default)]
struct Round<'d> {
    edits: Vec<Edit>,
    /// Start and end of each edit, in order. What touches any edit touches the last one that starts before its end.
    taken: Vec<(u32, u32)>,
    fixed: Vec<&'d Diagnostic>,
}

/// One round of fixes by file. A fix that touches what an earlier one touches waits for the next round.
fn select<'d>(
    diagnostics: &'d [Diagnostic],
    accepts: impl Fn(&Diagnostic, &Fix) -> bool,
) -> HashMap<Arc<str>, Round<'d>> {
    let mut rounds: HashMap<Arc<str>, Round<'d>> = HashMap::new();
    for diagnostic in diagnostics {
        let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.edits.is_empty()) else { continue };
        if !accepts(diagnostic, fix) {
            continue;
        }
        let round = rounds.entry(Arc::clone(&diagnostic.file)).or_default();
        let touches = |edit: &Edit| {
            let begun = round.taken.partition_point(|(start, _)| *start <= edit.span.end);
            round.taken.get(..begun).and_then(<[_]>::last).is_some_and(|(_, end)| *end >= edit.span.start)
        };
        if fix.edits.iter().any(touches) {
            continue;
        }
        for edit in &fix.edits {
            let before = round.taken.partition_point(|(start, _)| *start <= edit.span.start);
            round.taken.insert(before, (edit.span.start, edit.span.end));
        }
        round.edits.extend(fix.edits.iter().cloned());
        round.fixed.push(diagnostic);
    }
    rounds
}
