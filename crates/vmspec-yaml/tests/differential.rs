//! The tree against libyaml, on a manifest with small changes: both accept or refuse, and give the same values.
//!
//! kubectl's parser is a port of libyaml, so this covers what tables cannot. Where the two differ on purpose, the
//! difference is listed with its reason.

use serde::Deserialize as _;
use serde_yaml::Value;
use vmspec_yaml::{Limits, Node, NodeKind, Problem, Tree, parse};

/// Beginnings of messages about what libyaml accepts, and why they are right.
const REFUSED_HERE: &[(&str, &str)] = &[
    ("`<<` merges", "libyaml leaves merge keys to its users, and kubectl refuses these"),
    ("`<<` brings", "as above"),
    ("a key cannot be", "libyaml takes any node as a key, JSON does not"),
    ("no key before", "an empty key is null, which JSON does not take as a key"),
    ("the key `", "as above"),
    (
        "a key cannot start with `&`",
        "the name of an anchor ends before the colon for libyaml, and leaves an empty key",
    ),
    ("kubectl cannot read the name", "as above"),
    ("to kubectl, `?` starts", "libyaml reads the key that follows, which is hardly what was meant"),
    ("expected `,` or", "libyaml reads `?{` as a key"),
    ("a key and its `:`", "libyaml takes an explicit empty key"),
    ("not a tag", "libyaml takes a tag with several `!`"),
];

/// Beginnings of libyaml's messages about what is accepted here, and why that is right.
const ACCEPTED_HERE: &[(&str, &str)] = &[
    ("found unexpected ':'", "the port has this check commented out: `{a:b}` is a word to kubectl"),
    (
        "did not find expected whitespace or line break",
        "a tag right before `,` or `]` is sound YAML 1.2, and harmless",
    ),
];

const MANIFEST: &str = "apiVersion: apps/v1 # c
kind: VM
metadata:
  name: 'x'
  labels: {a: b, \"c\": d}
spec:
  running: true
  disks:
    - name: a
      bus: \"sata\\n\"
    - b
  ports: [22, 'x y', {p: 1}]
  init: |
    #cloud
    users:
      - x

  fold: >-
    a
    b
  base: &x
    k: v
  ref: *x
  list:
  - p
  - q: r
    s: t
";

/// What is put into the manifest. Characters that kubectl reads as line breaks, and a byte-order mark, are reported
/// always and so left out.
const PIECES: &[&str] = &[
    "\"", "'", ":", ": ", "[", "{", "}", "]", "-", "- ", "\t", " ", "  ", "#", " #", "&", "*", "!", "|", ">",
    "%", "@", "\n", "`", ",", "?", "? ", "ü", "x", "\r", "\r\n", "\n---\n", "\n...\n", "!!str ", "&a ", "*x",
    "\\", "<<: ", "\n\n", "\n\t", "\u{7}", "~", "1",
];

fn same(node: Node<'_>, value: &Value) -> bool {
    match value {
        Value::Tagged(tagged) => same(node, &tagged.value),
        Value::Sequence(items) => {
            node.kind() == NodeKind::Sequence
                && node.items().len() == items.len()
                && node.items().zip(items).all(|(node, value)| same(node, value))
        }
        Value::Mapping(entries) => {
            node.kind() == NodeKind::Mapping
                && node.entries().len() == entries.len()
                && node
                    .entries()
                    .zip(entries)
                    .all(|((key, node), (other, value))| same(key, other) && same(node, value))
        }
        Value::String(text) => node.kind() == NodeKind::Scalar && node.text() == text,
        // The library reads numbers in its own way, which is not that of kubectl.
        Value::Null | Value::Bool(_) | Value::Number(_) => node.kind() == NodeKind::Scalar,
    }
}

fn theirs(text: &str) -> Result<Vec<Value>, String> {
    serde_yaml::Deserializer::from_str(text)
        .map(|document| Value::deserialize(document).map_err(|error| error.to_string()))
        .collect()
}

fn ours(text: &str) -> Result<Tree, Vec<Problem>> {
    let tree = parse(text, &Limits::default());
    let problems: Vec<Problem> =
        tree.documents().iter().flat_map(vmspec_yaml::Document::problems).cloned().collect();
    if problems.is_empty() { Ok(tree) } else { Err(problems) }
}

/// Numbers that look random and are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }
}

fn change(numbers: &mut Numbers) -> String {
    let mut text = MANIFEST.to_owned();
    for _ in 0..=numbers.below(3) {
        let place = |numbers: &mut Numbers| {
            let at = numbers.below(text.len() + 1);
            (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
        };
        let (from, to) = (place(numbers), place(numbers));
        match numbers.below(5) {
            0 if from < text.len() => drop(text.remove(from)),
            1 if (from..from + 12).contains(&to) => text.replace_range(from..to, ""),
            _ => text.insert_str(from, PIECES.get(numbers.below(PIECES.len())).copied().unwrap_or_default()),
        }
    }
    text
}

#[test]
fn agrees_with_libyaml() {
    let starts_with =
        |message: &str, list: &[(&str, &str)]| list.iter().any(|(start, _)| message.contains(start));
    let mut numbers = Numbers(88_172_645_463_325_252);
    let mut differences = Vec::new();
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..8_000 {
        let text = change(&mut numbers);
        match (ours(&text), theirs(&text)) {
            (Ok(tree), Ok(values)) => {
                accepted += 1;
                let agree = tree.documents().len() == values.len()
                    && values.iter().enumerate().all(|(index, value)| match tree.root(index) {
                        Some(root) => same(root, value),
                        None => value.is_null(),
                    });
                if !agree {
                    differences.push(format!("other values: {values:?}\n{text}"));
                }
            }
            (Err(_), Err(_)) => refused += 1,
            (Ok(_), Err(message)) if starts_with(&message, ACCEPTED_HERE) => {}
            (Err(problems), Ok(_))
                if problems.iter().any(|problem| starts_with(&problem.message, REFUSED_HERE)) => {}
            (Ok(_), Err(message)) => differences.push(format!("only libyaml refuses: {message}\n{text}")),
            (Err(problems), Ok(_)) => differences.push(format!("only libyaml accepts: {problems:?}\n{text}")),
        }
    }
    assert!(accepted > 1_000 && refused > 1_000, "{accepted} accepted, {refused} refused");
    assert!(differences.is_empty(), "{} differences, the first:\n{}", differences.len(), differences[0]);
}
