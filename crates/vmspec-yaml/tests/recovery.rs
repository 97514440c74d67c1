//! Broken manifests: what is said about them, and what is still read.

use vmspec_yaml::{Document, Limits, Node, NodeKind, parse};

/// What is left of a document, on one line.
fn show(node: Node<'_>) -> String {
    match node.kind() {
        NodeKind::Scalar => node.text().to_owned(),
        NodeKind::Sequence => format!("[{}]", node.items().map(show).collect::<Vec<_>>().join(", ")),
        NodeKind::Mapping => {
            let entries = node.entries().map(|(key, value)| format!("{}: {}", show(key), show(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Text; then each problem's start, bytes and message; then the documents that are left.
type Row<'t> = (&'t str, &'t [(u32, &'t str, &'t str)], &'t str);

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn a_fault_costs_itself_and_is_told_once() {
    let table: &[Row<'_>] = &[
        // Quotes.
        (
            "a: \"x\nb: 1\nc: 2\n",
            &[(3, "\"x", "`\"` is never closed: expected another `\"`")],
            "{a: x, b: 1, c: 2}",
        ),
        (
            "a: \"x # c\nb: \"1\"\nc: 2\n",
            &[(3, "\"x", "`\"` is never closed: expected another `\"`")],
            "{a: x, b: 1, c: 2}",
        ),
        ("a: 'x\nb: 1\n", &[(3, "'x", "`'` is never closed: expected another `'`")], "{a: x, b: 1}"),
        (
            "spec:\n  \"a: 1\n  b: 2\n",
            &[(8, "\"a", "`\"` is never closed: expected another `\"`")],
            "{spec: {a: 1, b: 2}}",
        ),
        (
            "a: \"say \"hi\" there\"\nb: 1\n",
            &[(
                9,
                "hi\" there\"",
                "text behind the closing `\"`: expected the end of the value, and `\\\"` for a quote inside",
            )],
            "{a: say , b: 1}",
        ),
        (
            "a: 'it's'\nb: 1\n",
            &[(
                7,
                "s'",
                "text behind the closing `'`: expected the end of the value, and `''` for a quote inside",
            )],
            "{a: it, b: 1}",
        ),
        (
            "a: \"x\" y # c\nb: 1\n",
            &[(7, "y", "text behind the closing `\"`: expected the end of the value")],
            "{a: x, b: 1}",
        ),
        (
            "a: \"\\q\"\nb: 1\n",
            &[(
                4,
                "\\q",
                "`\\q` is no escape: expected `\\\\` for a backslash, or single quotes around the text",
            )],
            "{a: \\q, b: 1}",
        ),
        (
            "a: \"\\u12\"\nb: 1\n",
            &[(4, "\\u", "`\\u` needs four hexadecimal digits that name a character")],
            "{a: \\u12, b: 1}",
        ),
        (
            "a: \"x\n---\nb: 1\n",
            &[(3, "\"x", "`\"` is never closed: expected another `\"`")],
            "{a: x} | {b: 1}",
        ),
        // Brackets.
        (
            "a: [1, 2\nb: 1\nc: 2\n",
            &[(3, "[", "`[` is never closed: expected `]`")],
            "{a: [1, 2], b: 1, c: 2}",
        ),
        (
            "a:\n  b: {x: 1, y: 2\n  c: 1\nd: 2\n",
            &[(8, "{", "`{` is never closed: expected `}`")],
            "{a: {b: {x: 1, y: 2}, c: 1}, d: 2}",
        ),
        ("a: {b: [1, 2\nc: 1\n", &[(7, "[", "`[` is never closed: expected `]`")], "{a: {b: [1, 2]}, c: 1}"),
        ("a: [\n  b,\n  c\nd: 1\n", &[(3, "[", "`[` is never closed: expected `]`")], "{a: [b, c], d: 1}"),
        ("a: [\n- b\n- c\nd: 1\n", &[(3, "[", "`[` is never closed: expected `]`")], "{a: [b, c], d: 1}"),
        ("a: [1, 2}\nb: 1\n", &[(8, "}", "`[` is closed by `}`: expected `]`")], "{a: [1, 2], b: 1}"),
        (
            "a: [{x: 1, y: 2]\nb: 1\n",
            &[(4, "{", "`{` is closed by `]`: expected `}`")],
            "{a: [{x: 1, y: 2}], b: 1}",
        ),
        (
            "a: {x: 1 y: 2}\nb: 1\n",
            &[(9, "y", "no `,` before `y`: expected one between two entries")],
            "{a: {x: 1, y: 2}, b: 1}",
        ),
        (
            "a: [\"x\" \"y\"]\nb: 1\n",
            &[(8, "\"", "no `,` between two values: expected one")],
            "{a: [x, y], b: 1}",
        ),
        (
            "a: {b: 1}}\nc: 1\n",
            &[(9, "}", "`}` closes nothing: expected an earlier `{`")],
            "{a: {b: 1}, c: 1}",
        ),
        ("a: 1\n}\nc: 1\n", &[(5, "}", "`}` closes nothing: expected an earlier `{`")], "{a: 1, c: 1}"),
        ("a: ]\nb: 1\n", &[(3, "]", "`]` closes nothing: expected an earlier `[`")], "{a: , b: 1}"),
        ("a: [-]\nb: 1\n", &[(4, "-]", "a lone `-` inside of brackets: expected a value")], "{b: 1}"),
        ("{a: 1\nb: 2\n", &[(0, "{", "`{` is never closed: expected `}`")], "{a: 1, b: 2}"),
        // Indentation.
        (
            "a:\n   b: 1\n  c: 2\nd: 1\n",
            &[(11, "  ", "indented by 2 spaces: expected 0 or 3")],
            "{a: {b: 1}, d: 1}",
        ),
        (
            "a:\n  b: 1\n    c: 2\nd: 1\n",
            &[(14, "c", "`c` is indented below `b`, which has a value already: expected both in one column")],
            "{a: {b: 1, c: 2}, d: 1}",
        ),
        (
            "a:\n  b: 1\n    c: 2\n    d: 3\n  e: 4\n",
            &[(14, "c", "`c` is indented below `b`, which has a value already: expected both in one column")],
            "{a: {b: 1, e: 4}}",
        ),
        (
            "a:\n b: 1\n  c: 2\n  d: 3\ne: 4\n",
            &[(3, " ", "indented by 1 space: expected 2 like the lines below")],
            "{a: {b: 1, c: 2, d: 3}, e: 4}",
        ),
        (
            "a:\n  b: 1\n c: 2\n  d: 3\n",
            &[(10, " ", "indented by 1 space: expected 0 or 2")],
            "{a: {b: 1, c: 2, d: 3}}",
        ),
        (
            "a:\n   b: 1\n  c: 2\n  d: 3\ne: 4\n",
            &[(3, "   ", "indented by 3 spaces: expected 2 like the lines below")],
            "{a: {b: 1, c: 2, d: 3}, e: 4}",
        ),
        (
            " a: 1\nb: 2\nc: 3\n",
            &[(0, " ", "indented by 1 space: expected 0 like the lines below")],
            "{a: 1, b: 2, c: 3}",
        ),
        ("a:\n- b\n c: d\ne: 1\n", &[(7, " ", "indented by 1 space: expected 0 or 2")], "{a: [b], e: 1}"),
        (
            "a: |\n    x\n  y\nb: 1\n",
            &[(11, "  ", "indented by 2 spaces: expected 0 or 4")],
            "{a: x\n, b: 1}",
        ),
        // Tabs.
        (
            "a:\n\tb: 1\n\tc:\n\t\td: 1\ne: 1\n",
            &[(3, "\t", "tab in the indentation: expected spaces")],
            "{a: {b: 1, c: {d: 1}}, e: 1}",
        ),
        (
            "a:\n  x: 1\n\tb: 1\n  c: 2\n",
            &[(10, "\t", "tab in the indentation: expected spaces")],
            "{a: {x: 1, b: 1, c: 2}}",
        ),
        (
            "a:\n\t- b\n\t- c: d\n\t  e: f\n",
            &[(3, "\t", "tab in the indentation: expected spaces")],
            "{a: [b, {c: d, e: f}]}",
        ),
        ("a: |\n\tx\nb: 1\n", &[(5, "\t", "tab in the indentation: expected spaces")], "{a: x\n, b: 1}"),
        // Keys and colons.
        (
            "a: b: c\nd: 1\n",
            &[(4, ":", "`:` inside of a value: expected quotes around the value")],
            "{a: b: c, d: 1}",
        ),
        (
            "image: rocky-9:\nd: 1\n",
            &[(14, ":", "`:` inside of a value: expected quotes around the value")],
            "{image: rocky-9:, d: 1}",
        ),
        (
            "a: \"b\": c\nd: 1\n",
            &[(6, ":", "`:` inside of a value: expected quotes around the value")],
            "{d: 1}",
        ),
        (
            "a:\n  b:1\n  c: 2\n",
            &[(6, ":", "no space behind `:`: expected one between key and value")],
            "{a: {b: 1, c: 2}}",
        ),
        (
            "a:\n  b: 1\n  c:2\n  d: 3\n",
            &[(13, ":", "no space behind `:`: expected one between key and value")],
            "{a: {b: 1, c: 2, d: 3}}",
        ),
        (
            "spec\n  b: 1\n  c: 2\n",
            &[(0, "spec", "no `:` behind `spec`: expected one before the lines below")],
            "{spec: {b: 1, c: 2}}",
        ),
        (
            "kind: x\nspec\n  b: 1\nc: 2\n",
            &[(8, "spec", "no `:` behind `spec`: expected one before the lines below")],
            "{kind: x, spec: {b: 1}, c: 2}",
        ),
        ("disks\n- a\n- b\n", &[], "disks - a - b"),
        (
            "a:\n  b: 1\n  exter\n  d: 3\n",
            &[(12, "exter", "`exter` is neither `key: value` nor a list item")],
            "{a: {b: 1, d: 3}}",
        ),
        (
            "a:\n  exter\n  b: 1\n  c: 2\n",
            &[(5, "exter", "`exter` is neither `key: value` nor a list item")],
            "{a: {b: 1, c: 2}}",
        ),
        (
            "a:\n  b: 1\n  exter\n",
            &[(12, "exter", "`exter` is neither `key: value` nor a list item")],
            "{a: {b: 1}}",
        ),
        (
            "a:\nexter\n  b: 1\n  c: 2\n",
            &[(3, "exter", "`exter` is neither `key: value` nor a list item")],
            "{a: {b: 1, c: 2}}",
        ),
        ("a #b: 1\nc: 2\n", &[(0, "a", "`a` is neither `key: value` nor a list item")], "{c: 2}"),
        (
            "a: x #c\n  y\nb: 1\n",
            &[(10, "y", "the comment above ends the value: expected the value on one line, or in quotes")],
            "{a: x, b: 1}",
        ),
        (
            "a: 1\n--- b: 1\nc: 2\n",
            &[(10, ":", "a mapping cannot start on the `---` line: expected it on the next")],
            "{a: 1} | {b: 1, c: 2}",
        ),
        // Lists.
        (
            "a:\n  - na\n    b: 1\n  - c: 1\n",
            &[(7, "na", "`na` is neither `key: value` nor a list item")],
            "{a: [{b: 1}, {c: 1}]}",
        ),
        (
            "a:\n  - b: 1\n    na\n  - c: 1\n",
            &[(16, "na", "`na` is neither `key: value` nor a list item")],
            "{a: [{b: 1}, {c: 1}]}",
        ),
        (
            "a:\n  - b: 1\n  -c: 1\n  - d: 1\n",
            &[(14, "-", "no space behind `-`: expected one before the item")],
            "{a: [{b: 1}, {c: 1}, {d: 1}]}",
        ),
        (
            "a:\n  - b\n  c: 1\nd: 1\n",
            &[(11, "c", "`c` stands in the column of a list: expected `- ` before it")],
            "{a: [b], d: 1}",
        ),
        (
            "a:\n  - b\n  - \n  -\n  c\nd: 1\n",
            &[(20, "c", "`c` is neither `key: value` nor a list item")],
            "{a: [b, , ], d: 1}",
        ),
        (
            "a: - b\nc: 1\n",
            &[(3, "-", "a list cannot start behind its key: expected `- ` on a line of its own")],
            "{c: 1}",
        ),
        ("b: 1\n- a\nc: 1\n", &[(5, "-", "a list item among keys: expected `key: value`")], "{b: 1, c: 1}"),
        (
            "- a\nkind: x\nmetadata:\n  name: y\nspec: {}\n",
            &[(0, "-", "a list item among keys: expected `key: value`")],
            "{kind: x, metadata: {name: y}, spec: {}}",
        ),
        // Characters that start something else.
        (
            "a: @x\nb: 1\n",
            &[(3, "@", "a value cannot start with `@`: expected quotes around it")],
            "{a: @x, b: 1}",
        ),
        (
            "a: `x\nb: 1\n",
            &[(3, "`", "a value cannot start with a backtick: expected quotes around it")],
            "{a: `x, b: 1}",
        ),
        (
            "a: %x\nb: 1\n",
            &[(3, "%", "a value cannot start with `%`: expected quotes around it")],
            "{a: %x, b: 1}",
        ),
        (
            "a: *\nb: 1\n",
            &[(3, "*", "`*` starts an alias: expected a name behind it, or quotes around text")],
            "{a: *, b: 1}",
        ),
        (
            "a: & x\nb: 1\n",
            &[(3, "&", "`&` starts an anchor: expected a name behind it, or quotes around text")],
            "{a: & x, b: 1}",
        ),
        (
            "a: , b\nc: 1\n",
            &[(3, ",", "a value cannot start with `,`: expected quotes around it")],
            "{a: , b, c: 1}",
        ),
        (
            ",a: b\nc: 1\n",
            &[(0, ",", "a key cannot start with `,`: expected quotes around it")],
            "{a: b, c: 1}",
        ),
        (
            "a: !y!x b\nc: 1\n",
            &[(3, "!y!x", "a tag whose handle no `%TAG` directive declares")],
            "{a: b, c: 1}",
        ),
        (
            "a: |0\n  x\nb: 1\n",
            &[(4, "0", "no `0` behind `|`: expected an indentation of 1 to 9")],
            "{a: x\n, b: 1}",
        ),
        (
            "a: | x\n  y\nb: 1\n",
            &[(4, " x", "text behind `|`: expected the value on the lines below")],
            "{a: y\n, b: 1}",
        ),
        (
            "&a: 1\nb:\n  &c: 2\n  d: 3\n",
            &[
                (0, "&", "a key cannot start with `&`: expected quotes around it"),
                (11, "&", "a key cannot start with `&`: expected quotes around it"),
            ],
            "{a: 1, b: {c: 2, d: 3}}",
        ),
        // Documents and directives.
        (
            "%YAML 1.2\na: 1\n",
            &[(0, "%YAML 1.2", "no `---` behind the directive: expected one before the document")],
            "{a: 1}",
        ),
        (
            "%YAML 3.2\n---\na: 1\n",
            &[(0, "%YAML", "a version of YAML that nobody reads: expected `%YAML 1.2`")],
            "{a: 1}",
        ),
        (
            "a: 1\n...\nb: 2\n... x\n",
            &[
                (9, "b: 2", "kubectl does not read what stands behind `...`: expected `---` before it"),
                (18, "x", "text behind `...`: expected the end of the line"),
            ],
            "{a: 1} | {b: 2}",
        ),
        (
            "a: [\n---\nb: 1\n---\nc: \"\n",
            &[
                (3, "[", "`[` is never closed: expected `]`"),
                (21, "\"", "`\"` is never closed: expected another `\"`"),
            ],
            "{a: []} | {b: 1} | {c: }",
        ),
        (
            "foo\nbar: 1\nbaz: 2\n",
            &[(0, "foo", "`foo` is neither `key: value` nor a list item")],
            "{bar: 1, baz: 2}",
        ),
        // Merges and templates.
        (
            "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\nc: 1\n",
            &[(
                5,
                "<<<<<<< HEAD",
                "an unresolved merge: expected one version, without `<<<<<<<`, `=======` and `>>>>>>>`",
            )],
            "{a: 1, b: 1, c: 1}",
        ),
        (
            "a: {{ .Values.x }}\nb: 1\n",
            &[(
                3,
                "{{ .Values.x }}",
                "a template, not YAML yet: expected the rendered manifest, as `helm template` gives it",
            )],
            "{a: {{ .Values.x }}, b: 1}",
        ),
        (
            "a: {{ .Values.x | default \"y\" }}\nb: [}\n",
            &[(
                3,
                "{{ .Values.x | default \"y\" }}",
                "a template, not YAML yet: expected the rendered manifest, as `helm template` gives it",
            )],
            "{a: {{ .Values.x | default \"y\" }}, b: []}",
        ),
        (
            "{{- if .x }}\na: 1\n{{- else }}\na: 2\n{{- end }}\n",
            &[(
                0,
                "{{- if .x }}",
                "a template, not YAML yet: expected the rendered manifest, as `helm template` gives it",
            )],
            "{a: 1, a: 2}",
        ),
        (
            "a: 1\n  {{- if x }}\nb: {{ y }}-c\n  {{- end }}\nl:\n  {{- range .z }}\n  - {{ . }}\n  {{- end }}\n",
            &[(
                7,
                "{{- if x }}",
                "a template, not YAML yet: expected the rendered manifest, as `helm template` gives it",
            )],
            "{a: 1, b: {{ y }}-c, l: [{{ . }}]}",
        ),
        (
            "{% if x %}\na: {{ b }}\n{% endif %}\n",
            &[(
                0,
                "{% if x %}",
                "a template, not YAML yet: expected the rendered manifest, as `helm template` gives it",
            )],
            "{a: {{ b }}}",
        ),
        ("a: \"{{ b }}\"\nc: |\n  {{ d }}\n", &[], "{a: {{ b }}, c: {{ d }}\n}"),
        // Several faults.
        (
            "a: [1\nb: \"x\nc: 1\nd\ne: 5\n",
            &[
                (3, "[", "`[` is never closed: expected `]`"),
                (9, "\"x", "`\"` is never closed: expected another `\"`"),
                (17, "d", "`d` is neither `key: value` nor a list item"),
            ],
            "{a: [1], b: x, c: 1, e: 5}",
        ),
        (
            "a: 1\n# {{ x }}\nb\nc: 2\n",
            &[(15, "b", "`b` is neither `key: value` nor a list item")],
            "{a: 1, c: 2}",
        ),
        // Control characters.
        (
            "a: x\0y\nb: \"\0\"\n\0\nc: 1\n",
            &[
                (4, "\0", "control character U+0000: expected an escape in double quotes"),
                (11, "\0", "control character U+0000: expected an escape in double quotes"),
                (14, "\0", "control character U+0000: expected an escape in double quotes"),
            ],
            "{a: x\0y, b:  , c: 1}",
        ),
    ];
    for (text, expected, left) in table {
        let tree = parse(*text, &Limits::default());
        let problems: Vec<(u32, &str, &str)> = tree
            .documents()
            .iter()
            .flat_map(Document::problems)
            .map(|problem| (problem.span.start, problem.span.slice(text), problem.message.as_str()))
            .collect();
        assert_eq!(problems, *expected, "{text:?}");
        let documents: Vec<String> =
            (0..tree.documents().len()).map(|index| tree.root(index).map_or("-".to_owned(), show)).collect();
        assert_eq!(documents.join(" | "), *left, "{text:?}");
    }
}
