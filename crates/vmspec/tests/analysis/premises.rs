//! A field that can't be read is not taken for one that is not there.
//!
//! In every manifest of the rule pages each field in turn is made unreadable, and each line in turn is lost. That fault
//! itself is reported; no rule may find anything that it did not find before.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::json;
use vmspec::analysis::{Options, check};
use vmspec::rules::{self, Group, Scope};
use vmspec_yaml::edit::{Operation, apply, edits};
use vmspec_yaml::{FieldPath, Limits, Node, Segment, parse};

/// The YAML blocks of all pages that don't set options, with the name of their page. Those on texts that are damaged
/// already are left out.
fn examples() -> Vec<(String, String)> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let mut examples = Vec::new();
    for page in fs::read_dir(pages).expect("the pages") {
        let page = page.expect("a page").path();
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        if rules::find(&name).is_some_and(|rule| rule.group == Group::Syntax) {
            continue;
        }
        let text = fs::read_to_string(page).expect("a readable page");
        let blocks = text.split("```yaml\n").skip(1).filter_map(|block| block.split_once("```"));
        examples.extend(blocks.map(|(block, _)| (name.clone(), block.to_owned())));
    }
    examples
}

/// What the rules find, apart from the faults of the text itself: rule, document, path.
fn found(text: &str, options: &Options) -> BTreeSet<(&'static str, usize, String)> {
    let of_rules = |rule: &str| {
        let group = rules::find(rule).expect("a rule").group;
        // These speak of text and structure as well, of the cloud-config.
        let is_of_text =
            ["unreadable", "unknown", "invalid", "duplicate"].iter().any(|word| rule.starts_with(word));
        !(matches!(group, Group::Syntax | Group::Structure) || group == Group::CloudConfig && is_of_text)
    };
    let diagnostics = check("test.yaml", text, options).diagnostics;
    diagnostics
        .into_iter()
        .filter(|found| of_rules(found.rule))
        .map(|found| (found.rule, found.document, found.path.to_string()))
        .collect()
}

/// The paths of all fields below `metadata` and `spec`.
pub(crate) fn fields(root: Node<'_>) -> Vec<FieldPath> {
    let mut fields = Vec::new();
    let mut waiting = vec![(FieldPath::root(), root)];
    while let Some((path, node)) = waiting.pop() {
        for (key, value) in node.entries() {
            waiting.push((path.clone().key(key.text().to_owned()), value));
        }
        for (index, item) in node.items().enumerate() {
            waiting.push((path.clone().index(index), item));
        }
        let of_spec =
            |segment: &Segment| matches!(segment, Segment::Key(key) if key == "spec" || key == "metadata");
        if path.segments().first().is_some_and(of_spec) {
            fields.push(path);
        }
    }
    fields
}

#[test]
fn unreadable_fields_are_not_missing() {
    let mut options = Options::default();
    options.scope = Scope::Closed;
    let mut wrong = String::new();
    for (page, text) in examples() {
        let before = found(&text, &options);
        let tree = parse(text.as_str(), &Limits::default());
        for document in 0..tree.documents().len() {
            let Some(root) = tree.root(document) else { continue };
            for path in fields(root) {
                // No field takes a list of lists.
                let operation = Operation::Replace { path: path.clone(), value: json!([[[]]]) };
                let Ok(edits) = edits(root, &[operation]) else { continue };
                let text = apply(&text, &edits);
                let new: Vec<_> = found(&text, &options).difference(&before).cloned().collect();
                if !new.is_empty() {
                    let _ = writeln!(wrong, "{page}: {path}: {new:?}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn lost_lines_are_not_missing() {
    let mut options = Options::default();
    options.scope = Scope::Closed;
    let mut wrong = String::new();
    // The lines of a broken key are no fields, but pieces of a value.
    for (page, text) in examples().into_iter().filter(|(page, _)| page != "broken-ssh-key") {
        let before = found(&text, &options);
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.trim_start().starts_with(['#', '-']) {
                continue;
            }
            let indent = " ".repeat(line.len() - line.trim_start().len());
            let lines = text.lines().enumerate();
            let kept =
                lines.map(|(at, line)| if at == number { format!("{indent}oops") } else { line.to_owned() });
            let text = kept.collect::<Vec<_>>().join("\n") + "\n";
            let new: Vec<_> = found(&text, &options).difference(&before).cloned().collect();
            if !new.is_empty() {
                let _ = writeln!(wrong, "{page}: {}: {new:?}", line.trim());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
