//! Running other programs from the root of the repository.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The directory of build results, wherever `CARGO_TARGET_DIR` puts it.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A command that runs in the root of the repository.
pub(crate) fn command<I: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo itself, with the arguments given as one string of words.
pub(crate) fn cargo(words: &str) -> Command {
    command("cargo", words.split_whitespace())
}

/// Runs a command to its end.
///
/// # Errors
///
/// If it can't be started or ends with anything but success.
pub(crate) fn execute(command: &mut Command) -> Result<()> {
    let shown = display(command);
    let status = command.status().with_context(|| format!("`{shown}` can't be started"))?;
    if !status.success() {
        bail!("`{shown}` failed: {status}");
    }
    Ok(())
}

/// Runs a command to its end, passes its standard output on as it comes, and gives each line to `seen`.
///
/// # Errors
///
/// If it can't be started or ends with anything but success.
pub(crate) fn execute_watched(command: &mut Command, mut seen: impl FnMut(&str)) -> Result<()> {
    let shown = display(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("`{shown}` can't be started"))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            seen(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` failed: {status}");
    }
    Ok(())
}

/// Runs a command to its end and gives back what it wrote to its standard output.
///
/// # Errors
///
/// If it can't be started or ends with anything but success.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = display(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("`{shown}` can't be started"))?;
    if !output.status.success() {
        bail!("`{shown}` failed: {}", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a program can be started and answers `--version`.
pub(crate) fn exists(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn display(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}
