//! What YAML allows and `kubectl` or PyYAML does not.
//!
//! Both scanners have one origin, so nearly all of it holds for both.
//!
//! Source: the Go library behind `sigs.k8s.io/yaml` 1.6, whose scanner is a port of libyaml, measured 2026-11-22.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::place;
use crate::merge::{MergeFault, is_merge_key};
use crate::scalar::{Refusal, pyyaml};
use crate::tree::{Content, Document, Entry, NodeId, ScalarStyle, slice};
use crate::{Dialect, Limits, Problem, ProblemKind, Span};

/// Mappings up to this size are searched for duplicates pair by pair, without a table.
const SMALL_MAPPING: usize = 12;

/// Reports a scalar that has no JSON value.
pub(super) fn check_scalar(document: &mut Document, source: &str, id: NodeId) {
    let data = document.data(id);
    let Content::Scalar { style, .. } = data.content else { return };
    let text = document.scalar_text(source, id);
    let tag = document.tag(id);
    let in_brackets = || data.parent.is_some_and(|parent| document.is_flow(parent));
    let first = text.as_bytes().first().filter(|_| style == ScalarStyle::Plain);
    if matches!(first, Some(b'?' | b':')) && in_brackets() {
        let span = Span { end: data.span.start + 1, ..data.span };
        let reader = document.dialect.reader();
        let (indicator, part) = if first == Some(&b'?') { ('?', "key") } else { (':', "value") };
        let message = format!(
            "to {reader}, `{indicator}` starts a {part} within brackets: expected quotes around the text"
        );
        document.problems.push(Problem::new(ProblemKind::NotKubernetes, span, message));
        return;
    }
    // Only these can be refused, and nearly no scalar is among them.
    if tag.is_none() && !matches!(first, Some(b'.' | b'+' | b'-')) {
        return;
    }
    let Err(refusal) = document.dialect.read(text, style, tag) else { return };
    let message = match (refusal, tag) {
        (Refusal::NotFinite, _) => {
            format!("`{text}` is no number that JSON has: expected a finite number, or quotes around text")
        }
        (Refusal::NotBase64, _) => "the text after `!!binary` is not base64".to_owned(),
        (Refusal::TagMismatch, tag) => format!("`{text}` is not of the type `{}`", tag.unwrap_or_default()),
    };
    let span = if data.span.is_empty() { document.full_span(id) } else { data.span };
    document.problems.push(Problem::new(ProblemKind::NotKubernetes, span, message));
}

/// Reports a tag that the reader refuses. To kubectl, unknown tags mean nothing.
pub(super) fn check_tag(document: &mut Document, tag: &str, span: Span) {
    if document.dialect == Dialect::PyYaml && pyyaml::refuses_tag(tag) {
        let message = "a tag that PyYAML does not read: expected none, or one like `!!str`";
        document.problems.push(Problem::new(ProblemKind::NotKubernetes, span, message));
    }
}

/// Reports a name of an anchor that kubectl cannot read. `span` covers the `&` or `*` as well.
pub(super) fn check_name(document: &mut Document, source: &str, span: Span) {
    let name = span.slice(source).get(1..).unwrap_or_default();
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
        let reader = document.dialect.reader();
        let message =
            format!("{reader} cannot read the name `{name}`: expected letters, digits, `_` and `-`");
        document.problems.push(Problem::new(ProblemKind::NotKubernetes, span, message));
    }
}

/// Reports keys of a mapping that kubectl refuses, or that the mapping has already. Tells whether one is a merge key.
pub(super) fn check_keys(document: &mut Document, source: &str, mapping: NodeId, limits: &Limits) -> bool {
    let Content::Mapping { flow, first, len } = document.data(mapping).content else { return false };
    let mut merges = false;
    let mut problems = Vec::new();
    let entries = slice(&document.entries, first, len);
    let mut small: Vec<(Cow<'_, str>, NodeId)> = Vec::with_capacity(entries.len().min(SMALL_MAPPING));
    let mut large: HashMap<Cow<'_, str>, NodeId> = HashMap::new();
    for &Entry { key, value } in entries {
        if problems.len() >= limits.problems {
            break;
        }
        if let Some(message) = layout_fault(document, source, key, value, flow) {
            problems.push(Problem::new(
                ProblemKind::NotKubernetes,
                shown(document, source, key, value),
                message,
            ));
            continue;
        }
        let name = match document.key_text(source, key) {
            Ok(name) if is_merge_key(document, source, key) => {
                drop(name);
                merges = true;
                continue;
            }
            Ok(name) => name,
            Err(message) => {
                problems.push(Problem::new(
                    ProblemKind::NotKubernetes,
                    shown(document, source, key, value),
                    message,
                ));
                continue;
            }
        };
        let earlier = if entries.len() <= SMALL_MAPPING {
            let earlier = small.iter().find(|(other, _)| *other == name).map(|(_, earlier)| *earlier);
            if earlier.is_none() {
                small.push((name, key));
            }
            earlier
        } else {
            match large.entry(name) {
                std::collections::hash_map::Entry::Occupied(earlier) => Some(*earlier.get()),
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(key);
                    None
                }
            }
        };
        if let Some(earlier) = earlier {
            let (span, first) = (document.data(key).span, document.data(earlier).span);
            let counts = if document.dialect == Dialect::PyYaml {
                ": the last one counts"
            } else {
                ": expected each key once"
            };
            let message = format!("`{}` is given twice{counts}", span.slice(source));
            problems.push(Problem::new(ProblemKind::DuplicateKey { first }, span, message));
        }
    }
    if !problems.is_empty() {
        let room = limits.problems.saturating_sub(document.problems.len());
        document.problems.extend(problems.into_iter().take(room));
    }
    merges
}

/// The bytes to show for a key: the key, or if it is empty, its colon.
fn shown(document: &Document, source: &str, key: NodeId, value: NodeId) -> Span {
    let span = document.full_span(key);
    if !span.is_empty() {
        return span;
    }
    let value = document.full_span(value).start as usize;
    match source.get(..value).and_then(|before| before.rfind(':')) {
        Some(colon) => Span::new(colon, colon + 1),
        None => span,
    }
}

/// Keys that are laid out as only YAML 1.2 allows.
fn layout_fault(
    document: &Document,
    source: &str,
    key: NodeId,
    value: NodeId,
    flow: bool,
) -> Option<&'static str> {
    let span = document.full_span(key);
    if span.is_empty() {
        return Some("no key before `:`: expected `key: value`");
    }
    // A block mapping is held to this by the parser.
    let until = if flow { document.full_span(value).start.max(span.end) } else { span.end };
    let reach = source.get(span.start as usize..until as usize).unwrap_or_default();
    if !flow || !reach.contains(['\n', '\r']) {
        return None;
    }
    let behind_key = source.get(span.end as usize..until as usize).unwrap_or_default();
    let before_colon = behind_key.split(':').next().unwrap_or_default();
    let breaks = |text: &str| text.contains(['\n', '\r']);
    let several_lines = breaks(span.slice(source)) || behind_key.contains(':') && breaks(before_colon);
    let explicit = source.get(..span.start as usize).is_some_and(|before| before.trim_end().ends_with('?'));
    (several_lines && !explicit).then_some("a key and its `:` must stand on one line")
}

/// Reports merge keys whose value is no mapping, and merged entries whose key the mapping has already.
pub(super) fn check_merges(document: &mut Document, source: &str, merging: &[NodeId], limits: &Limits) {
    for &mapping in merging {
        // PyYAML lets the mapping's own entries stand before those that a merge brings.
        let overlaps = document.dialect != Dialect::PyYaml;
        for fault in document.merged_entries(source, mapping).faults {
            if document.problems.len() >= limits.problems {
                return;
            }
            let problem = match fault {
                MergeFault::NoMapping { value } => Problem::new(
                    ProblemKind::NotKubernetes,
                    document.full_span(value),
                    "`<<` merges a mapping or a list of mappings, found something else",
                ),
                MergeFault::Overlap { .. } if !overlaps => continue,
                MergeFault::Overlap { value, key, first } => {
                    let name = document.data(key).span.slice(source);
                    let message = format!("`<<` brings `{name}`, which the mapping has already");
                    let first = document.data(first).span;
                    Problem::new(ProblemKind::DuplicateKey { first }, document.full_span(value), message)
                }
            };
            document.problems.push(problem);
        }
    }
}

/// Reports a document that starts behind `...` without a `---`, which kubectl passes over.
pub(super) fn check_start(document: &mut Document, source: &str) {
    let Some(root) = document.root else { return };
    let root = document.full_span(root);
    let end = place::line_end(source, root.start as usize).min(root.end as usize);
    document.problems.push(Problem::new(
        ProblemKind::NotKubernetes,
        Span::new(root.start as usize, end),
        format!(
            "{} does not read what stands behind `...`: expected `---` before it",
            document.dialect.reader()
        ),
    ));
}

/// Reports characters that kubectl refuses or reads as line breaks, one problem for each run of them.
pub(super) fn check_characters(source: &str, range: Range<usize>, document: &mut Document, limits: &Limits) {
    let from = range.start;
    let text = source.get(range).unwrap_or_default();
    let mut run: Option<(Span, char)> = None;
    let mut found = Vec::new();
    for (at, char) in suspects(text) {
        let span = Span::new(from + at, from + at + char.len_utf8());
        match &mut run {
            Some((earlier, first)) if earlier.end == span.start && is_break(*first) == is_break(char) => {
                earlier.end = span.end;
            }
            _ => {
                found.extend(run.replace((span, char)));
                if found.len() >= limits.problems {
                    break;
                }
            }
        }
    }
    found.extend(run);
    let room = limits.problems.saturating_sub(document.problems.len());
    let reader = document.dialect.reader();
    document.problems.extend(found.into_iter().take(room).map(|(span, char)| {
        let code = u32::from(char);
        let message = if is_break(char) {
            format!("{reader} reads U+{code:04X} as a line break: expected `\\u{code:04x}` in double quotes")
        } else if char == '\u{feff}' {
            "byte-order mark inside a document: expected it only at the start of the text".to_owned()
        } else {
            format!("control character U+{code:04X}: expected an escape in double quotes")
        };
        Problem::new(ProblemKind::NotKubernetes, span, message)
    }));
}

/// Line breaks of YAML 1.1 that are none in YAML 1.2.
fn is_break(char: char) -> bool {
    matches!(char, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether kubectl refuses a character, or reads it as a line break that YAML 1.2 does not know.
pub(super) fn is_suspect(char: char) -> bool {
    let is_usual = matches!(char, '\n' | '\r' | '\t');
    !is_usual && (char.is_control() || is_break(char) || matches!(char, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}

/// All such characters, except for a byte-order mark at the start.
pub(super) fn suspects(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(at) {
            if (0x20..0x7f).contains(&byte) || matches!(byte, b'\n' | b'\t' | b'\r') {
                at += 1;
                continue;
            }
            let char = text.get(at..)?.chars().next()?;
            let here = at;
            at += char.len_utf8();
            if is_suspect(char) && !(char == '\u{feff}' && here == 0) {
                return Some((here, char));
            }
        }
        None
    })
}

/// Reports tabs where kubectl allows only spaces: in indentation, and behind `-` and `?`. One problem for each run of
/// lines.
pub(super) fn check_tabs(source: &str, range: Range<usize>, document: &mut Document, limits: &Limits) {
    let base = range.start;
    let text = source.get(range).unwrap_or_default();
    if !text.as_bytes().contains(&b'\t') {
        return;
    }
    let exempt = document.tab_friendly_spans();
    let mut exempt = exempt.iter().peekable();
    let mut problems: Vec<Problem> = Vec::new();
    let mut previous_line_had_tab = false;
    let mut line = 0;
    while line < text.len() {
        let next = place::next_line(text, line);
        let end = place::line_end(text, line);
        let start = narrow(base + line);
        while exempt.next_if(|span| span.end <= start).is_some() {}
        let written = text.get(line..end).unwrap_or_default();
        let tabs = match exempt.peek().filter(|span| span.start < start) {
            Some(span) => block_scalar_indent(source, **span).and_then(|indent| {
                let spaces = written.bytes().take_while(|&byte| byte == b' ').count();
                (written.as_bytes().get(spaces) == Some(&b'\t') && spaces < indent)
                    .then_some((spaces, spaces + 1))
            }),
            None => tabs_in_prefix(written),
        };
        if let Some((from, to)) = tabs
            && !previous_line_had_tab
        {
            if problems.len() >= limits.problems {
                break;
            }
            let span = Span::new(base + line + from, base + line + to);
            // The parser may have stumbled over these tabs already.
            let is_known = document.problems.iter().any(|problem| problem.span.start == span.start);
            if is_known {
                previous_line_had_tab = true;
                line = next.max(line + 1);
                continue;
            }
            problems.push(Problem::new(
                ProblemKind::NotKubernetes,
                span,
                "tab in the indentation: expected spaces",
            ));
        }
        previous_line_had_tab = tabs.is_some();
        line = next.max(line + 1);
    }
    let room = limits.problems.saturating_sub(document.problems.len());
    document.problems.extend(problems.into_iter().take(room));
}

/// Columns that a block scalar's lines are indented by. A tab within them is no content to kubectl. Nothing for other
/// nodes, and for scalars that tell their indentation.
fn block_scalar_indent(source: &str, span: Span) -> Option<usize> {
    let text = span.slice(source);
    let header = text.get(..place::line_end(text, 0))?;
    if !header.starts_with(['|', '>'])
        || header.split('#').next()?.contains(|char: char| char.is_ascii_digit())
    {
        return None;
    }
    let first = text.get(header.len()..)?.split(['\n', '\r']).find(|line| !line.trim().is_empty())?;
    let spaces = first.len() - first.trim_start_matches(' ').len();
    // A tab in the first line hides how deep the others are.
    Some(if first.trim_start_matches(' ').starts_with('\t') { usize::MAX } else { spaces })
}

/// The first run of tabs among the blanks and indicators that a line starts with.
fn tabs_in_prefix(line: &str) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at..)? {
            [b' ', ..] | [b'-' | b'?' | b':', b' ' | b'\t', ..] => at += 1,
            [b'\t', rest @ ..] => {
                return Some((at, at + 1 + rest.iter().take_while(|&&byte| byte == b'\t').count()));
            }
            _ => return None,
        }
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
