//! Baselines: what they accept, what they don't, and what is stale.

#![cfg(test)]

mod manifests;

use manifests::manifest;
use proptest::prelude::*;
use vmspec::analysis::{Baseline, FileReport, Options, SourceFile, SuppressedBy, Workspace};
use vmspec::rules::RuleLayer;

const HEAD: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: cache\n";

fn options() -> Options {
    Options::new("cozystack@1.5".parse().unwrap())
}

fn found(name: &str, text: &str, options: &Options) -> (SourceFile, FileReport) {
    let files = [SourceFile::parse(name, text, &options.limits)];
    let found = Workspace::new(&files, options).check_file(0);
    let [file] = files;
    (file, found)
}

fn baseline(text: &str) -> Baseline {
    let (file, found) = found("old.yaml", text, &options());
    let written = Baseline::of_files([(&file, &found)]).to_yaml();
    Baseline::read("baseline.yaml", &written).unwrap()
}

/// What is new in a text, what a baseline accepts, and how many of its entries are stale.
fn compared(baseline: &Baseline, text: &str, options: &Options) -> (Vec<String>, usize, usize) {
    let (file, mut found) = found("new.yaml", text, options);
    let mut open = baseline.open();
    open.accept(&file, &mut found);
    let new = found.diagnostics.iter().map(|found| format!("{} {}", found.rule, found.path)).collect();
    let accepted = found.suppressed.iter().filter(|hidden| hidden.by == SuppressedBy::Baseline).count();
    (new, accepted, open.stale(&[file], options).len())
}

#[test]
fn what_is_accepted() {
    let text = format!("{HEAD}spec:\n  storageClass: local\n  size: 20GB\n  storage: 1Ki\n");
    let baseline = baseline(&text);
    for (what, changed, expected) in [
        ("the same", text.clone(), (vec![], 3, 0)),
        ("moved lines", format!("# new\n\n{}", text.replace("spec:", "spec: # of ours")), (vec![], 3, 0)),
        ("other quotes", text.replace("20GB", "'20GB'"), (vec![], 3, 0)),
        ("another value", text.replace("20GB", "30GB"), (vec!["unknown-field spec.size"], 2, 1)),
        (
            "another resource",
            text.replace("cache", "queue"),
            (
                vec![
                    "unreplicated-storage spec.storageClass",
                    "unknown-field spec.size",
                    "tiny-disk spec.storage",
                ],
                0,
                0,
            ),
        ),
        ("a new fault", format!("{text}  class: fast\n"), (vec!["unknown-field spec.class"], 3, 0)),
        ("one mended", text.replace("1Ki", "1Gi"), (vec![], 2, 1)),
        (
            "the same twice",
            format!("{text}---\n{text}"),
            (
                vec![
                    "duplicate-resource metadata.name",
                    "unreplicated-storage spec.storageClass",
                    "unknown-field spec.size",
                    "tiny-disk spec.storage",
                ],
                3,
                0,
            ),
        ),
        ("not understood", text.replace("1Ki", "\"1Ki"), (vec!["yaml-syntax spec.storage"], 3, 0)),
    ] {
        let (new, accepted, stale) = compared(&baseline, &changed, &options());
        assert_eq!(
            (new.iter().map(String::as_str).collect(), accepted, stale),
            expected,
            "{what}:\n{changed}"
        );
    }
}

#[test]
fn rules_that_are_off_leave_no_stale_entries() {
    let text = format!("{HEAD}spec:\n  storageClass: local\n");
    let mut options = options();
    options.rules.lay_over(&RuleLayer { ignore: vec!["practice".parse().unwrap()], ..RuleLayer::default() });
    assert_eq!(compared(&baseline(&text), &text, &options), (vec![], 0, 0));
}

#[test]
fn items_may_be_put_before_others() {
    let head = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec:\n  sshKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINRuq+5FtHg5jBENM+rc1yrawibCMB1ViD6m1kJh2DQo a]\n  disks:\n";
    let baseline = baseline(&format!("{head}  - name: a\n    bus: usbc\n"));
    let changed = format!("{head}  - name: b\n  - name: a\n    bus: usbc\n");
    assert_eq!(compared(&baseline, &changed, &options()), (vec![], 1, 0));
}

#[test]
fn no_value_is_kept_and_of_secrets_not_even_a_fingerprint() {
    let text = format!(
        "{}spec:\n  cloudInit: [hunter2]\n  running: hunter3\n",
        HEAD.replace("VMDisk", "VMInstance")
    );
    let written = baseline(&text).to_yaml();
    assert_eq!(
        written,
        "# Findings that are accepted for now, written by `vmspec baseline`. A line that is taken out is reported \
         again.\nversion: 1\nfindings:\n\
         - {rule: \"wrong-type\", kind: \"VMInstance\", name: \"cache\", path: \"spec.cloudInit\"}\n\
         - {rule: \"wrong-type\", kind: \"VMInstance\", name: \"cache\", path: \"spec.running\", value: \"4a4e9aa2\"}\n"
    );
}

#[test]
fn mistakes_have_a_place() {
    for (text, expected) in [
        ("version: 1", ""),
        ("version: 1\nfindings: []", ""),
        ("version: 1\nfindings: [{rule: gone-since-long}]", ""),
        ("", " | the text is empty: expected a baseline, at least `version: 1`"),
        ("version: 2", "2 | this version of a baseline is not known: expected 1"),
        ("findings: []", "findings | `version` is missing"),
        ("version: 1\nfinding: []", "finding | unknown key `finding`: did you mean `findings`?"),
        ("version: 1\nfindings: [{path: a}]", "path | `rule` is missing"),
    ] {
        let faults = Baseline::read("baseline.yaml", text).err().unwrap_or_default();
        let found: Vec<_> =
            faults.iter().map(|fault| format!("{} | {}", fault.span.slice(text), fault.message)).collect();
        assert_eq!(found.join("\n"), expected, "{text}");
        assert!(faults.iter().all(|fault| fault.rule == "invalid-configuration"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_baseline_accepts_all_that_it_was_made_of_wherever_it_moves(
        documents in prop::collection::vec(manifest(), 1..4),
        shift in 0_usize..4,
    ) {
        let text = documents.join("---\n");
        let (file, all) = found("old.yaml", &text, &options());
        let baseline = Baseline::of_files([(&file, &all)]);
        let read = Baseline::read("baseline.yaml", &baseline.to_yaml());
        prop_assert_eq!(read.as_ref(), Ok(&baseline));

        let moved = "\n# moved\n".repeat(shift) + &text.replace("\nspec:\n", "\n\n# moved\nspec: # moved\n");
        let (new, accepted, stale) = compared(&baseline, &moved, &options());
        prop_assert_eq!(new, Vec::<String>::new(), "of\n{}", moved);
        prop_assert_eq!((accepted, stale), (all.diagnostics.len(), 0));
    }
}
