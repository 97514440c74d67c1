//! Findings that somebody does not want to hear of.

use std::collections::{HashMap, HashSet};

use super::{Form, Suppression};
use crate::analysis::workspace::by_place;
use crate::analysis::{Suppressed, SuppressedBy};
use crate::diagnostic::Diagnostic;

/// What came of hiding.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Hidden {
    pub(in crate::analysis) shown: Vec<Diagnostic>,
    pub(in crate::analysis) suppressed: Vec<Suppressed>,
    /// Suppressions that cover a finding, each as its index and that of the name in it.
    pub(in crate::analysis) used: HashSet<(usize, usize)>,
}

/// Takes out the findings that a suppression covers. Of several that cover one finding, the one that starts last counts
/// as used.
pub(in crate::analysis) fn hide(suppressions: &[Suppression], mut diagnostics: Vec<Diagnostic>) -> Hidden {
    let mut hidden = Hidden::default();
    if suppressions.is_empty() {
        hidden.shown = diagnostics;
        return hidden;
    }
    let mut waiting: Vec<(usize, &Suppression)> = suppressions.iter().enumerate().collect();
    waiting.sort_by_key(|(_, suppression)| suppression.reach.start);
    let mut waiting = waiting.into_iter().peekable();
    diagnostics.sort_by(by_place);
    // By rule, those that began before the finding at hand; one that has ended will cover nothing more.
    let mut begun: HashMap<&'static str, Vec<(usize, usize)>> = HashMap::new();
    for diagnostic in diagnostics {
        let at = diagnostic.span.start;
        while let Some((index, suppression)) = waiting.next_if(|(_, next)| next.reach.start <= at) {
            for (name, rule) in
                suppression.names.iter().enumerate().filter_map(|(at, name)| Some((at, name.rule?)))
            {
                begun.entry(rule.name).or_default().push((index, name));
            }
        }
        let covering = begun.get_mut(diagnostic.rule).and_then(|of_rule| {
            while of_rule
                .pop_if(|(index, _)| suppressions.get(*index).is_none_or(|last| last.reach.end < at))
                .is_some()
            {}
            of_rule.last().copied()
        });
        let Some((suppression, place)) = covering.and_then(|place| Some((suppressions.get(place.0)?, place)))
        else {
            hidden.shown.push(diagnostic);
            continue;
        };
        hidden.used.insert(place);
        let by = match suppression.form {
            Form::Comment { .. } => SuppressedBy::Comment,
            Form::Annotation => SuppressedBy::Annotation,
        };
        hidden.suppressed.push(Suppressed { diagnostic, by, reason: suppression.reason.clone() });
    }
    hidden
}
