//! Texts of our own (catalogs, configuration, baselines), read strictly: one document, and nothing in it that is not
//! understood.

use serde::de::DeserializeOwned;
use vmspec_yaml::{FieldPath, IssueKind, Limits, Span, Tree};

use crate::nearest::nearest;

/// What came of reading a text.
pub(crate) struct Strict<T> {
    pub(crate) tree: Tree,
    /// What is sound.
    pub(crate) value: Option<T>,
    /// All that is not, in the order of the text.
    pub(crate) faults: Vec<Fault>,
}

/// A fault of a text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    /// One lower-case sentence without a full stop.
    pub(crate) message: String,
    pub(crate) path: FieldPath,
}

impl Fault {
    /// A fault of no place in the value.
    pub(crate) fn new(span: Span, message: String) -> Self {
        Self { span, message, path: FieldPath::root() }
    }
}

/// Reads a text. One without content gives neither value nor fault.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Strict<T> {
    let limits = Limits::default();
    let tree = vmspec_yaml::parse(text, &limits);
    let problems = tree.documents().iter().flat_map(vmspec_yaml::Document::problems).chain(tree.problems());
    let mut faults: Vec<Fault> =
        problems.map(|problem| Fault::new(problem.span, problem.message.clone())).collect();

    let mut value = None;
    let mut roots = (0..tree.documents().len()).filter_map(|index| tree.root(index));
    if let Some(root) = roots.next() {
        let decoded = vmspec_yaml::decode::<T>(root, &limits);
        faults.extend(decoded.issues.into_iter().map(|issue| Fault {
            span: issue.span,
            message: message(&issue.path, &issue.kind),
            path: issue.path,
        }));
        value = decoded.value;
    }
    if let Some(second) = roots.next() {
        faults.push(Fault::new(second.span(), "a second document: expected one".to_owned()));
    }
    faults.sort();
    Strict { tree, value, faults }
}

fn message(path: &FieldPath, kind: &IssueKind) -> String {
    match kind {
        IssueKind::WrongType { expected, found } if path.is_root() => {
            format!("the document is {found}: expected {expected}")
        }
        IssueKind::WrongType { expected, found } => format!("`{path}` is {found}: expected {expected}"),
        IssueKind::InvalidValue { message } => format!("`{path}`: {message}"),
        IssueKind::UnknownValue { found, known } => {
            format!("`{path}` is `{found}`: expected one of `{}`", known.join("`, `"))
        }
        IssueKind::MissingField { field } => format!("`{field}` is missing"),
        IssueKind::UnknownField { field, known } => match nearest(field, known.iter().copied()).first() {
            Some(near) => format!("unknown key `{field}`: did you mean `{near}`?"),
            None => format!("unknown key `{field}`: expected one of `{}`", known.join("`, `")),
        },
        IssueKind::LimitExceeded { message } => message.clone(),
        _ => format!("`{path}` cannot be read"),
    }
}
