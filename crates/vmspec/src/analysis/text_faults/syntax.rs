//! Diagnostics of texts that are not the YAML that kubectl reads.

use std::sync::Arc;

use vmspec_yaml::{FieldPath, Problem, ProblemKind, Tree};

use crate::diagnostic::{Diagnostic, Label, ResourceName};
use crate::rules::{Rule, syntax};

/// Faults of the text as a whole.
pub(in crate::analysis) fn of_text(file: &Arc<str>, tree: &Tree) -> Vec<Diagnostic> {
    tree.problems().iter().map(|problem| diagnostic(file, 0, None, problem)).collect()
}

/// Faults of the text of one document.
pub(in crate::analysis) fn of_document(
    file: &Arc<str>,
    tree: &Tree,
    index: usize,
    resource: Option<&ResourceName>,
) -> Vec<Diagnostic> {
    let problems = tree.documents().get(index).map(|document| document.problems()).unwrap_or_default();
    problems.iter().map(|problem| diagnostic(file, index, resource, problem)).collect()
}

/// Whether such problems may hide fields, so that nothing can be said of what is missing.
pub(in crate::analysis) fn hides_fields(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| !matches!(problem.kind, ProblemKind::DuplicateKey { .. }))
}

fn rule_of(kind: &ProblemKind) -> &'static Rule {
    match kind {
        ProblemKind::DuplicateKey { .. } => &syntax::DUPLICATE_KEY,
        ProblemKind::LimitExceeded => &syntax::LIMIT_EXCEEDED,
        _ => &syntax::YAML_SYNTAX,
    }
}

fn diagnostic(
    file: &Arc<str>,
    document: usize,
    resource: Option<&ResourceName>,
    problem: &Problem,
) -> Diagnostic {
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
        message: problem.message.clone(),
        args: Vec::new(),
        help: None,
        file: Arc::clone(file),
        document,
        resource: resource.cloned(),
        path: FieldPath::root(),
        span: problem.span,
        labels,
        fix: None,
    }
}
