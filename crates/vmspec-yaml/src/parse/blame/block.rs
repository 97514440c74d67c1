//! Faults of indentation, keys and items.

use std::ops::Range;

use super::super::build::Failure;
use super::super::line::{Line, block_end, has_block, is_colon, quoted_end};
use super::super::patch::Change;
use super::Verdict;

/// Words longer than this are cut in messages.
const SHOWN: usize = 40;

/// The first words of a line, to name it in a message.
fn shown(text: &str) -> String {
    let text = text.trim_end();
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// A line that should have been `key: value`.
pub(super) fn no_colon(text: &str, line: &Line) -> Verdict {
    let content = line.content_range();
    let written = line.content_text(text);
    if let Some(colon) = tight_colon(written) {
        let at = content.start + colon;
        return Verdict::new(at..at + 1, "no space behind `:`: expected one between key and value")
            .repaired_by(vec![Change::Insert(at + 1, " ".to_owned())]);
    }
    let word = shown(written);
    // Below a key without a value, the lines are that key's, and this one is in their way.
    let in_the_way = line
        .previous(text)
        .is_some_and(|above| above.column() == line.column() && above.content_text(text).ends_with(':'));
    if has_block(text, line) && in_the_way {
        return Verdict::new(content.clone(), format!("`{word}` is neither `key: value` nor a list item"))
            .repaired_by(vec![Change::blank(content)]);
    }
    if has_block(text, line) {
        return Verdict::new(
            content.clone(),
            format!("no `:` behind `{word}`: expected one before the lines below"),
        )
        .repaired_by(vec![Change::Insert(content.end, ":".to_owned())]);
    }
    Verdict::new(content, format!("`{word}` is neither `key: value` nor a list item"))
}

/// The colon of `key:value`.
fn tight_colon(written: &str) -> Option<usize> {
    let colon = written.find(':')?;
    let (key, rest) = written.split_at(colon);
    let is_key = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/'));
    (is_key && !rest.starts_with("://") && rest.len() > 1).then_some(colon)
}

/// A `:` where no key can end.
pub(super) fn stray_colon(text: &str, failure: &Failure) -> Verdict {
    let at = failure.at;
    let line = Line::at(text, at);
    if text.get(line.start..).is_some_and(|rest| rest.starts_with("--- ") || rest.starts_with("---\t")) {
        let content = line.start + 3;
        return Verdict::new(at..at + 1, "a mapping cannot start on the `---` line: expected it on the next")
            .repaired_by(vec![Change::Fill(content..content + 1, b'\n')]);
    }
    if let Some(colon) = line.key_colon(text).filter(|&colon| colon < at) {
        return second_colon(text, &line, colon, at);
    }
    let scalar = &failure.last_scalar;
    let first = Line::at(text, scalar.start);
    let goes_over_lines = first.start < line.start && scalar.end >= line.first;
    if !goes_over_lines {
        return Verdict::new(at..at + 1, "no key before `:`: expected `key: value`");
    }
    if let Some(colon) = first.key_colon(text).filter(|&colon| colon < scalar.start) {
        return too_deep(text, &line, &first, colon);
    }
    if line.column() < first.content_column() {
        return wrong_indentation(text, &line, failure);
    }
    no_colon(text, &first)
}

/// `key: value: more`.
fn second_colon(text: &str, line: &Line, colon: usize, at: usize) -> Verdict {
    let value = colon + 1 + text.get(colon + 1..at).map_or(0, |value| value.len() - value.trim_start().len());
    let verdict = Verdict::new(at..at + 1, "`:` inside of a value: expected quotes around the value");
    let written = text.get(value..line.content_end).unwrap_or_default();
    let quote = if written.contains(['"', '\\']) { "'" } else { "\"" };
    let is_plain = !written.starts_with(['"', '\'', '[', '{', '&', '*', '!', '|', '>', '-', '?']);
    if !is_plain || written.contains(quote) || has_block(text, line) {
        return verdict;
    }
    verdict.repaired_by(vec![
        Change::Insert(value, quote.to_owned()),
        Change::Insert(line.content_end, quote.to_owned()),
    ])
}

/// A line that stands below an entry whose value is on its own line.
fn too_deep(text: &str, line: &Line, above: &Line, colon: usize) -> Verdict {
    let column = line.column();
    let beside = entry_after(text, line);
    let is_run = beside.as_ref().is_some_and(|beside| beside.column() == column);
    if is_run && !above.has_dash() {
        // Several entries in one column, and one that is less deep: that one is wrong, unless it has company too.
        let before = above.previous(text);
        let alone = before.is_none_or(|before| {
            before.column() != above.column() && before.content_column() != above.column()
        });
        let below_run = run_end(text, line).and_then(|last| last.next(text));
        let has_company = below_run.is_some_and(|below| below.column() == above.column());
        if alone && !has_company {
            return indented_by(above, &format!("expected {column} like the lines below"))
                .repaired_by(vec![reindent(above, column)]);
        }
    }
    let content = line.content_range();
    let key_end = line.key_colon(text).unwrap_or(content.end);
    let name = shown(text.get(content.start..key_end).unwrap_or_default());
    let key = shown(text.get(above.content..colon).unwrap_or_default());
    let message =
        format!("`{name}` is indented below `{key}`, which has a value already: expected both in one column");
    let verdict = Verdict::new(content.start..key_end, message);
    let meant = above.content_column();
    if !is_run && beside.is_none_or(|beside| beside.column() <= meant) {
        return verdict.repaired_by(vec![reindent(line, meant)]);
    }
    verdict.until(run_below(text, line))
}

/// The next line below `line` that is not deeper.
fn entry_after(text: &str, line: &Line) -> Option<Line> {
    let mut next = line.next(text);
    while let Some(below) = next {
        if below.column() <= line.column() {
            return Some(below);
        }
        next = below.next(text);
    }
    None
}

/// The last of the lines from `line` on that are at least as deep.
fn run_end(text: &str, line: &Line) -> Option<Line> {
    let mut last = Some(line.clone());
    let mut next = line.next(text);
    while let Some(below) = next.filter(|below| below.column() >= line.column()) {
        next = below.next(text);
        last = Some(below);
    }
    last
}

/// Moves the start of a line to a column.
fn reindent(line: &Line, column: usize) -> Change {
    match column.checked_sub(line.column()) {
        Some(more) => Change::Insert(line.start, " ".repeat(more)),
        None => Change::Delete(line.start..line.start + line.column() - column),
    }
}

/// The verdict that a line stands in the wrong column.
fn indented_by(line: &Line, expected: &str) -> Verdict {
    let column = line.column();
    let plural = if column == 1 { "" } else { "s" };
    let span = if column == 0 { line.content_range() } else { line.start..line.first };
    Verdict::new(span, format!("indented by {column} space{plural}: {expected}")).on_line(line.start)
}

/// Something else where the key of a block mapping should be.
pub(super) fn no_key(text: &str, failure: &Failure) -> Verdict {
    let line = Line::at(text, failure.at);
    let rest = failure.at..line.content_end.max(failure.at);
    if line.content < failure.at && !line.has_dash() {
        return unquoted(text, failure);
    }
    if line.has_dash() && failure.columns.last() == Some(&line.column()) {
        return Verdict::new(line.first..line.first + 1, "a list item among keys: expected `key: value`");
    }
    if text.get(rest).is_some_and(|rest| rest.starts_with([',', ']', '}'])) {
        return unquoted(text, failure);
    }
    wrong_indentation(text, &line, failure)
}

/// A line whose column belongs to nothing around it.
fn wrong_indentation(text: &str, line: &Line, failure: &Failure) -> Verdict {
    let column = line.column();
    let above = line.previous(text);
    let nearby = above.iter().flat_map(|above| [above.column(), above.content_column()]);
    let mut columns: Vec<usize> =
        failure.columns.iter().copied().chain(nearby).filter(|&other| other != column).collect();
    columns.sort_unstable();
    let shallower = columns.iter().rev().find(|&&other| other < column);
    let deeper = columns.iter().find(|&&other| other > column);
    let expected = match (shallower, deeper) {
        (Some(shallower), Some(deeper)) => format!("expected {shallower} or {deeper}"),
        (Some(one), None) | (None, Some(one)) => format!("expected {one}"),
        (None, None) => "expected the column of the lines around".to_owned(),
    };
    let verdict = indented_by(line, &expected);
    let Some(above) = above else { return verdict };
    let Some(&deeper) = deeper else { return verdict.until(run_below(text, line)) };
    let beside = entry_after(text, line);
    let is_run = beside.as_ref().is_some_and(|beside| beside.column() == column);
    let slipped = above.column() == column + 1 && !above.has_dash();
    if is_run && slipped && above.previous(text).is_some_and(|before| before.content_column() < column) {
        // Several entries in one column, and one before them that is a little deeper.
        return indented_by(&above, &format!("expected {column} like the lines below"))
            .repaired_by(vec![reindent(&above, column)]);
    }
    if beside.is_some_and(|beside| beside.column() == deeper) || next_deeper_is(text, line, deeper) {
        return verdict.repaired_by(vec![reindent(line, deeper)]);
    }
    verdict.until(run_below(text, line))
}

/// The end of the entries that stand in the column of a line, the line included.
fn run_below(text: &str, line: &Line) -> usize {
    run_end(text, line).map_or(line.end, |last| last.end)
}

/// A second value behind the end of the document's first.
pub(super) fn behind_document(text: &str, at: usize) -> Verdict {
    let line = Line::at(text, at);
    let verdict =
        Verdict::new(line.content_range(), "the document ends above: expected `---` before another");
    // The first line of all may be indented by mistake.
    match line.previous(text) {
        Some(first) if first.previous(text).is_none() && first.column() > line.column() => {
            indented_by(&first, &format!("expected {} like the lines below", line.column()))
                .repaired_by(vec![reindent(&first, line.column())])
        }
        _ => verdict.until(text.len()),
    }
}

/// Whether the line right below stands in a column, as a neighbour would.
fn next_deeper_is(text: &str, line: &Line, column: usize) -> bool {
    line.next(text).is_some_and(|below| below.column() == column) && !line.content_text(text).ends_with(':')
}

/// Something else where the `-` of a list item should be.
pub(super) fn no_item(text: &str, failure: &Failure) -> Verdict {
    let line = Line::at(text, failure.at);
    let written = line.content_text(text);
    if failure.at == line.content && written.starts_with([',', '@', '`', '%']) {
        return unquoted(text, failure);
    }
    if written.starts_with('-') && !written.starts_with("--") {
        let at = line.content;
        return Verdict::new(at..at + 1, "no space behind `-`: expected one before the item")
            .repaired_by(vec![Change::Insert(at + 1, " ".to_owned())]);
    }
    if failure.columns.last() != Some(&line.column()) {
        return wrong_indentation(text, &line, failure);
    }
    if let Some(verdict) = lone_item(text, &line) {
        return verdict;
    }
    let key = line.key_colon(text).unwrap_or(line.content_end);
    let word = shown(text.get(line.content..key).unwrap_or_default());
    Verdict::new(
        line.content..key,
        format!("`{word}` stands in the column of a list: expected `- ` before it"),
    )
}

/// A single `- item` among many keys in one column: the item is the odd one out.
fn lone_item(text: &str, line: &Line) -> Option<Verdict> {
    let is_beside = |other: &Line| other.column() == line.column();
    let mut below = 1;
    let mut next = line.next(text);
    while let Some(other) = next {
        if other.column() < line.column() || other.has_dash() && is_beside(&other) {
            break;
        }
        below += usize::from(is_beside(&other));
        next = other.next(text);
    }
    let mut items = Vec::new();
    let mut previous = line.previous(text);
    while let Some(other) = previous {
        if other.column() < line.column() {
            break;
        }
        if is_beside(&other) {
            items.push(other.clone());
        }
        previous = other.previous(text);
    }
    let [item] = items.as_slice() else { return None };
    (below > 2)
        .then(|| Verdict::new(item.first..item.first + 1, "a list item among keys: expected `key: value`"))
}

/// `key: - item`.
pub(super) fn stray_dash(text: &str, at: usize) -> Verdict {
    let line = Line::at(text, at);
    let span = at..at + 1;
    if line.first == at {
        return Verdict::new(span, "a list item among keys: expected `key: value`");
    }
    Verdict::new(span, "a list cannot start behind its key: expected `- ` on a line of its own")
}

/// Tabs in indentation.
pub(super) fn tab(text: &str, at: usize) -> Verdict {
    let mut line = Line::at(text, at);
    let has_tab =
        |line: &Line| text.get(line.start..line.content).is_some_and(|blanks| blanks.contains('\t'));
    // The parser may point at the scalar that goes on in the line at fault.
    while !has_tab(&line) {
        match line.next(text) {
            Some(next) => line = next,
            None => return Verdict::new(at..at + 1, "tab where YAML allows none: expected spaces"),
        }
    }
    let blanks = text.get(line.start..line.content).unwrap_or_default();
    let start = line.start + blanks.find('\t').unwrap_or(0);
    let len = text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches('\t').len());
    // The lines below are most likely indented in the same way, and one finding is enough.
    let (first, column) = (Blanks::of(text, &line), column_meant(text, &line));
    let mut repair = Vec::new();
    let mut current = Some(line.clone());
    while let Some(tabbed) = current.filter(has_tab) {
        let indent = Blanks::of(text, &tabbed);
        let meant =
            (column + indent.tabs * LEVEL + indent.spaces).saturating_sub(first.tabs * LEVEL + first.spaces);
        repair.push(Change::Delete(tabbed.start..tabbed.first));
        repair.push(Change::Insert(tabbed.start, " ".repeat(meant)));
        if tabbed.has_dash() {
            repair
                .push(Change::blank(tabbed.first + 1..tabbed.first + 1 + blanks_at(text, tabbed.first + 1)));
        }
        current = tabbed.next(text);
    }
    Verdict::new(start..start + len, "tab in the indentation: expected spaces").repaired_by(repair)
}

/// Spaces of one level of indentation, where nothing tells.
const LEVEL: usize = 2;

/// What a line is indented with.
struct Blanks {
    tabs: usize,
    spaces: usize,
}

impl Blanks {
    fn of(text: &str, line: &Line) -> Self {
        let indent = text.get(line.start..line.first).unwrap_or_default();
        let tabs = indent.matches('\t').count();
        Self { tabs, spaces: indent.len() - tabs }
    }
}

fn blanks_at(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// Spaces for the tabs that a line and those right below it start with.
pub(in super::super) fn leading_tabs(text: &str, at: usize) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut current = Some(Line::at(text, at));
    while let Some(line) = current.filter(|line| Blanks::of(text, line).tabs > 0) {
        changes.push(Change::blank(line.start..line.first));
        current = line.next(text);
    }
    changes
}

/// The column in which a line with tabs was most likely meant to stand.
fn column_meant(text: &str, line: &Line) -> usize {
    let Some(above) = line.previous(text) else { return 0 };
    let indent = Blanks::of(text, line);
    let opens_block = above.content_text(text).trim_end_matches(['-', '+']).ends_with([':', '|', '>']);
    let column = above.content_column();
    // Without its tabs, the line may stand where it should.
    if indent.spaces > 0 && (if opens_block { indent.spaces > column } else { indent.spaces == column }) {
        return indent.spaces;
    }
    match line.next(text).filter(|next| Blanks::of(text, next).tabs == 0 && next.column() > column) {
        Some(next) if opens_block => next.column(),
        _ if opens_block => column + LEVEL,
        // The value above goes on here.
        _ if line.key_colon(text).is_none() && !line.has_dash() => column + LEVEL,
        _ => column,
    }
}

/// A value that goes on below its comment.
pub(super) fn behind_comment(text: &str, comment: usize) -> Verdict {
    let commented = Line::at(text, comment);
    let Some(line) = commented.next(text) else {
        return Verdict::new(
            comment..commented.end,
            "a comment inside of a value: expected it behind the value",
        );
    };
    let Some(colon) = commented.key_colon(text) else { return no_colon(text, &commented) };
    let range = line.content_range();
    if line.key_colon(text).is_some() {
        return too_deep(text, &line, &commented, colon);
    }
    Verdict::new(range, "the comment above ends the value: expected the value on one line, or in quotes")
}

/// The `|` or `>` line of a block scalar.
pub(super) fn header(text: &str, at: usize) -> Verdict {
    let line = Line::at(text, at);
    let header = text.get(at..line.content_end).unwrap_or_default();
    let sound =
        1 + header.bytes().skip(1).take_while(|byte| matches!(byte, b'1'..=b'9' | b'+' | b'-')).count();
    let rest = at + sound.min(header.len())..line.content_end.max(at + sound.min(header.len()));
    let indicator = text.get(at..=at).unwrap_or_default();
    if text.get(rest.clone()) == Some("0") {
        return Verdict::new(
            rest.clone(),
            format!("no `0` behind `{indicator}`: expected an indentation of 1 to 9"),
        )
        .repaired_by(vec![Change::blank(rest)]);
    }
    Verdict::new(rest.clone(), format!("text behind `{indicator}`: expected the value on the lines below"))
        .repaired_by(vec![Change::blank(rest)])
}

/// A plain value that starts with a character which means something else.
pub(super) fn unquoted(text: &str, failure: &Failure) -> Verdict {
    let line = Line::at(text, failure.at);
    let at = failure.at.max(line.start);
    let first = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
    let span = at..at + first.len_utf8().min(text.len() - at);
    let message = match first {
        '*' => "`*` starts an alias: expected a name behind it, or quotes around text".to_owned(),
        '&' => "`&` starts an anchor: expected a name behind it, or quotes around text".to_owned(),
        '`' => "a value cannot start with a backtick: expected quotes around it".to_owned(),
        '\n' | '\r' | ' ' | '\t' => "nothing that can be read: expected a value".to_owned(),
        _ => format!("a value cannot start with `{}`: expected quotes around it", first.escape_default()),
    };
    if at == line.content && line.key_colon(text).is_some() {
        let message =
            format!("a key cannot start with `{}`: expected quotes around it", first.escape_default());
        return Verdict::new(span.clone(), message).repaired_by(vec![Change::Delete(span)]);
    }
    let value = at..line.content_end;
    let written = text.get(value.clone()).unwrap_or_default();
    let quote = if written.contains(['"', '\\']) { "'" } else { "\"" };
    let is_value =
        line.key_colon(text).is_some_and(|colon| colon < at) || line.has_dash() && line.content == at;
    let has_colon = (value.start..value.end).any(|at| is_colon(text, at));
    let closes = quoted_end(text, at, line.end).is_some();
    if !is_value
        || written.is_empty()
        || written.contains(quote)
        || (has_colon && closes)
        || has_block(text, &line)
    {
        return Verdict::new(span, message).until(block_end(text, &line));
    }
    Verdict::new(span, message).repaired_by(vec![
        Change::Insert(value.start, quote.to_owned()),
        Change::Insert(value.end, quote.to_owned()),
    ])
}

/// `&key: value`: the colon belongs to the anchor's name, and there is no key.
pub(super) fn swallowed_colon(text: &str, line: &Line) -> Option<Verdict> {
    let content = line.content_text(text);
    let word = content.split([' ', '\t']).next().unwrap_or_default();
    let indicator = content.chars().next().filter(|first| matches!(first, '&' | '*'))?;
    (word.len() > 2 && word.ends_with(':')).then(|| {
        let span = line.content..line.content + 1;
        Verdict::new(
            span.clone(),
            format!("a key cannot start with `{indicator}`: expected quotes around it"),
        )
        .repaired_by(vec![Change::Delete(span)])
    })
}

/// What goes with a line when it is taken out: its block. The dashes before it stay if more of their item follows.
pub(in super::super) fn extent(text: &str, line: &Line, until: usize) -> Range<usize> {
    let last = Line::at(text, until.max(line.start));
    let end = block_end(text, line).max(last.end);
    let item_goes_on = line.has_dash()
        && !line.content_range().is_empty()
        && Line::at(text, end).next(text).is_some_and(|next| next.column() == line.content_column());
    let start = if item_goes_on { line.content } else { line.first };
    start..end
}
