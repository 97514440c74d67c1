//! Decoding through aliases: what they stand for, and what they may cost.

#![allow(
    clippy::expect_used,
    clippy::format_push_string,
    clippy::items_after_statements,
    reason = "tests are tables, and fail by panics"
)]

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vmspec_yaml::{Decoded, IssueKind, Limits, decode, parse};

fn read<T: DeserializeOwned>(text: &str, limits: &Limits) -> Decoded<T> {
    // The parser has bounds of its own, and would hide those of decoding.
    let mut boundless = Limits::default();
    boundless.depth = 1000;
    boundless.alias_nodes = usize::MAX;
    let tree = parse(text, &boundless);
    decode(tree.root(0).expect("a root"), limits)
}

/// `path @ underlined bytes` of each issue.
fn places<T>(text: &str, decoded: &Decoded<T>) -> Vec<String> {
    decoded.issues.iter().map(|issue| format!("{} @ {}", issue.path, issue.span.slice(text))).collect()
}

#[test]
fn an_alias_reads_as_what_it_stands_for() {
    let text = "a: &x {b: [1, 2]}\nc: *x\nd: &y text\ne: *y\n";
    let decoded = read::<Value>(text, &Limits::default());
    assert_eq!(
        decoded.value,
        Some(json!({"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": "text", "e": "text"}))
    );
}

#[derive(Debug, Deserialize, PartialEq)]
struct Two {
    numbers: Vec<u8>,
    texts: Option<Vec<String>>,
    one: Option<u8>,
}

#[test]
fn a_fault_behind_an_alias_costs_only_the_place_it_was_reached_by() {
    let text = "numbers: &list [1, x]\ntexts: *list\n";
    let decoded = read::<Two>(text, &Limits::default());
    assert_eq!(places(text, &decoded), ["texts[0] @ 1", "numbers[1] @ x"]);
    assert_eq!(decoded.value, Some(Two { numbers: vec![1], texts: Some(vec!["x".to_owned()]), one: None }));

    let text = "numbers: &list [1, 2]\none: *list\n";
    let decoded = read::<Two>(text, &Limits::default());
    assert_eq!(places(text, &decoded), ["one @ *list"]);
}

#[test]
fn an_alias_without_anchor_is_left_to_the_parser_and_left_out() {
    let decoded = read::<Two>("numbers: [1, *gone]\none: *gone\n", &Limits::default());
    assert_eq!(decoded.issues, []);
    assert_eq!(decoded.value, Some(Two { numbers: vec![1], texts: None, one: None }));
    let paths: Vec<String> = decoded.unreliable.iter().map(ToString::to_string).collect();
    assert_eq!(paths, ["numbers[1]", "one"]);
}

#[test]
fn merge_keys_bring_entries_and_their_faults_stay_where_they_were_reached() {
    let text = "base: &base\n  one: x\n  numbers: [1]\nold: {<<: *base, one: 2}\nnew: {<<: *base}\n";
    #[derive(Debug, Deserialize, PartialEq)]
    struct Three {
        base: Value,
        old: Two,
        new: Two,
    }
    let decoded = read::<Three>(text, &Limits::default());
    assert_eq!(places(text, &decoded), ["new.one @ x"]);
    let two = |one| Two { numbers: vec![1], texts: None, one };
    assert_eq!(
        decoded.value,
        Some(Three { base: json!({"one": "x", "numbers": [1]}), old: two(Some(2)), new: two(None) })
    );
}

#[test]
fn a_billion_laughs_end_in_one_issue_and_the_rest_is_read() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for n in 1..12 {
        let aliases = vec![format!("*a{}", n - 1); 9].join(", ");
        text.push_str(&format!("a{n}: &a{n} [{aliases}]\n"));
    }
    text.push_str("last: 1\n");
    let decoded = read::<BTreeMap<String, Value>>(&text, &Limits::default());
    assert_eq!(places(&text, &decoded), ["a4[0] @ *a3"]);
    assert!(matches!(&decoded.issues[..], [issue] if matches!(issue.kind, IssueKind::LimitExceeded { .. })));
    let value = decoded.value.as_ref().expect("a value");
    let left_out = decoded.unreliable.iter().filter(|path| path.starts_with(&"a11".parse().expect("a path")));
    assert_eq!((left_out.count(), value.get("a11")), (9, Some(&json!([]))));
    let value = decoded.value.expect("a value");
    assert_eq!(value.get("a0").map(|list| list.as_array().map(Vec::len)), Some(Some(9)));
    assert_eq!(value.get("last"), Some(&json!(1)));
}

#[test]
fn depth_counts_through_aliases_and_costs_only_what_is_too_deep() {
    let limits = {
        let mut limits = Limits::default();
        limits.depth = 5;
        limits
    };
    let text = "[[[[[1]]]], 2]";
    let decoded = read::<Value>(text, &limits);
    assert_eq!((places(text, &decoded), decoded.value), (vec![], Some(json!([[[[[1]]]], 2]))));

    let text = "a: &x [[[1]]]\nb: [[*x]]\nc: 2\n";
    let decoded = read::<Value>(text, &limits);
    assert_eq!(places(text, &decoded), ["b[0][0][0][0] @ [1]"]);
    assert!(matches!(&decoded.issues[..], [issue] if matches!(issue.kind, IssueKind::LimitExceeded { .. })));
    assert_eq!(decoded.value, Some(json!({"a": [[[1]]], "b": [[[[]]]], "c": 2})));
}
