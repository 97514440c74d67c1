//! The formats that pipelines read.

#![expect(clippy::expect_used, reason = "tests fail by panics")]

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::path::Path;
use vmspec::analysis::Report;
use vmspec::diagnostic::{Applicability, Severity};
use vmspec_report::{Format, Options, Root, render};
use vmspec_yaml::FieldPath;

use crate::support::{Files, diagnostic, fix, label, report};

const DISK: &str = "kind: VMDisk\nmetadata: {name: ü}\nspec: {storage: 5Gi, storageclass: local}\n";

pub(crate) fn assert_well_formed(xml: &str) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect(xml) {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    attribute.expect(xml);
                }
            }
            _ => {}
        }
    }
}

/// An error with a label and a fix, and advice, in two files; a third has nothing.
fn example() -> (Files, Report) {
    let files = Files::new(&[("vms/a.yaml", DISK), ("docs/b, c.yaml", "x: 1\n"), ("vms/clean.yaml", "")]);
    let size = files.span("vms/a.yaml", "5Gi");
    let mut error = diagnostic("vms/a.yaml", size, "disk is 5Gi, 100 % <full>");
    error.help = Some("grow it".to_owned());
    error.labels = vec![label("docs/b, c.yaml", files.span("docs/b, c.yaml", "1"), "wants \"more\"")];
    error.fix = Some(fix("set `storage: 11Gi`", Applicability::Unsafe, &[(size, "11Gi")]));
    let mut advice = diagnostic("docs/b, c.yaml", files.span("docs/b, c.yaml", "x: 1"), "think of\nbackups");
    advice.severity = Severity::Info;
    advice.resource = None;
    advice.path = FieldPath::root();
    (files, report(vec![error, advice]))
}

fn rendered(format: Format) -> String {
    let (files, report) = example();
    let mut options = Options::default();
    options.root = Root::new(Path::new("/src"), Path::new("/src/infra"));
    render(format, &report, &files.sources(), &options)
}

#[test]
fn github() {
    insta::assert_snapshot!(rendered(Format::Github), @"
    ::error title=vmspec (undersized-disk),file=infra/vms/a.yaml,line=3,endLine=3,col=17,endColumn=20::infra/vms/a.yaml:3:17: error[undersized-disk]: disk is 5Gi, 100 %25 <full>%0A  help: grow it%0A  unsafe fix: set `storage: 11Gi`%0A  docs: https://vmspec.dev/rules/undersized-disk
    ::notice title=vmspec (undersized-disk),file=infra/docs/b%2C c.yaml,line=1,endLine=1,col=1,endColumn=5::infra/docs/b, c.yaml:1:1: info[undersized-disk]: think of␊backups%0A  docs: https://vmspec.dev/rules/undersized-disk
    1 error, 1 info in 2 files; 2 documents checked, 1 of another kind skipped
    1 can be fixed with `vmspec fix --unsafe`, which changes what is deployed
    ");
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(rendered(Format::Gitlab), @r#"
    [
      {
        "type": "issue",
        "check_name": "undersized-disk",
        "description": "undersized-disk: disk is 5Gi, 100 % <full>",
        "severity": "critical",
        "fingerprint": "e56fd06d74ed0bc9",
        "location": {
          "path": "infra/vms/a.yaml",
          "positions": {
            "begin": {
              "line": 3,
              "column": 17
            },
            "end": {
              "line": 3,
              "column": 20
            }
          }
        }
      },
      {
        "type": "issue",
        "check_name": "undersized-disk",
        "description": "undersized-disk: think of\nbackups",
        "severity": "info",
        "fingerprint": "401dd1c2ef6e8586",
        "location": {
          "path": "infra/docs/b, c.yaml",
          "positions": {
            "begin": {
              "line": 1,
              "column": 1
            },
            "end": {
              "line": 1,
              "column": 5
            }
          }
        }
      }
    ]
    "#);
}

#[test]
fn junit() {
    insta::assert_snapshot!(rendered(Format::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="vmspec" tests="3" failures="1" errors="0">
      <testsuite name="infra/docs/b, c.yaml" tests="1" failures="0" errors="0">
        <testcase name="undersized-disk" classname="infra/docs/b, c.yaml" file="infra/docs/b, c.yaml" line="1" column="1">
          <system-out>infra/docs/b, c.yaml:1:1: info[undersized-disk]: think of␊backups
      docs: https://vmspec.dev/rules/undersized-disk</system-out>
        </testcase>
      </testsuite>
      <testsuite name="infra/vms/a.yaml" tests="1" failures="1" errors="0">
        <testcase name="undersized-disk VMDisk/root spec.storage" classname="infra/vms/a.yaml" file="infra/vms/a.yaml" line="3" column="17">
          <failure message="disk is 5Gi, 100 % &lt;full&gt;" type="error">infra/vms/a.yaml:3:17: error[undersized-disk]: disk is 5Gi, 100 % &lt;full&gt;
      help: grow it
      docs: https://vmspec.dev/rules/undersized-disk</failure>
        </testcase>
      </testsuite>
      <testsuite name="infra/vms/clean.yaml" tests="1" failures="0" errors="0">
        <testcase name="no findings" classname="infra/vms/clean.yaml" file="infra/vms/clean.yaml"/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn junit_fails_what_fails_the_run() {
    let (files, report) = example();
    for (fail_on, failures) in [(None, 0), (Some(Severity::Error), 1), (Some(Severity::Info), 2)] {
        let mut options = Options::default();
        options.fail_on = fail_on;
        let text = render(Format::Junit, &report, &files.sources(), &options);
        assert_eq!(text.matches("<failure ").count(), failures, "{text}");
    }
}

#[test]
fn checkstyle() {
    insta::assert_snapshot!(rendered(Format::Checkstyle), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
      <file name="infra/vms/a.yaml">
        <error line="3" column="17" severity="error" message="disk is 5Gi, 100 % &lt;full&gt;" source="vmspec.undersized-disk"/>
      </file>
      <file name="infra/docs/b, c.yaml">
        <error line="1" column="1" severity="info" message="think of␊backups" source="vmspec.undersized-disk"/>
      </file>
    </checkstyle>
    "#);
}

#[test]
fn rdjson() {
    insta::assert_snapshot!(rendered(Format::Rdjson), @r#"
    {
      "source": {
        "name": "vmspec",
        "url": "https://vmspec.dev"
      },
      "diagnostics": [
        {
          "message": "disk is 5Gi, 100 % <full>\ngrow it",
          "location": {
            "path": "infra/vms/a.yaml",
            "range": {
              "start": {
                "line": 3,
                "column": 17
              },
              "end": {
                "line": 3,
                "column": 20
              }
            }
          },
          "severity": "ERROR",
          "code": {
            "value": "undersized-disk",
            "url": "https://vmspec.dev/rules/undersized-disk"
          },
          "suggestions": [
            {
              "range": {
                "start": {
                  "line": 3,
                  "column": 17
                },
                "end": {
                  "line": 3,
                  "column": 20
                }
              },
              "text": "11Gi"
            }
          ],
          "related_locations": [
            {
              "message": "wants \"more\"",
              "location": {
                "path": "infra/docs/b, c.yaml",
                "range": {
                  "start": {
                    "line": 1,
                    "column": 4
                  },
                  "end": {
                    "line": 1,
                    "column": 5
                  }
                }
              }
            }
          ]
        },
        {
          "message": "think of\nbackups",
          "location": {
            "path": "infra/docs/b, c.yaml",
            "range": {
              "start": {
                "line": 1,
                "column": 1
              },
              "end": {
                "line": 1,
                "column": 5
              }
            }
          },
          "severity": "INFO",
          "code": {
            "value": "undersized-disk",
            "url": "https://vmspec.dev/rules/undersized-disk"
          }
        }
      ]
    }
    "#);
}

#[test]
fn markdown() {
    insta::assert_snapshot!(rendered(Format::Markdown), @"
    ### vmspec

    1 error, 1 info in 2 files; 2 documents checked, 1 of another kind skipped

    - **error** [undersized-disk](https://vmspec.dev/rules/undersized-disk) `infra/vms/a.yaml:3`: disk is 5Gi, 100 % &lt;full&gt;
      grow it
    - info [undersized-disk](https://vmspec.dev/rules/undersized-disk) `infra/docs/b, c.yaml:1`: think of␊backups

    1 can be fixed with `vmspec fix --unsafe`, which changes what is deployed
    ");
}

#[test]
fn jsonl_is_the_report_line_by_line() {
    let json: Value = serde_json::from_str(&rendered(Format::Json)).expect("JSON");
    let text = rendered(Format::Jsonl);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(json["diagnostics"], Value::from(lines));
}

#[test]
fn without_findings_there_is_still_a_report() {
    let files = Files::new(&[("a.yaml", "")]);
    for (format, expected) in [
        (Format::Jsonl, ""),
        (Format::Gitlab, "[]\n"),
        (Format::Github, "no findings; 2 documents checked, 1 of another kind skipped\n"),
        (Format::Markdown, "### vmspec\n\nno findings; 2 documents checked, 1 of another kind skipped\n"),
    ] {
        assert_eq!(render(format, &report(Vec::new()), &files.sources(), &Options::default()), expected);
    }
}

/// The fingerprints of GitLab's report, where nothing else is in the way.
fn fingerprints(text: &str, needles: &[&str]) -> Vec<String> {
    let files = Files::new(&[("a.yaml", text)]);
    let findings = needles.iter().map(|needle| diagnostic("a.yaml", files.span("a.yaml", needle), "x"));
    let rendered = render(Format::Gitlab, &report(findings.collect()), &files.sources(), &Options::default());
    let issues: Vec<Value> = serde_json::from_str(&rendered).expect("JSON");
    issues.iter().map(|issue| issue["fingerprint"].to_string()).collect()
}

#[test]
fn fingerprints_stay_when_lines_move_and_tell_findings_apart() {
    let before = fingerprints(DISK, &["5Gi", "local"]);
    let after = fingerprints(&format!("# new\n\n{DISK}"), &["5Gi", "local"]);
    assert_eq!(before, after);
    assert_ne!(before.first(), before.last());
}

#[test]
fn no_format_shows_a_secret_of_a_fix() {
    let text =
        "spec:\n  cloudInit: |\n    #cloud-config\n    password: hunter2\n  adminPassword: swordfish\n";
    let files = Files::new(&[("a.yaml", text)]);
    let mut nested = diagnostic("a.yaml", files.span("a.yaml", "hunter2"), "plain");
    nested.path = FieldPath::root().key("spec").key("cloudInit").nested().key("password");
    nested.fix = Some(fix("quote it", Applicability::Safe, &[(nested.span, "\"hunter2\"")]));
    let mut outer = diagnostic("a.yaml", files.span("a.yaml", "swordfish"), "plain");
    outer.fix = Some(fix("quote it", Applicability::Safe, &[(outer.span, "\"swordfish\"")]));
    let report = report(vec![nested, outer]);
    // The JSON reports are apart: programs apply the edits that they carry.
    for format in Format::ALL.iter().copied().filter(|format| !matches!(format, Format::Json | Format::Jsonl))
    {
        let rendered = render(format, &report, &files.sources(), &Options::default());
        assert!(!rendered.contains("hunter2") && !rendered.contains("swordfish"), "{format}: {rendered}");
    }
}
