//! What the README shows is what the program prints. `UPDATE_README=1` writes it anew.

#![allow(clippy::expect_used, reason = "tests fail by panics")]

use std::path::Path;
use std::process::Command;

/// Runs a command of the README in the repository's root.
fn run(command: &str, root: &Path) -> String {
    let arguments = command.split_whitespace().skip(1);
    let output = Command::new(env!("CARGO_BIN_EXE_vmspec"))
        .args(arguments)
        .args(["--color", "never"])
        .current_dir(root)
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("README.md");
    let written = std::fs::read_to_string(&path).expect("a README");
    let mut actual = String::new();
    let mut commands = 0;
    let mut in_transcript = false;
    for line in written.lines() {
        if in_transcript && line != "```" {
            continue;
        }
        in_transcript = false;
        actual.push_str(line);
        actual.push('\n');
        if let Some(command) = line.strip_prefix("$ ") {
            actual.push_str(run(command, &root).trim_end());
            actual.push('\n');
            commands += 1;
            in_transcript = true;
        }
    }
    assert!(commands > 0, "the README shows no transcript");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, &actual).expect("the README can be written");
    }
    assert_eq!(written, actual, "run the test with UPDATE_README=1");
}
