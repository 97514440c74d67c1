//! What has changed, by the word of git.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, reason};

/// Files that have changed.
#[derive(Debug)]
pub(crate) struct Changed {
    files: HashSet<PathBuf>,
}

impl Changed {
    /// The files around the current directory that differ from a commit, and those that git does not know yet. Of a
    /// commit that has gone on since, the one counts where the two parted.
    pub(crate) fn since(commit: &str) -> Result<Self, Error> {
        let top = git(&["rev-parse", "--show-toplevel"])?;
        // `^{commit}` and the option keep a name that looks like an option, or is one of a file, from being one.
        let name = format!("{commit}^{{commit}}");
        let commit = unless_silent(
            git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name]),
            &format!("there is no commit `{commit}`; in a pipeline it may have to be fetched first"),
        )?;
        let base = unless_silent(
            git(&["merge-base", commit.trim(), "HEAD"]),
            "the commit has no ancestor in common with HEAD; a shallow clone lacks it",
        )?;
        let differing = git(&["diff", "--name-only", "--no-relative", "--no-renames", "-z", base.trim()])?;
        let unknown = git(&["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"])?;
        let top = Path::new(top.trim_end_matches(['\r', '\n']));
        let names = differing.split('\0').chain(unknown.split('\0')).filter(|name| !name.is_empty());
        Ok(Self { files: names.filter_map(|name| top.join(name).canonicalize().ok()).collect() })
    }

    /// Whether a file is among them. What is not in a file, such as standard input, always is.
    pub(crate) fn contains(&self, path: &Path) -> bool {
        path.canonicalize().map_or(true, |path| self.files.contains(&path))
    }
}

/// What a git command prints.
fn git(args: &[&str]) -> Result<String, Error> {
    let output = Command::new("git")
        .args(args)
        .output()
        .map_err(|error| Error::Git { message: format!("can't run git: {}", reason(&error)) })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Error::Git { message: String::from_utf8_lossy(&output.stderr).trim().to_owned() })
}

/// An error of a command that says nothing about it, in our words.
fn unless_silent(result: Result<String, Error>, message: &str) -> Result<String, Error> {
    match result {
        Err(Error::Git { message: said }) if said.is_empty() => {
            Err(Error::Git { message: message.to_owned() })
        }
        other => other,
    }
}
