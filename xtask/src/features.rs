//! The features of the crates: all sets of them build, and without any the library needs little.

use anyhow::{Result, bail};

use crate::command::{cargo, command, execute, output};
use crate::tools;

/// What models and catalogs need, direct and indirect, on one platform. None of it reads files or talks to a network.
/// A crate that is added here is one that everybody has to trust.
const NEEDED: &str = "arraydeque granit-parser itoa lexical-parse-float lexical-parse-integer lexical-util memchr serde \
    serde_core serde_json smallvec strsim thiserror vmspec vmspec-yaml zmij";

/// Builds the crates that have features with every set of them, and compares what the library needs without any with
/// what is written here.
///
/// # Errors
///
/// If code is missing where a feature is off, or a crate has come or gone.
pub(crate) fn check() -> Result<()> {
    let program = tools::cargo_hack()?;
    // `default` is another name for `yaml`.
    let words = "hack check --quiet --feature-powerset --exclude-features default --package vmspec --package vmspec-report";
    let mut hack = command(&program.to_string_lossy(), words.split_whitespace());
    // Each set is built once, so that what would speed up a second build only fills the disk.
    execute(hack.env("CARGO_INCREMENTAL", "0"))?;

    let tree = "tree --package vmspec --no-default-features --edges normal,no-proc-macro --prefix none";
    let tree = output(&mut cargo(&format!("{tree} --target x86_64-unknown-linux-gnu")))?;
    let mut needed: Vec<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    needed.sort_unstable();
    needed.dedup();
    let needed = needed.join(" ");
    if needed != NEEDED {
        bail!("without features the library needs other crates than `xtask/src/features.rs` says: {needed}");
    }
    Ok(())
}
