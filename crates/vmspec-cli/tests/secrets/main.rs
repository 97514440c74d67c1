//! A secret that stands in a manifest stands in no output: it is planted in every place that can hold one, and looked for
//! in all that vmspec prints or writes.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests fail by panics")]

#[path = "../lsp/client.rs"]
#[allow(dead_code, clippy::panic, clippy::indexing_slicing, reason = "what sessions of other tests need")]
mod client;
mod editor;
mod planted;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use planted::{MARKS, manifests};
use vmspec::analysis::{Options, SourceFile, Workspace, check, check_change};
use vmspec::{VMDisk, VMInstance};
use vmspec_yaml::{Limits, parse};

/// The lines that show a secret: a few are enough to see why.
fn leaks(text: &str) -> Vec<&str> {
    text.lines().filter(|line| MARKS.iter().any(|mark| line.contains(mark))).take(300).collect()
}

/// What a command prints on both streams.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_vmspec")).args(arguments).current_dir(folder).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The formats of a command, as it names them itself: a new one is covered from its first day.
fn formats(command: &str) -> Vec<String> {
    let refusal = printed(Path::new("."), &[command, "--format", "?", "."]);
    let (_, values) = refusal.split_once("[possible values: ").expect("a list of formats");
    let (values, _) = values.split_once(']').expect("its end");
    values.split(", ").map(str::to_owned).collect()
}

/// Folders `none`, `planted` and `other`, in which the secret is another word.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["none", "planted", "other"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    for (index, text) in manifests().iter().enumerate() {
        let name = format!("{index:04}.yaml");
        fs::write(folder.path().join("planted").join(&name), text).unwrap();
        let [word, number] = MARKS;
        let other = text.replace(word, "unlike").replace(number, "12");
        fs::write(folder.path().join("other").join(&name), other).unwrap();
    }
    folder
}

#[test]
fn no_command_prints_a_secret() {
    let folder = folder();
    let mut commands: Vec<Vec<&str>> = vec![
        vec!["check", "--color", "always", "planted"],
        vec!["check", "--platform", "cozystack@1.6", "--stage", "production", "--complete", "planted"],
        vec!["fix", "--diff", "planted"],
        vec!["fix", "--diff", "--unsafe", "planted"],
        vec!["fix", "planted/0001.yaml"],
        vec!["migrate", "--to", "cozystack@1.6", "--diff", "planted"],
        vec!["migrate", "--to", "cozystack@1.6", "--diff", "--format", "json", "planted"],
        vec!["baseline", "--output", "baseline.yaml", "planted"],
        vec!["check", "--baseline", "baseline.yaml", "planted"],
        vec!["check", "--baseline", "planted/0000.yaml", "none"],
        vec!["config", "show", "planted"],
    ];
    let (of_check, of_diff) = (formats("check"), formats("diff"));
    commands.extend(of_check.iter().map(|format| vec!["check", "--format", format, "planted"]));
    for (old, new) in [("none", "planted"), ("other", "planted"), ("planted", "other")] {
        commands.extend(of_diff.iter().map(|format| vec!["diff", "--format", format, old, new]));
    }
    let mut wrong = String::new();
    for command in commands {
        let printed = printed(folder.path(), &command);
        assert!(!printed.is_empty(), "{command:?}");
        for line in leaks(&printed) {
            let _ = writeln!(wrong, "{command:?}: {line}");
        }
    }
    let baseline = fs::read_to_string(folder.path().join("baseline.yaml")).unwrap();
    for line in leaks(&baseline) {
        let _ = writeln!(wrong, "the baseline: {line}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_value_shows_a_secret_in_its_debug_form() {
    let options = Options::default();
    let limits = Limits::default();
    let mut wrong = String::new();
    for text in manifests() {
        let [word, number] = MARKS;
        let old = [SourceFile::parse("a.yaml", text.replace(word, "unlike").replace(number, "12"), &limits)];
        let new = [SourceFile::parse("a.yaml", text.as_str(), &limits)];
        let workspace = Workspace::new(&new, &options);
        let tree = parse(text.as_str(), &limits);
        let root = tree.root(0).unwrap();
        for (what, shown) in [
            ("report", format!("{:?}", check("a.yaml", &text, &options))),
            ("change", format!("{:?}", check_change(&old, &new, &options))),
            ("vm", format!("{:?}", vmspec_yaml::decode::<VMInstance>(root, &limits).value)),
            ("disk", format!("{:?}", vmspec_yaml::decode::<VMDisk>(root, &limits).value)),
            ("bundle", format!("{:?}", workspace.bundle())),
            ("workspace", format!("{workspace:?}")),
            ("tree", format!("{tree:?}")),
        ] {
            if let Some(at) = MARKS.iter().filter_map(|mark| shown.find(mark)).min() {
                let around: String = shown[..at].chars().rev().take(150).collect();
                let around: String = around.chars().rev().collect();
                let _ = writeln!(wrong, "{what} of {}: {around}", text.replace('\n', "⏎"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
