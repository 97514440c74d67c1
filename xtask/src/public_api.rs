//! The public interface of each crate that is published, as a list that is committed: a change of it can't be overlooked.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, command, execute, root, target_dir};
use crate::tools;

/// The libraries that are published.
const LIBRARIES: [&str; 5] = ["vmspec-yaml", "vmspec", "vmspec-pages", "vmspec-report", "vmspec-lsp"];

/// Parts of items that come with an implementation of a trait, whose own line is enough.
const DERIVED: [&str; 11] = [
    "core::marker::StructuralPartialEq",
    "::clone(&self)",
    "::cmp(&self,",
    "::default() ->",
    "::deserialize<__D",
    "::deserialize<D",
    "::eq(&self,",
    "::fmt(&self,",
    "::hash<__H",
    "::partial_cmp(&self,",
    "::serialize<",
];

/// Writes the lists.
///
/// # Errors
///
/// If a library does not build, or a list can't be written.
pub(crate) fn write() -> Result<()> {
    for library in LIBRARIES {
        let path = committed(library);
        let list = list(library)?;
        if std::fs::read_to_string(&path).is_ok_and(|before| before == list) {
            continue;
        }
        std::fs::write(&path, list)?;
        println!("wrote {}", path.strip_prefix(root()).unwrap_or(&path).display());
    }
    Ok(())
}

/// Compares the lists with what is committed, and prints what came (`+`) and went (`-`).
///
/// # Errors
///
/// If a library does not build, or a list is not what the code says.
pub(crate) fn check() -> Result<()> {
    let mut stale = Vec::new();
    for library in LIBRARIES {
        let before = std::fs::read_to_string(committed(library)).unwrap_or_default();
        let now = list(library)?;
        if before == now {
            println!("{library}: {} items", now.lines().count());
            continue;
        }
        stale.push(library);
        let lines: [BTreeSet<&str>; 2] = [before.lines().collect(), now.lines().collect()];
        let [before, now] = &lines;
        before.difference(now).for_each(|line| println!("- {line}"));
        now.difference(before).for_each(|line| println!("+ {line}"));
    }
    if !stale.is_empty() {
        bail!(
            "the public interface has changed: {}; `cargo xtask public-api` writes it down",
            stale.join(", ")
        );
    }
    Ok(())
}

/// Says what of the change since a revision breaks programs, where the versions promise that nothing does.
///
/// # Errors
///
/// If something does, or there is no such revision.
pub(crate) fn compare_with(revision: &str) -> Result<()> {
    let program = tools::cargo_semver_checks()?;
    let mut words = vec!["semver-checks", "--all-features", "--baseline-rev", revision];
    for library in LIBRARIES {
        words.extend(["--package", library]);
    }
    execute(command(&program.to_string_lossy(), words).env("CARGO_INCREMENTAL", "0"))
}

fn committed(library: &str) -> PathBuf {
    root().join("crates").join(library).join("public-api.txt")
}

/// All public items of a library with all its features, one a line.
///
/// Left out is what follows from other lines: implementations that every type has, and functions that come with an
/// implementation.
fn list(library: &str) -> Result<String> {
    let json = rustdoc_json(library)?;
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .include_function_parameter_names(true)
        .build()
        .with_context(|| {
            format!("`{library}`: with a new toolchain, `public-api` in `Cargo.toml` may have to follow")
        })?;
    let items = api.items().map(ToString::to_string);
    let told = items.filter(|item| !DERIVED.iter().any(|part| item.contains(part)));
    Ok(told.map(|item| item + "\n").collect())
}

/// Has rustdoc write what it knows, which a stable compiler does when it is told to take unstable options.
fn rustdoc_json(library: &str) -> Result<PathBuf> {
    // In a folder of its own: what is built for a compiler with unstable options is built anew for one without.
    let folder = target_dir().join("public-api");
    let mut rustdoc =
        cargo(&format!("rustdoc --quiet --package {library} --lib --all-features --target-dir"));
    rustdoc.arg(&folder).args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"]);
    execute(rustdoc.env("RUSTC_BOOTSTRAP", "1").env("CARGO_INCREMENTAL", "0"))?;
    Ok(folder.join("doc").join(format!("{}.json", library.replace('-', "_"))))
}
