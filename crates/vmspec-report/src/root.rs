//! File names for other programs: relative to the root of a repository, with slashes.

use std::path::Path;

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
    /// With a slash at the end, as the directory.
    root: String,
    directory: String,
}

impl Root {
    /// The root, and the directory that the names in a report are relative to. Both are absolute.
    pub fn new(root: &Path, directory: &Path) -> Self {
        let [root, directory] = [root, directory].map(|folder| {
            let folder = without_detours(&folder.to_string_lossy());
            if folder.ends_with('/') { folder } else { folder + "/" }
        });
        Self { root, directory }
    }

    /// The path of a file from the root, with slashes; of a file outside, as it was given.
    pub fn path_of(&self, name: &str) -> String {
        let name = without_detours(name);
        let full = if is_absolute(&name) {
            name.clone()
        } else {
            without_detours(&(self.directory.clone() + &name))
        };
        match full.strip_prefix(&self.root) {
            Some(path) if !path.is_empty() => path.to_owned(),
            _ => name,
        }
    }

    /// A path from the root as a relative reference; one outside as a `file` URI.
    pub(crate) fn uri_of(path: &str) -> String {
        let encoded = utf8_percent_encode(path, &OUTSIDE_OF_PATHS);
        if path.starts_with('/') { format!("file://{encoded}") } else { encoded.to_string() }
    }
}

/// A path with slashes, without `.`, and without `..` where it leads back.
fn without_detours(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut plain: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if plain.last().is_some_and(|last| *last != "..") => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    let start = if path.starts_with('/') { "/" } else { "" };
    format!("{start}{}", plain.join("/"))
}

/// Whether a path with slashes starts at a root, on Windows also at that of a drive.
fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || cfg!(windows) && path.get(1..).is_some_and(|rest| rest.starts_with(":/"))
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
