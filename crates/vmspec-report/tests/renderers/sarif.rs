//! SARIF logs are what the standard's schema says, and what their fixes do is what the edits do.

#![expect(clippy::expect_used, reason = "tests fail by panics")]

use std::path::Path;

use serde_json::{Value, json};
use vmspec::analysis::{Suppressed, SuppressedBy};
use vmspec::diagnostic::{Applicability, Severity};
use vmspec_report::{Format, Options, Root, RuleText, render};
use vmspec_yaml::Span;

use crate::support::{Files, diagnostic, fix, label, report};

const SCHEMA: &str = include_str!("../schemas/sarif-2.1.0.schema.json");

const RULES: [RuleText<'static>; 1] = [RuleText {
    name: "undersized-disk",
    group: "storage",
    severity: Severity::Error,
    summary: "a disk that is smaller than its image needs",
    page: "# undersized-disk\n\nA disk is too small.\n",
}];

fn log(text: &str, options: &Options<'_>) -> Value {
    let files = Files::new(&[("vms/ü a.yaml", text), ("b.yaml", "x: 1\n")]);
    let size = files.span("vms/ü a.yaml", "5Gi");
    let mut full = diagnostic("vms/ü a.yaml", size, "disk is 5Gi");
    full.help = Some("grow it".to_owned());
    full.labels = vec![label("b.yaml", files.span("b.yaml", "1"), "needs more")];
    full.fix = Some(fix("grow", Applicability::Unsafe, &[(size, "11Gi"), (Span::at(text.len()), "# ö\n")]));
    let mut bare = diagnostic("b.yaml", Span::at(0), "no more is known");
    bare.rule = "syntax-error";
    bare.resource = None;
    let rendered = render(Format::Sarif, &report(vec![full, bare]), &files.sources(), options);
    serde_json::from_str(&rendered).expect("JSON")
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.rules = &RULES;
    options.root = Root::new(Path::new("/src"), Path::new("/src/infra"));
    options
}

const DISK: &str = "ü: [🏔, {storage: 5Gi}]\n";

#[test]
fn a_log_is_valid() {
    // One of its patterns has a bracket too many.
    let schema = SCHEMA.replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for options in [options(), Options::default()] {
        let log = log(DISK, &options);
        let faults: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}\n{log:#}");
    }
    let files = Files::new(&[]);
    let empty = render(Format::Sarif, &report(Vec::new()), &files.sources(), &Options::default());
    let empty: Value = serde_json::from_str(&empty).expect("JSON");
    assert!(validator.is_valid(&empty) && empty["runs"][0]["results"] == Value::Array(Vec::new()), "{empty}");
    assert!(!validator.is_valid(&serde_json::json!({"version": "2.1.0"})), "the validator takes anything");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the log is printed in full")]
fn a_log_in_full() {
    let log = log(DISK, &options());
    // Which order the keys have depends on the features of serde_json that other crates of the same build ask for.
    let mut settings = insta::Settings::clone_current();
    settings.set_sort_maps(true);
    let _sorted = settings.bind_to_scope();
    insta::assert_json_snapshot!(log["runs"][0], @r##"
    {
      "columnKind": "unicodeCodePoints",
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": {
            "text": "the root of the repository"
          }
        }
      },
      "results": [
        {
          "fixes": [
            {
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "infra/vms/%C3%BC%20a.yaml",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "endColumn": 21,
                        "endLine": 1,
                        "startColumn": 18,
                        "startLine": 1
                      },
                      "insertedContent": {
                        "text": "11Gi"
                      }
                    },
                    {
                      "deletedRegion": {
                        "endColumn": 1,
                        "endLine": 2,
                        "startColumn": 1,
                        "startLine": 2
                      },
                      "insertedContent": {
                        "text": "# ö\n"
                      }
                    }
                  ]
                }
              ],
              "description": {
                "text": "grow (unsafe)"
              }
            }
          ],
          "level": "error",
          "locations": [
            {
              "logicalLocations": [
                {
                  "fullyQualifiedName": "VMDisk/root/spec.storage",
                  "kind": "object"
                }
              ],
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "infra/vms/%C3%BC%20a.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "endColumn": 21,
                  "endLine": 1,
                  "startColumn": 18,
                  "startLine": 1
                }
              }
            }
          ],
          "message": {
            "text": "disk is 5Gi\ngrow it"
          },
          "partialFingerprints": {
            "vmspecFinding/v1": "a4bcd9739379b9b8"
          },
          "relatedLocations": [
            {
              "message": {
                "text": "needs more"
              },
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "infra/b.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "endColumn": 5,
                  "endLine": 1,
                  "startColumn": 4,
                  "startLine": 1
                }
              }
            }
          ],
          "ruleId": "undersized-disk",
          "ruleIndex": 1
        },
        {
          "level": "error",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "infra/b.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "endColumn": 1,
                  "endLine": 1,
                  "startColumn": 1,
                  "startLine": 1
                }
              }
            }
          ],
          "message": {
            "text": "no more is known"
          },
          "partialFingerprints": {
            "vmspecFinding/v1": "258e17379634ce08"
          },
          "ruleId": "syntax-error",
          "ruleIndex": 0
        }
      ],
      "tool": {
        "driver": {
          "informationUri": "https://vmspec.dev",
          "name": "vmspec",
          "rules": [
            {
              "helpUri": "https://vmspec.dev/rules/syntax-error",
              "id": "syntax-error"
            },
            {
              "defaultConfiguration": {
                "level": "error"
              },
              "help": {
                "markdown": "# undersized-disk\n\nA disk is too small.\n",
                "text": "a disk that is smaller than its image needs: https://vmspec.dev/rules/undersized-disk"
              },
              "helpUri": "https://vmspec.dev/rules/undersized-disk",
              "id": "undersized-disk",
              "properties": {
                "tags": [
                  "storage"
                ]
              },
              "shortDescription": {
                "text": "a disk that is smaller than its image needs"
              }
            }
          ],
          "semanticVersion": "0.1.0"
        }
      }
    }
    "##);
}

/// What a reader does with a fix, who knows nothing but lines and columns in code points.
#[test]
fn a_fix_of_a_log_is_that_of_the_finding() {
    let log = log(DISK, &options());
    let change = &log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    let mut text: Vec<Vec<char>> = DISK.split_inclusive('\n').map(|line| line.chars().collect()).collect();
    text.push(Vec::new());
    for replacement in change["replacements"].as_array().expect("replacements").iter().rev() {
        let at = |name: &str| usize::try_from(replacement["deletedRegion"][name].as_u64().expect("a number"));
        let [line, start, last, end] =
            ["startLine", "startColumn", "endLine", "endColumn"].map(|name| at(name).expect("small") - 1);
        assert_eq!(line, last);
        let new = replacement["insertedContent"]["text"].as_str().expect("text");
        text.get_mut(line).expect("a line").splice(start..end, new.chars());
    }
    let text: String = text.into_iter().flatten().collect();
    assert_eq!(text, "ü: [🏔, {storage: 11Gi}]\n# ö\n");
}

/// Several remedies are fixes to choose from, and what is suppressed is marked where it is asked for.
#[test]
fn choices_and_suppressions() {
    let schema: Value = serde_json::from_str(&SCHEMA.replace("{2}]?$", "{2}$")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let files = Files::new(&[("a.yaml", DISK)]);
    let size = files.span("a.yaml", "5Gi");
    let mut found = diagnostic("a.yaml", size, "disk is 5Gi");
    found.fix = Some(fix("grow", Applicability::Manual, &[(size, "11Gi")]));
    let hint = found.clone();
    found.alternatives = vec![fix("shrink", Applicability::Manual, &[(size, "1Gi")])];
    let mut report = report(vec![found.clone(), hint]);
    for (by, reason) in [(SuppressedBy::Comment, Some("known".to_owned())), (SuppressedBy::Baseline, None)] {
        report.suppressed.push(Suppressed { diagnostic: found.clone(), by, reason });
    }
    let mut options = options();
    for (suppressed, expected) in [
        (false, vec![(2, Value::Null), (0, Value::Null)]),
        (
            true,
            vec![
                (2, json!([])),
                (0, json!([])),
                (2, json!([{"kind": "inSource", "justification": "known"}])),
                (2, json!([{"kind": "external"}])),
            ],
        ),
    ] {
        options.suppressed = suppressed;
        let text = render(Format::Sarif, &report, &files.sources(), &options);
        let log: Value = serde_json::from_str(&text).expect("JSON");
        assert!(validator.is_valid(&log), "{log:#}");
        let results = log["runs"][0]["results"].as_array().expect("results");
        let count = |result: &Value| result["fixes"].as_array().map_or(0, Vec::len);
        let got: Vec<_> =
            results.iter().map(|result| (count(result), result["suppressions"].clone())).collect();
        assert_eq!(got, expected);
    }
    let text = render(Format::Rdjson, &report, &files.sources(), &options);
    let comments: Value = serde_json::from_str(&text).expect("JSON");
    let texts = comments["diagnostics"][0]["suggestions"].as_array().expect("suggestions");
    let texts: Vec<_> = texts.iter().map(|suggestion| suggestion["text"].as_str()).collect();
    assert_eq!(texts, [Some("11Gi"), Some("1Gi")]);
    assert_eq!(comments["diagnostics"][1]["suggestions"], Value::Null);
    let text = render(Format::Github, &report, &files.sources(), &options);
    assert!(text.contains("%0A  manual fix: grow%0A  or fix: shrink%0A"), "{text}");
}
