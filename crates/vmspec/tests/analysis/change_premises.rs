//! In a change, too, a field that can't be read is not taken for one that is not there.
//!
//! In every change of the rule pages each field of the old and of the new text in turn is made unreadable. Nothing may
//! be said of the change then that was not said before, unless that it can't be said, or that a disk is gone: that holds
//! whatever else the manifests say, where no rule can say more.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::json;
use vmspec::analysis::{Options, SourceFile, check_change};
use vmspec::change::Effect;
use vmspec::rules::{self, Group};
use vmspec_yaml::edit::{Operation, apply, edits};
use vmspec_yaml::{Limits, parse};

use crate::premises::fields;

/// The pairs of YAML blocks of all pages that don't set options, with the name of their page.
fn examples() -> Vec<(String, [String; 2])> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let mut examples = Vec::new();
    for page in fs::read_dir(pages).expect("the pages") {
        let page = page.expect("a page").path();
        let text = fs::read_to_string(&page).expect("a readable page");
        for pair in text.split("```yaml old\n").skip(1) {
            let Some((old, rest)) = pair.split_once("```") else { continue };
            let new = rest.split_once("```yaml new\n").and_then(|(_, rest)| rest.split_once("```"));
            let Some((new, _)) = new else { continue };
            let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
            examples.push((name, [old.to_owned(), new.to_owned()]));
        }
    }
    examples
}

/// What is said of a change: rules with their paths, and resources and fields with what becomes of them.
fn said(texts: &[String; 2]) -> BTreeSet<String> {
    let options = Options::default();
    let [old, new] = [("old.yaml", &texts[0]), ("new.yaml", &texts[1])]
        .map(|(name, text)| [SourceFile::parse(name, text.as_str(), &options.limits)]);
    let report = check_change(&old, &new, &options);
    let mut said = BTreeSet::new();
    for found in report.report.diagnostics {
        if rules::find(found.rule).expect("a rule").group == Group::Change {
            said.insert(format!("{} at {} of {}", found.rule, found.path, found.file));
        }
    }
    for change in report.changes {
        let name = change.resource.name;
        for field in change.fields.iter().filter(|field| field.effect != Effect::Unknown) {
            said.insert(format!("{} of {name} is {}", field.path, field.effect));
        }
        if change.fields.is_empty() && change.effect != Effect::Unknown {
            said.insert(format!("{name} is {}", change.effect));
        }
    }
    said
}

#[test]
fn unreadable_fields_are_not_missing() {
    let examples = examples();
    assert!(examples.len() > 30, "{} changes are few", examples.len());
    let mut wrong = String::new();
    for (page, texts) in examples {
        let before = said(&texts);
        for side in 0..2 {
            let tree = parse(texts[side].as_str(), &Limits::default());
            for document in 0..tree.documents().len() {
                let Some(root) = tree.root(document) else { continue };
                for path in fields(root) {
                    // No field takes a list of lists.
                    let operation = Operation::Replace { path: path.clone(), value: json!([[[]]]) };
                    let Ok(edits) = edits(root, &[operation]) else { continue };
                    let mut spoilt = texts.clone();
                    spoilt[side] = apply(&texts[side], &edits);
                    let after = said(&spoilt);
                    let more = after.difference(&before).filter(|said| !said.starts_with("deleted-disk at"));
                    let more: Vec<_> = more.collect();
                    if !more.is_empty() {
                        let side = ["old", "new"][side];
                        let _ = writeln!(wrong, "{page}: {path} of the {side} text: {more:?}");
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
