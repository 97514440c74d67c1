//! The features of the library: each builds alone, and without any the library needs little.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{cargo, execute, output};

/// What the library needs without features, direct and indirect, on one platform. None of it reads files or talks to a
/// network. A crate that is added here is one that everybody has to trust.
const NEEDED: &str = "arraydeque base16ct base64ct block-buffer borrow-or-share cfg-if cipher cpufeatures \
    crypto-common digest fluent-uri generic-array granit-parser inout itoa memchr pem-rfc7468 ref-cast sec1 serde \
    serde_core serde_json sha2 signature smallvec ssh-cipher ssh-encoding ssh-key strsim subtle thiserror typenum \
    vmspec vmspec-yaml zeroize zmij";

/// Builds the library with each of its features alone, and compares what it needs without any with what is written
/// here.
///
/// # Errors
///
/// If a feature needs another that it does not name, or a crate has come or gone.
pub(crate) fn check() -> Result<()> {
    for feature in features()? {
        println!("feature {feature}");
        execute(&mut cargo(&format!(
            "check --quiet --package vmspec --no-default-features --features {feature}"
        )))?;
    }
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

/// The features of the library, without the default ones.
fn features() -> Result<Vec<String>> {
    let metadata: Value =
        serde_json::from_str(&output(&mut cargo("metadata --no-deps --format-version 1"))?)?;
    let mut packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let library = packages.find(|package| package.get("name").is_some_and(|name| name == "vmspec"));
    let features = library.and_then(|library| library.get("features")).and_then(Value::as_object);
    let features = features.context("`cargo metadata` knows no features of `vmspec`")?;
    Ok(features.keys().filter(|name| *name != "default").cloned().collect())
}
