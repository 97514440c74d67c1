//! The repository around the current directory.

use std::env;
use std::path::Path;

use vmspec_report::Root;

/// What code hosts count paths from: the folder of the repository, or the current directory outside of any.
pub(crate) fn root() -> Root {
    let Ok(directory) = env::current_dir() else { return Root::default() };
    let repository = directory.ancestors().find(|ancestor| ancestor.join(".git").exists());
    Root::new(repository.map_or(directory.as_path(), Path::new), &directory)
}
