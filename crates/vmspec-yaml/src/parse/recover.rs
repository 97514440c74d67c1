//! Reading on behind faults: a line that cannot be understood costs itself, not the rest of the document.
//!
//! The event parser stops at the first fault. So the line at fault is found ([`blame`]), made readable in the way it was
//! most likely meant, or taken out together with the lines that stand below it, and the document is parsed again.
//! Spaces take the place of what is taken out and insertions are noted, so that every node keeps its bytes in the
//! source. Each round changes the text, and the number of rounds is limited.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::ErrorKind;

use super::blame::{Verdict, blame, extent, leading_tabs};
use super::build::{Attempt, Failure, build};
use super::line::Line;
use super::patch::{Change, Patched};
use super::{kubectl, place, template};
use crate::tree::Document;
use crate::{Dialect, Limits, Problem, ProblemKind, Span};

/// Bytes that all rounds together may read. A document of usual size never gets there.
const MOST_BYTES: usize = 64 << 20;

/// What was done about a line already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Repaired,
    TakenOut,
}

/// Reads on behind the fault that ended `attempt`. Without an attempt, the first is made here.
pub(super) fn recover(
    piece: Range<usize>,
    source: &str,
    attempt: Option<Attempt>,
    dialect: Dialect,
    limits: &Limits,
) -> Vec<Document> {
    let parsed = source.get(piece.clone()).unwrap_or_default();
    let mut recovery = Recovery {
        source,
        patched: Patched::new(parsed, piece.start),
        problems: Vec::new(),
        steps: HashMap::new(),
        is_template: false,
    };
    let mut attempt = attempt.unwrap_or_else(|| {
        // To the parser, NUL is the end of the text. It gets a problem of its own as a control character.
        let nuls = parsed.match_indices('\0').map(|(at, _)| Change::blank(at..at + 1));
        recovery.patched.apply(&nuls.collect::<Vec<_>>());
        build(&recovery.patched.text, source, &recovery.patched.origin, false, dialect, limits)
    });
    let mut bytes = 0;
    // A fault may take three rounds: one to repair its line, one to take it out, one to take out its neighbour.
    for _ in 0..limits.problems.saturating_mul(3) {
        bytes += recovery.patched.text.len();
        let goes_on = recovery.problems.len() < limits.problems && bytes <= MOST_BYTES.max(4 * parsed.len());
        if !goes_on || !recovery.improve(&attempt) {
            break;
        }
        attempt = build(&recovery.patched.text, source, &recovery.patched.origin, false, dialect, limits);
    }
    recovery.finish(attempt.documents, limits)
}

struct Recovery<'t> {
    source: &'t str,
    patched: Patched,
    problems: Vec<Problem>,
    /// By the start of the line in the source.
    steps: HashMap<usize, Step>,
    is_template: bool,
}

impl Recovery<'_> {
    /// Changes the text so that the next attempt gets further; false if there is nothing left to do.
    fn improve(&mut self, attempt: &Attempt) -> bool {
        let Some(Failure { kind: Some(kind), .. }) = &attempt.failure else {
            return match attempt.template {
                Some(_) if attempt.failure.is_none() && !self.is_template => self.treat_as_template(),
                _ => false,
            };
        };
        let Some(failure) = &attempt.failure else { return false };
        if *kind == ErrorKind::TabInBlockIndentation && failure.open_flow.is_some() {
            // Within brackets kubectl takes tabs for spaces.
            let tabs = leading_tabs(&self.patched.text, failure.at);
            if self.patched.apply(&tabs) {
                return true;
            }
        }
        if self.is_tight_comment(failure.at) {
            // YAML wants a blank before a comment, kubectl does not.
            return self.patched.apply(&[Change::Insert(failure.at, " ".to_owned())]);
        }
        let verdict = blame(&self.patched.text, failure, kind);
        if self.lines_at_fault(failure, &verdict).any(|line| kubectl::suspects(line).next().is_some()) {
            // Such characters get problems of their own.
            let suspects: Vec<Change> = kubectl::suspects(&self.patched.text)
                .map(|(at, char)| Change::Delete(at..at + char.len_utf8()))
                .collect();
            return self.patched.apply(&suspects);
        }
        if self.is_conflict(failure, &verdict) && self.settle_conflicts() {
            return true;
        }
        if !self.is_template && self.touches_template(failure, &verdict) {
            return self.treat_as_template();
        }
        self.follow(failure, &verdict)
    }

    fn is_tight_comment(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.patched.text.as_bytes().get(before..=at));
        matches!(before, Some([before, b'#']) if !before.is_ascii_whitespace())
    }

    fn line_text(&self, at: usize) -> &str {
        let text = &self.patched.text;
        text.get(place::line_start(text, at)..place::line_end(text, at)).unwrap_or_default()
    }

    fn lines_at_fault<'v>(&self, failure: &'v Failure, verdict: &'v Verdict) -> impl Iterator<Item = &str> {
        [failure.at, verdict.line, failure.last_scalar.start].map(|at| self.line_text(at)).into_iter()
    }

    fn is_conflict(&self, failure: &Failure, verdict: &Verdict) -> bool {
        self.lines_at_fault(failure, verdict).any(template::is_conflict_marker)
    }

    fn touches_template(&self, failure: &Failure, verdict: &Verdict) -> bool {
        self.lines_at_fault(failure, verdict).any(template::is_template)
    }

    /// Keeps the first version of every unresolved merge.
    fn settle_conflicts(&mut self) -> bool {
        let conflicts = template::conflicts(&self.patched.text);
        for conflict in &conflicts {
            let span = self.patched.origin.span(conflict.marker.clone());
            self.problems.push(Problem::new(
                ProblemKind::MergeConflict,
                span,
                "an unresolved merge: expected one version, without `<<<<<<<`, `=======` and `>>>>>>>`",
            ));
        }
        let leave_out: Vec<Change> =
            conflicts.into_iter().flat_map(|conflict| conflict.leave_out).map(Change::blank).collect();
        self.patched.apply(&leave_out)
    }

    /// Says once that this is a template, and reads what can be read of it.
    fn treat_as_template(&mut self) -> bool {
        self.is_template = true;
        let directive = template::first_unquoted_directive(&self.patched.text).unwrap_or_default();
        let span = self.patched.origin.span(directive);
        self.problems.clear();
        self.problems.push(Problem::new(
            ProblemKind::Template,
            span,
            "a template, not YAML yet: expected the rendered manifest, as `helm template` gives it",
        ));
        let changes = template::neutralise(&self.patched.text);
        self.patched.apply(&changes)
    }

    /// Repairs or takes out what the verdict blames.
    fn follow(&mut self, failure: &Failure, verdict: &Verdict) -> bool {
        let mut line = Line::at(&self.patched.text, verdict.line);
        let mut key = self.patched.origin.source(line.start);
        let step = self.steps.get(&key).copied();
        if step.is_none() {
            let span = self.patched.origin.span(verdict.span.clone());
            if !self.problems.iter().any(|problem| problem.span == span) {
                self.problems.push(Problem::new(ProblemKind::Syntax, span, verdict.message.clone()));
            }
        }
        if step.is_none() && !verdict.repair.is_empty() {
            self.steps.insert(key, Step::Repaired);
            if self.patched.apply(&verdict.repair) {
                return true;
            }
        }
        let text = &self.patched.text;
        if step == Some(Step::TakenOut) || line.is_blank() {
            // The line is gone already: the fault is where the parser stands, or in the next line that is left.
            line = Line::at(text, failure.at);
            if line.is_blank() {
                let Some(left) = line.next(text).or_else(|| line.previous(text)) else { return false };
                line = left;
            }
            key = self.patched.origin.source(line.start);
        }
        self.steps.insert(key, Step::TakenOut);
        let until = if Line::at(text, verdict.line) == line { verdict.until } else { line.start };
        let range = extent(text, &line, until);
        self.patched.take_out(range)
    }

    fn finish(mut self, mut documents: Vec<Document>, limits: &Limits) -> Vec<Document> {
        self.patched.lost.sort_unstable();
        let last = documents.len().saturating_sub(1);
        for (index, document) in documents.iter_mut().enumerate() {
            let end = document.span.end;
            let is_here = |span: Span| index == last || span.start <= end;
            let (here, later): (Vec<_>, _) =
                std::mem::take(&mut self.problems).into_iter().partition(|problem| is_here(problem.span));
            self.problems = later;
            document.problems.extend(here);
            // A template says one thing only. Its neighbours in the text may say more.
            if document.problems.iter().any(|problem| problem.kind == ProblemKind::Template) {
                document.problems.retain(|problem| {
                    matches!(problem.kind, ProblemKind::Template | ProblemKind::LimitExceeded)
                });
            }
            document.problems.truncate(limits.problems);
            let (here, later): (Vec<_>, _) =
                std::mem::take(&mut self.patched.lost).into_iter().partition(|&span| is_here(span));
            self.patched.lost = later;
            document.lost = here;
            snap_spans(document, self.source);
            document.mark_incomplete(self.source);
        }
        documents
    }
}

/// Moves ends of spans that lie within a character, where part of a blanked line was removed, to its start.
fn snap_spans(document: &mut Document, source: &str) {
    let snap = |offset: &mut u32| {
        while !source.is_char_boundary(*offset as usize) && *offset > 0 {
            *offset -= 1;
        }
    };
    let problems = document.problems.iter_mut().map(|problem| &mut problem.span);
    let nodes = document.nodes.iter_mut().map(|node| &mut node.span);
    let others = document.lost.iter_mut().chain(std::iter::once(&mut document.span));
    for span in problems.chain(nodes).chain(others) {
        snap(&mut span.start);
        snap(&mut span.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_changes() {
        let mut patched = Patched::new("a: 1\n", 0);
        assert!(!patched.apply(&[Change::blank(2..3)]));
        assert!(patched.apply(&[Change::blank(3..4)]));
        assert!(!patched.take_out(2..4));
    }
}
