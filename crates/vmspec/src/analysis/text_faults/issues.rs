//! Diagnostics of fields that the types don't take.

use serde_json::Value;
use vmspec_yaml::edit::Operation;
use vmspec_yaml::{FieldPath, Issue, IssueKind, Node, NodeKind, Segment};

use super::DocumentContext;
use crate::analysis::misnamed::{self, Misnamed};
use crate::diagnostic::{Applicability, Diagnostic, Remedy};
use crate::model::Quantity;
use crate::nearest::nearest;
use crate::rules::{Spot, spec_field, structure, syntax};

/// Diagnostics of all issues of a document of this kind.
pub(in crate::analysis) fn of_issues(
    context: &DocumentContext<'_>,
    kind: &'static str,
    issues: &[Issue],
) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::with_capacity(issues.len());
    for diagnostic in issues.iter().filter_map(|issue| of_issue(context, kind, issue)) {
        // Once a bound is hit, everything behind it hits the same bound again.
        let again = diagnostic.rule == syntax::LIMIT_EXCEEDED.name
            && diagnostics.iter().any(|earlier| earlier.rule == diagnostic.rule);
        if !again {
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

fn of_issue(context: &DocumentContext<'_>, kind: &'static str, issue: &Issue) -> Option<Diagnostic> {
    let path = issue.path.clone();
    let name = short_name(&path);
    Some(match &issue.kind {
        IssueKind::UnknownField { field, known } => {
            let parent = path.parent().unwrap_or_default();
            if parent == spec_field("source") {
                // Any key of a source counts as one, so the rule `unknown-source` judges them.
                return None;
            }
            let of_spec = parent == FieldPath::root().key("spec");
            if of_spec && field.starts_with('_') {
                return Some(reserved_field(context, issue, field));
            }
            let misnamed = if of_spec { misnamed::find(kind, field) } else { None };
            unknown_field(context, issue, field, known, misnamed)
        }
        IssueKind::WrongType { expected, found } => {
            let args = vec![("field", name), ("expected", expected.clone()), ("found", found.clone())];
            let template = "`{field}` is {found}, expected {expected}";
            let diagnostic =
                context.diagnostic(&structure::WRONG_TYPE, path.clone(), issue.span, template, args);
            match context.root.descend(&path).and_then(|node| respelled(node, expected)) {
                Some(value) => {
                    let title = format!("write `{value}`");
                    let operations = vec![Operation::Replace { path, value }];
                    context
                        .fixed(diagnostic, Remedy { title, applicability: Applicability::Safe, operations })
                }
                None => diagnostic,
            }
        }
        IssueKind::InvalidValue { message } => {
            let args = vec![("field", name), ("reason", message.clone())];
            let template = "`{field}`: {reason}";
            let diagnostic =
                context.diagnostic(&structure::INVALID_VALUE, path.clone(), issue.span, template, args);
            match context.root.descend(&path).and_then(|node| quantity_choice(node)) {
                Some(value) => {
                    let title = format!("write `{value}`");
                    let operations = vec![Operation::Replace { path, value: Value::from(value) }];
                    context
                        .fixed(diagnostic, Remedy { title, applicability: Applicability::Manual, operations })
                }
                None => diagnostic,
            }
        }
        IssueKind::UnknownValue { found, known } => unknown_value(context, issue, found, known),
        IssueKind::MissingField { field } => {
            if !context.is_certain(&path) {
                return None;
            }
            let parent = path.parent().map(|parent| short_name(&parent)).unwrap_or_default();
            let args = vec![("field", (*field).to_owned()), ("parent", parent)];
            let template = "`{parent}` has no `{field}`";
            context.diagnostic(&structure::MISSING_FIELD, path, issue.span, template, args)
        }
        IssueKind::LimitExceeded { message } => {
            let args = vec![("reason", message.clone())];
            context.diagnostic(&syntax::LIMIT_EXCEEDED, path, issue.span, "{reason}", args)
        }
        _ => return None,
    })
}

/// The last field of a path with its indices: `disks[0]`.
fn short_name(path: &FieldPath) -> String {
    let segments = path.segments();
    let last_key = segments.iter().rposition(|segment| matches!(segment, Segment::Key(_))).unwrap_or(0);
    match segments.get(last_key..) {
        Some([]) | None => "the document".to_owned(),
        Some(tail) => FieldPath::from_segments(tail.to_vec()).to_string(),
    }
}

fn reserved_field(context: &DocumentContext<'_>, issue: &Issue, field: &str) -> Diagnostic {
    let path = issue.path.clone();
    let template = "the platform refuses `{field}`: names that start with `_` are its own";
    let args = vec![("field", field.to_owned())];
    let diagnostic = context.diagnostic(&structure::RESERVED_FIELD, path.clone(), issue.span, template, args);
    let remedy = Remedy {
        title: format!("remove `{field}`"),
        applicability: Applicability::Safe,
        operations: vec![Operation::Remove { path }],
    };
    context.fixed(diagnostic, remedy)
}

fn unknown_field(
    context: &DocumentContext<'_>,
    issue: &Issue,
    field: &str,
    known: &'static [&'static str],
    misnamed: Option<&'static Misnamed>,
) -> Diagnostic {
    let path = issue.path.clone();
    let parent = path.parent().unwrap_or_default();
    let mut args = vec![("field", field.to_owned())];
    let near = nearest(field, known.iter().copied()).first().copied();
    let rename_to = match misnamed {
        Some(misnamed) => misnamed.rename_to,
        None => near,
    };
    if let Some(name) = rename_to {
        args.push(("nearest", name.to_owned()));
    }
    let template = "unknown field `{field}`, which the platform ignores";
    let mut diagnostic =
        context.diagnostic(&structure::UNKNOWN_FIELD, path.clone(), issue.span, template, args);
    diagnostic.help = match (misnamed, rename_to) {
        (Some(misnamed), _) => Some(misnamed.help.to_owned()),
        (None, Some(name)) => Some(format!("did you mean `{name}`?")),
        (None, None) => None,
    };
    let taken = |name: &str| context.root.descend(&parent).is_some_and(|parent| parent.get(name).is_some());
    match rename_to {
        Some(name) if !taken(name) => {
            let remedy = Remedy {
                title: format!("rename `{field}` to `{name}`"),
                applicability: Applicability::Unsafe,
                operations: vec![Operation::RenameKey { path, to: name.to_owned() }],
            };
            context.fixed(diagnostic, remedy)
        }
        _ => diagnostic,
    }
}

fn unknown_value(
    context: &DocumentContext<'_>,
    issue: &Issue,
    found: &str,
    known: &'static [&'static str],
) -> Diagnostic {
    let path = issue.path.clone();
    let expected = known.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    let args = vec![("field", short_name(&path)), ("found", found.to_owned()), ("expected", expected)];
    let template = "`{field}` is `{found}`, expected one of {expected}";
    let mut diagnostic = context.at(&structure::UNKNOWN_VALUE, path.clone(), Spot::Value, template, args);
    diagnostic.span = issue.span;
    let Some(meant) = nearest(found, known.iter().copied()).first().copied() else { return diagnostic };
    diagnostic.help = Some(format!("did you mean `{meant}`?"));
    let same_letters = meant.eq_ignore_ascii_case(found);
    let remedy = Remedy {
        title: format!("use `{meant}`"),
        applicability: if same_letters { Applicability::Safe } else { Applicability::Unsafe },
        operations: vec![Operation::Replace { path, value: Value::from(meant) }],
    };
    context.fixed(diagnostic, remedy)
}

/// The same value in the notation that the field takes, if nothing else can be meant.
fn respelled(node: Node<'_>, expected: &str) -> Option<Value> {
    if node.kind() != NodeKind::Scalar {
        return None;
    }
    let text = node.text();
    let meaning = vmspec_yaml::scalar::resolve(text, vmspec_yaml::ScalarStyle::Plain, None);
    match (expected, meaning) {
        ("a boolean", vmspec_yaml::scalar::Value::Bool(value)) => Some(Value::from(value)),
        ("a whole number", vmspec_yaml::scalar::Value::Int(value)) => Some(Value::from(value)),
        ("text", _) if !node.span().is_empty() => Some(Value::from(text)),
        ("a list", vmspec_yaml::scalar::Value::Str(text)) if !text.is_empty() => {
            Some(Value::from(vec![text]))
        }
        _ => None,
    }
}

/// A quantity that a text which is none may mean.
fn quantity_choice(node: Node<'_>) -> Option<String> {
    let error = node.text().parse::<Quantity>().err()?;
    error.suggestions().into_iter().next().map(|quantity| quantity.text().to_owned())
}
