//! Decoding: each row is a text, a type, and what must come of both.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "tests are tables, and fail by panics"
)]

use std::collections::BTreeMap;

use serde::Deserialize;
use vmspec_yaml::{Decoded, IssueKind, Limits, decode, parse};

#[derive(Debug, Deserialize, PartialEq, Default)]
#[serde(rename_all = "camelCase")]
struct Server {
    name: String,
    port: Option<u16>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    mode: Option<Mode>,
    limits: Option<Bounds>,
    #[serde(default)]
    peers: Vec<Peer>,
    enabled: Option<bool>,
}

#[derive(Debug, Deserialize, PartialEq)]
enum Mode {
    Fast,
    Slow,
    Custom { speed: u8 },
    Named(String),
    Range(u8, u8),
}

#[derive(Debug, Deserialize, PartialEq)]
struct Bounds {
    low: i8,
    high: f64,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Peer {
    host: String,
    weight: Option<Even>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(try_from = "u32")]
struct Even(u32);

impl TryFrom<u32> for Even {
    type Error = String;
    fn try_from(number: u32) -> Result<Self, String> {
        if number.is_multiple_of(2) { Ok(Self(number)) } else { Err(format!("weight {number} is odd")) }
    }
}

/// `path @ underlined bytes: what`, for each issue.
fn issues<T>(text: &str, decoded: &Decoded<T>) -> Vec<String> {
    decoded
        .issues
        .iter()
        .map(|issue| {
            let what = match &issue.kind {
                IssueKind::WrongType { expected, found } => format!("expected {expected}, found {found}"),
                IssueKind::InvalidValue { message } | IssueKind::LimitExceeded { message } => message.clone(),
                IssueKind::UnknownValue { found, known } => format!("unknown `{found}`, known {known:?}"),
                IssueKind::MissingField { field } => format!("missing `{field}`"),
                IssueKind::UnknownField { field, known } => {
                    format!("unknown field `{field}`, {} known", known.len())
                }
                _ => unreachable!(),
            };
            format!("{} @ {}: {what}", issue.path, issue.span.slice(text))
        })
        .collect()
}

fn read<'t, T: Deserialize<'t>>(tree: &'t vmspec_yaml::Tree) -> Decoded<T> {
    decode(tree.root(0).expect("a root"), &Limits::default())
}

#[test]
fn a_clean_document_is_read_whole() {
    let text = "
name: web
port: 8080
tags: [a, 'b c', \"d\\te\"]
labels: {x: '1', yes: \"2\"}
mode: {Custom: {speed: 7}}
limits: {low: -3, high: 22}
peers:
  - host: one
  - {host: two, weight: 4}
enabled: on
";
    let tree = parse(text, &Limits::default());
    let decoded = read::<Server>(&tree);
    assert_eq!(issues(text, &decoded), [""; 0]);
    assert_eq!(decoded.unreliable, []);
    assert_eq!(
        decoded.value,
        Some(Server {
            name: "web".into(),
            port: Some(8080),
            tags: vec!["a".into(), "b c".into(), "d\te".into()],
            labels: [("x".into(), "1".into()), ("true".into(), "2".into())].into(),
            mode: Some(Mode::Custom { speed: 7 }),
            limits: Some(Bounds { low: -3, high: 22.0 }),
            peers: vec![
                Peer { host: "one".into(), weight: None },
                Peer { host: "two".into(), weight: Some(Even(4)) }
            ],
            enabled: Some(true),
        })
    );
}

#[test]
fn each_fault_is_told_with_its_place() {
    let table: &[(&str, &[&str], &[&str])] = &[
        ("name: 22", &["name @ 22: expected text, found the number `22`"], &["", "name"]),
        ("name: yes", &["name @ yes: expected text, found the boolean `yes`"], &["", "name"]),
        ("name:", &["name @ name: expected text, found nothing"], &["", "name"]),
        ("name: ~", &["name @ ~: expected text, found nothing"], &["", "name"]),
        ("name: [a]", &["name @ [a]: expected text, found a list"], &["", "name"]),
        ("name: {a: b}", &["name @ {a: b}: expected text, found a mapping"], &["", "name"]),
        ("port: 1", &["name @ port: missing `name`"], &[""]),
        ("{}", &["name @ {}: missing `name`"], &[""]),
        ("[a]", &[" @ [a]: expected a mapping, found a list"], &[""]),
        ("text", &[" @ text: expected a mapping, found text"], &[""]),
        ("name: a\nport: x", &["port @ x: expected a whole number, found text"], &["port"]),
        (
            "name: a\nport: 70000",
            &["port @ 70000: `70000` is out of range: expected a whole number from 0 to 65535"],
            &["port"],
        ),
        (
            "name: a\nport: -1",
            &["port @ -1: `-1` is out of range: expected a whole number from 0 to 65535"],
            &["port"],
        ),
        ("name: a\nport: '80'", &["port @ '80': expected a whole number, found text"], &["port"]),
        ("name: a\nenabled: \"true\"", &["enabled @ \"true\": expected a boolean, found text"], &["enabled"]),
        ("name: a\ntags: b", &["tags @ b: expected a list, found text"], &["tags"]),
        ("name: a\ntags:", &["tags @ tags: expected a list, found nothing"], &["tags"]),
        (
            "name: a\ntags: [1, b, {c: d}, e]",
            &[
                "tags[0] @ 1: expected text, found the number `1`",
                "tags[2] @ {c: d}: expected text, found a mapping",
            ],
            &["tags[0]", "tags[2]"],
        ),
        ("name: a\ntags:\n- b\n-\n", &["tags[1] @ -: expected text, found nothing"], &["tags[1]"]),
        (
            "name: a\nmode: Fats",
            &["mode @ Fats: unknown `Fats`, known [\"Fast\", \"Slow\", \"Custom\", \"Named\", \"Range\"]"],
            &["mode"],
        ),
        (
            "name: a\nmode: {Fats: 1}",
            &[
                "mode.Fats @ Fats: unknown `Fats`, known [\"Fast\", \"Slow\", \"Custom\", \"Named\", \"Range\"]",
            ],
            &["mode", "mode.Fats"],
        ),
        (
            "name: a\nmode: Custom",
            &["mode @ Custom: expected a mapping with the key `Custom`, found text"],
            &["mode"],
        ),
        (
            "name: a\nmode: no",
            &[
                "mode @ no: expected one of `Fast`, `Slow`, `Custom`, `Named`, `Range`, found the boolean `no`",
            ],
            &["mode"],
        ),
        (
            "name: a\nmode: {}",
            &["mode @ {}: expected a mapping with exactly one key, found a mapping"],
            &["mode"],
        ),
        (
            "name: a\nmode: {Custom: {speed: x, sped: 1}}",
            &[
                "mode.Custom.speed @ x: expected a whole number, found text",
                "mode.Custom.sped @ sped: unknown field `sped`, 1 known",
            ],
            &["mode", "mode.Custom", "mode.Custom.speed"],
        ),
        (
            "name: a\nmode: {Range: [1]}",
            &["mode.Range @ [1]: expected a list of 2 items, found 1"],
            &["mode", "mode.Range"],
        ),
        (
            "name: a\nmode: {Range: [1, 2, 3]}",
            &["mode.Range @ [1, 2, 3]: expected a list of 2 items, found 3"],
            &["mode", "mode.Range"],
        ),
        ("name: a\nprot: 1", &["prot @ prot: unknown field `prot`, 8 known"], &[]),
        ("name: a\nlimits:\n  low: 1\n", &["limits.high @ limits: missing `high`"], &["limits"]),
        (
            "name: a\nlimits:\n  low: x\n  high: 1\n",
            &["limits.low @ x: expected a whole number, found text"],
            &["limits", "limits.low"],
        ),
        (
            "name: a\npeers:\n- weight: 2\n- host: b\n  weight: 3\n",
            &["peers[0].host @ weight: missing `host`", "peers[1].weight @ 3: weight 3 is odd"],
            &["peers[0]", "peers[1].weight"],
        ),
        (
            "nmae: a\nport: x\npeers: [{host: b, wieght: 1}, c]",
            &[
                "name @ nmae: missing `name`",
                "nmae @ nmae: unknown field `nmae`, 8 known",
                "port @ x: expected a whole number, found text",
                "peers[0].wieght @ wieght: unknown field `wieght`, 2 known",
                "peers[1] @ c: expected a mapping, found text",
            ],
            &["", "peers[1]", "port"],
        ),
    ];
    for (text, expected, unreliable) in table {
        let tree = parse(*text, &Limits::default());
        let decoded = read::<Server>(&tree);
        assert_eq!(issues(text, &decoded), *expected, "{text}");
        let paths: Vec<String> = decoded.unreliable.iter().map(ToString::to_string).collect();
        assert_eq!(paths, *unreliable, "{text}");
        assert_eq!(decoded.value.is_none(), paths.contains(&String::new()), "{text}");
    }
}

#[test]
fn what_kubectl_refuses_is_left_to_the_parser() {
    let tree = parse("name: a\nport: .nan\n", &Limits::default());
    let decoded = read::<Server>(&tree);
    assert_eq!(decoded.issues, []);
    assert_eq!(decoded.unreliable.len(), 1);
}

#[test]
fn a_field_that_may_stand_in_an_unreadable_line_is_not_missed() {
    for text in ["port: 1\nname web\n", "limits:\n  low: 1\n  high 2\nname: a\n"] {
        let tree = parse(text, &Limits::default());
        assert!(!tree.documents()[0].problems().is_empty());
        let decoded = read::<Server>(&tree);
        assert_eq!(issues(text, &decoded), [""; 0], "{text}");
    }
}
