//! The concise form, the JSON report and the summary.

use crate::support::{Files, diagnostic, fix, label, report};
use vmspec::analysis::Report;
use vmspec::diagnostic::{Applicability, Severity};
use vmspec_report::{concise, json, summary, wire};
use vmspec_yaml::edit::Operation;
use vmspec_yaml::{FieldPath, Span};

fn path() -> FieldPath {
    FieldPath::root().key("spec")
}

#[test]
fn concise_lines() {
    let files = Files::new(&[("a.yaml", "x\nü: 5Gi\n"), ("::b\n.yaml", "x")]);
    let mut warning = diagnostic("::b\n.yaml", Span::at(0), "line\nbreak");
    warning.severity = Severity::Warning;
    let findings = vec![diagnostic("a.yaml", files.span("a.yaml", "5Gi"), "too small"), warning];
    insta::assert_snapshot!(concise::render(&report(findings), &files.sources()), @"
    a.yaml:2:4: error[undersized-disk]: too small
    ./::b␊.yaml:1:1: warning[undersized-disk]: line␊break
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the report is printed in full")]
fn the_json_report_is_a_contract() {
    let files = Files::new(&[("a.yaml", "ü: {}\nspec: {storage: 5Gi}\n"), ("b.yaml", "x: 1\ny: 2\n")]);
    let size = files.span("a.yaml", "5Gi");
    let mut full = diagnostic("a.yaml", size, "disk is \u{1b}5Gi \u{9b}\u{1d173}");
    full.help = Some("grow it".to_owned());
    full.labels = vec![label("b.yaml", files.span("b.yaml", "y: 2"), "here")];
    full.fix = Some(fix("grow", Applicability::Unsafe, &[(size, "11Gi")]));
    let mut bare = diagnostic("b.yaml", Span::at(0), "no more is known");
    bare.resource = None;
    bare.args.clear();
    bare.path = FieldPath::root();
    insta::assert_snapshot!(json::render(&report(vec![full, bare]), &files.sources()), @r#"
    {
      "version": 1,
      "summary": {
        "files": 1,
        "documents": 3,
        "checked": 2,
        "skipped": 1,
        "fragments": 0,
        "templates": 0,
        "errors": 2,
        "warnings": 0,
        "infos": 0,
        "suppressed": 0,
        "accepted": 0,
        "stale": 0
      },
      "diagnostics": [
        {
          "rule": "undersized-disk",
          "severity": "error",
          "message": "disk is \u001b5Gi \u009b\ud834\udd73",
          "help": "grow it",
          "args": {
            "size": "5Gi",
            "image": "rocky-9"
          },
          "file": "a.yaml",
          "document": 0,
          "item": null,
          "resource": {
            "kind": "VMDisk",
            "namespace": null,
            "name": "root"
          },
          "path": "spec.storage",
          "span": {
            "start": 23,
            "end": 26
          },
          "range": {
            "start": {
              "line": 2,
              "column": 17
            },
            "end": {
              "line": 2,
              "column": 20
            }
          },
          "labels": [
            {
              "file": "b.yaml",
              "message": "here",
              "span": {
                "start": 5,
                "end": 9
              },
              "range": {
                "start": {
                  "line": 2,
                  "column": 1
                },
                "end": {
                  "line": 2,
                  "column": 5
                }
              }
            }
          ],
          "fix": {
            "title": "grow",
            "applicability": "unsafe",
            "edits": [
              {
                "start": 23,
                "end": 26,
                "text": "11Gi"
              }
            ],
            "patch": [
              {
                "op": "replace",
                "path": "/spec/storage",
                "value": "11Gi"
              }
            ]
          },
          "alternatives": [],
          "url": "https://vmspec.dev/rules/undersized-disk"
        },
        {
          "rule": "undersized-disk",
          "severity": "error",
          "message": "no more is known",
          "help": null,
          "args": {},
          "file": "b.yaml",
          "document": 0,
          "item": null,
          "resource": null,
          "path": "",
          "span": {
            "start": 0,
            "end": 0
          },
          "range": {
            "start": {
              "line": 1,
              "column": 1
            },
            "end": {
              "line": 1,
              "column": 1
            }
          },
          "labels": [],
          "fix": null,
          "alternatives": [],
          "url": "https://vmspec.dev/rules/undersized-disk"
        }
      ],
      "suppressed": []
    }
    "#);
}

#[test]
fn the_json_report_reads_back() {
    let files = Files::new(&[("a.yaml", "ü: 5Gi\n")]);
    let mut finding =
        diagnostic("a.yaml", files.span("a.yaml", "5Gi"), "\u{1b}\u{202e}\u{1d173} \"quoted\" \\");
    finding.args.sort();
    finding.fix = Some(fix("grow", Applicability::Safe, &[]));
    let report = report(vec![finding]);
    let text = json::render(&report, &files.sources());
    assert!(text.is_ascii() || !text.contains('\u{202e}'));
    let read: wire::Report = serde_json::from_str(&text).unwrap();
    assert_eq!(read, wire::Report::new(&report, &files.sources()));
}

#[test]
fn fixes_as_json_patch() {
    let files = Files::new(&[("a.yaml", "other: 1\n---\nspec:\n  size: 5Gi\n  cloudInit: 'users: []'\n")]);
    let nested = path().key("cloudInit").nested().key("users");
    for (operation, expected) in [
        (Operation::Remove { path: path().key("size") }, r#"[{"op":"remove","path":"/spec/size"}]"#),
        (
            Operation::RenameKey { path: path().key("size"), to: "storage".to_owned() },
            r#"[{"op":"move","from":"/spec/size","path":"/spec/storage"}]"#,
        ),
        (
            Operation::Insert { path: path().key("disks").index(0), value: "a".into() },
            r#"[{"op":"add","path":"/spec/disks","value":["a"]}]"#,
        ),
        (Operation::Remove { path: nested }, "null"),
        (Operation::Remove { path: path().key("gone") }, "null"),
    ] {
        let mut finding = diagnostic("a.yaml", Span::at(0), "x");
        finding.document = 1;
        let mut fix = fix("x", Applicability::Safe, &[]);
        fix.operations = vec![operation];
        finding.fix = Some(fix);
        let wire = wire::Report::new(&report(vec![finding]), &files.sources());
        let patch = wire.diagnostics[0].fix.as_ref().and_then(|fix| fix.patch.as_ref());
        assert_eq!(serde_json::to_string(&patch).unwrap(), expected);
    }
}

#[test]
fn summaries() {
    let finding = |file: &str, severity, applicability| {
        let mut finding = diagnostic(file, Span::at(0), "x");
        finding.severity = severity;
        finding.fix = Some(fix("x", applicability, &[(Span::at(0), "y")]));
        finding
    };
    let clean = report(Vec::new());
    let mut nothing = Report::default();
    nothing.summary.files = 2;
    nothing.summary.skipped = 5;
    let mut some = report(vec![
        finding("a", Severity::Error, Applicability::Safe),
        finding("b", Severity::Error, Applicability::Manual),
        finding("b", Severity::Warning, Applicability::Unsafe),
    ]);
    some.summary.suppressed = 1;
    for (report, line, fixable) in [
        (clean, "no findings; 2 documents checked, 1 of another kind skipped", None),
        (
            nothing,
            "nothing to check: no VMInstance or VMDisk in 2 files (5 documents of other kinds skipped)",
            None,
        ),
        (
            some,
            "2 errors, 1 warning in 2 files; 2 documents checked, 1 of another kind skipped, 1 finding suppressed",
            Some(
                "1 can be fixed with `vmspec fix`, 1 more with `vmspec fix --unsafe`, which changes what is deployed",
            ),
        ),
    ] {
        assert_eq!(summary::line(&report), line);
        assert_eq!(summary::fixable(&report).as_deref(), fixable);
    }
}

#[test]
fn addresses_are_those_of_the_rules() {
    for rule in vmspec::rules::all() {
        assert_eq!(vmspec_report::rule_url(rule.name), rule.url());
    }
}
