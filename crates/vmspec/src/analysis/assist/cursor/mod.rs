//! What a person is about to write at a place in a text, be the text as broken as it is while someone types.
//!
//! A mark is put where the cursor is, as the key or value that is still missing, and the document is parsed with it.
//! Where the mark ends up in the tree says what the cursor is at; the parser that reads manifests remains the only one.
//! A line that stands too deep, or not deep enough, is tried at the depths of the lines above. Where faults elsewhere
//! hide the mark, it is looked for among the lines that lead to it, without the rest.

mod flow;
mod line;
mod probe;

use std::ops::Range;

use vmspec_yaml::edit::Edit;
use vmspec_yaml::{FieldPath, Limits, Node, Span, Tree};

use self::flow::{FlowSlot, Part};
use self::line::{Line, Slot};
pub(super) use self::probe::MARK;
use self::probe::{Found, Role};

/// What a person is about to write.
#[derive(Debug)]
pub(super) struct Cursor {
    /// The document with the mark in it.
    pub(super) tree: Tree,
    /// The resource that the cursor is in: the root of the document, or an item of a list.
    pub(super) item: FieldPath,
    /// For a key, the path of its mapping; for a value, its own. It starts at the resource.
    pub(super) path: FieldPath,
    pub(super) place: Place,
    /// The keys of the mapping that the cursor is in, without the one at the cursor.
    pub(super) written: Vec<String>,
    /// The other items of the list that the cursor is in: texts, or the names of mappings.
    pub(super) beside: Vec<String>,
    /// What is replaced.
    pub(super) token: Range<usize>,
    /// What must stand between the text before the token and what is put in its place.
    pub(super) lead: &'static str,
    /// The column of what is written.
    pub(super) column: usize,
    /// The blanks at the start of the line, once it is repaired.
    pub(super) line_indent: usize,
    /// Puts the line at the right depth.
    pub(super) repair: Option<Edit>,
    pub(super) is_flow: bool,
    pub(super) has_colon: bool,
    /// The quote in which the token stands.
    pub(super) quote: Option<char>,
    pub(super) line_break: &'static str,
}

impl Cursor {
    /// The root of the resource that the mark is in.
    pub(super) fn root(&self) -> Option<Node<'_>> {
        let at = self.tree.text().find(MARK)?;
        let index = self.tree.documents().iter().position(|document| document.span().touches(at))?;
        self.tree.root(index)?.descend(&self.item)
    }
}

/// What is at the cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// A key of a mapping that has others, or stands at the root.
    Key,
    /// A key, or any other value: nothing else is there.
    KeyOrValue,
    /// A value.
    Value,
}

/// The levels above a line that are tried. Each costs a parse of the document.
const MOST_LEVELS: usize = 12;

/// What is written at `offset`; two where a line may go on with the mapping or with the list in it.
pub(super) fn locate(tree: &Tree, offset: usize, limits: &Limits) -> Vec<Cursor> {
    let text = tree.text();
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let document = document_around(text, offset);
    if let Some(start) = flow_start(tree, offset) {
        return in_flow(text, &document, start, offset, limits).into_iter().collect();
    }
    let Some(line) = line::read(text, offset) else { return Vec::new() };
    match line.slot.clone() {
        Slot::Flow { start } => in_flow(text, &document, start, offset, limits).into_iter().collect(),
        Slot::Value { token, gap } => value(text, &document, &line, token, gap, limits).into_iter().collect(),
        Slot::Key { token, has_colon, gap } => keys(text, &document, &line, &token, has_colon, gap, limits),
    }
}

/// The lines between the `---` around the cursor.
fn document_around(text: &str, offset: usize) -> Range<usize> {
    let line = line::range(text, offset);
    let is_marker = |line: &str| {
        ["---", "..."]
            .iter()
            .any(|marker| line.strip_prefix(marker).is_some_and(|rest| rest.trim().is_empty()))
    };
    let mut start = 0;
    let mut at = 0;
    for part in text.split_inclusive('\n') {
        if at >= line.start {
            break;
        }
        at += part.len();
        if is_marker(part) {
            start = at;
        }
    }
    let rest = text.get(line.end..).unwrap_or_default();
    let mut end = text.len();
    let mut at = line.end;
    for part in rest.split_inclusive('\n') {
        if at > line.end && is_marker(part) {
            end = at;
            break;
        }
        at += part.len();
    }
    start..end
}

/// Where the brackets around the offset begin, if they do so on an earlier line.
fn flow_start(tree: &Tree, offset: usize) -> Option<usize> {
    let index = tree.documents().iter().position(|document| document.span().touches(offset))?;
    let mut node = tree.root(index)?;
    while !node.is_alias() {
        let span = node.span();
        if node.is_flow() && (span.start as usize) < offset && offset < span.end as usize {
            let is_earlier = line::range(tree.text(), offset).start > span.start as usize;
            return is_earlier.then_some(span.start as usize);
        }
        let holds = |span: Span| span.touches(offset);
        let entry = node.entries().find(|(_, value)| holds(value.span())).map(|(_, value)| value);
        node = entry.or_else(|| node.items().find(|item| holds(item.span())))?;
    }
    None
}

fn in_flow(
    text: &str,
    document: &Range<usize>,
    start: usize,
    cursor: usize,
    limits: &Limits,
) -> Option<Cursor> {
    let slot = flow::read(text, start, cursor)?;
    let FlowSlot { token, part, has_colon, gap, closers } = &slot;
    let is_key = *part == Part::Key;
    let lead = if *gap { " " } else { "" };
    let mark = if is_key && !*has_colon { format!("{lead}{MARK}: ") } else { format!("{lead}{MARK}") };
    let line_end = line::range(text, cursor).end;
    let closed = format!("{mark}{closers}");
    let attempts = [(token.clone(), mark), (token.start..line_end, closed)];
    let found = attempts.into_iter().find_map(|(range, with)| {
        let found = probe::with(text, document, range, &with, limits)?;
        (found.problems == 0 || found.is_expected(is_key)).then_some(found)
    })?;
    let place = match part {
        Part::Key => Place::Key,
        Part::Value => Place::Value,
        Part::Item => Place::KeyOrValue,
    };
    let line = line::range(text, cursor);
    let indent = text.get(line.clone()).map_or(0, |line| line.len() - line.trim_start().len());
    Some(Cursor {
        place,
        is_flow: true,
        has_colon: *has_colon,
        lead,
        ..cursor_of(found, text, token.clone(), indent, indent)
    })
}

fn value(
    text: &str,
    document: &Range<usize>,
    line: &Line,
    token: Range<usize>,
    gap: bool,
    limits: &Limits,
) -> Option<Cursor> {
    let lead = if gap { " " } else { "" };
    let mark = format!("{lead}{MARK}");
    let is_value = |found: &Found| found.is_expected(false);
    let found = probe::with(text, document, token.clone(), &mark, limits).filter(is_value).or_else(|| {
        let before = text.get(line.range.start..token.start)?;
        probe::among_ancestors(text, document, &line.range, &format!("{before}{mark}"), limits)
            .filter(is_value)
    })?;
    let indent = line.indent_end - line.range.start;
    let column = line.content - line.range.start;
    Some(Cursor { place: Place::Value, lead, ..cursor_of(found, text, token, column, indent) })
}

fn keys(
    text: &str,
    document: &Range<usize>,
    line: &Line,
    token: &Range<usize>,
    has_colon: bool,
    gap: bool,
    limits: &Limits,
) -> Vec<Cursor> {
    let lead = if gap { " " } else { "" };
    let mark = if has_colon { format!("{lead}{MARK}") } else { format!("{lead}{MARK}:") };
    let own = line.content - line.range.start;
    let attempt = |column: usize, dash: bool| {
        let (range, with) = if line.has_dash {
            (token.clone(), mark.clone())
        } else {
            let dash = if dash { "- " } else { "" };
            (line.range.start..token.end, " ".repeat(column) + dash + &mark)
        };
        probe::with(text, document, range, &with, limits)
    };
    let made = |found: Found, column: usize, dash: bool| {
        let indent = if line.has_dash { line.indent_end - line.range.start } else { column };
        let is_repaired = !line.has_dash && (column != own || has_tab(text, line));
        let blanks = line.range.start..line.indent_end;
        let repair = is_repaired.then(|| Edit { span: span(&blanks), text: " ".repeat(column) });
        let column = if line.has_dash { own } else { column + if dash { 2 } else { 0 } };
        let is_fresh = found.written.is_empty() && (!found.path.is_root() || dash);
        Cursor {
            place: if is_fresh { Place::KeyOrValue } else { Place::Key },
            has_colon,
            lead: if dash { "- " } else { lead },
            repair,
            ..cursor_of(found, text, token.clone(), column, indent)
        }
    };
    let ancestral = || {
        let before = text.get(line.range.start..token.start)?;
        let marked = format!("{before}{mark}");
        probe::among_ancestors(text, document, &line.range, &marked, limits)
            .filter(|found| found.is_expected(true))
            .map(|found| made(found, own, false))
    };
    let fault_count = probe::faults_without(text, document, &line.range, limits);
    let mut best: Option<(Found, usize, bool)> = None;
    let mut cursors = Vec::new();
    let dashes: &[bool] = if line.has_dash { &[false] } else { &[false, true] };
    let levels = if line.has_dash { Vec::new() } else { levels(text, document, line) };
    let columns = by_distance(&levels, own);
    for &column in &columns {
        for &dash in dashes {
            let Some(found) = attempt(column, dash) else { continue };
            if found.role == Role::Text {
                return Vec::new();
            }
            if !found.is_expected(true) {
                continue;
            }
            if found.problems <= fault_count {
                cursors.push(made(found, column, dash));
            } else if best.as_ref().is_none_or(|(other, ..)| found.problems < other.problems) {
                best = Some((found, column, dash));
            }
        }
        if !cursors.is_empty() {
            return cursors;
        }
        // A line that stands as deep as one above is not moved because of faults elsewhere.
        if column == own
            && levels.contains(&own)
            && let Some(cursor) = ancestral()
        {
            return vec![cursor];
        }
    }
    let best = best.map(|(found, column, dash)| made(found, column, dash));
    ancestral().or(best).into_iter().collect()
}

fn has_tab(text: &str, line: &Line) -> bool {
    text.get(line.range.start..line.indent_end).is_some_and(|blanks| blanks.contains('\t'))
}

/// The columns of the lines above that are still open, and one step deeper than a line that ends with a colon.
fn levels(text: &str, document: &Range<usize>, line: &Line) -> Vec<usize> {
    let mut columns = Vec::new();
    let before = text.get(document.start..line.range.start).unwrap_or_default();
    let mut least = usize::MAX;
    for above in before.lines().rev() {
        let content = above.trim_start();
        let indent = above.len() - content.len();
        if content.is_empty() || content.starts_with('#') || indent >= least {
            continue;
        }
        if least == usize::MAX && content.trim_end().ends_with([':', '|', '>']) {
            columns.push(indent + 2);
        }
        if content.starts_with("- ") {
            columns.push(indent + 2);
        }
        columns.push(indent);
        least = indent;
        if indent == 0 || columns.len() > MOST_LEVELS {
            break;
        }
    }
    columns
}

/// The columns at which the line may have been meant to stand: its own, then the nearest levels; of two that are equally
/// far, the deeper.
fn by_distance(levels: &[usize], own: usize) -> Vec<usize> {
    let mut columns: Vec<usize> = levels.iter().copied().chain([own]).collect();
    columns.sort_by_key(|column| (column.abs_diff(own), std::cmp::Reverse(*column)));
    columns.dedup();
    columns
}

fn cursor_of(found: Found, text: &str, token: Range<usize>, column: usize, line_indent: usize) -> Cursor {
    let typed = text.get(token.clone()).unwrap_or_default();
    let quote = typed.chars().next().filter(|first| matches!(first, '"' | '\''));
    Cursor {
        tree: found.tree,
        item: found.item,
        path: found.path,
        place: Place::Key,
        written: found.written,
        beside: found.beside,
        token,
        lead: "",
        column,
        line_indent,
        repair: None,
        is_flow: found.role == Role::Flow,
        has_colon: false,
        quote,
        line_break: if text.contains("\r\n") { "\r\n" } else { "\n" },
    }
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
