//! Reports about changes, which go into terminals and into pull requests.

use proptest::prelude::*;
use serde_json::json;
use vmspec::analysis::{ChangeReport, Options, SourceFile, check_change};
use vmspec_report::change::{human, json as change_json, markdown};
use vmspec_report::{Sources, escape};

/// The report in all formats.
fn rendered(old: &str, new: &str) -> [String; 3] {
    let options = Options::default();
    let files = |text: &str| [SourceFile::parse("vm.yaml", text, &options.limits)];
    let (old, new) = (files(old), files(new));
    let report: ChangeReport = check_change(&old, &new, &options);
    let sources = Sources::of_change(&old, &new);
    [
        human::render(&report, &sources, &vmspec_report::human::Options::default()),
        change_json::render(&report, &sources),
        markdown::render(&report, &sources),
    ]
}

#[test]
fn files_of_the_same_name_are_told_apart() {
    let disk = |first: &str, class: &str| {
        format!(
            "{first}apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec:\n  storageClass: {class}\n"
        )
    };
    let [human, ..] = rendered(&disk("# old\n\n", "local"), &disk("", "replicated"));
    let expected = "\
  --> vm.yaml:5:17
  |
5 |   storageClass: replicated
  |                 ^^^^^^^^^^
  |
 ::: vm.yaml (old):7:17
  |
7 |   storageClass: local
  |                 ----- was `local`
";
    assert!(human.contains(expected.trim_start()), "{human}");
}

/// Text in which what is hard to render is common.
fn hard_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("`".to_owned()),
        Just("|".to_owned()),
        Just("<b>@ann [x](https://example.org) ![](x) ## ".to_owned()),
        Just("\u{1b}[31m\u{7}\0\u{202e}".to_owned()),
        Just("::error::##[command]".to_owned()),
        Just("x".repeat(100)),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_manifest_holds_stays_text(names in prop::array::uniform4(hard_text()), moved in any::<bool>()) {
        let [name, other, one, two] = names;
        let vm = |name: &str, value: &str, disks: [&str; 2]| {
            json!({
                "apiVersion": "apps.cozystack.io/v1alpha1",
                "kind": "VMInstance",
                "metadata": {"name": name, "labels": {value: value}},
                "spec": {
                    "disks": disks.map(|name| json!({"name": name, "bus": value})),
                    "instanceProfile": value,
                    "sshKeys": [format!("secret {value}")],
                    "cloudInit": format!("secret {value}"),
                    value: "secret",
                },
            })
        };
        let old = vm(&name, &one, [&one, &two]).to_string();
        let new = vm(if moved { &other } else { &name }, &two, [&two, &one]).to_string();
        let [human, json, markdown] = rendered(&old, &new);
        for text in [&human, &json, &markdown] {
            prop_assert!(!text.contains(|c: char| c != '\n' && escape::visible(c).is_some()), "{text:?}");
            prop_assert!(!text.lines().any(|line| line.trim_start().starts_with("::error")), "{text}");
        }
        // The excerpts below the table show the text itself, in which all but `cloudInit` and passwords is public.
        for text in [&json, &markdown] {
            prop_assert!(!text.contains("secret"), "{text}");
        }
        for line in markdown.lines() {
            for part in line.split('`').step_by(2) {
                prop_assert!(!part.contains(['<', '@']), "{line}");
            }
            prop_assert!(line.matches('`').count() % 2 == 0, "{line}");
        }
    }
}
