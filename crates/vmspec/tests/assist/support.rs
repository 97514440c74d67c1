//! Texts with a cursor.

use vmspec::analysis::assist::{Completions, complete};
use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec_yaml::edit::apply;

pub(crate) const CURSOR: char = '‸';

/// The text without its cursor, and where that was.
pub(crate) fn split(marked: &str) -> (String, usize) {
    let offset = marked.find(CURSOR).expect("a cursor");
    (marked.replacen(CURSOR, "", 1), offset)
}

/// What is offered at the cursor of the first text, with others beside it.
pub(crate) fn offered_with(marked: &str, others: &[&str], options: &Options) -> (String, Completions) {
    let (text, offset) = split(marked);
    let mut files = vec![SourceFile::parse("it.yaml", text.clone(), &options.limits)];
    for (index, other) in others.iter().enumerate() {
        files.push(SourceFile::parse(format!("other-{index}.yaml"), *other, &options.limits));
    }
    let workspace = Workspace::new(&files, options);
    (text, complete(&workspace, 0, offset))
}

pub(crate) fn offered(marked: &str) -> (String, Completions) {
    offered_with(marked, &[], &Options::default())
}

pub(crate) fn labels(marked: &str) -> Vec<String> {
    offered(marked).1.items.into_iter().map(|item| item.label).collect()
}

/// The text after the item with this label was chosen.
pub(crate) fn chosen(marked: &str, label: &str) -> String {
    let (text, completions) = offered(marked);
    let labels: Vec<_> = completions.items.iter().map(|item| &item.label).collect();
    let item = completions.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not among {labels:?} in\n{marked}"));
    apply(&text, &completions.edits_of(item))
}
