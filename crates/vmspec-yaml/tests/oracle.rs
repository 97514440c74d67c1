//! Agreement with the Kubernetes libraries, row by row of tables that were measured on them.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a broken table should stop the test")]

use std::path::Path;

use serde_json::Value as Json;
use vmspec_yaml::{Limits, decode, parse};

/// Rows that are read differently on purpose, with the reason.
const WANTED: &[(&str, &str)] = &[];

fn rows(file: &str) -> Option<Vec<Json>> {
    let Some(shared) = std::env::var_os("VMSPEC_SHARED") else {
        eprintln!("skipped: VMSPEC_SHARED is not set");
        return None;
    };
    let text =
        std::fs::read_to_string(Path::new(&shared).join("oracle").join(file)).expect("the table is there");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect())
}

/// The JSON of the first document, or the messages of what stands against it.
fn read(text: &str) -> Result<Json, String> {
    let tree = parse(text, &Limits::default());
    let document = tree.documents().first().expect("every text has a document");
    let problems: Vec<&str> =
        tree.problems().iter().chain(document.problems()).map(|problem| problem.message.as_str()).collect();
    if !problems.is_empty() {
        return Err(problems.join("; "));
    }
    let Some(root) = tree.root(0) else { return Ok(Json::Null) };
    let json = root.to_json().map_err(|node| format!("no JSON for {node:?}"))?;
    let decoded = decode::<Json>(root, &Limits::default());
    assert_eq!((decoded.value.as_ref(), decoded.issues.len()), (Some(&json), 0), "decoding {text:?}");
    Ok(json)
}

/// Compares numbers by value: Go prints `1.0` as `1`.
fn same(found: &Json, expected: &Json) -> bool {
    match (found, expected) {
        (Json::Number(found), Json::Number(expected)) => {
            found == expected || found.as_f64() == expected.as_f64() && !(found.is_i64() && expected.is_i64())
        }
        (Json::Array(found), Json::Array(expected)) => {
            found.len() == expected.len()
                && found.iter().zip(expected).all(|(found, expected)| same(found, expected))
        }
        (Json::Object(found), Json::Object(expected)) => {
            found.len() == expected.len()
                && found
                    .iter()
                    .all(|(key, found)| expected.get(key).is_some_and(|expected| same(found, expected)))
        }
        _ => found == expected,
    }
}

fn compare(file: &str, document: impl Fn(&str) -> String) {
    let Some(rows) = rows(file) else { return };
    let mut differences = Vec::new();
    for row in &rows {
        let yaml = row["yaml"].as_str().expect("`yaml` is text");
        if WANTED.iter().any(|(text, _)| *text == yaml) {
            continue;
        }
        let found = read(&document(yaml));
        let agree = match (&found, row.get("json")) {
            (Ok(found), Some(expected)) => same(found, expected),
            (Err(_), None) => true,
            _ => false,
        };
        if !agree {
            differences.push(format!("{yaml:?}: found {found:?}, expected {row}"));
        }
    }
    assert!(!rows.is_empty());
    assert!(differences.is_empty(), "{} of {}:\n{}", differences.len(), rows.len(), differences.join("\n"));
}

#[test]
fn scalars() {
    compare("scalars.jsonl", |yaml| format!("v: {yaml}"));
}

#[test]
fn documents() {
    compare("documents.jsonl", str::to_owned);
}
