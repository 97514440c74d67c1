//! What the documents in `docs` show is what the program prints. `UPDATE_DOCS=1` writes it anew.
//!
//! A block whose info string names a file, such as `yaml disk.yaml`, is written to an empty directory; the commands of
//! the blocks of kind `console` run there, one document's after the other.

#![cfg(test)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

fn run(command: &str, folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_vmspec"))
        .args(command.split_whitespace().skip(1))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("the program starts");
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).expect("UTF-8")
}

/// The document with what the commands really print.
fn as_it_is(document: &str) -> String {
    let folder = tempfile::tempdir().expect("a directory");
    let mut actual = String::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        actual.push_str(line);
        actual.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if info == "console" {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                let printed = run(command, folder.path());
                let _ = write!(actual, "$ {command}\n{printed}");
            }
        } else {
            let text = block.join("\n") + "\n";
            if let Some(name) = info.split(' ').nth(1) {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a directory");
                fs::write(path, &text).expect("a file");
            }
            actual.push_str(&text);
        }
        actual.push_str("```\n");
    }
    actual
}

#[test]
fn the_documents_show_what_is_printed() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let mut shown = 0;
    for entry in fs::read_dir(docs).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let written = fs::read_to_string(&path).expect("a document");
        let actual = as_it_is(&written);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &actual).expect("the document can be written");
        }
        assert_eq!(written, actual, "run the test with UPDATE_DOCS=1");
        shown += written.matches("```console").count();
    }
    assert!(shown > 0, "the documents show no command");
}
