//! Comments and annotations that keep findings out of a report: how far they reach, and what is said of faulty ones.

#![cfg(test)]

use std::fmt::Write;

use vmspec::analysis::{Options, Report, SourceFile, SuppressedBy, check, check_change};
use vmspec::rules::{Scope, Stage};
use vmspec_yaml::edit::apply;
use vmspec_yaml::{ColumnUnit, LineIndex};

const HEAD: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: cache\n";

fn line(text: &str, offset: u32) -> u32 {
    LineIndex::new(text).position(text, offset, ColumnUnit::Utf8).line + 1
}

/// The report in a line: what is shown, then what is hidden, each as `line rule`.
fn described(text: &str) -> String {
    let report = check("test.yaml", text, &Options::default());
    assert_eq!(report.summary.suppressed, report.suppressed.len());
    let at = |span: vmspec_yaml::Span, rule: &str| format!("{} {rule}", line(text, span.start));
    let shown: Vec<_> = report.diagnostics.iter().map(|found| at(found.span, found.rule)).collect();
    let hidden: Vec<_> =
        report.suppressed.iter().map(|found| at(found.diagnostic.span, found.diagnostic.rule)).collect();
    format!("{} | {}", shown.join(", "), hidden.join(", "))
}

#[test]
fn how_far_a_comment_reaches() {
    let spec = "spec:\n  storageClass: local\n  storage: 20Gi\n  size: 1\n";
    let other = HEAD.replace("cache", "other");
    let none = "6 unreplicated-storage, 8 unknown-field | ";
    assert_eq!(described(&format!("{HEAD}{spec}")), none);
    for (what, text, expected) in [
        (
            "the line",
            format!("{HEAD}{}", spec.replace("local\n", "local # vmspec: ignore[unreplicated-storage] why\n")),
            "8 unknown-field | 6 unreplicated-storage",
        ),
        (
            "the line above",
            format!("{HEAD}{}", spec.replace("  storageC", "  # vmspec: ignore[unreplicated-storage]\n  storageC")),
            "9 unknown-field | 7 unreplicated-storage",
        ),
        (
            "the next entry, over comments and empty lines",
            format!("{HEAD}{}", spec.replace("  size", "  # vmspec: ignore[unknown-field]\n\n  # why\n  size")),
            "6 unreplicated-storage | 11 unknown-field",
        ),
        (
            "the value below a key",
            format!("{HEAD}{}", spec.replace("spec:", "spec: # vmspec: ignore[unreplicated-storage, unknown-field]")),
            " | 6 unreplicated-storage, 8 unknown-field",
        ),
        (
            "not the line below",
            format!("{HEAD}{}", spec.replace("local\n", "local # vmspec: ignore[unknown-field]\n")),
            "6 unreplicated-storage, 6 unused-suppression, 8 unknown-field | ",
        ),
        (
            "the head of a document",
            format!("# vmspec: ignore[unknown-field]\n{HEAD}{spec}---\n{other}{spec}"),
            "7 unreplicated-storage, 16 unreplicated-storage, 18 unknown-field | 9 unknown-field",
        ),
        (
            "behind the line that starts a document",
            format!("{HEAD}{spec}--- # vmspec: ignore[unknown-field]\n{other}{spec}"),
            "6 unreplicated-storage, 8 unknown-field, 15 unreplicated-storage | 17 unknown-field",
        ),
        (
            "the head of the file",
            format!("# vmspec: ignore[unknown-field]\n---\n{HEAD}{spec}---\n{other}{spec}"),
            "8 unreplicated-storage, 17 unreplicated-storage | 10 unknown-field, 19 unknown-field",
        ),
        (
            "text is not a comment",
            format!("{HEAD}spec:\n  size: |\n    # vmspec: ignore[unknown-field]\n"),
            "6 unknown-field | ",
        ),
        (
            "an item of a list",
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec:\n  disks:\n  \
             - name: a # vmspec: ignore[unknown-disk-bus]\n    bus: usbc\n  - # vmspec: ignore[unknown-disk-bus]\n    \
             name: b\n    bus: usbc\n  - {name: c, bus: usbc}\n  sshKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINRuq+5FtHg5jBENM+rc1yrawibCMB1ViD6m1kJh2DQo a]\n"
                .to_owned(),
            "11 unknown-disk-bus | 7 unknown-disk-bus, 10 unknown-disk-bus",
        ),
        (
            "an annotation",
            format!("{HEAD}{spec}").replace(
                "  name: cache\n",
                "  name: cache\n  annotations:\n    vmspec.dev/ignore: unknown-field, unreplicated-storage\n",
            ),
            " | 8 unreplicated-storage, 10 unknown-field",
        ),
        (
            "an annotation in JSON",
            r#"{"apiVersion": "apps.cozystack.io/v1alpha1", "kind": "VMDisk", "spec": {"size": 1},
            "metadata": {"name": "x", "annotations": {"vmspec.dev/ignore": "unknown-field"}}}"#
                .to_owned(),
            " | 1 unknown-field",
        ),
        (
            "a text with a byte-order mark and CR LF",
            format!("\u{feff}# vmspec: ignore[unknown-field]\n{HEAD}{spec}").replace('\n', "\r\n"),
            "7 unreplicated-storage | 9 unknown-field",
        ),
    ] {
        assert_eq!(described(&text), expected, "{what}:\n{text}");
    }
}

/// The messages of findings about suppressions in a text, with what they underline and their fix.
fn faults(report: &Report, text: &str) -> Vec<String> {
    let about = |rule| matches!(rule, "invalid-suppression" | "unused-suppression");
    let found = report.diagnostics.iter().filter(|found| about(found.rule));
    let describe = |found: &vmspec::diagnostic::Diagnostic| {
        let help = found.help.as_deref().unwrap_or_default();
        let fix = found.fix.as_ref().map_or("no fix", |fix| fix.title.as_str());
        format!("{} | {} | {help} | {fix}", found.span.slice(text), found.message)
    };
    found.map(describe).collect()
}

#[test]
fn faulty_suppressions_are_findings() {
    const UNUSED: &str = "it would hide the next fault of this kind without a word";
    for (comment, expected) in [
        (
            "# vmspec: ignore[unreplicated-storages]",
            "unreplicated-storages | there is no rule `unreplicated-storages` | did you mean `unreplicated-storage`? | \
             write `unreplicated-storage`"
                .to_owned(),
        ),
        (
            "# vmspec: ignore[nothing-like-it]",
            "nothing-like-it | there is no rule `nothing-like-it` | `vmspec rules` lists all rules | no fix".to_owned(),
        ),
        (
            "# vmspec: ignore[practice]",
            "practice | there is no rule `practice` | this is a group: name the rules | no fix".to_owned(),
        ),
        (
            "# vmspec: ignore[duplicate-key]",
            "duplicate-key | `duplicate-key` can't be ignored here | what is wrong with the text itself or with its \
             suppressions is reported in any case | no fix"
                .to_owned(),
        ),
        (
            "# a cache # vmspec: ignore all",
            "# vmspec: ignore all | `ignore` names no rule, expected `ignore[rule-name]` | nothing is ignored because \
             of this comment | no fix"
                .to_owned(),
        ),
        (
            "# vmspec: disable[tight-disk]",
            "# vmspec: disable[tight-disk] | `vmspec:` is followed by `disable`, expected `ignore[rule-name]` | \
             nothing is ignored because of this comment | no fix"
                .to_owned(),
        ),
        (
            "# vmspec: ignore[tight-disk] just right",
            format!(
                "# vmspec: ignore[tight-disk] just right | nothing here is ignored because of `tight-disk` | {UNUSED} | \
                 remove the comment"
            ),
        ),
        (
            "# vmspec: ignore[tight-disk, unreplicated-storage]",
            format!(
                "tight-disk | nothing here is ignored because of `tight-disk` | {UNUSED} | remove `tight-disk`"
            ),
        ),
        ("# vmspec: ignore[unreplicated-storage]", String::new()),
    ] {
        let text = format!("{HEAD}spec:\n  storageClass: local {comment}\n  storage: 20Gi\n");
        for stage in [Some(Stage::Development), None] {
            let mut options = Options::default();
            options.stage = stage;
            let found = faults(&check("test.yaml", &text, &options), &text);
            assert_eq!(found.join("\n"), expected, "{comment}");
        }
    }
}

#[test]
fn what_is_of_use_only_where_all_files_are_at_hand_is_not_unused() {
    let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec:\n  disks:\n  \
                - name: a # vmspec: ignore[dangling-disk]\n";
    for scope in [Scope::Open, Scope::Closed] {
        let mut options = Options::default();
        options.scope = scope;
        assert_eq!(faults(&check("test.yaml", text, &options), text), Vec::<String>::new(), "{scope:?}");
    }
}

#[test]
fn of_text_that_is_not_understood_nothing_is_said_to_be_unused() {
    let comment = "# vmspec: ignore[tight-disk]";
    for broken in ["  storage: \"20Gi\n", "  storage: {{ .Values.size }}\n"] {
        let text = format!("{HEAD}spec: {comment}\n{broken}");
        let report = check("test.yaml", &text, &Options::default());
        assert!(report.summary.errors > 0, "{text}");
        assert_eq!(faults(&report, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn removing_what_is_unused() {
    for (before, after) in [
        ("spec:\n  # vmspec: ignore[tight-disk]\n  storage: 20Gi\n", "spec:\n  storage: 20Gi\n"),
        ("spec: # vmspec: ignore[tight-disk]\n  storage: 20Gi\n", "spec:\n  storage: 20Gi\n"),
        (
            "spec:\n  # big # vmspec: ignore[tight-disk]\n  storage: 20Gi\n",
            "spec:\n  # big\n  storage: 20Gi\n",
        ),
        ("spec:\n  storage: 20Gi\n# vmspec: ignore[tight-disk]", "spec:\n  storage: 20Gi\n"),
        (
            "spec: # vmspec: ignore[tight-disk, unknown-field ,tiny-disk]\n  size: 1\n",
            "spec: # vmspec: ignore[unknown-field]\n  size: 1\n",
        ),
        // An empty line behind a block scalar that keeps such lines would become a part of it.
        (
            "spec:\n  size: |+\n    a\n\n  # vmspec: ignore[tight-disk]\n\n  storage: 20Gi\n",
            "spec:\n  size: |+\n    a\n\n  # vmspec: ignore[tight-disk]\n\n  storage: 20Gi\n",
        ),
    ] {
        for line_end in ["\n", "\r\n"] {
            let mut text = format!("{HEAD}{before}").replace('\n', line_end);
            for _ in 0..3 {
                let report = check("test.yaml", &text, &Options::default());
                let mut unused =
                    report.diagnostics.into_iter().filter(|found| found.rule == "unused-suppression");
                let Some(fix) = unused.find_map(|found| found.fix) else { break };
                text = apply(&text, &fix.edits);
            }
            assert_eq!(text, format!("{HEAD}{after}").replace('\n', line_end));
        }
    }
}

#[test]
fn who_hid_it_and_why() {
    let text = format!("{HEAD}spec:\n  storageClass: local # vmspec: ignore[unreplicated-storage] a cache\n");
    let report = check("test.yaml", &text, &Options::default());
    let hidden: Vec<_> =
        report.suppressed.iter().map(|hidden| (hidden.by, hidden.reason.as_deref())).collect();
    assert_eq!(hidden, [(SuppressedBy::Comment, Some("a cache"))]);
}

#[test]
fn many_suppressions_of_many_findings_cost_little() {
    let mut text = "# vmspec: ignore[unknown-field]\n".repeat(20_000) + HEAD + "spec:\n  list:\n";
    for number in 0..20_000 {
        text.push_str("  # vmspec: ignore[unknown-field]\n  ");
        let _ = writeln!(text, "key{number}: {{a: 1}}");
    }
    let started = std::time::Instant::now();
    let report = check("test.yaml", &text, &Options::default());
    assert!(report.summary.suppressed > 100);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn what_a_change_does_can_be_ignored_and_is_not_unused_elsewhere() {
    let text = |class: &str| {
        format!(
            "{HEAD}spec:\n  storageClass: {class} # vmspec: ignore[changed-storage-class, unreplicated-storage]\n"
        )
    };
    let options = Options::default();
    let [old, new] =
        ["local", "replicated"].map(|class| SourceFile::parse("disk.yaml", text(class), &options.limits));
    let change = check_change(&[old], &[new], &options);
    assert_eq!(change.report.diagnostics.len(), 0);
    assert_eq!(change.report.summary.suppressed, 1);

    let report = check("disk.yaml", &text("local"), &options);
    assert_eq!(report.diagnostics.len(), 0, "{:?}", report.diagnostics);
}
