//! Reading a node again and again until all that is left of it can be read.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::deserializer::NodeDeserializer;
use super::fault::{Cause, Fault};
use super::place::{Place, PlaceId};
use super::{Decoded, Issue, IssueKind, Options};
use crate::{FieldPath, Node, NodeId};

/// Values that all passes over one node may visit before decoding is given up.
///
/// Each fault costs a pass, so without this a large document with many faults would take time in proportion to both.
const MAX_VISITS: usize = 10_000_000;

/// By how much the bound on values behind aliases is cut once it was hit. Every further alias that leads to many values
/// costs a pass up to this bound.
const ALIAS_BOUND_CUT: usize = 16;

/// Values behind aliases that all passes may visit before decoding is given up, as a multiple of what one may.
///
/// A fault behind aliases is as many faults as there are ways to it, and a kilobyte can hold a million ways.
const MAX_ALIAS_VISITS: usize = 8;

/// What the deserializers of one decode share.
pub(super) struct Context<'t> {
    pub(super) root: Node<'t>,
    options: Options,
    /// The entries and items left out, by the nodes of their values.
    left_out: HashMap<NodeId, Vec<PlaceId>>,
    /// Values behind aliases that a pass may visit.
    alias_bound: usize,
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
    /// Whether `null` is no value where there may be none.
    pub(super) fn null_is_absent(&self) -> bool {
        self.options.null_is_absent
    }

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
            if self.alias_visits.get() > self.alias_bound {
                return Err(Fault::new(Cause::AliasBound).at(place.outermost_alias()));
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
        if place.depth < self.options.limits.depth {
            return Ok(());
        }
        let message = format!("collections are nested more than {} deep", self.options.limits.depth);
        Err(Fault::new(Cause::LimitExceeded { message }))
    }

    /// Whether an earlier fault left out the value at this place.
    pub(super) fn is_left_out(&self, place: &Place<'_, 't>) -> bool {
        // Most nodes are told by their own id, without the way to them.
        !self.left_out.is_empty()
            && self
                .left_out
                .get(&place.node.id())
                .is_some_and(|ids| place.id().is_some_and(|id| ids.contains(&id)))
    }

    /// Records that nobody asked for the key of the entry at `place`.
    pub(super) fn unknown_field(&self, place: &Place<'_, 't>, key: Node<'t>, known: &'static [&'static str]) {
        let mut unknown = self.unknown_fields.borrow_mut();
        let Some(id) = place.id() else { return };
        // One more than the limit tells that there were more.
        if unknown.issues.len() <= self.options.limits.issues && unknown.seen.insert(id) {
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
    /// Values behind aliases that the passes so far have visited.
    alias_visits: usize,
    /// Whether decoding ended before all faults were found.
    has_given_up: bool,
}

impl<'t> Session<'t> {
    pub(super) fn new(root: Node<'t>, options: &Options) -> Self {
        let context = Context {
            root,
            options: options.clone(),
            left_out: HashMap::new(),
            alias_bound: options.limits.alias_nodes,
            unknown_fields: RefCell::default(),
            visits: Cell::new(0),
            alias_visits: Cell::new(0),
        };
        Self { context, issues: Vec::new(), unreliable: Vec::new(), alias_visits: 0, has_given_up: false }
    }

    pub(super) fn run<T: Deserialize<'t>>(mut self) -> Decoded<T> {
        let mut value = None;
        loop {
            self.context.alias_visits.set(0);
            let place = Place::root(&self.context);
            match T::deserialize(NodeDeserializer { place: &place }) {
                Ok(read) => {
                    value = Some(read);
                    break;
                }
                Err(fault) => {
                    let fault = fault.at(&place);
                    if !self.leave_out(fault) {
                        break;
                    }
                }
            }
        }
        let (issues, unreliable) = self.finish();
        Decoded { value, issues, unreliable }
    }

    /// Records a fault and leaves out the smallest entry or item around it. False if reading on is hopeless.
    fn leave_out(&mut self, fault: Fault) -> bool {
        let (cause, Some(site)) = fault.into_parts() else { return false };
        let cause = if cause == Cause::AliasBound { self.cut_alias_bound() } else { cause };
        if !cause.follows_from(&site, &self.unreliable)
            && let Some(issue) = cause.into_issue(&site, self.context.options.names_values)
        {
            self.issues.push(issue);
        }
        self.unreliable.push(site.path);
        let Some(id) = site.id else { return false };
        // A type that asks for more although it has failed could fail at the same place again.
        let known = self.context.left_out.entry(id.node).or_default();
        let is_new = !known.contains(&id);
        known.push(id);
        let limits = &self.context.options.limits;
        self.alias_visits += self.context.alias_visits.get();
        let is_affordable = self.context.visits.get() < MAX_VISITS
            && self.alias_visits < limits.alias_nodes.saturating_mul(MAX_ALIAS_VISITS)
            && self.issues.len() <= limits.issues;
        self.has_given_up = !is_affordable;
        is_new && is_affordable
    }

    /// What to say about an alias that leads too far: all such aliases are told as one.
    fn cut_alias_bound(&mut self) -> Cause {
        let limit = self.context.options.limits.alias_nodes;
        if self.context.alias_bound < limit {
            return Cause::Known;
        }
        self.context.alias_bound = limit / ALIAS_BOUND_CUT;
        let message =
            format!("aliases lead to more than {limit} values: those that lead furthest are not followed");
        Cause::LimitExceeded { message }
    }

    /// All issues in the order of the text, and the paths that were left out.
    fn finish(self) -> (Vec<Issue>, Vec<FieldPath>) {
        let Self { context, mut issues, mut unreliable, has_given_up, .. } = self;
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
        let limit = context.options.limits.issues;
        if has_given_up || issues.len() > limit {
            issues.truncate(limit);
            let span = issues.last().map_or(context.root.span(), |issue| issue.span);
            let message = "there are too many faults: the rest is not told".to_owned();
            issues.push(Issue { path: FieldPath::root(), span, kind: IssueKind::LimitExceeded { message } });
        }
        unreliable.sort();
        unreliable.dedup();
        (issues, unreliable)
    }
}
