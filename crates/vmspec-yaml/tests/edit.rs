//! Edits: each row is a text, an operation, and the text after it.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests are tables, and fail by panics")]

use serde_json::{Value, json};
use vmspec_yaml::edit::{EditError, Operation, apply, edits, to_json_patch};
use vmspec_yaml::{FieldPath, Limits, parse};

fn path(text: &str) -> FieldPath {
    text.parse().expect("a path")
}

fn replace(at: &str, value: Value) -> Operation {
    Operation::Replace { path: path(at), value }
}

fn rename(at: &str, to: &str) -> Operation {
    Operation::RenameKey { path: path(at), to: to.to_owned() }
}

fn remove(at: &str) -> Operation {
    Operation::Remove { path: path(at) }
}

fn insert(at: &str, value: Value) -> Operation {
    Operation::Insert { path: path(at), value }
}

fn moved(at: &str, to: &str) -> Operation {
    Operation::Move { path: path(at), to: path(to) }
}

fn edited(text: &str, operations: &[Operation]) -> Result<String, EditError> {
    let tree = parse(text, &Limits::default());
    let edits = edits(tree.root(0).expect("a root"), operations)?;
    Ok(apply(text, &edits))
}

fn check(rows: &[(&str, Operation, &str)]) {
    for (before, operation, after) in rows {
        let text = edited(before, std::slice::from_ref(operation));
        assert_eq!(text.as_deref(), Ok(*after), "\n{operation:?} on\n{before}");
    }
}

#[test]
fn replacing_a_scalar_keeps_its_quotes_and_comment() {
    check(&[
        ("a: 1 # one\nb: 2\n", replace("a", json!(22)), "a: 22 # one\nb: 2\n"),
        ("a: old # one\n", replace("a", json!("new")), "a: new # one\n"),
        ("a: 'old'\n", replace("a", json!("new")), "a: 'new'\n"),
        ("a: \"old\"\n", replace("a", json!("it's")), "a: \"it's\"\n"),
        ("a: 'old'\n", replace("a", json!("it's")), "a: 'it''s'\n"),
        ("a: 'old'\n", replace("a", json!("a\tb")), "a: \"a\\tb\"\n"),
        ("a: 'old'\n", replace("a", json!(true)), "a: true\n"),
        ("a: old\n", replace("a", json!("yes")), "a: \"yes\"\n"),
        ("a: old\nb: 'x'\n", replace("a", json!("22:22")), "a: '22:22'\nb: 'x'\n"),
        ("a: old\n", replace("a", json!("0644")), "a: \"0644\"\n"),
        ("a: old\n", replace("a", json!("1e3")), "a: \"1e3\"\n"),
        ("a: old\n", replace("a", json!("~")), "a: \"~\"\n"),
        ("a: old\n", replace("a", Value::Null), "a: null\n"),
        ("a:\nb: 1\n", replace("a", json!("x")), "a: x\nb: 1\n"),
        ("a: # why\nb: 1\n", replace("a", json!("x")), "a: x # why\nb: 1\n"),
        ("a:   old\n", replace("a", json!("x")), "a:   x\n"),
        ("a:\n  # why\n  old # one\nb: 1\n", replace("a", json!("x")), "a: x\n  # why\nb: 1\n"),
        ("- a\n- b # two\n", replace("[1]", json!("c")), "- a\n- c # two\n"),
        ("-\n- b\n", replace("[0]", json!("c")), "- c\n- b\n"),
        ("old\n", replace("", json!("new")), "new\n"),
        ("--- old # c\n", replace("", json!("new")), "--- new # c\n"),
        ("a: one\n  two # c\nb: 1\n", replace("a", json!("x")), "a: x # c\nb: 1\n"),
        ("a: !!str 22\n", replace("a", json!("x")), "a: x\n"),
        ("a: &x 22\n", replace("a", json!("x")), "a: x\n"),
        ("a: &x 22\nb: *x\n", replace("b", json!("x")), "a: &x 22\nb: x\n"),
        ("a: old", replace("a", json!("x")), "a: x"),
        ("\u{feff}a: old\r\nb: 1\r\n", replace("a", json!("x")), "\u{feff}a: x\r\nb: 1\r\n"),
    ]);
}

#[test]
fn text_of_several_lines_is_written_in_a_block() {
    check(&[
        ("a: old # c\nb: 1\n", replace("a", json!("x\ny\n")), "a: | # c\n  x\n  y\nb: 1\n"),
        ("a:\n    b: old\n", replace("a.b", json!("x\ny")), "a:\n    b: |-\n        x\n        y\n"),
        ("a: |\n  x\nb: 1\n", replace("a", json!("w\nz\n\n")), "a: \"w\\nz\\n\\n\"\nb: 1\n"),
        ("a: >- # c\n  x\n  y\n\nb: 1\n", replace("a", json!("z")), "a: z # c\n\nb: 1\n"),
        ("a: |+\n  x\n\nb: 1\n", replace("a", json!("z")), "a: z\nb: 1\n"),
        ("a: |\n  x\n# c\nb: 1\n", replace("a", json!({"c": 1})), "a:\n  c: 1\n# c\nb: 1\n"),
        ("- old\n- b\n", replace("[0]", json!("x\ny\n")), "- |\n  x\n  y\n- b\n"),
        ("a: {b: old}\n", replace("a.b", json!("x\ny\n")), "a: {b: \"x\\ny\\n\"}\n"),
        ("a:\n  # c\n  b: 1\n", replace("a", json!("x\ny\n")), "a: \"x\\ny\\n\"\n  # c\n"),
        ("a: 1\r\n", insert("b", json!("x\ny\n")), "a: 1\r\nb: |\r\n  x\r\n  y\r\n"),
        ("a: old", replace("a", json!("x\ny\n")), "a: |\n  x\n  y\n"),
    ]);
}

#[test]
fn collections_replace_scalars_and_each_other() {
    check(&[
        (
            "a: old # c\nb: 1\n",
            replace("a", json!({"x": 1, "z": [2]})),
            "a: # c\n  x: 1\n  z:\n    - 2\nb: 1\n",
        ),
        ("l:\n- 1\na: old\n", replace("a", json!([{"x": 1, "z": 2}])), "l:\n- 1\na:\n- x: 1\n  z: 2\n"),
        ("a:\n    x: 1\n    y: 2 # two\nb: 1\n", replace("a", json!(5)), "a: 5\nb: 1\n"),
        ("a: # c\n    x: 1\nb: 1\n", replace("a", json!({"z": 1})), "a: # c\n    z: 1\nb: 1\n"),
        ("a:\n  x: 1\nb: 1\n", replace("a", json!({})), "a: {}\nb: 1\n"),
        ("a: {x: 1}\n", replace("a", json!({"z": 1})), "a:\n  z: 1\n"),
        ("- x: 1\n  y: 2\n- b\n", replace("[0]", json!("a")), "- a\n- b\n"),
        ("-   x: 1\n    y: 2\n- b\n", replace("[0]", json!({"v": 1, "w": 2})), "-   v: 1\n    w: 2\n- b\n"),
        ("a: [1, [2]]\n", replace("a[1]", json!({"x": "y, z"})), "a: [1, {x: \"y, z\"}]\n"),
        ("{\"a\": 1}\n", replace("a", json!(["x"])), "{\"a\": [\"x\"]}\n"),
        ("# c\na: 1\nb: 2\n", replace("", json!({"x": 1, "z": 2})), "# c\nx: 1\nz: 2\n"),
        ("--- {}\n", replace("", json!({"x": 1})), "--- \nx: 1\n"),
    ]);
}

#[test]
fn renaming_a_key_keeps_all_else() {
    check(&[
        ("a: 1 # c\nb: 2\n", rename("a", "c"), "c: 1 # c\nb: 2\n"),
        ("x:\n  'a': {b: 1}\n", rename("x.a", "c"), "x:\n  'c': {b: 1}\n"),
        ("x: {\"a\":1}\n", rename("x.a", "b c"), "x: {\"b c\":1}\n"),
        ("x: {a: 1}\n", rename("x.a", "b,c"), "x: {\"b,c\": 1}\n"),
        ("- a: |\n    text\n", rename("[0].a", "on"), "- \"on\": |\n    text\n"),
        ("a: 1\n", rename("a", "<<"), "\"<<\": 1\n"),
        ("storageclass: x\r\n", rename("storageclass", "storageClass"), "storageClass: x\r\n"),
    ]);
}

#[test]
fn removing_takes_the_comment_on_the_line_and_leaves_the_others() {
    check(&[
        ("a: 1 # one\nb: 2 # two\nc: 3\n", remove("b"), "a: 1 # one\nc: 3\n"),
        ("# about a\na: 1\n# about b\nb: 2\n", remove("a"), "# about a\n# about b\nb: 2\n"),
        ("a:\n  x: 1\n  # deep\n  y: 2 # two\n\n# about b\nb: 2\n", remove("a"), "\n# about b\nb: 2\n"),
        ("a: 1\nb: 2", remove("b"), "a: 1\n"),
        ("a: |\n  x\n\nb: 2\n", remove("a"), "\nb: 2\n"),
        ("a: |+\n  x\n\nb: 2\n", remove("a"), "b: 2\n"),
        ("a: |+\n  x\nb: 1\n\nc: 2\n", remove("b"), "a: |+\n  x\nc: 2\n"),
        ("a:\n# c\nb: 2\n", remove("a"), "# c\nb: 2\n"),
        ("a:\n  b: 1\nc: 2\n", remove("a.b"), "a: {}\nc: 2\n"),
        ("a: # why\n  # more\n  b: 1 # one\nc: 2\n", remove("a.b"), "a: {} # why\n  # more\nc: 2\n"),
        ("a: &x\n  b: 1\n", remove("a.b"), "a: {}\n"),
        ("a:\n- 1\nc: 2\n", remove("a[0]"), "a: []\nc: 2\n"),
        ("a: 1\n", remove("a"), "{}\n"),
        ("l:\n- a # one\n- b # two\n- c\n", remove("l[1]"), "l:\n- a # one\n- c\n"),
        ("l:\n  - name: a\n    bus: x\n  - b\n", remove("l[0]"), "l:\n  - b\n"),
        ("- name: a # c\n  bus: x\n", remove("[0].name"), "- bus: x\n"),
        ("- name: a\n  # about\n  bus: x\n", remove("[0].name"), "- # about\n  bus: x\n"),
        ("- name: a\n  bus: x\n", remove("[0].bus"), "- name: a\n"),
        ("- name: a\n- b\n", remove("[0].name"), "- {}\n- b\n"),
        ("- - a\n  - b\n- c\n", remove("[0][0]"), "- - b\n- c\n"),
        ("-\n  # c\n  a: 1\n- b\n", remove("[0]"), "- b\n"),
        ("a: 1\r\nb: 2\r\n", remove("a"), "b: 2\r\n"),
    ]);
}

#[test]
fn flow_collections_stay_flow() {
    check(&[
        ("a: {x: 1, y: 2}\n", remove("a.x"), "a: {y: 2}\n"),
        ("a: {x: 1, y: 2}\n", remove("a.y"), "a: {x: 1}\n"),
        ("a: { x: 1 }\n", remove("a.x"), "a: {}\n"),
        ("a: [1, 2, 3]\n", remove("a[1]"), "a: [1, 3]\n"),
        ("a: [1, 2,]\n", remove("a[1]"), "a: [1, ]\n"),
        ("a: [\n  1, # one\n  2 # two\n]\n", remove("a[1]"), "a: [\n  1 # one\n]\n"),
        ("a: [\n  1, # one\n  2 # two\n]\n", remove("a[0]"), "a: [\n  2 # two\n]\n"),
        ("a: [1, # one\n  2]\n", remove("a[0]"), "a: [ # one\n  2]\n"),
        ("a: {x: 1}\n", insert("a.z", json!("b, c")), "a: {x: 1, z: \"b, c\"}\n"),
        ("a: {x: {}}\n", insert("a.x.z", json!([1])), "a: {x: {z: [1]}}\n"),
        ("a: [1, 3]\n", insert("a[1]", json!(2)), "a: [1, 2, 3]\n"),
        ("a: [1, 3,]\n", insert("a[2]", json!({"b": 1})), "a: [1, 3, {b: 1},]\n"),
        ("a: {x, y: 1}\n", replace("a.x", json!(5)), "a: {x: 5, y: 1}\n"),
        ("a: {x: , y: 1}\n", replace("a.x", json!(5)), "a: {x: 5 , y: 1}\n"),
        (
            "{\n  \"a\": [\n    \"x\"\n  ]\n}\n",
            insert("a[1]", json!("y")),
            "{\n  \"a\": [\n    \"x\",\n    \"y\"\n  ]\n}\n",
        ),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}\n", remove("b"), "{\n  \"a\": 1\n}\n"),
        ("{\"a\":{\"b\":1}}", insert("a.c", json!("x")), "{\"a\":{\"b\":1, \"c\": \"x\"}}"),
    ]);
}

#[test]
fn inserting_follows_the_neighbours() {
    check(&[
        ("a: 1\nb:\n  c: 1 # c\nd: 2\n", insert("b.e", json!(2)), "a: 1\nb:\n  c: 1 # c\n  e: 2\nd: 2\n"),
        ("a: 1", insert("b", json!(2)), "a: 1\nb: 2\n"),
        ("a: 1\n# end\n", insert("b", json!(2)), "a: 1\nb: 2\n# end\n"),
        ("a: 1\n---\nz: 1\n", insert("b", json!(2)), "a: 1\nb: 2\n---\nz: 1\n"),
        ("l:\n- a\n", insert("l[1]", json!("b")), "l:\n- a\n- b\n"),
        (
            "l:\n  - a # one\n  # about c\n  - c\n",
            insert("l[1]", json!("b")),
            "l:\n  - a # one\n  - b\n  # about c\n  - c\n",
        ),
        ("l:\n  - a\n", insert("l[0]", json!({"x": 1, "z": 2})), "l:\n  - x: 1\n    z: 2\n  - a\n"),
        ("- - a\n", insert("[0][0]", json!("b")), "- - b\n  - a\n"),
        ("a: {}\nb: 1\n", insert("a.x", json!(1)), "a:\n  x: 1\nb: 1\n"),
        ("a: [] # c\n", insert("a[0]", json!("x")), "a: # c\n  - x\n"),
        ("a:\nb: 1\n", insert("a.x", json!(1)), "a:\n  x: 1\nb: 1\n"),
        ("a: ~\nb: 1\n", insert("a[0]", json!(1)), "a:\n  - 1\nb: 1\n"),
        ("a: 1\n", insert("b.c[0].d", json!(1)), "a: 1\nb:\n  c:\n    - d: 1\n"),
        (
            "l:\n- x: |\n    text\n\n# c\nb: 1\n",
            insert("l[0].z", json!(1)),
            "l:\n- x: |\n    text\n  z: 1\n\n# c\nb: 1\n",
        ),
        ("a: |\n  text", insert("b", json!(1)), "a: |-\n  text\nb: 1\n"),
        ("a: 'x'\n", insert("b", json!("on")), "a: 'x'\nb: 'on'\n"),
        ("a: 1\n", insert("on", json!("x: y")), "a: 1\n\"on\": \"x: y\"\n"),
        ("{}\n", insert("a", json!(1)), "a: 1\n"),
        ("~\n", insert("a.b", json!(1)), "a:\n  b: 1\n"),
        ("a:\n- b: 1\n", insert("a[0].c", json!([1])), "a:\n- b: 1\n  c:\n  - 1\n"),
    ]);
}

#[test]
fn operations_that_cannot_be_carried_out_say_why() {
    let table = [
        ("a: 1\n", replace("b", json!(1)), EditError::NotFound(path("b"))),
        ("a: 1\n", replace("a.b", json!(1)), EditError::Unsuitable(path("a.b"))),
        ("a: 1\n", remove("b"), EditError::NotFound(path("b"))),
        ("a: [1]\n", remove("a[1]"), EditError::NotFound(path("a[1]"))),
        ("a: [1]\n", remove("a.b"), EditError::Unsuitable(path("a.b"))),
        ("a: 1\n", remove(""), EditError::Unsuitable(path(""))),
        ("a: 1\nb: 2\n", rename("a", "b"), EditError::Exists(path("b"))),
        ("a: [1]\n", rename("a[0]", "b"), EditError::Unsuitable(path("a[0]"))),
        ("a: 1\n", insert("a", json!(1)), EditError::Exists(path("a"))),
        ("a: 1\n", insert("a.b", json!(1)), EditError::Unsuitable(path("a.b"))),
        ("a: [1]\n", insert("a[2]", json!(1)), EditError::NotFound(path("a[2]"))),
        ("a: 1\n", insert("b[1]", json!(1)), EditError::NotFound(path("b[1]"))),
        // An alias shows the same value in two places.
        ("a: &x {b: 1}\nc: *x\n", replace("c.b", json!(1)), EditError::Unsuitable(path("c.b"))),
        ("a: &x {b: 1}\nc: *x\n", replace("a.b", json!(1)), EditError::Unsuitable(path("a.b"))),
        ("a: &x {b: 1}\nc: *x\n", insert("a.c", json!(1)), EditError::Unsuitable(path("a.c"))),
        ("a: &x {b: 1}\nc: *x\n", rename("a.b", "c"), EditError::Unsuitable(path("a.b"))),
        ("a: &x {b: 1}\nc: *x\n", remove("a"), EditError::Unsuitable(path("a"))),
        ("a: &x {b: 1}\nc: *x\n", remove("a.b"), EditError::Unsuitable(path("a.b"))),
        // Layouts that nobody writes in manifests.
        ("? a\n: 1\n", remove("a"), EditError::Unsuitable(path("a"))),
        ("[a: 1]\n", insert("[0].b", json!(1)), EditError::Unsuitable(path("[0].b"))),
    ];
    for (text, operation, error) in table {
        assert_eq!(edited(text, std::slice::from_ref(&operation)), Err(error), "{operation:?} on {text:?}");
    }
}

#[test]
fn several_operations_compose_to_small_edits() {
    let text = "a: 1 # one\nb: [x, y]\nc:\n  d: 1\n";
    let operations = [
        rename("a", "z"),
        replace("z", json!(2)),
        remove("b[0]"),
        insert("b[1]", json!("w")),
        remove("c.d"),
        insert("c.e", json!("f")),
        insert("g", json!([1])),
        remove("g"),
    ];
    let tree = parse(text, &Limits::default());
    let edits = edits(tree.root(0).expect("a root"), &operations).expect("edits");
    assert_eq!(apply(text, &edits), "z: 2 # one\nb: [y, w]\nc:\n  e: f\n");
    let replaced: Vec<&str> = edits.iter().map(|edit| edit.span.slice(text)).collect();
    assert_eq!(replaced, ["a", "1", "x, ", "", "  d: 1\n"], "{edits:?}");
    assert_eq!(vmspec_yaml::edit::edits(tree.root(0).expect("a root"), &[]), Ok(vec![]));
}

#[test]
fn operations_on_a_part_of_a_document_count_from_there() {
    let text = "a: 1\n---\nx:\n- y: 1\n- z: 2\n";
    let tree = parse(text, &Limits::default());
    let item = tree.root(1).and_then(|root| root.descend(&path("x[1]"))).expect("an item");
    let edits = edits(item, &[replace("z", json!(3)), insert("w", json!(4))]).expect("edits");
    assert_eq!(apply(text, &edits), "a: 1\n---\nx:\n- y: 1\n- z: 3\n  w: 4\n");
}

#[test]
fn documents_of_a_stream_are_edited_each_for_itself() {
    let text = "a: 1\n--- {}\n---\nb: |\n  x\n...\n%TAG !e! tag:example.org,2000:\n---\nc: !e!d 1\nd: 2";
    let tree = parse(text, &Limits::default());
    let table = [
        (0, insert("x", json!(1)), "a: 1\n", "a: 1\nx: 1\n"),
        (1, insert("x", json!(1)), "--- {}\n", "--- \nx: 1\n"),
        (2, insert("x", json!(1)), "  x\n", "  x\nx: 1\n"),
        (2, remove("b"), "b: |\n  x\n", "{}\n"),
        (3, remove("d"), "d: 2", ""),
        (3, replace("d", json!("w")), "d: 2", "d: w"),
    ];
    for (document, operation, from, to) in table {
        let root = tree.root(document).expect("a root");
        let edits = edits(root, std::slice::from_ref(&operation)).expect("edits");
        assert_eq!(apply(text, &edits), text.replace(from, to), "{operation:?}");
    }
}

#[test]
fn edits_are_applied_in_any_order_and_overlaps_are_left_out() {
    use vmspec_yaml::Span;
    use vmspec_yaml::edit::Edit;
    let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
    assert_eq!(apply("abcdef", &[edit(4, 5, "E"), edit(0, 1, "A"), edit(2, 2, "-")]), "Ab-cdEf");
    assert_eq!(apply("abcdef", &[edit(0, 3, "X"), edit(2, 4, "Y")]), "Xdef");
    assert_eq!(apply("abc", &[edit(2, 9, "X")]), "abc");
}

#[test]
fn patches_say_the_same_as_edits() {
    let document = json!({"a": {"b": [1, 2]}, "c": null, "d/e": 1});
    let operations = [
        replace("a.b[0]", json!("x")),
        rename("a.b", "f"),
        remove("a.f[1]"),
        insert("a.f[1]", json!(3)),
        insert("c.g.h[0]", json!(true)),
        insert("i.j", json!({})),
        remove("[\"d/e\"]"),
    ];
    assert_eq!(
        to_json_patch(&document, &operations),
        Ok(json!([
            {"op": "replace", "path": "/a/b/0", "value": "x"},
            {"op": "move", "from": "/a/b", "path": "/a/f"},
            {"op": "remove", "path": "/a/f/1"},
            {"op": "add", "path": "/a/f/1", "value": 3},
            {"op": "replace", "path": "/c", "value": {"g": {"h": [true]}}},
            {"op": "add", "path": "/i", "value": {"j": {}}},
            {"op": "remove", "path": "/d~1e"},
        ]))
    );
    assert_eq!(
        to_json_patch(&document, &[moved("a.b", "c.g"), moved("c.g", "h.i.j"), moved("h.i.j", "c.k")]),
        Ok(json!([
            {"op": "replace", "path": "/c", "value": {}},
            {"op": "move", "from": "/a/b", "path": "/c/g"},
            {"op": "add", "path": "/h", "value": {"i": {}}},
            {"op": "move", "from": "/c/g", "path": "/h/i/j"},
            {"op": "move", "from": "/h/i/j", "path": "/c/k"},
        ]))
    );
    assert_eq!(to_json_patch(&document, &[remove("x")]), Err(EditError::NotFound(path("x"))));
    assert_eq!(to_json_patch(&document, &[moved("x", "a.x")]), Err(EditError::NotFound(path("x"))));
}

#[test]
fn a_moved_entry_takes_the_comment_behind_it_along() {
    check(&[
        ("a: 1 # one\nb:\n  c: 2\n", moved("a", "b.d"), "b:\n  c: 2\n  d: 1 # one\n"),
        ("b:\n  a: x\n  c: 2\n", moved("b.a", "d.e.f"), "b:\n  c: 2\nd:\n  e:\n    f: x\n"),
        ("s:\n  # why\n  a: 'x' # one\n", moved("s.a", "s.b.c"), "s:\n  # why\n  b:\n    c: x # one\n"),
        ("l:\n- 1\n- 2\nm: {n: 1}\n", moved("l", "m.l"), "m: {n: 1, l: [1, 2]}\n"),
        ("{a: 1, b: {}}\n", moved("a", "b.c"), "{b: {c: 1}}\n"),
        (
            "a: |\n  x\n  y\nb:\n    c: 1\n",
            moved("a", "b.d"),
            "b:\n    c: 1\n    d: |\n        x\n        y\n",
        ),
        ("a: 1\nb:\n", moved("a", "b.c"), "b:\n  c: 1\n"),
    ]);
    for (text, operation) in [
        // Where these comments belong, or what the aliases stand for, nobody can tell.
        ("a:\n  # one\n  x: 1\nb: {}\n", moved("a", "b.a")),
        ("a: 1 # one\nb: {c: 2}\n", moved("a", "b.a")),
        ("a: &x 1\nb: {c: *x}\n", moved("a", "b.a")),
        ("a: {b: 1}\n", moved("a", "a.c")),
        ("a: 1\nb: 2\n", moved("a", "b")),
    ] {
        assert!(edited(text, std::slice::from_ref(&operation)).is_err(), "{text}");
    }
}
