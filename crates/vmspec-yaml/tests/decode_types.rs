//! Decoding into all that serde offers.

#![allow(
    clippy::expect_used,
    clippy::float_cmp,
    clippy::format_collect,
    clippy::items_after_statements,
    reason = "tests are tables, and fail by panics"
)]

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use vmspec_yaml::{Decoded, FieldPath, Issue, IssueKind, Limits, decode, parse};

fn read<T: DeserializeOwned>(text: &str) -> Decoded<T> {
    let tree = parse(text, &Limits::default());
    decode(tree.root(0).expect("a root"), &Limits::default())
}

/// The value of a text without issues.
fn clean<T: DeserializeOwned>(text: &str) -> T {
    let decoded = read(text);
    assert_eq!(decoded.issues, [], "{text}");
    assert_eq!(decoded.unreliable, [], "{text}");
    decoded.value.expect("a value")
}

fn messages(issues: &[Issue]) -> Vec<String> {
    issues
        .iter()
        .map(|issue| match &issue.kind {
            IssueKind::WrongType { expected, found } => {
                format!("{}: expected {expected}, found {found}", issue.path)
            }
            IssueKind::InvalidValue { message } => format!("{}: {message}", issue.path),
            other => format!("{}: {other:?}", issue.path),
        })
        .collect()
}

#[derive(Debug, Deserialize, PartialEq)]
struct Unit;

#[derive(Debug, Deserialize, PartialEq)]
struct Newtype(u8);

#[derive(Debug, Deserialize, PartialEq)]
struct Pair(u8, String);

#[test]
fn scalars_become_the_types_of_rust() {
    assert_eq!(clean::<i128>("-7"), -7);
    assert_eq!(clean::<u128>("18446744073709551615"), u128::from(u64::MAX));
    assert_eq!(clean::<u128>("7"), 7);
    assert_eq!(clean::<char>("x"), 'x');
    assert_eq!(clean::<f32>("2"), 2.0);
    assert_eq!(clean::<String>("'5'"), "5");
    assert_eq!(clean::<Option<u8>>("~"), None);
    assert_eq!(clean::<Option<u8>>("5"), Some(5));
    assert_eq!(clean::<Option<Option<u8>>>("5"), Some(Some(5)));
    assert_eq!(clean::<()>("null"), ());
    assert_eq!(clean::<Unit>("~"), Unit);
    assert_eq!(clean::<Newtype>("5"), Newtype(5));
    assert_eq!(clean::<Box<[u8]>>("[1, 2]"), Box::from([1, 2]));
    assert_eq!(clean::<(u8, bool)>("[1, yes]"), (1, true));
    assert_eq!(clean::<[u8; 3]>("[1, 2, 3]"), [1, 2, 3]);
    assert_eq!(clean::<Pair>("[1, x]"), Pair(1, "x".to_owned()));
    assert_eq!(clean::<HashMap<u16, bool>>("{80: on}"), [(80, true)].into());
    assert_eq!(clean::<BTreeMap<bool, u8>>("{yes: 1, no: 0}"), [(false, 0), (true, 1)].into());
    assert_eq!(clean::<BTreeMap<Option<String>, u8>>("{a: 1}"), [(Some("a".to_owned()), 1)].into());
    assert_eq!(clean::<serde::de::IgnoredAny>("{a: [1]}"), serde::de::IgnoredAny);
}

#[test]
fn text_is_borrowed_from_the_tree() {
    let tree = parse("plain: 'quoted ''one'''\n", &Limits::default());
    let root = tree.root(0).expect("a root");
    let map = decode::<BTreeMap<&str, &str>>(root, &Limits::default()).value.expect("a value");
    assert_eq!(map, [("plain", "quoted 'one'")].into());
    #[derive(Deserialize)]
    struct Borrowing<'t> {
        #[serde(borrow)]
        plain: Cow<'t, str>,
    }
    let value = decode::<Borrowing<'_>>(root, &Limits::default()).value.expect("a value");
    assert!(matches!(value.plain, Cow::Borrowed("quoted 'one'")));
}

#[test]
fn wrong_scalars_are_told_in_plain_words() {
    let told = |issues: &[Issue]| messages(issues).concat();
    assert_eq!(told(&read::<char>("xy").issues), ": expected a single character, found `xy`");
    assert_eq!(told(&read::<()>("5").issues), ": expected nothing, found the number `5`");
    assert_eq!(told(&read::<u8>("[]").issues), ": expected a whole number, found a list");
    assert_eq!(told(&read::<u8>("1.5").issues), ": expected a whole number, found the number `1.5`");
    assert_eq!(told(&read::<f64>("x").issues), ": expected a number, found text");
    assert_eq!(told(&read::<(u8, u8)>("[1]").issues), ": expected a list of 2 items, found 1");
    assert_eq!(told(&read::<[u8; 2]>("[1, 2, 3]").issues), ": expected a list of 2 items, found 3");
    assert_eq!(told(&read::<[u8; 2]>("[1, x]").issues), "[1]: expected a whole number, found text");
    assert_eq!(told(&read::<Vec<u8>>("{}").issues), ": expected a list, found a mapping");
    assert_eq!(told(&read::<BTreeMap<u8, u8>>("{a: 1}").issues), "a: expected a whole number, found text");
    assert_eq!(told(&read::<Pair>("{}").issues), ": expected a list, found a mapping");
    assert_eq!(
        told(&read::<std::num::NonZeroU8>("0").issues),
        ": `0` is out of range: expected a whole number from 1 to 255"
    );
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Strict {
    a: u8,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Either {
    Number(u8),
    Struct { a: u8 },
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shape {
    Circle { radius: u8 },
    Square { side: u8 },
}

#[derive(Debug, Deserialize, PartialEq)]
struct Flat {
    id: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct All {
    strict: Option<Strict>,
    either: Option<Either>,
    shape: Option<Shape>,
    flat: Option<Flat>,
}

#[test]
fn unknown_fields_of_strict_types_are_told_once_and_cost_only_themselves() {
    let decoded = read::<All>("strict: {a: 1, b: 2}\n");
    assert_eq!(decoded.value.expect("a value").strict, Some(Strict { a: 1 }));
    let [issue] = decoded.issues.as_slice() else { panic!("one issue: {:?}", decoded.issues) };
    assert_eq!(issue.path.to_string(), "strict.b");
    assert_eq!(issue.kind, IssueKind::UnknownField { field: "b".to_owned(), known: &["a"] });
}

#[test]
fn buffered_types_work_and_name_the_node_at_which_buffering_began() {
    let all = clean::<All>("either: {a: 5}\nshape: {kind: circle, radius: 2}\nflat: {id: 1, x: 2, z: 3}\n");
    assert_eq!(all.either, Some(Either::Struct { a: 5 }));
    assert_eq!(all.shape, Some(Shape::Circle { radius: 2 }));
    assert_eq!(all.flat, Some(Flat { id: 1, rest: [("x".to_owned(), 2), ("z".to_owned(), 3)].into() }));

    let decoded = read::<All>("either: x\nshape: {kind: circle, radius: x}\nflat: {id: 1, x: word}\n");
    assert_eq!(
        messages(&decoded.issues),
        [
            "either: the value has none of the forms that are taken here",
            "shape: expected a whole number, found text",
            "flat: expected a whole number, found text",
        ]
    );
    assert_eq!(decoded.value, Some(All { strict: None, either: None, shape: None, flat: None }));
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(try_from = "RawRange")]
struct Range(u8, u8);

#[derive(Deserialize)]
struct RawRange {
    low: Option<u8>,
    high: Option<u8>,
}

impl TryFrom<RawRange> for Range {
    type Error = &'static str;
    fn try_from(raw: RawRange) -> Result<Self, Self::Error> {
        match (raw.low, raw.high) {
            (Some(low), Some(high)) if low <= high => Ok(Self(low, high)),
            (Some(_), Some(_)) => Err("`low` is above `high`"),
            _ => Err("a range needs `low` and `high`"),
        }
    }
}

#[test]
fn a_rule_over_several_fields_is_silent_when_one_of_them_is_at_fault() {
    let table = [
        ("[{low: 1, high: 2}]", vec![]),
        ("[{low: 3, high: 2}]", vec!["[0]: `low` is above `high`"]),
        ("[{low: 3}]", vec!["[0]: a range needs `low` and `high`"]),
        ("[{low: 3, high: x}]", vec!["[0].high: expected a whole number, found text"]),
    ];
    for (text, expected) in table {
        let decoded = read::<Vec<Range>>(text);
        assert_eq!(messages(&decoded.issues), expected, "{text}");
        assert_eq!(decoded.value.expect("a list").len(), usize::from(expected.is_empty()), "{text}");
    }
}

#[test]
fn keys_written_twice_count_once_and_the_first_wins() {
    assert_eq!(read::<Strict>("a: 1\na: 2\n").value, Some(Strict { a: 1 }));
    let many: String = (0..100).map(|n| format!("k{}: {n}\n", n % 50)).collect();
    let map = read::<BTreeMap<String, u8>>(&many).value.expect("a map");
    assert_eq!((map.len(), map["k0"], map["k49"]), (50, 0, 49));
}

#[test]
fn paths_in_the_value_lead_back_to_the_text() {
    let decoded = read::<BTreeMap<String, Vec<Vec<u8>>>>("a:\n- x\n- [1, x, y, 2]\n- {}\n- [x, 7]\n");
    assert_eq!(decoded.value, Some([("a".to_owned(), vec![vec![1, 2], vec![7]])].into()));
    for (in_value, in_text) in [
        ("a[0]", "a[1]"),
        ("a[0][0]", "a[1][0]"),
        ("a[0][1]", "a[1][3]"),
        ("a[1][0]", "a[3][1]"),
        ("b[4]", "b[4]"),
    ] {
        let path: FieldPath = in_value.parse().expect("a path");
        assert_eq!(decoded.source_path(&path).to_string(), in_text);
    }
    assert!(decoded.is_unreliable(&"a[2].b".parse().expect("a path")));
    assert!(!decoded.is_unreliable(&"a[1]".parse().expect("a path")));
}

thread_local! {
    static READS: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often it is read.
#[derive(Debug, PartialEq)]
struct Counted(u8);

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READS.set(READS.get() + 1);
        u8::deserialize(deserializer).map(Self)
    }
}

#[test]
fn a_clean_document_is_read_in_one_pass() {
    READS.set(0);
    assert_eq!(clean::<Vec<Counted>>("[1, 2, 3]").len(), 3);
    assert_eq!(READS.get(), 3);
    // One pass up to the fault, and one without it.
    READS.set(0);
    assert_eq!(read::<Vec<Counted>>("[1, x, 3]").value.expect("a list").len(), 2);
    assert_eq!(READS.get(), 4);
}

#[test]
fn faults_beyond_the_limit_end_in_one_issue_that_says_so() {
    let decoded = read::<Vec<u8>>(&format!("[{}]", "x, ".repeat(500)));
    assert_eq!(decoded.issues.len(), 201);
    let last = &decoded.issues.last().expect("an issue").kind;
    assert!(matches!(last, IssueKind::LimitExceeded { .. }), "{last:?}");
    let keys: String = (0..500).map(|n| format!("k{n}: 1\n")).collect();
    let decoded = read::<Strict>(&format!("a: 1\n{keys}"));
    assert_eq!(decoded.issues.len(), 201);
    let decoded = read::<All>(&keys);
    assert_eq!(decoded.issues.len(), 201);
    assert!(decoded.value.is_some(), "unknown fields cost nothing");
}
