//! Fixes as edits of the text.

use vmspec::analysis::Options;
use vmspec::diagnostic::Fix;
use vmspec_yaml::edit::apply;

use crate::drawing::report;

fn fix(rule: &str, text: &str, options: &Options) -> Option<Fix> {
    report(&[("", text)], options).diagnostics.into_iter().find(|found| found.rule == rule)?.fix
}

/// The lines that a fix changes: those it takes away, and those it puts there.
fn changed(text: &str, fix: &Fix) -> (Vec<String>, Vec<String>) {
    let fixed = apply(text, &fix.edits);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(text), lines(&fixed));
    let same_head = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let rest = |lines: &[String]| lines.iter().skip(same_head).cloned().collect::<Vec<_>>();
    let (before, after) = (rest(&before), rest(&after));
    let same_tail =
        before.iter().rev().zip(after.iter().rev()).take_while(|(one, other)| one == other).count();
    let without_tail = |lines: Vec<String>| lines.iter().take(lines.len() - same_tail).cloned().collect();
    (without_tail(before), without_tail(after))
}

const VM: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n  external: true\n";

/// An item that could not be read is not in the value that the rules see, but it is in the text that is edited.
#[test]
fn items_behind_one_that_is_left_out_are_found() {
    let options = Options::new("cozystack@1.6".parse().unwrap());
    let cases = [
        ("duplicate-port", "  externalPorts: [http, 22, 443, 22]\n", "  externalPorts: [http, 22, 443]"),
        ("duplicate-port", "  externalPorts:\n    - 22\n    - {}\n    - 22 # again\n    - 443\n", ""),
        (
            "duplicate-network",
            "  networks:\n    - [a]\n    - name: a\n    - [b]\n    - name: a # again\n    - name: b\n",
            "",
        ),
    ];
    for (rule, text, expected) in cases {
        let text = format!("{VM}{text}");
        let (before, after) = changed(&text, &fix(rule, &text, &options).expect("a fix"));
        if expected.is_empty() {
            assert!(
                before.len() == 1 && before[0].ends_with("# again") && after.is_empty(),
                "{before:?} {after:?}"
            );
        } else {
            assert_eq!(after, [expected]);
        }
    }
}

/// The operations of a fix name places in the document, so that they make a JSON Patch of it.
#[test]
fn operations_name_places_in_the_text() {
    let text = format!("{VM}  externalPorts: [http, 22, 443, 22]\n");
    let fix = fix("duplicate-port", &text, &Options::default()).expect("a fix");
    assert_eq!(fix.operations[0].path().to_string(), "spec.externalPorts[3]");
}

#[test]
fn a_place_behind_an_alias_is_not_edited() {
    let text = format!("{VM}  networks: &nets\n    - name: a\n    - name: a\n  subnets: *nets\n");
    let options = Options::new("cozystack@1.6".parse().unwrap());
    let found = report(&[("", &text)], &options).diagnostics;
    assert!(found.iter().any(|found| found.rule == "duplicate-network"), "{found:?}");
    for fix in found.iter().filter_map(|found| found.fix.as_ref()) {
        let fixed = apply(&text, &fix.edits);
        assert!(fixed.contains("*nets") <= fixed.contains("&nets"), "{fixed}");
    }
}

/// Each fix removes its finding, adds none, and leaves nothing to do for itself.
#[test]
fn fixes_remove_what_they_are_for() {
    let cases = [
        (
            "unknown-field",
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: a\nspec:\n  size: 5Gi # small\n",
        ),
        (
            "wrong-type",
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: a\nspec:\n  storage: 5Gi\n  optical: \"no\"\r\n",
        ),
        (
            "wrong-type",
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a}\nspec: {storage: 20Gi, source: {image: debian-12}}\n",
        ),
        (
            "invalid-value",
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: a\nspec:\n  storage: '20 Gi'\n",
        ),
        (
            "wrong-api-version",
            "apiVersion: apps.cozystack.io/v1 # new\nkind: VMDisk\nmetadata:\n  name: a\nspec:\n  storage: 5Gi\n",
        ),
        (
            "unknown-kind",
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VmDisk\nmetadata:\n  name: a\nspec:\n  storage: 5Gi\n",
        ),
        ("missing-field", "kind: VMDisk\nmetadata:\n  name: a\nspec:\n  storage: 5Gi\n"),
        (
            "reserved-field",
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: a\nspec:\n  storage: 5Gi\n  _x: {}\n",
        ),
    ];
    let options = Options::default();
    for (rule, text) in cases {
        let before = report(&[("", text)], &options).diagnostics;
        let fix = fix(rule, text, &options).unwrap_or_else(|| panic!("no fix of {rule}: {before:?}"));
        let fixed = apply(text, &fix.edits);
        let after = report(&[("", &fixed)], &options).diagnostics;
        assert!(after.iter().all(|found| found.rule != rule), "{fixed}");
        assert!(after.len() < before.len(), "{fixed}: {after:?}");
    }
}

/// Titles are shown where the text is hidden, so they must not repeat it.
#[test]
fn titles_hold_no_secrets() {
    for field in ["sshKeys: 'SECRET PART'", "cloudInit: ['SECRET PART']", "cloudInitSeed: {SECRET: PART}"] {
        let text = format!("{VM}  {field}\n");
        for found in report(&[("", &text)], &Options::default()).diagnostics {
            let title = found.fix.map(|fix| fix.title).unwrap_or_default();
            assert!(
                !title.contains("SECRET") && !found.message.contains("SECRET"),
                "{title} {}",
                found.message
            );
        }
    }
}
