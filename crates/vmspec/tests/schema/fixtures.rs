//! Manifests to try schemas on.

use std::path::{Path, PathBuf};

use serde_json::Value;
use vmspec_yaml::{Limits, Node, decode};

/// Manifests of the repository, and those measured elsewhere where they are at hand.
pub(crate) fn files() -> Vec<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders =
        vec![repository.join("examples"), repository.join("docs/rules"), repository.join("fuzz/seeds")];
    match std::env::var_os("VMSPEC_SHARED") {
        Some(shared) => folders.push(Path::new(&shared).join("corpus/manifests")),
        None => println!("skipped: manifests from elsewhere, since VMSPEC_SHARED is not set"),
    }
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The YAML texts in a file: the whole, or the code blocks of a page.
pub(crate) fn texts(file: &Path) -> Vec<String> {
    let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("yaml" | "yml") => vec![text],
        Some("md") => {
            let blocks = text.split("```yaml").skip(1).filter_map(|rest| rest.split_once('\n'));
            blocks.map(|(_, block)| block.split("```").next().unwrap_or_default().to_owned()).collect()
        }
        _ => Vec::new(),
    }
}

/// A document as JSON, if it can be read as that.
pub(crate) fn json_of(root: Node<'_>) -> Option<Value> {
    let decoded = decode::<Value>(root, &Limits::default());
    decoded.value.filter(|_| decoded.issues.is_empty())
}
