//! Diagnostics of a cloud-config's text and structure. They name keys and types and never a value, which may be secret.

use vmspec_yaml::edit::Operation;
use vmspec_yaml::scalar::Value;
use vmspec_yaml::{FieldPath, Issue, IssueKind, Node, NodeKind, Problem, ProblemKind, Segment, Span};

use super::issues::short_name;
use super::{DocumentContext, respelling};
use crate::analysis::locate;
use crate::analysis::secrets::{presentable, without_values};
use crate::cloud_config::deprecated::{DEPRECATED, Deprecated, Form};
use crate::cloud_config::model::OTHER_KEYS;
use crate::diagnostic::{Applicability, Diagnostic, Label, Remedy};
use crate::nearest::nearest;
use crate::rules::{Spot, cloud_config as rules, syntax};

impl DocumentContext<'_> {
    /// What keeps cloud-init from reading the text, and keys that are written twice.
    pub(in crate::analysis) fn of_cloud_config_problems(&self, problems: &[Problem]) -> Vec<Diagnostic> {
        problems.iter().map(|problem| self.cloud_config_problem(problem)).collect()
    }

    fn cloud_config_problem(&self, problem: &Problem) -> Diagnostic {
        let is_duplicate = matches!(problem.kind, ProblemKind::DuplicateKey { .. });
        let path = locate::path_at(self.root, problem.span.start, is_duplicate);
        match &problem.kind {
            ProblemKind::DuplicateKey { first } => {
                let key = path.last().and_then(|segment| match segment {
                    Segment::Key(key) => presentable(key),
                    _ => None,
                });
                let args = vec![("key", key.map_or_else(|| "a key".to_owned(), |key| format!("`{key}`")))];
                let template = "{key} is given twice: cloud-init takes the last one";
                let mut diagnostic =
                    self.diagnostic(&rules::DUPLICATE_KEY, path, problem.span, template, args);
                diagnostic.labels.push(self.label(*first, "first set here"));
                self.without_duplicate(diagnostic, *first, problem.span)
            }
            ProblemKind::LimitExceeded => {
                let args = vec![("reason", problem.message.clone())];
                self.diagnostic(&syntax::LIMIT_EXCEEDED, path, problem.span, "{reason}", args)
            }
            kind => {
                let reason = match kind {
                    ProblemKind::Template => {
                        "a template, which is filled in only below `## template: jinja`".to_owned()
                    }
                    _ => without_values(&problem.message),
                };
                let template = "cloud-init cannot read the cloud-config: {reason}";
                let args = vec![("reason", reason)];
                let mut diagnostic = self.diagnostic(&rules::UNREADABLE, path, problem.span, template, args);
                diagnostic.help = Some("it skips all of it, so nothing of it happens".to_owned());
                diagnostic
            }
        }
    }

    fn label(&self, span: Span, message: &str) -> Label {
        let span = self.nest.as_ref().map_or(span, |nest| nest.map.span(span.range()));
        Label { file: std::sync::Arc::clone(self.file), span, message: message.to_owned() }
    }

    /// A text that is YAML, but no cloud-config: several documents, or no mapping.
    pub(in crate::analysis) fn no_cloud_config(&self, documents: usize) -> Option<Diagnostic> {
        let found = match self.root.kind() {
            _ if documents > 1 => "several documents",
            NodeKind::Mapping => return None,
            NodeKind::Sequence => "a list",
            NodeKind::Scalar if self.root.value() == Some(Value::Null) => return None,
            NodeKind::Scalar => "text",
        };
        let expected = if documents > 1 { "one" } else { "a mapping" };
        let args = vec![("found", found.to_owned()), ("expected", expected.to_owned())];
        let template = "the cloud-config is {found}, expected {expected}";
        let mut diagnostic = self.at(&rules::UNREADABLE, FieldPath::root(), Spot::Value, template, args);
        diagnostic.help = Some("cloud-init skips all of it, so nothing of it happens".to_owned());
        Some(diagnostic)
    }

    /// What cloud-init does not know, and what has a form that it does not take.
    pub(in crate::analysis) fn of_cloud_config_issues(&self, issues: &[Issue]) -> Vec<Diagnostic> {
        issues.iter().filter_map(|issue| self.cloud_config_issue(issue)).collect()
    }

    fn cloud_config_issue(&self, issue: &Issue) -> Option<Diagnostic> {
        let path = issue.path.clone();
        let field = short_name(&path);
        match &issue.kind {
            IssueKind::UnknownField { field, known } => self.unknown_key(path, field, known),
            IssueKind::WrongType { expected, found } => {
                let args = vec![("field", field), ("found", found.clone()), ("expected", expected.clone())];
                let template = "`{field}` is {found}, expected {expected}";
                let mut diagnostic = self.at(&rules::INVALID, path.clone(), Spot::Value, template, args);
                diagnostic.help = wrong_type_help(&path, expected, found);
                Some(match self.root.descend(&path).and_then(|node| retyped(node, path, expected)) {
                    Some(remedy) => self.fixed(diagnostic, remedy),
                    None => diagnostic,
                })
            }
            IssueKind::InvalidValue { message } => {
                let args = vec![("field", field), ("reason", message.clone())];
                Some(self.at(&rules::INVALID, path, Spot::Value, "`{field}`: {reason}", args))
            }
            IssueKind::UnknownValue { known, .. } => {
                let expected = known.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
                let args = vec![("field", field), ("expected", expected)];
                let template = "`{field}` is none of {expected}";
                Some(self.at(&rules::INVALID, path, Spot::Value, template, args))
            }
            IssueKind::MissingField { field } => {
                let parent = path.parent().unwrap_or_default();
                if !self.is_certain(&path) {
                    return None;
                }
                let args = vec![("field", (*field).to_owned()), ("parent", short_name(&parent))];
                let template = "`{parent}` has no `{field}`";
                Some(self.diagnostic(&rules::INVALID, path, issue.span, template, args))
            }
            IssueKind::LimitExceeded { message } => {
                let args = vec![("reason", message.clone())];
                Some(self.diagnostic(&syntax::LIMIT_EXCEEDED, path, issue.span, "{reason}", args))
            }
            _ => None,
        }
    }

    fn unknown_key(&self, path: FieldPath, key: &str, known: &'static [&'static str]) -> Option<Diagnostic> {
        let is_top = path.segments().len() == 1;
        let entry = self.root.descend(&path.parent()?).and_then(|parent| parent.entry(key));
        if entry.is_some_and(|(key, _)| locate::is_doubtful(key)) || is_top && OTHER_KEYS.contains(&key) {
            return None;
        }
        let others = if is_top { OTHER_KEYS.as_slice() } else { &[] };
        let candidates = known.iter().chain(others).copied().filter(|name| !is_deprecated(&path, name));
        let meant = other_word(&path, key).or_else(|| nearest(key, candidates).first().copied());
        let mut args =
            vec![("key", presentable(key).map_or_else(|| "key".to_owned(), |key| format!("key `{key}`")))];
        args.extend(meant.map(|name| ("nearest", name.to_owned())));
        let template = "unknown {key}, which cloud-init ignores";
        let mut diagnostic = self.at(&rules::UNKNOWN_KEY, path.clone(), Spot::Key, template, args);
        let Some(name) = meant else { return Some(diagnostic) };
        diagnostic.help = Some(format!("did you mean `{name}`?"));
        let parent = self.root.descend(&path.parent()?)?;
        if parent.get(name).is_some() {
            return Some(diagnostic);
        }
        let remedy = Remedy {
            title: format!("rename it to `{name}`"),
            applicability: Applicability::Unsafe,
            operations: vec![Operation::RenameKey { path, to: name.to_owned() }],
        };
        Some(self.fixed(diagnostic, remedy))
    }

    /// Keys and forms that cloud-init will give up.
    pub(in crate::analysis) fn of_deprecated_keys(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for group in DEPRECATED.chunk_by(|one, other| one.path.first() == other.path.first()) {
            let top = group.first().and_then(|deprecated| deprecated.path.first());
            let Some((top, value)) = top.and_then(|top| Some((top, self.root.get(top)?))) else { continue };
            for deprecated in group {
                let below = deprecated.path.get(1..).unwrap_or_default();
                self.find_deprecated(deprecated, value, below, FieldPath::root().key(*top), &mut found);
            }
        }
        found
    }

    /// Searches below `node`, which stands at `path`. Recursion is bounded by the depth of the tree.
    fn find_deprecated(
        &self,
        deprecated: &Deprecated,
        node: Node<'_>,
        keys: &[&'static str],
        path: FieldPath,
        found: &mut Vec<Diagnostic>,
    ) {
        if node.kind() == NodeKind::Sequence && !keys.is_empty() {
            for (index, item) in node.items().enumerate() {
                self.find_deprecated(deprecated, item, keys, path.clone().index(index), found);
            }
            return;
        }
        match keys {
            [] if deprecated.form.is_form_of(node) => found.push(self.deprecated(deprecated, path)),
            [] => {}
            [key, rest @ ..] => {
                if let Some(value) = node.get(key) {
                    self.find_deprecated(deprecated, value, rest, path.key(*key), found);
                }
            }
        }
    }

    fn deprecated(&self, deprecated: &Deprecated, path: FieldPath) -> Diagnostic {
        let args = vec![
            ("field", short_name(&path)),
            ("form", deprecated.form.words().to_owned()),
            ("since", deprecated.since.to_owned()),
        ];
        let spot = if deprecated.form == Form::Key { Spot::Key } else { Spot::Value };
        let template = "`{field}`{form} is deprecated since cloud-init {since}";
        let mut diagnostic = self.at(&rules::DEPRECATED, path.clone(), spot, template, args);
        diagnostic.help = Some(deprecated.instead.to_owned());
        let Some(name) = deprecated.rename_to else { return diagnostic };
        let remedy = Remedy {
            title: format!("rename it to `{name}`"),
            // The keys of users have been read with `-` and with `_` since long ago.
            applicability: if deprecated.is_of_user() { Applicability::Safe } else { Applicability::Unsafe },
            operations: vec![Operation::RenameKey { path, to: name.to_owned() }],
        };
        self.fixed(diagnostic, remedy)
    }
}

impl Form {
    fn is_form_of(self, node: Node<'_>) -> bool {
        match (self, node.value()) {
            (Self::Key, _)
            | (Self::Text, Some(Value::Str(_)))
            | (Self::Boolean, Some(Value::Bool(_)))
            | (Self::WholeNumber, Some(Value::Int(_))) => true,
            (Self::Word(word), Some(Value::Str(text))) => text == word,
            (Self::TextBut(word), Some(Value::Str(text))) => text != word,
            (Self::Mapping, None) => node.kind() == NodeKind::Mapping,
            _ => false,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Key | Self::Word(_) => "",
            Self::Text | Self::TextBut(_) => " as text",
            Self::Boolean => " as a boolean",
            Self::WholeNumber => " as a whole number",
            Self::Mapping => " as a mapping",
        }
    }
}

/// Whether a key that might be meant at `path` is deprecated.
fn is_deprecated(path: &FieldPath, key: &str) -> bool {
    let keys = path.segments().iter().filter_map(|segment| match segment {
        Segment::Key(key) => Some(&**key),
        _ => None,
    });
    let mut parents: Vec<&str> = keys.collect();
    parents.pop();
    DEPRECATED.iter().any(|deprecated| {
        deprecated.form == Form::Key
            && deprecated.path.split_last().is_some_and(|(last, rest)| *last == key && rest == parents)
    })
}

/// Words from elsewhere for keys of cloud-init, which are too far from them to be mistyped.
fn other_word(path: &FieldPath, key: &str) -> Option<&'static str> {
    let is_of_user = path.segments().first() == Some(&Segment::Key("users".into()));
    let is_top = path.segments().len() == 1;
    Some(match key {
        "username" | "user" if is_of_user => "name",
        "ssh_keys" | "ssh_key" | "sshKeys" | "ssh_public_keys" | "authorized_keys"
            if is_of_user || is_top =>
        {
            "ssh_authorized_keys"
        }
        "password" if is_of_user => "plain_text_passwd",
        "files" if is_top => "write_files",
        "commands" | "cmd" | "run_commands" if is_top => "runcmd",
        "host_name" if is_top => "hostname",
        "apt_packages" | "install" if is_top => "packages",
        "mode" if path.segments().first() == Some(&Segment::Key("write_files".into())) => "permissions",
        _ => return None,
    })
}

fn wrong_type_help(path: &FieldPath, expected: &str, found: &str) -> Option<String> {
    let is = |name: &'static str| path.last() == Some(&Segment::Key(name.into()));
    if is("ssh_keys") && found == "a list" {
        return Some(
            "these are the keys of the host; those that may log in are `ssh_authorized_keys`".to_owned(),
        );
    }
    if is("permissions") {
        return Some(
            "put it in quotes: without them it is a number, whose digits are not those of the mode"
                .to_owned(),
        );
    }
    if expected == "text" && found == "a date" {
        return Some("put it in quotes, which make it text".to_owned());
    }
    None
}

/// The value in the type that is expected, where that takes quotes or brackets only.
fn retyped(node: Node<'_>, path: FieldPath, expected: &str) -> Option<Remedy> {
    let is_list = expected == "a list";
    if !(is_list || matches!(expected, "text" | "a boolean")) {
        return None;
    }
    let means_what_it_says = match node.value()? {
        Value::Int(number) => number.to_string() == node.text(),
        Value::Bool(value) => value.to_string() == node.text(),
        Value::Float(_) | Value::Uint(_) => false,
        Value::Null | Value::Str(_) | Value::Timestamp(_) => true,
    };
    let is_mode = path.last() == Some(&Segment::Key("permissions".into()));
    let remedy = respelling::of_type(node, path, expected)?;
    let is_safe = is_list || means_what_it_says || is_mode;
    let applicability = if is_safe { Applicability::Safe } else { Applicability::Unsafe };
    Some(Remedy { applicability, ..remedy })
}
