//! Comments that say what not to report: `# vmspec: ignore[rule-name, other-rule] reason`.

use std::ops::Range;

/// What a comment asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Directive {
    /// The offset in the comment of the `#` that starts it; prose may stand before.
    pub(super) start: usize,
    /// The names in the brackets, as offsets in the comment; at least one.
    pub(super) names: Vec<Range<usize>>,
    /// What stands behind the brackets.
    pub(super) reason: Option<String>,
}

/// A comment that was meant as a directive and is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Malformed {
    /// The offset of its `#`.
    pub(super) start: usize,
    pub(super) fault: Fault,
}

/// What is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// Something else than `ignore` stands behind `vmspec:`.
    UnknownWord(String),
    NoRules,
    Unclosed,
}

/// Words longer than this are not repeated in messages.
const LONGEST_WORD: usize = 40;

/// Reads a comment, from its `#` to the end of the line; nothing for one that does not speak to vmspec.
pub(super) fn parse(comment: &str) -> Option<Result<Directive, Malformed>> {
    let (start, order) = comment.match_indices('#').find_map(|(start, _)| {
        let text = comment.get(start + 1..)?.trim_start();
        Some((start, text.strip_prefix("vmspec:")?.trim_start()))
    })?;
    Some(read(comment, start, order).map_err(|fault| Malformed { start, fault }))
}

/// Reads what stands behind `vmspec:`.
fn read(comment: &str, start: usize, order: &str) -> Result<Directive, Fault> {
    let word = order.split(|char: char| char.is_whitespace() || char == '[').next().unwrap_or_default();
    if word != "ignore" {
        return Err(Fault::UnknownWord(word.chars().take(LONGEST_WORD).collect()));
    }
    let list = order.get(word.len()..).unwrap_or_default().trim_start();
    let list = list.strip_prefix('[').ok_or(Fault::NoRules)?;
    let (list, behind) = list.split_once(']').ok_or(Fault::Unclosed)?;
    let first = comment.len() - behind.len() - 1 - list.len();
    let names = names(list, ',').map(|name| first + name.start..first + name.end).collect::<Vec<_>>();
    if names.is_empty() {
        return Err(Fault::NoRules);
    }
    let reason = behind.trim_matches(|char: char| char.is_whitespace() || matches!(char, ':' | '-' | '–'));
    Ok(Directive { start, names, reason: (!reason.is_empty()).then(|| reason.to_owned()) })
}

/// The names in a list, as offsets in it.
pub(super) fn names(list: &str, separator: char) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    list.split(separator).filter_map(move |part| {
        let start = next + part.len() - part.trim_start().len();
        next += part.len() + separator.len_utf8();
        let name = part.trim();
        (!name.is_empty()).then_some(start..start + name.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(comment: &str) -> String {
        match parse(comment) {
            None => "none".to_owned(),
            Some(Ok(directive)) => {
                let names: Vec<_> = directive.names.iter().map(|name| &comment[name.clone()]).collect();
                format!("{} {names:?} {}", directive.start, directive.reason.unwrap_or_default())
            }
            Some(Err(malformed)) => format!("{} {:?}", malformed.start, malformed.fault),
        }
    }

    #[test]
    fn table() {
        for (comment, expected) in [
            ("# vmspec: ignore[tight-disk]", r#"0 ["tight-disk"] "#),
            ("#vmspec:ignore[tight-disk]", r#"0 ["tight-disk"] "#),
            ("#   vmspec:  ignore [ a ,b, ]  it is ü", r#"0 ["a", "b"] it is ü"#),
            ("# vmspec: ignore[a]: because of [b]", r#"0 ["a"] because of [b]"#),
            ("# vmspec: ignore[a] - because", r#"0 ["a"] because"#),
            ("# see below # vmspec: ignore[a] yes", r#"12 ["a"] yes"#),
            ("## vmspec: ignore[a]", r#"1 ["a"] "#),
            ("# vmspec", "none"),
            ("# the vmspec: ignore[a]", "none"),
            ("# zizmor: ignore[a]", "none"),
            ("#", "none"),
            ("# vmspec: ignore", "0 NoRules"),
            ("# vmspec: ignore tight-disk", "0 NoRules"),
            ("# vmspec: ignore[]", "0 NoRules"),
            ("# vmspec: ignore[ , ]", "0 NoRules"),
            ("# vmspec: ignore[a", "0 Unclosed"),
            ("# vmspec: ignore-next-line[a]", r#"0 UnknownWord("ignore-next-line")"#),
            ("# vmspec: disable[a]", r#"0 UnknownWord("disable")"#),
            ("# vmspec:", r#"0 UnknownWord("")"#),
        ] {
            assert_eq!(described(comment), expected, "{comment}");
        }
    }
}
