//! Text to [`Tree`].
//!
//! A text is cut into documents first, so that a fault costs one document at most ([`stream`]). Each document goes
//! through the event parser once ([`build`]). Only if that fails, recovery finds the line at fault, takes it out, and
//! parses again ([`recover`]).

mod blame;
mod build;
mod kubectl;
mod line;
mod origin;
mod patch;
mod place;
mod recover;
mod stream;
mod template;

use std::ops::Range;
use std::sync::Arc;

use crate::tree::{Document, Tree};
use crate::{Dialect, Limits, Problem, ProblemKind, Span};

/// Parses all documents of a text. Never fails: what is wrong stands in the tree.
///
/// ```
/// use vmspec_yaml::{Limits, parse};
///
/// let tree = parse("kind: VMDisk\nspec:\n  optical: yes\n", &Limits::default());
/// let optical = tree.root(0).unwrap().get("spec").unwrap().get("optical").unwrap();
/// assert_eq!(optical.span().slice(tree.text()), "yes");
/// assert_eq!(optical.value(), Some(vmspec_yaml::scalar::Value::Bool(true)));
/// ```
pub fn parse(text: impl Into<Arc<str>>, limits: &Limits) -> Tree {
    parse_as(text, Dialect::Kubectl, limits)
}

/// Parses all documents of a text as another reader does; see [`parse`].
///
/// ```
/// use vmspec_yaml::scalar::Value;
/// use vmspec_yaml::{Dialect, Limits, parse_as};
///
/// let tree = parse_as("at: 1:30", Dialect::PyYaml, &Limits::default());
/// assert_eq!(tree.root(0).unwrap().get("at").unwrap().value(), Some(Value::Int(90)));
/// ```
pub fn parse_as(text: impl Into<Arc<str>>, dialect: Dialect, limits: &Limits) -> Tree {
    let text: Arc<str> = text.into();
    let mut tree = Tree { text: Arc::clone(&text), documents: Vec::new(), problems: Vec::new() };
    // Offsets are 32 bits wide.
    let most = limits.bytes.min(u32::MAX as usize - 1);
    if text.len() > most {
        let message = format!("the text is longer than {most} bytes, so nothing of it is read");
        tree.problems.push(Problem::new(ProblemKind::LimitExceeded, Span::at(0), message));
        return tree;
    }
    for piece in stream::pieces(&text) {
        if tree.documents.len() >= limits.documents {
            let message = format!("more than {} documents: the rest is not read", limits.documents);
            tree.problems.push(Problem::new(ProblemKind::LimitExceeded, Span::at(piece.start), message));
            break;
        }
        let origin = origin::Origin::at(piece.start);
        let parsed = text.get(piece.clone()).unwrap_or_default();
        let attempt =
            (!parsed.contains('\0')).then(|| build::build(parsed, &text, &origin, true, dialect, limits));
        let mut documents = match attempt {
            Some(attempt) if attempt.failure.is_none() && attempt.template.is_none() => attempt.documents,
            attempt => recover::recover(piece.clone(), &text, attempt, dialect, limits),
        };
        check_layout(&text, piece, &mut documents, limits);
        tree.documents.extend(documents);
    }
    tree
}

/// Reports what kubectl refuses in the bytes between and in the nodes of documents that came from one piece.
fn check_layout(text: &str, piece: Range<usize>, documents: &mut [Document], limits: &Limits) {
    let mut from = piece.start;
    let last = documents.len().saturating_sub(1);
    for (index, document) in documents.iter_mut().enumerate() {
        let to = if index == last { piece.end } else { (document.span.end as usize).max(from) };
        let is_template = document.problems.iter().any(|problem| problem.kind == ProblemKind::Template);
        if is_template {
            from = to;
            continue;
        }
        kubectl::check_characters(text, from..to, document, limits);
        kubectl::check_tabs(text, from..to, document, limits);
        document.comments.sort_unstable();
        document.problems.sort_by_key(|problem| problem.span);
        from = to;
    }
}

/// Parses bytes that should be UTF-8. Every byte that is not becomes `?` in the tree's text, so that all spans still
/// fit the bytes, and the first run of them is reported.
///
/// ```
/// use vmspec_yaml::{Limits, parse_bytes};
///
/// let tree = parse_bytes(b"name: caf\xe9\n", &Limits::default());
/// assert_eq!(tree.text(), "name: caf?\n");
/// assert_eq!(tree.problems().len(), 1);
/// ```
pub fn parse_bytes(bytes: &[u8], limits: &Limits) -> Tree {
    if let Some(mark) = utf16_mark(bytes) {
        let text: String =
            bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
        let message = "the text is UTF-16: expected UTF-8".to_owned();
        let problem = Problem { kind: ProblemKind::NotUtf8, span: mark, message };
        return Tree { text: text.into(), documents: Vec::new(), problems: vec![problem] };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return parse(text, limits);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let start = text.len();
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
        if start < text.len() {
            match &mut first {
                None => first = Some(Span::new(start, text.len())),
                Some(Span { end, .. }) if *end as usize == start => *end = Span::at(text.len()).end,
                Some(_) => {}
            }
        }
    }
    let span = first.unwrap_or_default();
    let mut tree = parse(text, limits);
    tree.problems.push(Problem::new(ProblemKind::NotUtf8, span, "not UTF-8: the bytes are read as `?`"));
    tree
}

/// The first bytes of a UTF-16 text: its byte-order mark, or an ASCII character with its zero byte.
fn utf16_mark(bytes: &[u8]) -> Option<Span> {
    let is_wide = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, b, c, d, ..] => {
            [*a, *b, *c, *d].map(|byte| byte == 0) == [true, false, true, false]
                || [*a, *b, *c, *d].map(|byte| byte == 0) == [false, true, false, true]
        }
        _ => false,
    };
    is_wide.then(|| Span::new(0, 2))
}
