//! Every character of a scalar's value is mapped to the bytes that wrote it.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a broken table should stop the test")]

use std::fmt::Write as _;

use proptest::prelude::*;
use vmspec_yaml::{Limits, ScalarMap, parse};

/// The value of `v` in a text, its map, and the text.
fn map_of(text: &str) -> (String, ScalarMap) {
    let tree = parse(text, &Limits::default());
    let node = tree.root(0).and_then(|root| root.get("v")).expect("there is a `v`");
    (node.text().to_owned(), node.scalar_map().expect("`v` is a scalar"))
}

/// A value as characters, each with the bytes that wrote it.
fn pieces(text: &str) -> Vec<(String, String)> {
    let (value, map) = map_of(text);
    let mut pieces = Vec::new();
    for (at, char) in value.char_indices() {
        let span = map.span(at..at + char.len_utf8());
        assert_eq!(map.value_offset(span.start as usize), at, "{text:?} at {at}");
        pieces.push((char.to_string(), span.slice(text).to_owned()));
    }
    pieces
}

#[test]
fn what_wrote_each_character() {
    // Text, then the characters that are not written as themselves.
    let table: &[(&str, &[(&str, &str)])] = &[
        ("v: plain\n", &[]),
        ("v: two\n  lines\n", &[(" ", "\n")]),
        ("v: two  \r\n  lines\r\n\r\n  x\r\n", &[(" ", "\r\n"), ("\n", "\r\n")]),
        ("v: 'it''s'\n", &[("'", "''")]),
        ("v: 'a\n\n\n  b'\n", &[]),
        ("v: \"\\u00fc\\n\\x41\"\n", &[("ü", "\\u00fc"), ("\n", "\\n"), ("A", "\\x41")]),
        ("v: \"\\uD83D\\uDE00x\"\n", &[("😀", "\\uD83D\\uDE00")]),
        ("v: \"a\\\n    b\"\n", &[]),
        ("v: \"a \\\n\n    b\"\n", &[]),
        ("v: \"a\\ \n    \\ b\"\n", &[(" ", "\\ "), (" ", "\n"), (" ", "\\ ")]),
        ("v: |\n  a\n   b\n\n  c\n", &[]),
        ("v: |\r\n  a\r\n  b\r\n", &[("\n", "\r\n"), ("\n", "\r\n")]),
        ("v: |\r  a\r  b\r", &[("\n", "\r"), ("\n", "\r")]),
        ("v: |2-\n    a\n  b\n", &[]),
        ("v: |+\n  a\n\n\n", &[]),
        ("v: >\n  a\n  b\n\n  c\n   d\n  e\n", &[(" ", "\n")]),
        ("v: >-\n\n  a\n  ü😀\n", &[(" ", "\n")]),
        ("v: |  # comment\n  a\n", &[]),
        ("v:\n  |\n  a", &[]),
    ];
    for (text, expected) in table {
        let others: Vec<(String, String)> =
            pieces(text).into_iter().filter(|(char, written)| char != written).collect();
        let others: Vec<(&str, &str)> =
            others.iter().map(|(char, written)| (char.as_str(), written.as_str())).collect();
        assert_eq!(others, *expected, "{text:?}");
    }
}

#[test]
fn ends_and_gaps() {
    let text = "v: |\n    ab\n    cd\nw: 1\n";
    let (value, map) = map_of(text);
    assert_eq!(value, "ab\ncd\n");
    assert_eq!(map.source_offset(value.len()), text.find("w:").expect("there is a `w`"));
    // The indentation of the second line leads to its first character.
    assert_eq!(map.value_offset(13), 3);
    assert_eq!(map.span(1..4).slice(text), "b\n    c");
    assert!(map.span(2..2).is_empty());
}

/// One way to write a text as the value of `v`, with the source bytes of each of its characters.
#[derive(Debug)]
struct Written {
    text: String,
    /// For each character of the value that is not whitespace, its bytes.
    spans: Vec<(char, std::ops::Range<usize>)>,
}

/// Writes words with all of a style's means: `choices` says which.
fn write(words: &[String], style: usize, choices: &[usize]) -> Written {
    let mut text = "# ü\nv: ".to_owned();
    let mut spans = Vec::new();
    let mut choices = choices.iter().copied().cycle();
    let mut choose = move || choices.next().unwrap_or(0);
    let line_end = ["\n", "\r\n", "\n", "\r"][choose() % 4];
    let indent = " ".repeat(1 + choose() % 4);
    let (open, close) = [("", ""), ("'", "'"), ("\"", "\""), ("|", ""), (">", "")][style];
    text.push_str(open);
    if style >= 3 {
        text.push_str(["", "-", "+"][choose() % 3]);
        text.push_str(line_end);
        text.push_str(&indent);
    }
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            match choose() % 3 {
                0 => text.push(' '),
                1 => {
                    text.push_str(line_end);
                    text.push_str(&indent);
                }
                _ => {
                    text.push_str(line_end);
                    text.push_str(line_end);
                    text.push_str(&indent);
                }
            }
        }
        for char in word.chars() {
            let start = text.len();
            match style {
                1 if char == '\'' => text.push_str("''"),
                2 if char == '"' || char == '\\' => text.extend(['\\', char]),
                2 if choose() % 3 == 0 => {
                    write!(text, "\\U{:08x}", u32::from(char)).expect("a string takes all");
                }
                _ => text.push(char),
            }
            spans.push((char, start..text.len()));
        }
    }
    text.push_str(close);
    text.push_str(line_end);
    text.push_str("w: 1");
    text.push_str(line_end);
    Written { text, spans }
}

proptest! {
    #[test]
    fn all_styles(
        words in prop::collection::vec("[a-zü日😀]['\"\\\\a-zü日😀]{0,4}", 1..6),
        style in 0_usize..5,
        choices in prop::collection::vec(0_usize..100, 1..12),
    ) {
        let written = write(&words, style, &choices);
        let (value, map) = map_of(&written.text);
        let mut spans = written.spans.iter();
        for (at, char) in value.char_indices() {
            let span = map.span(at..at + char.len_utf8());
            prop_assert_eq!(map.value_offset(span.start as usize), at);
            prop_assert_eq!(map.source_offset(at), span.start as usize);
            if !char.is_whitespace() {
                let (expected, range) = spans.next().expect("no more characters than were written");
                prop_assert_eq!(char, *expected);
                prop_assert_eq!(span.range(), range.clone());
            }
        }
        prop_assert!(spans.next().is_none());
    }
}
