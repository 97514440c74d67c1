//! Diagnostics of texts that are not the YAML that kubectl reads.

use std::sync::Arc;

use vmspec_yaml::{FieldPath, Problem, ProblemKind};

use super::DocumentContext;
use crate::analysis::{locate, secrets};
use crate::diagnostic::{Diagnostic, Label};
use crate::rules::{Rule, syntax};

/// Faults of a text as a whole, or of a document that nothing is left of.
pub(in crate::analysis) fn of_problems(
    file: &Arc<str>,
    text: &str,
    document: usize,
    problems: &[Problem],
) -> Vec<Diagnostic> {
    problems.iter().map(|problem| diagnostic(file, text, document, problem)).collect()
}

impl DocumentContext<'_> {
    /// Faults of the text of the document.
    pub(in crate::analysis) fn of_problems(&self, problems: &[&Problem]) -> Vec<Diagnostic> {
        let at_place = |problem: &&Problem| {
            let path = locate::path_at(self.root, problem.span.start, is_on_key(problem));
            let found = Diagnostic {
                item: self.item.clone(),
                resource: self.resource.cloned(),
                path: secrets::presentable_path(path),
                ..diagnostic(self.file, self.root.tree().text(), self.document, problem)
            };
            match problem.kind {
                ProblemKind::DuplicateKey { first } => self.without_duplicate(found, first, problem.span),
                _ => found,
            }
        };
        problems.iter().map(at_place).collect()
    }
}

/// Whether the key at this place is one that somebody meant to write, and not what recovery made of a line.
fn is_on_key(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::DuplicateKey { .. })
}

fn rule_of(kind: &ProblemKind) -> &'static Rule {
    match kind {
        ProblemKind::DuplicateKey { .. } => &syntax::DUPLICATE_KEY,
        ProblemKind::LimitExceeded => &syntax::LIMIT_EXCEEDED,
        _ => &syntax::YAML_SYNTAX,
    }
}

/// The message, which repeats nothing of lines that hold a secret.
fn message(text: &str, problem: &Problem) -> String {
    let is_hidden = |at: u32| {
        let before = text.get(..at as usize).unwrap_or_default();
        let start = before.rfind(['\n', '\r']).map_or(0, |line_end| line_end + 1);
        secrets::hidden_part(text, start).is_some()
    };
    let is_about_key = matches!(problem.kind, ProblemKind::DuplicateKey { .. });
    if !is_about_key && (is_hidden(problem.span.start) || is_hidden(problem.span.end)) {
        return secrets::without_values(&problem.message);
    }
    problem.message.clone()
}

fn diagnostic(file: &Arc<str>, text: &str, document: usize, problem: &Problem) -> Diagnostic {
    let rule = rule_of(&problem.kind);
    let labels = match problem.kind {
        ProblemKind::DuplicateKey { first } => {
            vec![Label { file: Arc::clone(file), span: first, message: "first set here".to_owned() }]
        }
        _ => Vec::new(),
    };
    Diagnostic {
        rule: rule.name,
        severity: rule.severity,
        message: message(text, problem),
        args: Vec::new(),
        help: None,
        file: Arc::clone(file),
        document,
        item: FieldPath::root(),
        resource: None,
        path: FieldPath::root(),
        span: problem.span,
        labels,
        fix: None,
        alternatives: Vec::new(),
    }
}
