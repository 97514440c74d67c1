//! What the tree says of sound texts: the bytes of everything, and the values of tricky documents.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};
use vmspec_yaml::{Limits, Node, NodeKind, ProblemKind, Span, Tree, parse};

fn read(text: &str) -> Tree {
    parse(text, &Limits::default())
}

fn problems(tree: &Tree) -> Vec<(&str, &str)> {
    let documents = tree.documents().iter().flat_map(vmspec_yaml::Document::problems);
    documents.map(|problem| (problem.span.slice(tree.text()), problem.message.as_str())).collect()
}

/// All nodes in the order of the text, as their start and bytes. Keys are marked with `=`.
fn nodes(tree: &Tree) -> Vec<String> {
    fn visit(node: Node<'_>, mark: &str, found: &mut Vec<String>) {
        found.push(format!("{}{mark} {}", node.span().start, node.span().slice(node.tree().text())));
        if node.is_alias() {
            return;
        }
        for item in node.items() {
            visit(item, "", found);
        }
        for (key, value) in node.entries() {
            visit(key, "=", found);
            visit(value, "", found);
        }
    }
    let mut found = Vec::new();
    for index in 0..tree.documents().len() {
        if let Some(root) = tree.root(index) {
            visit(root, "", &mut found);
        }
    }
    found
}

#[test]
fn bytes_of_nodes() {
    let table: &[(&str, &[&str])] = &[
        ("a: 1\n", &["0 a: 1", "0= a", "3 1"]),
        ("\u{feff}a: ü\r\n", &["3 a: ü", "3= a", "6 ü"]),
        // Block sequences start at their first dash, indented or not.
        ("a:\n  - b\n  - c\n", &["0 a:\n  - b\n  - c", "0= a", "5 - b\n  - c", "7 b", "13 c"]),
        (
            "a:\n- b\n- c\nd: 1\n",
            &["0 a:\n- b\n- c\nd: 1", "0= a", "3 - b\n- c", "5 b", "9 c", "11= d", "14 1"],
        ),
        (
            "a: &x # c\n-\n  b: 1\n",
            &["0 a: &x # c\n-\n  b: 1", "0= a", "10 -\n  b: 1", "14 b: 1", "14= b", "17 1"],
        ),
        ("- - a\n  - b\n", &["0 - - a\n  - b", "2 - a\n  - b", "4 a", "10 b"]),
        // Missing values stand behind their colon or dash.
        ("a:\nb: \n", &["0 a:\nb:", "0= a", "2 ", "3= b", "5 "]),
        ("a: # c\nb:", &["0 a: # c\nb:", "0= a", "2 ", "7= b", "9 "]),
        ("- \n- # c\n-", &["0 - \n- # c\n-", "1 ", "4 ", "10 "]),
        ("{a, b: , c}", &["0 {a, b: , c}", "1= a", "2 ", "4= b", "6 ", "9= c", "10 "]),
        ("? a\n? b\n: c\n", &["0 ? a\n? b\n: c", "2= a", "3 ", "6= b", "10 c"]),
        // Block scalars reach from their header to the end of their content.
        ("a: |\n  b\n  c\nd: 1\n", &["0 a: |\n  b\n  c\nd: 1", "0= a", "3 |\n  b\n  c", "13= d", "16 1"]),
        (
            "a: >2- # c\n   b\n\n\nd: 1\n",
            &["0 a: >2- # c\n   b\n\n\nd: 1", "0= a", "3 >2- # c\n   b", "18= d", "21 1"],
        ),
        ("a: |+\n  b\n\nd: 1\n", &["0 a: |+\n  b\n\nd: 1", "0= a", "3 |+\n  b\n", "11= d", "14 1"]),
        ("a: |\nb: |-", &["0 a: |\nb: |-", "0= a", "3 |", "5= b", "8 |-"]),
        ("- !!str |\n  a\r\n", &["0 - !!str |\n  a", "8 |\n  a"]),
        ("a: &x\n  !t\n  |\n  b", &["0 a: &x\n  !t\n  |\n  b", "0= a", "13 |\n  b"]),
        // Flow collections with their brackets, and pairs in them.
        (
            "a: [b, {c: d}]\n",
            &["0 a: [b, {c: d}]", "0= a", "3 [b, {c: d}]", "4 b", "7 {c: d}", "8= c", "11 d"],
        ),
        ("[a: b, c]", &["0 [a: b, c]", "1 a: b", "1= a", "4 b", "7 c"]),
        ("'a': \"b\\n\"\n", &["0 'a': \"b\\n\"", "0= 'a'", "5 \"b\\n\""]),
        ("a: b\n  c\nd: *x", &["0 a: b\n  c\nd: *x", "0= a", "3 b\n  c", "9= d", "12 *x"]),
        ("--- a\n...\n--- b\n", &["4 a", "14 b"]),
    ];
    for (text, expected) in table {
        assert_eq!(nodes(&read(text)), *expected, "{text:?}");
    }
}

#[test]
fn anchors_and_tags() {
    let text = "a: &x !!str 1\nb: !t\n  &y\n  c: *x\nd: &z\n";
    let tree = read(text);
    let root = tree.root(0).expect("there is a root");
    // Key, name of the anchor, tag, and all bytes.
    let table = [
        ("a", Some(("x", "&x")), Some("!!str"), "&x !!str 1"),
        ("b", Some(("y", "&y")), Some("!t"), "!t\n  &y\n  c: *x"),
        ("d", Some(("z", "&z")), None, "&z"),
    ];
    for (key, anchor, tag, full) in table {
        let node = root.get(key).expect("the key is there");
        assert_eq!(node.anchor().map(|(name, span)| (name, span.slice(text))), anchor, "{key}");
        assert_eq!(node.tag(), tag, "{key}");
        assert_eq!(node.tag_span().map(|span| span.slice(text)), tag, "{key}");
        assert_eq!(node.full_span().slice(text), full, "{key}");
    }
    let alias = root.get("b").and_then(|b| b.get("c")).expect("there is an alias");
    assert!(alias.is_alias());
    assert_eq!(alias.target(), root.get("a").expect("there is an `a`"));
    assert_eq!(alias.text(), "1");

    let tree = read("%TAG !e! tag:example.com,2000:\n---\na: !e!thing x\nb: !<tag:yaml.org,2002:str> yes\n");
    let root = tree.root(0).expect("there is a root");
    assert_eq!(root.get("a").and_then(Node::tag), Some("!<tag:example.com,2000:thing>"));
    assert_eq!(root.get("b").and_then(Node::tag), Some("!!str"));
    assert_eq!(root.get("b").map(Node::to_json), Some(Ok(json!("yes"))));
}

/// The bytes of a document, whether it is empty, and its comments.
type Shape<'t> = (&'t str, bool, Vec<&'t str>);

#[test]
fn documents_and_their_comments() {
    let table: [(&str, Vec<Shape<'_>>); 13] = [
        ("", vec![("", true, vec![])]),
        ("\n\n", vec![("\n\n", true, vec![])]),
        ("# a\n", vec![("# a\n", true, vec!["# a"])]),
        ("a: 1 # b\n# c\n", vec![("a: 1 # b\n# c\n", false, vec!["# b", "# c"])]),
        ("# a\n---\n# b\nc: 1\n", vec![("# b\nc: 1\n", false, vec!["# a", "# b"])]),
        ("a: 1\n---\nb: 1\n", vec![("a: 1\n", false, vec![]), ("b: 1\n", false, vec![])]),
        ("--- # a\nb: 1\n", vec![(" # a\nb: 1\n", false, vec!["# a"])]),
        ("---\n---\n# a\n", vec![("", true, vec![]), ("# a\n", true, vec!["# a"])]),
        ("a: 1\n---\n", vec![("a: 1\n", false, vec![]), ("", true, vec![])]),
        ("a: 1\n...\n# b\n", vec![("a: 1\n", false, vec!["# b"])]),
        ("%YAML 1.2\n---\na: 1\n---\nb: 1\n", vec![("a: 1\n", false, vec![]), ("b: 1\n", false, vec![])]),
        ("a: |\n  # b\n# c\n", vec![("a: |\n  # b\n# c\n", false, vec!["# c"])]),
        ("--- ~\n--- ''\n", vec![(" ~\n", false, vec![]), (" ''\n", false, vec![])]),
    ];
    for (text, expected) in table {
        let tree = read(text);
        let found: Vec<Shape<'_>> = tree
            .documents()
            .iter()
            .map(|document| {
                let comments = document.comments().iter().map(|span| span.slice(text)).collect();
                (document.span().slice(text), document.is_empty(), comments)
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(problems(&tree), [], "{text:?}");
    }
}

#[test]
fn tricky_documents() {
    let table = [
        ("a: b: c".replace(": c", ":c"), json!({"a": "b:c"})),
        ("url: http://x:80/#y".to_owned(), json!({"url": "http://x:80/#y"})),
        (
            "a: -1\nb: -x\nc: --\nd: ?x\ne: :x\n".to_owned(),
            json!({"a": -1, "b": "-x", "c": "--", "d": "?x", "e": ":x"}),
        ),
        ("a: [b c, 'd, e', \"f]\"]".to_owned(), json!({"a": ["b c", "d, e", "f]"]})),
        ("{\"a\":1,\"b\":[{},[]]}".to_owned(), json!({"a": 1, "b": [{}, []]})),
        ("{\n  \"a\": {\n    \"b\": null\n  }\n}\n".to_owned(), json!({"a": {"b": null}})),
        ("a: [\n  b, # c\n  d\n]\ne: 1\n".to_owned(), json!({"a": ["b", "d"], "e": 1})),
        ("a: 'b\n  c\n\n  d'\n".to_owned(), json!({"a": "b c\nd"})),
        ("a: \"b\\\n  c\\td\"\n".to_owned(), json!({"a": "bc\td"})),
        ("a: |\n  b\n   c\n\n  d\n\n\ne: 1\n".to_owned(), json!({"a": "b\n c\n\nd\n", "e": 1})),
        ("a: >\n  b\n  c\n\n  d\n   e\n  f\n".to_owned(), json!({"a": "b c\nd\n e\nf\n"})),
        ("a: |-\n  b\n\nc: >+\n  d\n\n".to_owned(), json!({"a": "b", "c": "d\n\n"})),
        ("a: |1\n  b\n c\n".to_owned(), json!({"a": " b\nc\n"})),
        ("a: |\n  b".to_owned(), json!({"a": "b"})),
        (
            "- |\n a\n-\n  - b\n- c: d\n  e: f\n-\n".to_owned(),
            json!(["a\n", ["b"], {"c": "d", "e": "f"}, null]),
        ),
        ("a:\n- b\n-\n  c: d\ne:\n  - - f\n".to_owned(), json!({"a": ["b", {"c": "d"}], "e": [["f"]]})),
        ("? a\n: - b\n? [c]\n: d\n".replace("[c]", "c"), json!({"a": ["b"], "c": "d"})),
        ("? |\n  a\n: b\n".to_owned(), json!({"a\n": "b"})),
        ("a: &x {b: 1}\nc: *x\nd: [*x]\n".to_owned(), json!({"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}]})),
        ("a: &x b\n*x : c\n".to_owned(), json!({"a": "b", "b": "c"})),
        ("a: &x 1\nb: &x 2\nc: *x\n".to_owned(), json!({"a": 1, "b": 2, "c": 2})),
        (
            "a: &a {x: 1}\nb: &b {u: 2}\nc:\n  <<: [*a, *b]\n  z: 3\nd: {<<: {w: 4}}\n".to_owned(),
            json!({"a": {"x": 1}, "b": {"u": 2}, "c": {"x": 1, "u": 2, "z": 3}, "d": {"w": 4}}),
        ),
        (
            "a: &a {x: 1}\nb: &b\n  <<: *a\nc:\n  <<: *b\n".to_owned(),
            json!({"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}}),
        ),
        ("\"<<\": 1\n".to_owned(), json!({"<<": 1})),
        (
            "a: !!binary aGk=\nb: !!int \"3\"\nc: !!float 3\nd: !x 1\n".to_owned(),
            json!({"a": "hi", "b": 3, "c": 3, "d": "1"}),
        ),
        ("1: a\n0x10: b\nno: c\n1.5: d\n".to_owned(), json!({"1": "a", "16": "b", "false": "c", "1.5": "d"})),
        (
            "a: 2001-01-01\nb: 12:30\nc: 1.2.3\nd: 0o7\ne: 1e3\n".to_owned(),
            json!({"a": "2001-01-01", "b": "12:30", "c": "1.2.3", "d": 7, "e": 1000}),
        ),
        ("a: b #c\nd: e#f\ng: '#h'\n#i\n".to_owned(), json!({"a": "b", "d": "e#f", "g": "#h"})),
        ("a:\tb\nc: d\t\n".to_owned(), json!({"a": "b", "c": "d"})),
        ("a: \"\t\"\nb: x\ty\n".to_owned(), json!({"a": "\t", "b": "x\ty"})),
        ("a: |\n  b\n  \tc\n".to_owned(), json!({"a": "b\n\tc\n"})),
        ("a: |2\n  \tb\n".to_owned(), json!({"a": "\tb\n"})),
        ("a: {\n\tb: 1 }\n".to_owned(), json!({"a": {"b": 1}})),
        ("ü: 😀\n\"\\u00fc2\": \"\\U0001F600\"\n".to_owned(), json!({"ü": "😀", "ü2": "😀"})),
        ("a: x\n  y\n\n  z\nb: 1\n".to_owned(), json!({"a": "x y\nz", "b": 1})),
        (
            "a: 1\r\nb:\r\n  - c\r\n  - |\r\n    d\r\n    e\r\n".to_owned(),
            json!({"a": 1, "b": ["c", "d\ne\n"]}),
        ),
        ("a: [1, 2, ]\nb: {c: 1, }\n".to_owned(), json!({"a": [1, 2], "b": {"c": 1}})),
        ("a: \"b\"#c\nd: {e: f}#g\nh: |#i\n  j\n".to_owned(), json!({"a": "b", "d": {"e": "f"}, "h": "j\n"})),
        ("a: !!null\nb: !!str\nc: &x\n".to_owned(), json!({"a": null, "b": "", "c": null})),
        ("plain\n  text\n".to_owned(), json!("plain text")),
        ("- - - a\n".to_owned(), json!([[["a"]]])),
        ("a: '{{ b }}'\nc: \"{% d %}\"\n".to_owned(), json!({"a": "{{ b }}", "c": "{% d %}"})),
    ];
    for (text, expected) in table {
        let tree = read(&text);
        assert_eq!(problems(&tree), [], "{text:?}");
        let found = tree.root(0).expect("there is a root").to_json();
        assert_eq!(found, Ok(expected), "{text:?}");
    }
}

#[test]
fn what_kubectl_refuses() {
    let table: &[(&str, &str, &str)] = &[
        (
            "a: .nan\n",
            ".nan",
            "`.nan` is no number that JSON has: expected a finite number, or quotes around text",
        ),
        (
            "a: -.INF\n",
            "-.INF",
            "`-.INF` is no number that JSON has: expected a finite number, or quotes around text",
        ),
        ("a: !!int x\n", "x", "`x` is not of the type `!!int`"),
        ("a: !!float\n", "!!float", "`` is not of the type `!!float`"),
        ("a: !!binary x\n", "x", "the text after `!!binary` is not base64"),
        ("~: 1\n", "~", "the key `~` is not text to kubectl: expected quotes around it"),
        ("[a]: 1\n", "[a]", "a key cannot be a list or a mapping: expected text"),
        (": 1\n", ":", "no key before `:`: expected `key: value`"),
        ("{a\n : 1}\n", "a", "a key and its `:` must stand on one line"),
        ("{\"a\n b\": 1}\n", "\"a\n b\"", "a key and its `:` must stand on one line"),
        ("-\ta\n", "\t", "tab in the indentation: expected spaces"),
        ("a:\n  b: 1\n\t\n  c: 2\n", "\t", "tab in the indentation: expected spaces"),
        (
            "a: b\u{85}c\n",
            "\u{85}",
            "kubectl reads U+0085 as a line break: expected `\\u0085` in double quotes",
        ),
        (
            "a: \"b\u{2028}c\"\n",
            "\u{2028}",
            "kubectl reads U+2028 as a line break: expected `\\u2028` in double quotes",
        ),
        ("a: b\u{7}\n", "\u{7}", "control character U+0007: expected an escape in double quotes"),
        (
            "a: 1\n\u{feff}b: 2\n",
            "\u{feff}",
            "byte-order mark inside a document: expected it only at the start of the text",
        ),
        ("a: 1\nb: 2\n\"a\": 3\n", "\"a\"", "`\"a\"` is given twice: expected each key once"),
        ("yes: 1\ntrue: 2\n", "true", "`true` is given twice: expected each key once"),
        ("a: {b: 1, b: 2}\n", "b", "`b` is given twice: expected each key once"),
        ("a: *b\n", "*b", "`*b` refers to no anchor: expected an earlier `&b`"),
        ("a: &a [*a]\n", "*a", "`*a` stands inside of what it names"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n  b: 3\n", "*x", "`<<` brings `b`, which the mapping has already"),
        ("a: &x {b: 1}\nc: {<<: [*x, *x]}\n", "[*x, *x]", "`<<` brings `b`, which the mapping has already"),
        ("a: |\n  \tb\n", "\t", "tab in the indentation: expected spaces"),
        ("a: &b.c d\n", "&b.c", "kubectl cannot read the name `b.c`: expected letters, digits, `_` and `-`"),
        ("[?a]\n", "?", "to kubectl, `?` starts a key within brackets: expected quotes around the text"),
        (
            "a: 1\n...\nb: 1\nc: 1\n",
            "b: 1",
            "kubectl does not read what stands behind `...`: expected `---` before it",
        ),
        ("a: {<<: b}\n", "b", "`<<` merges a mapping or a list of mappings, found something else"),
    ];
    for (text, span, message) in table {
        assert_eq!(problems(&read(text)), [(*span, *message)], "{text:?}");
    }
}

#[test]
fn duplicate_keys_point_at_both_places() {
    let mut long = String::new();
    for index in 0..40 {
        writeln!(long, "k{index}: {index}").expect("a string takes all");
    }
    for text in ["k7: 7\nb: 2\nk7: 3\n".to_owned(), long + "k7: again\n"] {
        let tree = read(&text);
        let [problem] = tree.documents()[0].problems() else { panic!("one problem: {:?}", problems(&tree)) };
        let first = text.find("k7").expect("it is there");
        assert_eq!(problem.kind, ProblemKind::DuplicateKey { first: Span::new(first, first + 2) });
        assert_eq!(problem.span.start as usize, text.rfind("k7").expect("it is there"));
        let root = tree.root(0).expect("there is a root");
        assert_eq!(root.get("k7").map(Node::text), Some("7"), "the first value counts");
        assert_eq!(root.effective_entries().len(), root.entries().len() - 1);
    }
}

#[test]
fn lost_text_is_known() {
    let text = "a:\n  b: 1\n  exter\nc:\n  - d\n";
    let tree = read(text);
    let document = &tree.documents()[0];
    assert_eq!(document.lost_spans().iter().map(|span| span.slice(text)).collect::<Vec<_>>(), ["exter"]);
    let root = tree.root(0).expect("there is a root");
    assert!(root.get("a").expect("there is an `a`").lost_content());
    assert!(!root.lost_content());
    assert!(!root.get("c").expect("there is a `c`").lost_content());
    assert_eq!(root.get("a").map(Node::kind), Some(NodeKind::Mapping));
}

#[test]
fn a_fault_costs_one_document() {
    let tree = read("a: 1\n---\nb: [\n---\nc: 3\n");
    assert_eq!(tree.documents().len(), 3);
    let faults: Vec<usize> = tree.documents().iter().map(|document| document.problems().len()).collect();
    assert_eq!(faults, [0, 1, 0]);
    let third = tree.root(2).and_then(|root| root.get("c")).expect("there is a `c`");
    assert_eq!(third.to_json(), Ok(Json::from(3)));
    assert_eq!(third.span().slice(tree.text()), "3");
}
