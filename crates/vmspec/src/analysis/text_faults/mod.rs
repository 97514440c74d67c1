//! Diagnostics that come from the text itself: its syntax, what a document is, and the shape of its fields.

mod cloud_config;
mod duplicate;
mod identity;
mod issues;
mod respelling;
mod syntax;

use std::sync::Arc;

use vmspec_yaml::{FieldPath, Node, ScalarMap, Span};

pub(super) use identity::{of_identity, on_platform};
pub(super) use issues::of_issues;
pub(super) use syntax::of_problems;

use super::document::Understood;
use super::{locate, secrets};
use crate::diagnostic::{Applicability, Args, Diagnostic, Fix, Remedy, ResourceName};
use crate::rules::{Rule, Spot, fill};

/// The document that diagnostics are made for.
pub(super) struct DocumentContext<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) root: Node<'a>,
    pub(super) document: usize,
    /// Where `root` stands in the document, if it is an item of a list.
    pub(super) item: &'a FieldPath,
    pub(super) resource: Option<&'a ResourceName>,
    pub(super) understood: Understood,
    /// Where the document stands, if it is the text of a scalar and not of a file.
    pub(super) nest: Option<Nest<'a>>,
}

/// The scalar whose text is a document.
pub(super) struct Nest<'a> {
    pub(super) scalar: Node<'a>,
    /// The path of the document's root.
    pub(super) path: FieldPath,
    pub(super) map: &'a ScalarMap,
}

impl DocumentContext<'_> {
    /// Whether the text says what stands at this path, or that nothing does.
    fn is_certain(&self, path: &FieldPath) -> bool {
        self.understood == Understood::All || locate::is_certain(self.root, path)
    }

    /// A diagnostic at a path of the document.
    pub(super) fn at(
        &self,
        rule: &'static Rule,
        path: FieldPath,
        spot: Spot,
        template: &str,
        args: Args,
    ) -> Diagnostic {
        let span = locate::span_of(self.root, &path, spot);
        self.diagnostic(rule, path, span, template, args)
    }

    fn diagnostic(
        &self,
        rule: &'static Rule,
        path: FieldPath,
        span: Span,
        template: &str,
        args: Args,
    ) -> Diagnostic {
        let (path, span) = match &self.nest {
            Some(nest) => (nest.path.clone().join(&path), nest.map.span(span.range())),
            None => (path, span),
        };
        let path = secrets::presentable_path(path);
        Diagnostic {
            rule: rule.name,
            severity: rule.severity,
            message: fill(template, &args),
            args,
            help: None,
            file: Arc::clone(self.file),
            document: self.document,
            item: self.item.clone(),
            resource: self.resource.cloned(),
            path,
            span,
            labels: Vec::new(),
            fix: None,
            alternatives: Vec::new(),
        }
    }

    /// The diagnostic with a remedy.
    fn fixed(&self, mut diagnostic: Diagnostic, remedy: Remedy) -> Diagnostic {
        diagnostic.fix = self.fix(remedy);
        diagnostic
    }

    /// The diagnostic with remedies to choose from, the likeliest first. Where there are several, all are manual.
    fn fixed_by_one_of(&self, mut diagnostic: Diagnostic, remedies: Vec<Remedy>) -> Diagnostic {
        let is_choice = remedies.len() > 1;
        let manual = |remedy: Remedy| {
            if is_choice { Remedy { applicability: Applicability::Manual, ..remedy } } else { remedy }
        };
        let mut fixes = remedies.into_iter().filter_map(|remedy| self.fix(manual(remedy)));
        diagnostic.fix = fixes.next();
        diagnostic.alternatives = fixes.collect();
        diagnostic
    }

    fn fix(&self, remedy: Remedy) -> Option<Fix> {
        match &self.nest {
            Some(nest) => locate::nested_fix(nest.scalar, self.root, remedy),
            None => locate::fix(self.root, remedy),
        }
    }
}
