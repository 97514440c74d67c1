//! Diagnostics of fields that the types don't take.

use serde_json::Value;
use vmspec_yaml::edit::Operation;
use vmspec_yaml::{FieldPath, Issue, IssueKind, Node, NodeKind, ProblemKind, Segment};

use super::{DocumentContext, respelling};
use crate::analysis::assist::fields;
use crate::analysis::secrets::is_secret_place;
use crate::analysis::{locate, misnamed};
use crate::diagnostic::{Applicability, Diagnostic, Remedy, Severity};
use crate::model::{Quantity, VMInstance};
use crate::nearest::nearest;
use crate::rules::placeholder::variable;
use crate::rules::{Rule, Spot, did_you_mean, spec_field, structure, syntax};

/// Diagnostics of all issues of a document of this kind.
pub(in crate::analysis) fn of_issues(
    context: &DocumentContext<'_>,
    kind: &'static str,
    issues: &[Issue],
) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::with_capacity(issues.len());
    let mut missing = Vec::new();
    // Once a bound is hit, by the parser or in an earlier field, everything behind it hits a bound again.
    let problems = context.root.document().problems();
    let mut at_limit = problems.iter().any(|problem| problem.kind == ProblemKind::LimitExceeded);
    for issue in issues {
        let Some(diagnostic) = of_issue(context, kind, issue) else { continue };
        if diagnostic.rule == syntax::LIMIT_EXCEEDED.name && std::mem::replace(&mut at_limit, true) {
            continue;
        }
        diagnostics.push(diagnostic);
    }
    for found in &mut diagnostics {
        let Some(renamed) = renamed(found) else { continue };
        let is_missing =
            |issue: &Issue| matches!(issue.kind, IssueKind::MissingField { .. }) && issue.path == renamed;
        if issues.iter().any(is_missing) {
            missing.push(renamed);
            // The object can't be deployed without the field.
            found.severity = Severity::Error;
            if let Some(fix) = &mut found.fix {
                fix.applicability = Applicability::Safe;
            }
        }
    }
    // Both are one fault: a field that is there under a wrong name.
    diagnostics.retain(|found| found.rule != structure::MISSING_FIELD.name || !missing.contains(&found.path));
    diagnostics
}

/// The path that an unknown field should have.
fn renamed(diagnostic: &Diagnostic) -> Option<FieldPath> {
    match diagnostic.fix.as_ref()?.operations.as_slice() {
        [Operation::RenameKey { path, to }] => Some(path.parent()?.key(to.clone())),
        _ => None,
    }
}

fn of_issue(context: &DocumentContext<'_>, kind: &'static str, issue: &Issue) -> Option<Diagnostic> {
    match &issue.kind {
        IssueKind::UnknownField { field, known } => {
            let parent = issue.path.parent().unwrap_or_default();
            let entry = context.root.descend(&parent).and_then(|parent| parent.entry(field));
            if entry.is_some_and(|(key, _)| locate::is_doubtful(key)) {
                None
            } else if parent == spec_field("source") {
                // Any key of a source counts as one, so the rule `unknown-source` judges them.
                None
            } else if parent == FieldPath::root().key("spec") && field.starts_with('_') {
                Some(reserved_field(context, issue, field))
            } else if parent == FieldPath::root().key("spec") && overrides_name(kind, field) {
                Some(overridden_name(context, issue, field))
            } else {
                Some(unknown_field(context, kind, issue, field, known))
            }
        }
        IssueKind::WrongType { expected, found } => unfilled(context, issue, &structure::WRONG_TYPE)
            .or_else(|| Some(wrong_type(context, issue, expected, found))),
        IssueKind::InvalidValue { message } => unfilled(context, issue, &structure::INVALID_VALUE)
            .or_else(|| Some(invalid_value(context, issue, message))),
        IssueKind::UnknownValue { found, known } => unfilled(context, issue, &structure::UNKNOWN_VALUE)
            .or_else(|| Some(unknown_value(context, issue, found, known))),
        IssueKind::MissingField { field } => {
            if !context.is_certain(&issue.path) {
                return None;
            }
            let parent = short_name(&issue.path.parent().unwrap_or_default());
            let args = vec![("field", (*field).to_owned()), ("parent", parent)];
            let path = issue.path.clone();
            Some(context.diagnostic(
                &structure::MISSING_FIELD,
                path,
                issue.span,
                "`{parent}` has no `{field}`",
                args,
            ))
        }
        IssueKind::LimitExceeded { message } => {
            let args = vec![("reason", message.clone())];
            let path = issue.path.clone();
            Some(context.diagnostic(&syntax::LIMIT_EXCEEDED, path, issue.span, "{reason}", args))
        }
        _ => None,
    }
}

/// The last field of a path with its indices: `disks[0]`.
pub(super) fn short_name(path: &FieldPath) -> String {
    let segments = path.segments();
    let last_key = segments.iter().rposition(|segment| matches!(segment, Segment::Key(_))).unwrap_or(0);
    match segments.get(last_key..) {
        Some([]) | None => "the document".to_owned(),
        Some(tail) => FieldPath::from_segments(tail.to_vec()).to_string(),
    }
}

/// Words about a quantity, with an example that fits the field: CPUs are counted, and not measured in bytes.
fn fitting(path: &FieldPath, words: &str) -> String {
    let is_counted = matches!(path.last(), Some(Segment::Key(key)) if key == "cpu" || key == "sockets");
    if is_counted { words.replace(Quantity::EXPECTED, "a quantity such as `2`") } else { words.to_owned() }
}

fn wrong_type(context: &DocumentContext<'_>, issue: &Issue, expected: &str, found: &str) -> Diagnostic {
    let path = issue.path.clone();
    let found = if is_secret_place(&path) { without_value(found) } else { found };
    let args = vec![
        ("field", short_name(&path)),
        ("found", found.to_owned()),
        ("expected", fitting(&path, expected)),
    ];
    let template = "`{field}` is {found}, expected {expected}";
    let mut diagnostic = context.at(&structure::WRONG_TYPE, path.clone(), Spot::Value, template, args);
    let node = context.root.descend(&path);
    match path.segments() {
        [_, Segment::Key(field)] if field == "cloudInit" && found == "a mapping" => {
            diagnostic.help = Some("write `cloudInit: |`, which makes the lines below it text".to_owned());
            diagnostic.fix = node.and_then(respelling::of_cloud_config);
            return diagnostic;
        }
        [_, Segment::Key(field), _] if field == "externalPorts" => {
            diagnostic.help = Some("list each port by its number: `- 443`".to_owned());
        }
        _ => {}
    }
    match node.and_then(|node| respelling::of_type(node, path, expected)) {
        Some(remedy) => context.fixed(Diagnostic { help: None, ..diagnostic }, remedy),
        None => diagnostic,
    }
}

/// What a value is, without the value.
fn without_value(found: &str) -> &str {
    match found.split_once(" `") {
        Some(("the boolean", _)) => "a boolean",
        Some(_) => "a number",
        None => found,
    }
}

/// A value that is wrong because it waits for a script to fill it in.
fn unfilled(context: &DocumentContext<'_>, issue: &Issue, rule: &'static Rule) -> Option<Diagnostic> {
    let node = context.root.descend(&issue.path).filter(|node| node.kind() == NodeKind::Scalar)?;
    let variable = variable(node.text())?.to_owned();
    let args = vec![("field", short_name(&issue.path)), ("variable", variable)];
    let template = "`{field}` still has the variable `{variable}` in it";
    let mut diagnostic = context.diagnostic(rule, issue.path.clone(), issue.span, template, args);
    diagnostic.help = Some("fill it in before the platform reads the manifest".to_owned());
    Some(diagnostic)
}

fn invalid_value(context: &DocumentContext<'_>, issue: &Issue, message: &str) -> Diagnostic {
    let path = issue.path.clone();
    let args = vec![("field", short_name(&path)), ("reason", fitting(&path, message))];
    let template = "`{field}`: {reason}";
    let diagnostic = context.at(&structure::INVALID_VALUE, path.clone(), Spot::Value, template, args);
    let remedies = context.root.descend(&path).map(|node| respelling::of_quantity(node, &path));
    context.fixed_by_one_of(diagnostic, remedies.unwrap_or_default())
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

/// Whether the chart of the kind reads the field, undocumented, as charts made from Helm's template do.
fn overrides_name(kind: &str, field: &str) -> bool {
    kind == VMInstance::KIND && matches!(field, "nameOverride" | "fullnameOverride")
}

fn overridden_name(context: &DocumentContext<'_>, issue: &Issue, field: &str) -> Diagnostic {
    let template = "`{field}` is not documented, and renames what the platform makes for the VM";
    let args = vec![("field", field.to_owned())];
    let mut diagnostic =
        context.diagnostic(&structure::OVERRIDDEN_NAME, issue.path.clone(), issue.span, template, args);
    diagnostic.help = Some(
        "everything else finds the VM and its Service as `vm-instance-` with the name behind it: leave the field out"
            .to_owned(),
    );
    diagnostic
}

fn unknown_field(
    context: &DocumentContext<'_>,
    kind: &'static str,
    issue: &Issue,
    field: &str,
    known: &'static [&'static str],
) -> Diagnostic {
    let path = issue.path.clone();
    let value = context.root.descend(&path);
    let misnamed = misnamed::find(kind, &path, value.map_or(NodeKind::Scalar, vmspec_yaml::Node::kind));
    let meant = match misnamed {
        Some(misnamed) => misnamed.rename_to.into_iter().collect(),
        None => nearest(field, known.iter().copied()),
    };
    let mut args = vec![("field", field.to_owned())];
    if let Some(name) = meant.first() {
        args.push(("nearest", (*name).to_owned()));
    }
    let template = "unknown field `{field}`, which the platform ignores";
    let mut diagnostic =
        context.diagnostic(&structure::UNKNOWN_FIELD, path.clone(), issue.span, template, args);
    diagnostic.help = match misnamed {
        Some(misnamed) => Some(misnamed.help.to_owned()),
        None if meant.is_empty() => None,
        None => Some(did_you_mean(&meant)),
    };
    let parent = path.parent().and_then(|parent| context.root.descend(&parent));
    let is_free = |name: &&str| parent.is_some_and(|parent| parent.get(name).is_none());
    let renamed = |name: &str| Remedy {
        title: format!("rename `{field}` to `{name}`"),
        applicability: Applicability::Unsafe,
        operations: vec![Operation::RenameKey { path: path.clone(), to: name.to_owned() }],
    };
    let mut remedies: Vec<Remedy> = meant.into_iter().filter(is_free).map(renamed).collect();
    let target = match misnamed {
        Some(misnamed) => {
            misnamed.move_to.and_then(|target| Some((target.path(value?.kind())?, target.is_certain)))
        }
        None if path.segments().len() == 1 && is_of_spec(kind, field) => Some((spec_path(field), true)),
        None => None,
    };
    if let Some((to, is_certain)) = target.filter(|(to, _)| is_vacant(context.root, to)) {
        let applicability = if is_certain { Applicability::Unsafe } else { Applicability::Manual };
        if remedies.is_empty() && misnamed.is_none() {
            diagnostic.help = Some(format!("it belongs to `{to}`"));
        }
        let operations = vec![Operation::Move { path: path.clone(), to: to.clone() }];
        remedies.insert(0, Remedy { title: format!("move it to `{to}`"), applicability, operations });
    }
    context.fixed_by_one_of(diagnostic, remedies)
}

fn spec_path(field: &str) -> FieldPath {
    FieldPath::root().key("spec").key(field.to_owned())
}

/// Whether the spec of this kind has a field of this name.
fn is_of_spec(kind: &str, field: &str) -> bool {
    fields::at(kind, &spec_path(field)).is_some()
}

/// Whether nothing stands at this path, and, of a disk's source, no other one either.
fn is_vacant(root: Node<'_>, path: &FieldPath) -> bool {
    let is_source = path.starts_with(&spec_field("source")) && path.segments().len() > 2;
    let place = if is_source { spec_field("source") } else { path.clone() };
    root.descend(&place).is_none_or(|node| node.span().is_empty())
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
    let mut diagnostic =
        context.diagnostic(&structure::UNKNOWN_VALUE, path.clone(), issue.span, template, args);
    let meant = nearest(found, known.iter().copied());
    diagnostic.help = (!meant.is_empty()).then(|| did_you_mean(&meant));
    let replaced = |name: &str| Remedy {
        title: format!("use `{name}`"),
        applicability: if name.eq_ignore_ascii_case(found) {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        },
        operations: vec![Operation::Replace { path: path.clone(), value: Value::from(name) }],
    };
    let remedies = meant.into_iter().map(replaced).collect();
    context.fixed_by_one_of(diagnostic, remedies)
}

#[cfg(test)]
mod tests {
    use vmspec_yaml::edit::apply;

    use crate::analysis::check;
    use crate::rules::testing::{on, spec};

    #[test]
    fn a_variable_in_place_of_a_value_is_named() {
        let lines = "external: ${EXTERNAL}\nrunStrategy: $STRATEGY\nresources: {memory: '{{ memory }}'}";
        for (rule, expected) in [
            ("wrong-type", "`external` still has the variable `${EXTERNAL}` in it"),
            ("unknown-value", "`runStrategy` still has the variable `$STRATEGY` in it"),
            ("invalid-value", "`memory` still has the variable `{{ memory }}` in it"),
        ] {
            let drawing = spec(rule, lines, &on("hikube"));
            assert!(drawing.trim_end().ends_with(expected), "{rule}: {drawing}");
        }
    }

    #[test]
    fn a_field_in_the_wrong_place_can_be_moved() {
        let fix = |kind: &str, lines: &str| {
            let text = format!("apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\n{lines}");
            let found = check("test.yaml", &text, &on("hikube")).diagnostics;
            let found = found.into_iter().find(|found| found.rule == "unknown-field");
            let fix = found.and_then(|found| found.fix)?;
            Some((
                fix.applicability.name(),
                apply(&text, &fix.edits).lines().skip(2).collect::<Vec<_>>().join("\n"),
            ))
        };
        for (kind, lines, expected) in [
            (
                "VMDisk",
                "metadata: {name: a}\nspec:\n  image: ubuntu-2404 # LTS\n",
                Some((
                    "unsafe",
                    "metadata: {name: a}\nspec:\n  source:\n    image:\n      name: ubuntu-2404 # LTS",
                )),
            ),
            (
                "VMDisk",
                "metadata: {name: a}\nspec: {image: {name: ubuntu-2404}}\n",
                Some(("unsafe", "metadata: {name: a}\nspec: {source: {image: {name: ubuntu-2404}}}")),
            ),
            (
                "VMDisk",
                "metadata: {name: a}\nspec:\n  source: {upload: {}}\nstorage: 20Gi # big\n",
                Some(("unsafe", "metadata: {name: a}\nspec:\n  source: {upload: {}}\n  storage: 20Gi # big")),
            ),
            (
                "VMInstance",
                "metadata:\n  name: a\nspec:\n  memory: 4Gi\n  disks: []\n",
                Some(("manual", "metadata:\n  name: a\nspec:\n  disks: []\n  resources:\n    memory: 4Gi")),
            ),
            (
                "VMInstance",
                "name: web # the shop\nmetadata:\n  labels: {app: web}\n",
                Some(("unsafe", "metadata:\n  labels: {app: web}\n  name: web # the shop")),
            ),
            // Something is there already.
            ("VMInstance", "metadata: {name: a}\nspec: {name: b}\n", None),
            ("VMDisk", "metadata: {name: a}\nspec: {image: a, source: {upload: {}}}\n", None),
        ] {
            let expected = expected.map(|(applicability, text)| (applicability, text.to_owned()));
            assert_eq!(fix(kind, lines), expected, "{lines}");
        }
    }
}
