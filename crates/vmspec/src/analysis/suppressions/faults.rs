//! Suppressions that don't do what their author meant.

use std::sync::Arc;

use vmspec_yaml::edit::{Edit, Operation};
use vmspec_yaml::{FieldPath, Node, Span, Tree};

use super::directive::Fault;
use super::{Form, MOST_FAULTS, Name, Suppression, annotation_path};
use crate::analysis::document::LoadedDocument;
use crate::analysis::{SourceFile, locate};
use crate::diagnostic::{Applicability, Args, Diagnostic, Fix, Remedy};
use crate::nearest::nearest;
use crate::rules::{self, Rule, configuration, fill};

/// The finding for a comment that was meant as a directive.
pub(super) fn malformed(
    file: &Arc<str>,
    index: usize,
    document: Option<&LoadedDocument>,
    span: Span,
    fault: &Fault,
) -> Diagnostic {
    let (template, args) = match fault {
        Fault::UnknownWord(word) if word.is_empty() => {
            ("`vmspec:` is followed by nothing, expected `ignore[rule-name]`", Vec::new())
        }
        Fault::UnknownWord(word) => (
            "`vmspec:` is followed by `{found}`, expected `ignore[rule-name]`",
            vec![("found", word.clone())],
        ),
        Fault::NoRules => ("`ignore` names no rule, expected `ignore[rule-name]`", Vec::new()),
        Fault::Unclosed => ("the list of rules has no end, expected `]`", Vec::new()),
    };
    let place = Place { file, index, document, path: FieldPath::root(), span };
    Diagnostic {
        help: Some("nothing is ignored because of this comment".to_owned()),
        ..place.diagnostic(&configuration::INVALID_SUPPRESSION, template, args)
    }
}

/// Adds a finding for each name that can't be ignored.
pub(super) fn of_names(
    file: &Arc<str>,
    tree: &Tree,
    document: Option<&LoadedDocument>,
    suppression: &Suppression,
    faults: &mut Vec<Diagnostic>,
) {
    for name in &suppression.names {
        if name.rule.is_some() {
            continue;
        }
        if faults.len() >= MOST_FAULTS {
            return;
        }
        let written = name.span.slice(tree.text());
        let place =
            Place { file, index: suppression.document, document, path: suppression.path(), span: name.span };
        let args = vec![("found", written.to_owned())];
        let diagnostic = |template| place.diagnostic(&configuration::INVALID_SUPPRESSION, template, args);
        if rules::find(written).is_some() {
            let mut diagnostic = diagnostic("`{found}` can't be ignored here");
            diagnostic.help = Some(
                "what is wrong with the text itself or with its suppressions is reported in any case"
                    .to_owned(),
            );
            faults.push(diagnostic);
            continue;
        }
        let mut diagnostic = diagnostic("there is no rule `{found}`");
        if rules::all().iter().any(|rule| rule.group.name() == written) {
            diagnostic.help = Some("this is a group: name the rules".to_owned());
        } else {
            let ignorable = rules::all().iter().filter(|rule| rule.can_be_suppressed());
            let near = nearest(written, ignorable.map(|rule| rule.name));
            match near.first() {
                None => diagnostic.help = Some("`vmspec rules` lists all rules".to_owned()),
                Some(first) => {
                    diagnostic.help = Some(format!("did you mean `{first}`?"));
                    let is_certain = near.len() == 1;
                    let applicability = if is_certain { Applicability::Safe } else { Applicability::Manual };
                    let fix = of_text(format!("write `{first}`"), name.span, first);
                    diagnostic.fix = Some(Fix { applicability, ..fix });
                }
            }
        }
        faults.push(diagnostic);
    }
}

/// A finding for each suppression, or name in one, for which `is_unused` holds. It gets the rule as well.
///
/// Of documents that could not be understood nothing is said: what is missing there may be what was to be ignored.
pub(in crate::analysis) fn unused(
    file: &SourceFile,
    suppressions: &[Suppression],
    is_unused: impl Fn((usize, usize), &'static Rule) -> bool,
) -> Vec<Diagnostic> {
    let documents = file.documents();
    let mut diagnostics = Vec::new();
    for (index, suppression) in suppressions.iter().enumerate() {
        if diagnostics.len() >= MOST_FAULTS {
            break;
        }
        let unused: Vec<usize> = suppression
            .names
            .iter()
            .enumerate()
            .filter(|(at, name)| name.rule.is_some_and(|rule| is_unused((index, *at), rule)))
            .map(|(at, _)| at)
            .collect();
        let document = suppression.loaded.and_then(|at| documents.get(at));
        // What it hides may be said again once the faults of the text are gone.
        let is_readable = if suppression.is_of_file(file.text()) {
            file.is_whole() && file.documents().iter().all(LoadedDocument::is_readable)
        } else {
            document.is_none_or(LoadedDocument::is_readable)
        };
        if unused.is_empty() || !is_readable {
            continue;
        }
        let place = Place {
            file: file.name(),
            index: suppression.document,
            document,
            path: suppression.path(),
            span: suppression.span,
        };
        if unused.len() == suppression.names.len() {
            diagnostics.push(all_unused(file, &place, suppression));
        } else {
            diagnostics.extend(unused.iter().filter_map(|at| one_unused(file, &place, suppression, *at)));
        }
    }
    diagnostics
}

const HELP: &str = "it would hide the next fault of this kind without a word";

fn all_unused(file: &SourceFile, place: &Place<'_>, suppression: &Suppression) -> Diagnostic {
    let names: Vec<_> = suppression.names.iter().map(|name| name.span.slice(file.text())).collect();
    let args = vec![("rules", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))];
    let rule = &configuration::UNUSED_SUPPRESSION;
    let fix = match suppression.form {
        Form::Comment { removal } => {
            removal.map(|removal| of_text("remove the comment".to_owned(), removal, ""))
        }
        Form::Annotation => {
            place.annotation_fix(file, "remove the annotation", Operation::Remove { path: annotation_path() })
        }
    };
    Diagnostic {
        help: Some(HELP.to_owned()),
        fix,
        ..place.diagnostic(rule, "nothing here is ignored because of {rules}", args)
    }
}

fn one_unused(
    file: &SourceFile,
    place: &Place<'_>,
    suppression: &Suppression,
    at: usize,
) -> Option<Diagnostic> {
    let name = suppression.names.get(at)?;
    let written = name.span.slice(file.text());
    let title = format!("remove `{written}`");
    let fix = match suppression.form {
        Form::Comment { .. } => Some(of_text(title, without(&suppression.names, at)?, "")),
        Form::Annotation => {
            let others = suppression.names.iter().enumerate().filter(|(index, _)| *index != at);
            let others: Vec<_> = others.map(|(_, name)| name.span.slice(file.text())).collect();
            let value = serde_json::Value::from(others.join(", "));
            place.annotation_fix(file, &title, Operation::Replace { path: annotation_path(), value })
        }
    };
    let rule = &configuration::UNUSED_SUPPRESSION;
    let args = vec![("rules", format!("`{written}`"))];
    Some(Diagnostic {
        span: name.span,
        help: Some(HELP.to_owned()),
        fix,
        ..place.diagnostic(rule, "nothing here is ignored because of {rules}", args)
    })
}

/// The bytes of a name among others with the comma that belongs to it.
fn without(names: &[Name], at: usize) -> Option<Span> {
    let span = names.get(at)?.span;
    Some(match names.get(at + 1) {
        Some(next) => Span { start: span.start, end: next.span.start },
        None => Span { start: names.get(at.checked_sub(1)?)?.span.end, end: span.end },
    })
}

/// A fix of text that is no part of the document's value.
fn of_text(title: String, span: Span, text: &str) -> Fix {
    Fix {
        title,
        applicability: Applicability::Safe,
        edits: vec![Edit { span, text: text.to_owned() }],
        operations: Vec::new(),
    }
}

/// Where a finding belongs.
struct Place<'a> {
    file: &'a Arc<str>,
    index: usize,
    document: Option<&'a LoadedDocument>,
    path: FieldPath,
    span: Span,
}

impl Place<'_> {
    fn item(&self) -> FieldPath {
        self.document.map(|document| document.item.clone()).unwrap_or_default()
    }

    fn diagnostic(&self, rule: &'static Rule, template: &str, args: Args) -> Diagnostic {
        Diagnostic {
            rule: rule.name,
            severity: rule.severity,
            message: fill(template, &args),
            args,
            help: None,
            file: Arc::clone(self.file),
            document: self.index,
            item: self.item(),
            resource: self.document.and_then(|document| document.resource.clone()),
            path: self.path.clone(),
            span: self.span,
            labels: Vec::new(),
            fix: None,
            alternatives: Vec::new(),
        }
    }

    /// A fix of the annotation, which is deployed with the rest.
    fn annotation_fix(&self, file: &SourceFile, title: &str, operation: Operation) -> Option<Fix> {
        let root: Node<'_> = file.tree().root(self.index)?.descend(&self.item())?;
        let applicability = Applicability::Unsafe;
        locate::fix(root, Remedy { title: title.to_owned(), applicability, operations: vec![operation] })
    }
}

impl Suppression {
    fn path(&self) -> FieldPath {
        match self.form {
            Form::Comment { .. } => FieldPath::root(),
            Form::Annotation => annotation_path(),
        }
    }
}
