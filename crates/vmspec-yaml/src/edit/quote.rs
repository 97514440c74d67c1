//! Text as YAML scalars that every reader takes for the same text.
//!
//! A text stands without quotes only if `kubectl` (YAML 1.1 with its own ideas), `PyYAML` (YAML 1.1 to the letter) and
//! readers of YAML 1.2 all take it for text.

use crate::ScalarStyle;
use crate::json::json_as_yaml;
use crate::scalar::{Value, is_printable, resolve};

/// How to write a text that may be written in several ways.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quotes {
    /// None where none are needed, else single ones.
    NoneOrSingle,
    /// None where none are needed, else double ones.
    NoneOrDouble,
    /// `'…'` where no escapes are needed.
    Single,
    /// `"…"`
    Double,
}

/// The text on one line, to stand in block or flow style.
pub(super) fn quoted(text: &str, quotes: Quotes, in_flow: bool) -> String {
    let is_plain_wanted = matches!(quotes, Quotes::NoneOrSingle | Quotes::NoneOrDouble);
    let is_single_wanted = matches!(quotes, Quotes::NoneOrSingle | Quotes::Single);
    if is_plain_wanted && is_plain(text, in_flow) {
        text.to_owned()
    } else if is_single_wanted && text.chars().all(|char| char != '\t' && is_printable(char)) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double_quoted(text)
    }
}

fn double_quoted(text: &str) -> String {
    // Making JSON of a text does not fail.
    json_as_yaml(&serde_json::to_string(text).unwrap_or_default())
}

/// Whether the text can be written as the lines of a `|` scalar that all readers take for the same.
pub(super) fn is_literal(text: &str) -> bool {
    let is_fine = |line: &str| {
        // Lines of blanks alone are told from indentation by some readers and not by others, and libyaml takes no tab
        // for the first character.
        line.chars().all(is_printable)
            && !line.starts_with('\t')
            && (line.is_empty() || !line.trim().is_empty())
    };
    // Empty lines at the end would need `|+`, which takes any empty line behind it for its own.
    let lines = text.strip_suffix('\n').unwrap_or(text);
    text.contains('\n') && !lines.is_empty() && !lines.ends_with('\n') && lines.split('\n').all(is_fine)
}

/// Whether the text needs no quotes.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let second = text.chars().nth(1);
    let may_start = match first {
        '-' | '?' | ':' => second.is_some_and(|second| second.is_alphanumeric() || second == '/'),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`'
        | ' ' => false,
        _ => true,
    };
    may_start
        && text.chars().all(|char| char != '\t' && is_printable(char))
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("...")
        && !(in_flow && text.contains([',', '[', ']', '{', '}']))
        && resolve(text, ScalarStyle::Plain, None) == Value::Str(text)
        && !is_more_than_text(text)
}

/// Whether a reader of YAML 1.1 or 1.2 takes the plain text for something else.
fn is_more_than_text(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    matches!(
        word.as_str(),
        "~" | "null"
            | "true"
            | "false"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "y"
            | "n"
            | "="
            | "<<"
            | ".inf"
            | "+.inf"
            | "-.inf"
            | ".nan"
    ) || looks_like_number(&word)
        || looks_like_date(&word)
}

/// Whether the lower-case text has the form of a number: decimal, other bases, sexagesimal, with `_` and exponents.
fn looks_like_number(word: &str) -> bool {
    let word = word.strip_prefix(['+', '-']).unwrap_or(word);
    let has_base = ["0x", "0o", "0b"].into_iter().any(|base| word.starts_with(base));
    if has_base {
        return word.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit() || byte == b'_');
    }
    let digits = word.strip_prefix('.').unwrap_or(word);
    let is_numeric =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'_' | b'.' | b':' | b'e' | b'+' | b'-');
    digits.starts_with(|first: char| first.is_ascii_digit())
        && word.bytes().all(is_numeric)
        // Versions and addresses.
        && (word.matches('.').count() < 2 || word.contains(':'))
        // Ranges such as `1-5`.
        && (!word.contains('-') || word.contains("e-"))
}

/// Whether the text starts like `2026-04-17`.
fn looks_like_date(word: &str) -> bool {
    word.split_once('-').is_some_and(|(year, rest)| {
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        year.len() == 4 && is_digits(year) && rest.starts_with(|char: char| char.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_only_where_a_reader_needs_them() {
        let plain = [
            "abc",
            "s1.small",
            "5Gi",
            "100m",
            "1.2.3",
            "10.0.0.1",
            "a:b",
            "http://x/y?z=1#f",
            "ssh-rsa AAAA",
            "über",
            "-x",
            "~/x",
            "1-5",
            "a b",
            "ubuntu 24.04 LTS",
            "x'y",
            "/dev/vda",
            "$a",
            "2x",
            "0xyz",
        ];
        for text in plain {
            assert_eq!(quoted(text, Quotes::NoneOrDouble, false), text);
        }
        let quotes_needed = [
            "",
            " a",
            "a ",
            "yes",
            "No",
            "y",
            "on",
            "true",
            "null",
            "~",
            "=",
            "<<",
            "22",
            "-1",
            "0644",
            "0o17",
            "0x1F",
            "1_000",
            "22:22",
            "190:20:30.15",
            "1e3",
            "1.5",
            ".5",
            "1.",
            ".inf",
            ".nan",
            "2026-04-17",
            "2001-12-14t21:59:43.10-05:00",
            "a: b",
            "a #b",
            "a:",
            "- a",
            "-",
            "--- ",
            "...",
            "? a",
            "#a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "[a",
            "{a",
            "\"a",
            "'a",
            ",a",
        ];
        for text in quotes_needed {
            assert_eq!(quoted(text, Quotes::NoneOrDouble, false), format!("{text:?}"));
            assert_eq!(quoted(text, Quotes::NoneOrSingle, false), format!("'{}'", text.replace('\'', "''")));
        }
        for text in ["a,b", "a]", "{", "a[0]"] {
            assert_eq!(quoted(text, Quotes::NoneOrDouble, true), format!("{text:?}"));
        }
    }

    #[test]
    fn what_single_quotes_cannot_hold_stands_in_double_ones() {
        assert_eq!(quoted("a\nb", Quotes::Single, false), r#""a\nb""#);
        assert_eq!(
            quoted("a\u{85}\u{2028}\u{feff}\u{7f}", Quotes::Single, false),
            r#""a\u0085\u2028\uFEFF\u007F""#
        );
    }
}
