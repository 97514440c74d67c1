//! Edits of documents that nobody wrote: the result reads as intended, and no comment is lost.

#![allow(
    clippy::expect_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    reason = "tests fail by panics"
)]

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use vmspec_yaml::edit::{EditError, Operation, apply, edits, to_json_patch};
use vmspec_yaml::{FieldPath, Limits, Node, NodeKind, Segment, parse};

/// A document with its layout.
#[derive(Clone, Debug)]
enum Layout {
    /// A scalar on one line.
    Inline(&'static str),
    /// A `|` or `>` scalar: its header, and its lines.
    Block(&'static str, Vec<&'static str>),
    /// Entries or items in flow style, on one line or one a line.
    Flow { is_mapping: bool, children: Vec<Layout>, is_broken: bool },
    /// Entries or items in block style, each with whether a comment stands above it and behind it.
    Nested { is_mapping: bool, children: Vec<(Layout, bool, bool)>, indent: usize },
}

const KEYS: [&str; 8] = ["a", "b-c", "'d e'", "\"f\"", "g.h/i", "j", "k", "l"];

fn flow() -> impl Strategy<Value = Layout> {
    let scalar = prop::sample::select(vec!["1", "x", "'q'", "\"w\"", "null", "true", "-1.5", "[]", "{}"]);
    scalar.prop_map(Layout::Inline).prop_recursive(2, 8, 3, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 1..4), any::<bool>())
            .prop_map(|(is_mapping, children, is_broken)| Layout::Flow { is_mapping, children, is_broken })
    })
}

fn layout() -> impl Strategy<Value = Layout> {
    let inline = prop::sample::select(vec![
        "1",
        "x y",
        "'q'",
        "\"w\\n\"",
        "",
        "~",
        "yes",
        "0644",
        "http://x/#y",
        "[]",
        "{}",
    ]);
    let header = prop::sample::select(vec!["|", "|-", ">", ">-", "|+"]);
    let lines =
        prop::collection::vec(prop::sample::select(vec!["text", "# no comment", "  more", "", "k: v"]), 0..4);
    let block = (header, lines).prop_map(|(header, mut lines)| {
        lines.insert(0, "first");
        Layout::Block(header, lines)
    });
    prop_oneof![4 => inline.prop_map(Layout::Inline), 1 => block, 1 => flow()].prop_recursive(
        4,
        40,
        5,
        |inner| {
            let children = prop::collection::vec((inner, any::<bool>(), any::<bool>()), 1..5);
            (any::<bool>(), children, 0..3_usize).prop_map(|(is_mapping, children, indent)| Layout::Nested {
                is_mapping,
                children,
                indent,
            })
        },
    )
}

fn document() -> impl Strategy<Value = String> {
    let children = prop::collection::vec((layout(), any::<bool>(), any::<bool>()), 1..5);
    let root = (any::<bool>(), children).prop_map(|(is_mapping, children)| Layout::Nested {
        is_mapping,
        children,
        indent: 0,
    });
    (root, prop::sample::select(vec!["\n", "\r\n"]), any::<bool>(), any::<bool>()).prop_map(
        |(root, line_break, has_neighbours, is_cut)| {
            let mut printer = Printer { out: String::new(), comments: 0 };
            if has_neighbours {
                printer.out.push_str("first: document\n---\n");
            }
            printer.children(&root, 0, true);
            if has_neighbours {
                printer.out.push_str("---\nlast: document\n");
            } else if is_cut && !printer.out.contains('+') {
                printer.out.pop();
            }
            printer.out.replace('\n', line_break)
        },
    )
}

struct Printer {
    out: String,
    comments: usize,
}

impl Printer {
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# c{}.", self.comments)
    }

    /// The children of a nested layout, in this column. The first may stand behind a dash.
    fn children(&mut self, layout: &Layout, column: usize, mut is_line_start: bool) {
        let Layout::Nested { is_mapping, children, .. } = layout else { return };
        for (index, (child, has_head, has_line)) in children.iter().enumerate() {
            let pad = " ".repeat(column);
            if is_line_start {
                if *has_head {
                    let comment = self.comment();
                    self.out.push_str(&format!("{pad}{comment}\n"));
                }
                self.out.push_str(&pad);
            }
            is_line_start = true;
            self.out.push_str(if *is_mapping { KEYS[index] } else { "-" });
            if *is_mapping {
                self.out.push(':');
            }
            let comment = if *has_line { format!(" {}", self.comment()) } else { String::new() };
            self.value(child, column, *is_mapping, &comment);
        }
    }

    fn value(&mut self, child: &Layout, column: usize, is_entry: bool, comment: &str) {
        match child {
            Layout::Inline("") => self.out.push_str(&format!("{comment}\n")),
            Layout::Inline(text) => self.out.push_str(&format!(" {text}{comment}\n")),
            Layout::Flow { .. } => {
                self.out.push(' ');
                self.flow(child, column + 2);
                self.out.push_str(&format!("{comment}\n"));
            }
            Layout::Block(header, lines) => {
                self.out.push_str(&format!(" {header}{comment}\n"));
                for line in lines {
                    let pad = if line.is_empty() { String::new() } else { " ".repeat(column + 2) };
                    self.out.push_str(&format!("{pad}{line}\n"));
                }
            }
            Layout::Nested { is_mapping, indent, .. } => {
                if !is_entry && *indent == 0 {
                    self.out.push(' ');
                    self.children(child, column + 2, false);
                    return;
                }
                self.out.push_str(&format!("{comment}\n"));
                let is_indentless = is_entry && !is_mapping && *indent == 0;
                self.children(child, if is_indentless { column } else { column + 1 + indent }, true);
            }
        }
    }

    fn flow(&mut self, layout: &Layout, column: usize) {
        let Layout::Flow { is_mapping, children, is_broken } = layout else {
            if let Layout::Inline(text) = layout {
                self.out.push_str(text);
            }
            return;
        };
        self.out.push(if *is_mapping { '{' } else { '[' });
        for (index, child) in children.iter().enumerate() {
            if *is_broken {
                self.out.push_str(&format!("\n{}", " ".repeat(column)));
            }
            if *is_mapping {
                self.out.push_str(&format!("{}: ", KEYS[index]));
            }
            self.flow(child, column + 2);
            if index + 1 < children.len() {
                self.out.push_str(if *is_broken { "," } else { ", " });
            }
            if *is_broken && index % 2 == 0 {
                let comment = self.comment();
                self.out.push_str(&format!(" {comment}"));
            }
        }
        if *is_broken {
            self.out.push_str(&format!("\n{}", " ".repeat(column)));
        }
        self.out.push(if *is_mapping { '}' } else { ']' });
    }
}

/// The paths of all nodes below this one.
fn paths(node: Node<'_>, path: &FieldPath, found: &mut Vec<FieldPath>) {
    for (key, value) in node.entries() {
        let path = path.clone().key(key.text().to_owned());
        found.push(path.clone());
        paths(value, &path, found);
    }
    for (index, item) in node.items().enumerate() {
        let path = path.clone().index(index);
        found.push(path.clone());
        paths(item, &path, found);
    }
}

fn value() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        "x",
        "yes",
        "22",
        "a: b",
        "it's",
        "two\nlines\n",
        "two\nlines",
        " led\nby blank\n",
        "end\n\n",
        "",
        "[",
        "\ttab\n",
        "ü😀",
        "# c",
        "a, b",
    ]);
    prop_oneof![
        text.prop_map(Value::from),
        any::<i16>().prop_map(Value::from),
        Just(json!(null)),
        Just(json!(1e30)),
        Just(json!({})),
        Just(json!([])),
        Just(json!({"n": {"o": ["p", {"q": "r\ns\n"}]}, "t": []})),
        Just(json!([["u"], {"v": 1, "w": "yes"}])),
    ]
}

/// An operation on one of the paths; `which` selects its kind.
fn operation(tree_root: Node<'_>, path: &FieldPath, which: usize, index: usize, value: Value) -> Operation {
    let node = tree_root.descend(path).expect("a node");
    let path = path.clone();
    match (which, path.last(), node.kind()) {
        (0, ..) => Operation::Replace { path, value },
        (1, ..) => Operation::Remove { path },
        (2, Some(Segment::Key(_)), _) => Operation::RenameKey { path, to: "new key".to_owned() },
        (3, Some(_), _) if tree_root.kind() == NodeKind::Mapping => {
            Operation::Move { path, to: FieldPath::root().key("moved").key("here") }
        }
        (_, _, NodeKind::Mapping) => Operation::Insert { path: path.key("new").key("on"), value },
        (_, _, NodeKind::Sequence) => {
            let index = index % (node.items().len() + 1);
            Operation::Insert { path: path.index(index), value }
        }
        (_, _, NodeKind::Scalar) if node.value() == Some(vmspec_yaml::scalar::Value::Null) => {
            Operation::Insert { path: path.key("new").index(0), value }
        }
        _ => Operation::Replace { path, value },
    }
}

/// Applies a JSON Patch (RFC 6902) of the operations that occur here.
fn patched(mut document: Value, patch: &Value) -> Value {
    for step in patch.as_array().expect("a patch") {
        let at = |name: &str| step[name].as_str().expect("a pointer").to_owned();
        let value = match step["op"].as_str().expect("an operation") {
            "replace" => {
                *document.pointer_mut(&at("path")).expect("a value") = step["value"].clone();
                continue;
            }
            "remove" => {
                take(&mut document, &at("path"));
                continue;
            }
            "move" => take(&mut document, &at("from")),
            _ => step["value"].clone(),
        };
        let pointer = at("path");
        let (holder, last) = pointer.rsplit_once('/').expect("a pointer");
        match document.pointer_mut(holder).expect("a collection") {
            Value::Array(items) => items.insert(last.parse().expect("an index"), value),
            Value::Object(entries) => {
                entries.insert(last.replace("~1", "/").replace("~0", "~"), value);
            }
            _ => unreachable!("a collection"),
        }
    }
    document
}

fn take(document: &mut Value, pointer: &str) -> Value {
    let (holder, last) = pointer.rsplit_once('/').expect("a pointer");
    match document.pointer_mut(holder).expect("a collection") {
        Value::Array(items) => items.remove(last.parse().expect("an index")),
        Value::Object(entries) => {
            entries.remove(&last.replace("~1", "/").replace("~0", "~")).expect("an entry")
        }
        _ => unreachable!("a collection"),
    }
}

/// The bytes whose comments may go with the operation: the node's lines.
fn touched(text: &str, root: Node<'_>, operation: &Operation) -> std::ops::Range<usize> {
    let (Operation::Replace { path, .. } | Operation::Remove { path }) = operation else { return 0..0 };
    let node = root.descend(path).expect("a node");
    let span = node.full_span().range();
    let end = text[span.end..].find(['\n', '\r']).map_or(text.len(), |len| span.end + len);
    // An item that was removed takes what stands between its dash and its value.
    let start = match operation {
        Operation::Remove { .. } => {
            let parent = node.parent().expect("a parent");
            let key =
                parent.entries().find(|(_, value)| *value == node).map(|(key, _)| key.span().start as usize);
            key.unwrap_or_else(|| text[..span.start].rfind('-').unwrap_or(span.start))
        }
        _ => span.start,
    };
    start.min(span.start)..end
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn edits_do_what_is_asked_and_nothing_else(
        text in document(),
        place in any::<prop::sample::Index>(),
        which in 0..5_usize,
        index in any::<usize>(),
        value in value(),
    ) {
        let tree = parse(text.as_str(), &Limits::default());
        let number = tree.documents().len() / 2;
        let document = &tree.documents()[number];
        prop_assert_eq!(document.problems(), &[], "{}", text);
        let root = tree.root(number).expect("a root");
        let before = root.to_json().expect("JSON");
        let mut all = Vec::new();
        paths(root, &FieldPath::root(), &mut all);
        let operation = operation(root, place.get(&all), which, index, value);

        let edits = edits(root, std::slice::from_ref(&operation));
        let patch = to_json_patch(&before, std::slice::from_ref(&operation));
        if let Err(EditError::Exists(_)) = patch {
            prop_assert!(edits.is_err());
            return Ok(());
        }
        let patch = patch.expect("a patch");
        if edits.is_err() && matches!(operation, Operation::Move { .. }) {
            // Comments that would lose their place, for example.
            return Ok(());
        }
        prop_assert!(edits.is_ok(), "{:?}: {:?}\n{}", edits, operation, text);
        let edits = edits.expect("edits");
        let after = apply(&text, &edits);

        let edited = parse(after.as_str(), &Limits::default());
        prop_assert_eq!(edited.documents().len(), tree.documents().len(), "{}", &after);
        prop_assert_eq!(edited.documents()[number].problems(), &[], "{:?}\n{}\n=>\n{}", operation, text, &after);
        let value = edited.root(number).expect("a root").to_json().expect("JSON");
        prop_assert_eq!(value, patched(before, &patch), "{:?}\n{}\n=>\n{}", operation, text, &after);

        // libyaml as a second opinion.
        let is_read_by_libyaml = |text: &str| {
            serde_yaml::Deserializer::from_str(text).all(|document| serde_yaml::Value::deserialize(document).is_ok())
        };
        prop_assert!(!is_read_by_libyaml(&text) || is_read_by_libyaml(&after), "{:?}\n{}\n=>\n{}", operation, text, &after);

        let touched = touched(&text, root, &operation);
        for comment in document.comments() {
            if !touched.contains(&(comment.start as usize)) {
                let comment = comment.slice(&text);
                prop_assert!(after.contains(comment), "{} is lost: {:?}\n{}\n=>\n{}", comment, operation, text, &after);
            }
        }
        let breaks = text.contains("\r\n");
        prop_assert!(!breaks || !after.replace("\r\n", "").contains('\n'), "{:?}", after);
    }
}
