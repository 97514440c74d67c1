//! Programs that the checks need, installed where they are missing.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command::{cargo, command, execute, exists, root, target_dir};

/// The version of cargo-deny that the checks use.
const CARGO_DENY: &str = "0.20.2";

/// The version of cargo-fuzz that the checks use.
const CARGO_FUZZ: &str = "0.13.2";

/// The version of cargo-hack that the checks use.
const CARGO_HACK: &str = "0.6.46";

/// The version of cargo-semver-checks that releases are checked with. It has to know the pinned compiler's rustdoc.
const CARGO_SEMVER_CHECKS: &str = "0.51.0";

/// The version of check-jsonschema that the schemas are tried with.
const CHECK_JSONSCHEMA: &str = "0.37.1";

/// The version of geckodriver, which drives Firefox in the tests of the npm package.
const GECKODRIVER: &str = "0.37.1";

/// The path of cargo-deny.
///
/// # Errors
///
/// If it can't be installed.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    installed("cargo-deny", CARGO_DENY)
}

/// The path of cargo-fuzz.
///
/// # Errors
///
/// If it can't be installed.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    installed("cargo-fuzz", CARGO_FUZZ)
}

/// The path of cargo-hack.
///
/// # Errors
///
/// If it can't be installed.
pub(crate) fn cargo_hack() -> Result<PathBuf> {
    installed("cargo-hack", CARGO_HACK)
}

/// The path of cargo-semver-checks.
///
/// # Errors
///
/// If it can't be installed.
pub(crate) fn cargo_semver_checks() -> Result<PathBuf> {
    installed("cargo-semver-checks", CARGO_SEMVER_CHECKS)
}

/// The path of geckodriver; nothing where there is no Firefox, or where it can't be installed.
pub(crate) fn geckodriver() -> Option<PathBuf> {
    if !exists("firefox-esr", &["--version"]) && !exists("firefox", &["--version"]) {
        return None;
    }
    if exists("geckodriver", &["--version"]) {
        return Some("geckodriver".into());
    }
    installed("geckodriver", GECKODRIVER)
        .inspect_err(|error| println!("no geckodriver: the tests in Firefox are skipped, since {error:#}"))
        .ok()
}

/// The path of a program from crates.io, built into the target directory at first use.
fn installed(name: &str, version: &str) -> Result<PathBuf> {
    let home = target_dir().join("tools").join(format!("{name}-{version}"));
    let program = home.join("bin").join(name);
    if !program.exists() {
        println!("installing {name} {version}, once");
        // Without optimisation it is built in half the time, and it has little to do here.
        let install = format!("install {name} --version {version} --locked --debug --quiet");
        execute(cargo(&install).arg("--root").arg(&home))?;
    }
    Ok(program)
}

/// The path of check-jsonschema, from `PyPI`; nothing where Python can't install it.
pub(crate) fn check_jsonschema() -> Option<PathBuf> {
    let home = target_dir().join("tools").join(format!("check-jsonschema-{CHECK_JSONSCHEMA}"));
    let program = home.join("bin/check-jsonschema");
    if !program.exists() {
        let requirement = format!("check-jsonschema=={CHECK_JSONSCHEMA}");
        let pip = home.join("bin/pip");
        let made = execute(command("python3", ["-m", "venv"]).arg(&home)).and_then(|()| {
            let words = ["install", "--quiet", "--disable-pip-version-check", &requirement];
            execute(&mut command(&pip.to_string_lossy(), words))
        });
        if let Err(error) = made {
            println!("no check-jsonschema: the test that needs it is skipped, since {error:#}");
            return None;
        }
    }
    Some(program)
}

/// Installs what the lock file in a folder lists, unless it is there.
///
/// # Errors
///
/// If npm is missing or fails.
pub(crate) fn node_modules(folder: &str) -> Result<()> {
    if !exists("npm", &["--version"]) {
        bail!("`{folder}` needs Node.js 20 or newer with npm: expected `npm` on the path");
    }
    let package = root().join(folder);
    let lock = std::fs::read(package.join("package-lock.json"))?;
    let stamp = package.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    // Not `npm ci`: it refuses a lock file that lacks the binaries of other platforms, which a registry that mirrors a
    // part of all packages can't list.
    let words = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    execute(command("npm", words).current_dir(&package))?;
    std::fs::write(stamp, lock)?;
    Ok(())
}
