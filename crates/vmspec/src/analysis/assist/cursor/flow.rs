//! The part of a list or mapping in brackets that a cursor is at.

use std::ops::Range;

/// The place of a cursor between brackets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct FlowSlot {
    pub(super) token: Range<usize>,
    pub(super) part: Part,
    /// Whether a colon stands behind the token.
    pub(super) has_colon: bool,
    /// Whether a blank is missing in front of it.
    pub(super) gap: bool,
    /// What would close all open brackets.
    pub(super) closers: String,
}

/// What a part between brackets is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Key,
    /// What stands behind a colon.
    Value,
    Item,
}

struct Open {
    closer: char,
    /// Where the current part begins.
    part: usize,
    is_value: bool,
}

/// Reads from the first bracket to the cursor; nothing if the brackets are closed before it.
pub(super) fn read(text: &str, start: usize, cursor: usize) -> Option<FlowSlot> {
    let mut open: Vec<Open> = Vec::new();
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (at, char) in text.get(start..cursor)?.char_indices().map(|(at, char)| (start + at, char)) {
        if let Some(closing) = quote {
            let is_escape = char == '\\' && closing == '"' && !escaped;
            if char == closing && !escaped {
                quote = None;
            }
            escaped = is_escape;
            continue;
        }
        let begins_part = |part: usize| text.get(part..at).is_some_and(|text| text.trim().is_empty());
        match char {
            '"' | '\'' if open.last().is_some_and(|open| begins_part(open.part)) => quote = Some(char),
            '{' => open.push(Open { closer: '}', part: at + 1, is_value: false }),
            '[' => open.push(Open { closer: ']', part: at + 1, is_value: false }),
            '}' | ']' => {
                open.pop();
                open.last()?;
            }
            ',' => {
                let innermost = open.last_mut()?;
                (innermost.part, innermost.is_value) = (at + 1, false);
            }
            ':' if is_colon(text, at) => {
                let innermost = open.last_mut()?;
                (innermost.part, innermost.is_value) = (at + 1, true);
            }
            _ => {}
        }
    }
    let innermost = open.last()?;
    let before = text.get(innermost.part..cursor)?;
    let token_start = innermost.part + (before.len() - before.trim_start().len());
    let token_end = token_end(text, token_start, cursor);
    let behind = text.get(token_end..)?.trim_start_matches([' ', '\t']);
    let closers = open.iter().rev().map(|open| open.closer).collect();
    let part = match (innermost.is_value, innermost.closer) {
        (true, _) => Part::Value,
        (false, '}') => Part::Key,
        (false, _) => Part::Item,
    };
    Some(FlowSlot {
        token: token_start..token_end,
        part,
        has_colon: behind.starts_with(':'),
        gap: innermost.is_value && innermost.part == token_start,
        closers,
    })
}

/// Whether a colon ends a key: a blank follows, or quotes stand before it as in JSON.
fn is_colon(text: &str, at: usize) -> bool {
    let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
    next.is_none_or(|next| next.is_whitespace() || matches!(next, '{' | '[' | ',' | '}' | '"'))
        || text.get(..at).is_some_and(|before| before.ends_with(['"', '\'']))
}

fn token_end(text: &str, start: usize, cursor: usize) -> usize {
    let token = text.get(start..).unwrap_or_default();
    let quote = token.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote
        && let Some(end) = token.get(1..).and_then(|rest| rest.find([quote, '\n', '\r']))
        && token.get(end + 1..).is_some_and(|rest| rest.starts_with(quote))
    {
        return (start + end + 2).max(cursor);
    }
    let rest = text.get(cursor..).unwrap_or_default();
    let end = rest.find([',', '}', ']', ':', '\n', '\r', '#']).unwrap_or(rest.len());
    cursor + rest.get(..end).unwrap_or_default().trim_end().len()
}
