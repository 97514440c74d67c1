//! File names for other programs: relative to the root of a repository, with slashes.

use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in the path of a URI. A colon does not: before the first slash it would end a scheme.
const OUTSIDE_OF_PATHS: AsciiSet =
    NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What file names are relative to.
///
/// Code hosts know files by their paths from the root of the repository, and reports name them as they were given, which
/// is from the directory in which the program runs.
///
/// ```
/// use std::path::Path;
/// use vmspec_report::Root;
///
/// let root = Root::new(Path::new("/src/shop"), Path::new("/src/shop/infra"));
/// assert_eq!(root.path_of("./vms/web.yaml"), "infra/vms/web.yaml");
/// assert_eq!(root.path_of("../docs/a b.md"), "docs/a b.md");
/// assert_eq!(root.path_of("/etc/web.yaml"), "/etc/web.yaml");
/// assert_eq!(Root::default().path_of("./web.yaml"), "web.yaml");
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Root {
    root: PathBuf,
    directory: PathBuf,
}

impl Root {
    /// The root, and the directory that the names in a report are relative to. Both are absolute.
    pub fn new(root: &Path, directory: &Path) -> Self {
        Self { root: root.to_owned(), directory: directory.to_owned() }
    }

    /// The path of a file from the root, with slashes; of a file outside, as it was given.
    pub fn path_of(&self, name: &str) -> String {
        let full = without_detours(&self.directory.join(name));
        let path = match full.strip_prefix(&self.root) {
            Ok(path) if !path.as_os_str().is_empty() => path.to_owned(),
            _ => without_detours(Path::new(name)),
        };
        let path = path.display().to_string();
        if cfg!(windows) { path.replace('\\', "/") } else { path }
    }

    /// A path from the root as a relative reference; one outside as a `file` URI.
    pub(crate) fn uri_of(path: &str) -> String {
        let encoded = utf8_percent_encode(path, &OUTSIDE_OF_PATHS);
        if path.starts_with('/') { format!("file://{encoded}") } else { encoded.to_string() }
    }
}

/// A path without `.`, and without `..` where it leads back.
fn without_detours(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris() {
        for (path, expected) in [
            ("vms/web.yaml", "vms/web.yaml"),
            ("a b/ü%.yaml", "a%20b/%C3%BC%25.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
            ("/etc/web.yaml", "file:///etc/web.yaml"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(Root::uri_of(path), expected);
        }
    }
}
