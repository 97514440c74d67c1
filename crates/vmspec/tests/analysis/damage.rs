//! Texts that can't be understood as a whole: the rest is judged, and nothing is said that rests on what is lost.

use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec::rules::Scope;
use vmspec_yaml::Limits;

use crate::drawing::{draw, of_rules, report, structure};

const SYNTAX: &[(&str, &str)] = &[
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  external: true
  oops
  externalMethod: wholeip
", "
  oops
  ^^^^ error[yaml-syntax]: `oops` is neither `key: value` nor a list item
  at 0:spec

  externalMethod: wholeip
                  ^^^^^^^ error[unknown-value]: `externalMethod` is `wholeip`, expected one of `PortList`, `WholeIP`
                  at 0:spec.externalMethod
                  help: did you mean `WholeIP`?
                  safe fix: use `WholeIP`
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  disks:
    - name: a
     name: b
    - nam: c
", "
     name: b
^^^^^ error[yaml-syntax]: indented by 5 spaces: expected 4 or 6
at 0:spec.disks

    - nam: c
      ^^^ error[unknown-field]: unknown field `nam`, which the platform ignores
      at 0:spec.disks[1].nam
      help: did you mean `name`?
      safe fix: rename `nam` to `name`
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  externalPorts: [22, 80
  running: maybe
", "
  externalPorts: [22, 80
                 ^ error[yaml-syntax]: `[` is never closed: expected `]`
                 at 0:spec.externalPorts

  running: maybe
           ^^^^^ error[wrong-type]: `running` is text, expected a boolean
           at 0:spec.running
"),
    (r#"apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  cloudInitSeed: "a
  running: maybe
"#, r#"
  cloudInitSeed: "a
                 ^^ error[yaml-syntax]: `"` is never closed: expected another `"`
                 at 0:spec.cloudInitSeed

  running: maybe
           ^^^^^ error[wrong-type]: `running` is text, expected a boolean
           at 0:spec.running
"#),
    ("apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n\trunning: maybe\n", "\n\trunning: maybe\n^ error[yaml-syntax]: tab in the indentation: expected spaces\nat 0:spec\n\n\trunning: maybe\n          ^^^^^ error[wrong-type]: `running` is text, expected a boolean\n          at 0:spec.running\n"),
    ("kind: VMDisk
metadata
  name: a
spec: {storag: 5Gi}
", "
metadata
^^^^^^^^ error[yaml-syntax]: no `:` behind `metadata`: expected one before the lines below
at 0:

spec: {storag: 5Gi}
       ^^^^^^ warning[unknown-field]: unknown field `storag`, which the platform ignores
       at 0:spec.storag
       help: did you mean `storage`?
       unsafe fix: rename `storag` to `storage`
"),
    ("apiVersion apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: a
", "
apiVersion apps.cozystack.io/v1alpha1
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[yaml-syntax]: `apiVersion apps.cozystack.io/v1alpha1` is neither `key: value` nor a list item
at 0:
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind VMDisk
metadata:
  name: a
spec:
  storage: x x
", "
kind VMDisk
^^^^^^^^^^^ error[yaml-syntax]: `kind VMDisk` is neither `key: value` nor a list item
at 0:
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  disks:
    - name: {{ .Values.disk }}
  running: maybe
", "
    - name: {{ .Values.disk }}
            ^^^^^^^^^^^^^^^^^^ error[yaml-syntax]: a template, not YAML yet: expected the rendered manifest, as `helm template` gives it
            at 0:spec.disks[0].name
"),
    ("kind: Deployment
spec: {{ .Values.spec }}
", ""),
    ("kind: Deployment
spec: [
", ""),
    ("apiVersion: apps.cozystack.io/v1alpha1\r\nkind: VMInstance\r\nmetadata:\r\n  name: web\r\nspec:\r\n  running: \"größe😀\" # 😀\r\n  runing: maybe\r\n", r#"
  running: "größe😀" # 😀
           ^^^^^^^^ error[wrong-type]: `running` is text, expected a boolean
           at 0:spec.running

  runing: maybe
  ^^^^^^ warning[unknown-field]: unknown field `runing`, which the platform ignores
  at 0:spec.runing
  help: did you mean `running`?
"#),
    ("\u{feff}apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nspec: {storag: 5Gi, größe: 😀}\n", r#"
spec: {storag: 5Gi, größe: 😀}
       ^^^^^^ warning[unknown-field]: unknown field `storag`, which the platform ignores
       at 0:spec.storag
       help: did you mean `storage`?
       unsafe fix: rename `storag` to `storage`

spec: {storag: 5Gi, größe: 😀}
                    ^^^^^ warning[unknown-field]: unknown field `größe`, which the platform ignores
                    at 0:spec["größe"]
"#),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  running: maybe
<<<<<<< HEAD
  external: yess
=======
  external: no
>>>>>>> main
", "
  running: maybe
           ^^^^^ error[wrong-type]: `running` is text, expected a boolean
           at 0:spec.running

<<<<<<< HEAD
^^^^^^^^^^^^ error[yaml-syntax]: an unresolved merge: expected one version, without `<<<<<<<`, `=======` and `>>>>>>>`
at 0:spec

  external: yess
            ^^^^ error[wrong-type]: `external` is text, expected a boolean
            at 0:spec.external
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  cloudInit: *nothing
", "
  cloudInit: *nothing
             ^^^^^^^^ error[yaml-syntax]: `…` refers to no anchor: expected an earlier `…`
             at 0:spec.cloudInit
"),
];

#[test]
fn syntax() {
    for (text, expected) in SYNTAX {
        assert_eq!(structure(text), *expected, "{text}");
    }
}

const LOST_LINES: &[(&str, &str)] = &[
    (
        "  external: true
",
        "
  external: true
            ^^^^ info[implied-ssh-port]: no `externalPorts`: port 22 is open, and no other
            at 0:spec.external
            help: list the ports, so that the manifest says what is open
            safe fix: list port 22
",
    ),
    (
        "  external: true
  oops
",
        "",
    ),
    (
        "  external: true
  externalPorts: []
  oops
",
        "",
    ),
    (
        "  oops: [true
  externalPorts: [443]
",
        "
  externalPorts: [443]
  ^^^^^^^^^^^^^ warning[ignored-exposure]: `externalPorts` has no effect without `external: true`
  at 0:spec.externalPorts
  help: the VM has no public address unless `external: true` gives it one
  manual fix: add `external: true`
",
    ),
    (
        "  oops
  externalPorts: [443]
",
        "",
    ),
    (
        "  external: true
  externalMethod: PortList
  externalPorts: [22, 22]
  oops
",
        "
  externalPorts: [22, 22]
                      ^^ error[duplicate-port]: port 22 is listed twice
                      at 0:spec.externalPorts[1]
                      help: Kubernetes refuses a Service that has two ports of one name
                      line 8, `22`: first listed here
                      safe fix: remove the second one
",
    ),
    (
        "  external: true
  externalMethod: WholeIP
  externalPorts:
    - 443
    oops
",
        "",
    ),
    (
        "  external: true
  externalPorts: [http]
",
        "",
    ),
    (
        "  external: true
  externalMethod: wholeip
  externalPorts: []
",
        "",
    ),
    (
        "  external: [true]
  externalPorts: [22, 22]
",
        "",
    ),
];

/// Rules on exposure look at several fields; each case takes one of them away.
#[test]
fn findings_that_rest_on_lost_lines_are_silent() {
    let rules =
        ["implied-ssh-port", "no-exposed-ports", "ignored-exposure", "duplicate-port", "ignored-port-list"];
    let head = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n";
    for (text, expected) in LOST_LINES {
        assert_eq!(of_rules(&rules, &format!("{head}{text}"), &Options::default()), *expected, "{text}");
    }
}

#[test]
fn one_broken_document_does_not_spoil_the_others() {
    let text = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: a
spec: ]
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: b
spec:
  storage: 20Gi
  optical: maybe
";
    let report = report(&[("", text)], &Options::default());
    let sound: Vec<_> = report.diagnostics.iter().filter(|found| found.document == 1).collect();
    assert!(
        sound.iter().any(|found| found.rule == "wrong-type" && found.span.slice(text) == "maybe"),
        "{sound:?}"
    );
    assert!(sound.iter().all(|found| found.rule != "yaml-syntax"), "{sound:?}");
    assert!(report.diagnostics.iter().any(|found| found.document == 0 && found.rule == "yaml-syntax"));
}

/// What a reference leads to may be in the part that is lost.
#[test]
fn a_damaged_text_makes_the_scope_open() {
    let vm = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  disks:
    - name: nowhere
";
    let mut options = Options::default();
    options.scope = Scope::Closed;
    let dangling = |disks: &str| {
        let found = draw(&[("vm", vm), ("disks", disks)], &options, |found| found.rule == "dangling-disk");
        !found.is_empty()
    };
    assert!(dangling("kind: Secret\napiVersion: v1\n"));
    assert!(!dangling("kind: \"Secret\napiVersion: v1\n"));
}

#[test]
fn limits_end_in_a_diagnostic() {
    let mut limits = Limits::default();
    limits.bytes = 60;
    limits.documents = 2;
    limits.depth = 3;
    let cases = [
        ("kind: VMDisk # the text is longer than the sixty bytes that are allowed", "limit-exceeded"),
        ("a: 1\n---\nb: 1\n---\nc: 1\n", "limit-exceeded"),
        ("kind: VMDisk\nspec: {a: {b: {c: {d: 1}}}}\n", "limit-exceeded"),
    ];
    for (text, rule) in cases {
        let file = SourceFile::parse("", text, &limits);
        let report = Workspace::new(&[file], &Options::default()).check();
        let found: Vec<_> = report.diagnostics.iter().filter(|found| found.rule == rule).collect();
        assert_eq!(found.len(), 1, "{text}: {:?}", report.diagnostics);
    }
}

#[test]
fn bytes_that_are_not_text() {
    let bytes =
        b"apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: \xff\xfe\nspec: {}\n";
    let file = SourceFile::parse_bytes("", bytes, &Limits::default());
    let report = Workspace::new(&[file], &Options::default()).check();
    let fault = report.diagnostics.iter().find(|found| found.rule == "yaml-syntax").expect("a fault");
    assert_eq!(fault.span.start, 70);
}
