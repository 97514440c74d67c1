//! URIs of the protocol, and the names of files here: paths, or the URI itself for what is no file.

use std::path::{Path, PathBuf};

use lsp_types::Uri;
use url::Url;

/// The path of a file; nothing for what is not one, such as a buffer that was never saved.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let url = Url::parse(uri.as_str()).ok()?;
    if url.scheme() != "file" {
        return None;
    }
    url.to_file_path().ok()
}

/// The name under which a file is known here.
pub(crate) fn name_of(uri: &Uri) -> PathBuf {
    path_of(uri).unwrap_or_else(|| PathBuf::from(uri.as_str()))
}

/// The URI of a name.
pub(crate) fn uri_of(name: &str) -> Option<Uri> {
    let path = Path::new(name);
    let text = match Url::from_file_path(path) {
        Ok(url) => url.to_string(),
        Err(()) => name.to_owned(),
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn there_and_back() {
        for (uri, name) in [
            ("file:///home/a/vm.yaml", "/home/a/vm.yaml"),
            ("file:///home/gr%C3%B6%C3%9Fe%20%231/vm.yaml", "/home/größe #1/vm.yaml"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
        ] {
            let parsed: Uri = uri.parse().unwrap();
            assert_eq!(name_of(&parsed), Path::new(name));
            assert_eq!(uri_of(name).unwrap().as_str(), uri);
        }
    }
}
