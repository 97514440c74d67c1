//! What holds for every fix, on manifests that nobody wrote and on real ones.
//!
//! Each fix alone
//! * removes its finding;
//! * brings no other of the same or a higher severity, except for what it brings to light: see [`revealed`]. A manual fix
//!   may, since a person looks at what it does;
//! * keeps every comment but those on the lines of what it replaces or removes, and those it is about;
//! * does the same as its JSON Patch does to the document as an object.
//!
//! All safe fixes together, and all safe and unsafe ones, come to an end, after which there is nothing left to do.
//!
//! A normal run tries the same generated texts every time, so that it passes or fails for what was changed. Where
//! `VMSPEC_CASES` gives a number, so many are made that nobody has seen yet.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panics"
)]

mod manifests;
mod patch;
mod revealed;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use vmspec::analysis::{Options, SourceFile, check, fix_all};
use vmspec::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use vmspec::rules::{self, Group};
use vmspec_yaml::edit::{Operation, apply, to_json_patch};
use vmspec_yaml::{Limits, Node, Tree, parse};

use crate::manifests::Target;

/// The findings of at least some severity, by document and rule.
fn severe(diagnostics: &[Diagnostic], least: Severity) -> BTreeMap<(usize, &'static str), Vec<&Diagnostic>> {
    let mut findings: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for found in diagnostics.iter().filter(|found| found.severity >= least) {
        findings.entry((found.document, found.rule)).or_default().push(found);
    }
    findings
}

/// What is wrong with a fix of a text.
fn faults_of_fix(
    text: &str,
    before: &[Diagnostic],
    found: &Diagnostic,
    fix: &Fix,
    options: &Options,
) -> Vec<String> {
    let mut faults = Vec::new();
    let fixed = apply(text, &fix.edits);
    let after = check("test.yaml", &fixed, options).diagnostics;

    let same = |all: &[Diagnostic]| {
        all.iter().filter(|other| other.document == found.document && other.rule == found.rule).count()
    };
    // Several findings of the rule may rest on the same place; none of them may stay as it was.
    let stays = |other: &Diagnostic| {
        other.rule == found.rule
            && other.document == found.document
            && other.path == found.path
            && other.message == found.message
    };
    if same(&after) >= same(before) && after.iter().any(stays) {
        faults.push("it does not remove its finding".to_owned());
    }

    if fix.applicability > Applicability::Manual {
        let (old, new) = (severe(before, found.severity), severe(&after, found.severity));
        for (place, several) in &new {
            let count = old.get(place).map_or(0, Vec::len);
            let unexpected: Vec<_> =
                several.iter().filter(|other| !revealed::may_reveal(found, fix, other)).collect();
            if let Some(added) = unexpected.last().filter(|_| unexpected.len() > count) {
                let Diagnostic { severity, rule, message, path, .. } = added;
                faults.push(format!("it adds {}[{rule}]: {message} at {path}", severity.name()));
            }
        }
    }

    let (tree, fixed_tree) = (parse(text, &Limits::default()), parse(fixed.as_str(), &Limits::default()));
    let is_about_comments = rules::find(found.rule).is_some_and(|rule| rule.group == Group::Configuration);
    if !is_about_comments {
        faults.extend(lost_comments(&tree, &fixed_tree, found.document, fix));
    }
    if let (Some(root), Some(fixed_root)) = (tree.root(found.document), fixed_tree.root(found.document)) {
        faults.extend(differs_from_patch(root, fixed_root, fix));
    }
    let breaks = text.contains("\r\n");
    if breaks && fixed.replace("\r\n", "").contains('\n') {
        faults.push("it mixes line breaks".to_owned());
    }
    faults
}

/// Comments that are gone without having stood on a line of what was replaced or removed.
fn lost_comments(before: &Tree, after: &Tree, document: usize, fix: &Fix) -> Vec<String> {
    let Some(root) = before.root(document) else { return Vec::new() };
    let text = before.text();
    let kept: Vec<&str> = comments(after).collect();
    // No operation says which of two equal keys goes; its lines do.
    let is_duplicate = fix.operations.is_empty();
    let by_edits = fix.edits.iter().filter(|_| is_duplicate).map(|edit| edit.span.range());
    let touched: Vec<_> = fix
        .operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::Replace { path, .. } | Operation::Remove { path } => {
                Some(lines_of(text, root.descend(path)?))
            }
            _ => None,
        })
        .chain(by_edits)
        .collect();
    let mut faults = Vec::new();
    for document in before.documents() {
        for comment in document.comments() {
            let is_touched = touched.iter().any(|lines| lines.contains(&(comment.start as usize)));
            let comment = comment.slice(text);
            if !is_touched && !kept.contains(&comment) {
                faults.push(format!("it loses the comment `{comment}`"));
            }
        }
    }
    faults
}

fn comments(tree: &Tree) -> impl Iterator<Item = &str> {
    tree.documents()
        .iter()
        .flat_map(vmspec_yaml::Document::comments)
        .map(|comment| comment.slice(tree.text()))
}

/// The bytes from a node's key or dash to the end of its last line.
fn lines_of(text: &str, node: Node<'_>) -> std::ops::Range<usize> {
    let span = node.full_span().range();
    let key = node.parent().and_then(|parent| {
        parent.entries().find(|(_, value)| *value == node).map(|(key, _)| key.span().range().start)
    });
    let start = key.unwrap_or_else(|| text[..span.start].rfind('-').unwrap_or(span.start)).min(span.start);
    let end = text[span.end..].find(['\n', '\r']).map_or(text.len(), |length| span.end + length);
    start..end
}

/// Whether the text says something else than the object that the patch makes.
fn differs_from_patch(before: Node<'_>, after: Node<'_>, fix: &Fix) -> Option<String> {
    // Text in a nested document and comments have no place in an object.
    if fix.operations.is_empty() {
        return None;
    }
    // A document with an entry twice is no object.
    let (Ok(before), Ok(after)) = (before.to_json(), after.to_json()) else { return None };
    let steps = match to_json_patch(&before, &fix.operations) {
        Ok(steps) => steps,
        Err(error) => return Some(format!("it makes no JSON Patch: {error}")),
    };
    let patched = patch::apply(before, &steps);
    (patched != after).then(|| format!("the JSON Patch gives\n{patched}\nand the text\n{after}"))
}

/// Everything that is wrong with the fixes of a text.
fn faults(text: &str, options: &Options) -> Vec<String> {
    let mut faults = Vec::new();
    let before = check("test.yaml", text, options).diagnostics;
    for found in &before {
        let of_fix = |fix| {
            faults_of_fix(text, &before, found, fix, options).into_iter().map(move |fault| (fix, fault))
        };
        for (fix, fault) in found.fixes().flat_map(of_fix) {
            let fixed = apply(text, &fix.edits);
            let applicability = fix.applicability.name();
            faults.push(format!(
                "{applicability} fix \"{}\" of {} at {}: {fault}\n--- fixed ---\n{fixed}",
                fix.title, found.rule, found.path
            ));
        }
    }
    for least in [Applicability::Safe, Applicability::Unsafe] {
        let accepts = |_: &Diagnostic, fix: &Fix| fix.applicability >= least;
        let file = SourceFile::parse("test.yaml", text, &options.limits);
        let fixed = fix_all(vec![file], options, accepts);
        let left = fixed.report.diagnostics.iter().filter(|found| {
            found.fix.as_ref().is_some_and(|fix| fix.applicability >= least && !fix.edits.is_empty())
        });
        for found in left {
            faults.push(format!(
                "{} fixes never end: {} at {} is left\n--- fixed ---\n{}",
                least.name(),
                found.rule,
                found.path,
                fixed.files.first().map(SourceFile::text).unwrap_or_default()
            ));
        }
    }
    faults
}

/// Texts of a normal run.
const USUAL_CASES: u32 = 100;

fn runner() -> TestRunner {
    let config = |cases| ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var("VMSPEC_CASES").ok().and_then(|cases| cases.parse().ok()) {
        Some(cases) => TestRunner::new(config(cases)),
        None => {
            TestRunner::new_with_rng(config(USUAL_CASES), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        }
    }
}

#[test]
fn fixes_of_generated_manifests_do_what_they_should() {
    let checked = |(text, target): (String, Target)| {
        let faults = faults(&text, &target.options());
        prop_assert!(faults.is_empty(), "{}\n--- text ---\n{text}", faults.join("\n"));
        Ok(())
    };
    if let Err(error) = runner().run(&(manifests::text(), manifests::target()), checked) {
        panic!("{error}");
    }
}

/// The texts that people wrote: examples, the examples of all pages, and the corpus if it is at hand.
fn written() -> Vec<(String, String)> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![repository.join("examples"), repository.join("docs/rules")];
    if let Some(shared) = std::env::var_os("VMSPEC_SHARED") {
        folders.push(Path::new(&shared).join("corpus/manifests"));
    } else {
        println!("VMSPEC_SHARED is not set: the corpus is skipped");
    }
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = || fs::read_to_string(&path).expect("a text");
            match path.extension().and_then(|extension| extension.to_str()) {
                None if path.is_dir() => folders.push(path),
                Some("yaml" | "yml" | "json") => texts.push((path.display().to_string(), text())),
                Some("md") => texts.extend(blocks(&path, &text())),
                _ => {}
            }
        }
    }
    texts
}

fn blocks(path: &Path, page: &str) -> Vec<(String, String)> {
    let blocks = page.split("```yaml").skip(1).enumerate();
    blocks
        .filter_map(|(index, block)| {
            let (_, text) = block.split_once('\n')?;
            let (text, _) = text.split_once("```")?;
            Some((format!("{} {index}", path.display()), text.to_owned()))
        })
        .collect()
}

#[test]
fn fixes_of_written_manifests_do_what_they_should() {
    let mut all = String::new();
    let texts = written();
    assert!(texts.len() > 200, "{} texts", texts.len());
    for (name, text) in texts {
        for platform in ["hikube", "cozystack", "cozystack@1.6"] {
            for text in [text.clone(), text.replace('\n', "\r\n")] {
                let options = Options::new(platform.parse().expect("a platform"));
                for fault in faults(&text, &options) {
                    let _ = writeln!(all, "{name} on {platform}: {fault}");
                }
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}
