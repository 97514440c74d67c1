//! Reading a node again and again until all that is left of it can be read.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use serde::Deserialize;

use super::deserializer::NodeDeserializer;
use super::fault::{Cause, Fault, Site};
use super::place::{Place, PlaceId};
use super::{Decoded, Issue, IssueKind};
use crate::{FieldPath, Limits, Node, ProblemKind, Span};

/// Values that all passes over one node may visit before decoding is given up.
///
/// Each fault costs a pass, so without this a large document with many faults would take time in proportion to both.
const MAX_VISITS: usize = 10_000_000;

/// What the deserializers of one decode share.
pub(super) struct Context<'t> {
    root: Node<'t>,
    limits: Limits,
    left_out: HashSet<PlaceId>,
    unknown_fields: RefCell<UnknownFields>,
    visits: Cell<usize>,
    alias_visits: Cell<usize>,
}

#[derive(Default)]
struct UnknownFields {
    seen: HashSet<PlaceId>,
    issues: Vec<Issue>,
}

impl<'t> Context<'t> {
    /// Counts the visit of a value.
    ///
    /// # Errors
    ///
    /// If aliases have led to too many values. The fault is placed at the outermost alias, so that leaving it out
    /// frees what stands below all at once.
    pub(super) fn visit(&self, place: &Place<'_, 't>) -> Result<(), Fault> {
        self.visits.set(self.visits.get() + 1);
        if place.aliased {
            self.alias_visits.set(self.alias_visits.get() + 1);
            if self.alias_visits.get() > self.limits.alias_nodes {
                let message = format!("aliases expand to more than {} values", self.limits.alias_nodes);
                return Err(Fault::new(Cause::LimitExceeded { message }).at(place.outermost_alias()));
            }
        }
        Ok(())
    }

    /// Checks that the collection at `place` may be entered.
    ///
    /// # Errors
    ///
    /// If it is nested too deeply.
    pub(super) fn enter(&self, place: &Place<'_, 't>) -> Result<(), Fault> {
        if place.depth < self.limits.depth {
            return Ok(());
        }
        let message = format!("collections are nested more than {} deep", self.limits.depth);
        Err(Fault::new(Cause::LimitExceeded { message }))
    }

    /// Whether an earlier fault left out the value at this place.
    pub(super) fn is_left_out(&self, place: &Place<'_, 't>) -> bool {
        !self.left_out.is_empty() && place.id().is_some_and(|id| self.left_out.contains(&id))
    }

    /// Records that nobody asked for the key of the entry at `place`.
    pub(super) fn unknown_field(&self, place: &Place<'_, 't>, key: Node<'t>, known: &'static [&'static str]) {
        let mut unknown = self.unknown_fields.borrow_mut();
        let Some(id) = place.id() else { return };
        // One more than the limit tells that there were more.
        if unknown.issues.len() <= self.limits.issues && unknown.seen.insert(id) {
            let kind = IssueKind::UnknownField { field: key.text().to_owned(), known };
            unknown.issues.push(Issue { path: place.path(), span: key.span(), kind });
        }
    }
}

/// The decoding of one node.
pub(super) struct Session<'t> {
    context: Context<'t>,
    issues: Vec<Issue>,
    unreliable: Vec<FieldPath>,
}

impl<'t> Session<'t> {
    pub(super) fn new(root: Node<'t>, limits: &Limits) -> Self {
        let context = Context {
            root,
            limits: limits.clone(),
            left_out: HashSet::new(),
            unknown_fields: RefCell::default(),
            visits: Cell::new(0),
            alias_visits: Cell::new(0),
        };
        Self { context, issues: Vec::new(), unreliable: Vec::new() }
    }

    pub(super) fn run<T: Deserialize<'t>>(mut self) -> Decoded<T> {
        let mut value = None;
        loop {
            self.context.alias_visits.set(0);
            let place = Place::root(self.context.root);
            match T::deserialize(NodeDeserializer::new(&self.context, place)) {
                Ok(read) => {
                    value = Some(read);
                    break;
                }
                Err(fault) => {
                    if !self.leave_out(fault.at(&place)) {
                        break;
                    }
                }
            }
        }
        self.finish(value)
    }

    /// Records a fault and leaves out the smallest entry or item around it. False if reading on is hopeless.
    fn leave_out(&mut self, fault: Fault) -> bool {
        let (cause, Some(site)) = fault.into_parts() else { return false };
        if !self.is_consequence(&cause, &site)
            && let Some(issue) = cause.into_issue(&site)
        {
            self.issues.push(issue);
        }
        self.unreliable.push(site.path);
        let Some(id) = site.id else { return false };
        let is_new = self.context.left_out.insert(id);
        let is_affordable =
            self.context.visits.get() < MAX_VISITS && self.issues.len() <= self.context.limits.issues;
        if is_new && !is_affordable {
            self.give_up(site.span);
        }
        is_new && is_affordable
    }

    fn is_consequence(&self, cause: &Cause, site: &Site) -> bool {
        // A line that the parser could not understand may be the very field that is missed.
        let is_text_broken = || {
            let problems = self.context.root.document().problems();
            problems.iter().any(|problem| problem.kind == ProblemKind::Syntax)
        };
        cause.follows_from(site, &self.unreliable)
            || matches!(cause, Cause::MissingField { .. }) && is_text_broken()
    }

    fn give_up(&mut self, span: Span) {
        let message = "there are too many faults: the rest was not checked".to_owned();
        self.issues.truncate(self.context.limits.issues);
        self.issues.push(Issue { path: FieldPath::root(), span, kind: IssueKind::LimitExceeded { message } });
    }

    fn finish<T>(self, value: Option<T>) -> Decoded<T> {
        let Self { context, mut issues, mut unreliable } = self;
        for issue in context.unknown_fields.into_inner().issues {
            // `deny_unknown_fields` has the type say the same.
            let is_same = |other: &Issue| {
                other.path == issue.path && matches!(other.kind, IssueKind::UnknownField { .. })
            };
            if !issues.iter().any(is_same) {
                issues.push(issue);
            }
        }
        issues.sort_by_key(|issue| issue.span);
        let limit = context.limits.issues;
        if issues.len() > limit
            && !issues.iter().any(|issue| matches!(issue.kind, IssueKind::LimitExceeded { .. }))
        {
            let span = issues.get(limit).map_or_else(Span::default, |issue| issue.span);
            issues.truncate(limit);
            let message = "there are too many faults: the rest is not shown".to_owned();
            issues.push(Issue { path: FieldPath::root(), span, kind: IssueKind::LimitExceeded { message } });
        }
        unreliable.sort();
        unreliable.dedup();
        Decoded { value, issues, unreliable }
    }
}
