//! Waiting for files to change.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher};
use vmspec::config::FILE_NAME;

use crate::Verdict;
use crate::args::InputArgs;
use crate::error::Error;
use crate::inputs;
use crate::output::Output;

/// An editor saves in several steps; what happens within this time is one change.
const SETTLING: Duration = Duration::from_millis(100);
/// Clears the screen, and what has scrolled out of it.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Does something now and whenever an input changes; changes of files in `written`, which it writes itself, don't count.
/// Ends only with an error of the watching itself.
pub(crate) fn run(
    args: &InputArgs,
    written: &[&Path],
    check: impl Fn() -> Result<Verdict, Error>,
) -> Result<Verdict, Error> {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here } else { args.paths.as_slice() };
    if paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Error::WatchStdin);
    }
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // Who listens no longer is about to end.
        let _ = sender.send(event);
    })
    .map_err(Error::Watch)?;
    for path in watched(paths) {
        let mode = if path.is_dir() && paths.contains(&path) {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        watcher.watch(&path, mode).map_err(Error::Watch)?;
    }
    let written: Vec<PathBuf> = written.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    loop {
        if io::stdout().is_terminal() {
            Output::write_manifest(CLEAR)?;
        }
        if let Err(error) = check() {
            Output::report_error(&error);
        }
        Output::note("waiting for changes; Ctrl-C ends");
        next_change(&changes, paths, &written)?;
    }
}

/// The directories to watch: those given, and those that hold the files given. A file itself is replaced when an editor
/// saves it, and then is another one.
fn watched(paths: &[PathBuf]) -> BTreeSet<PathBuf> {
    let directory = |path: &PathBuf| match path.parent() {
        _ if path.is_dir() => path.clone(),
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    paths.iter().map(directory).collect()
}

/// Waits until something has changed that is read, and until it has settled.
fn next_change(
    changes: &Receiver<notify::Result<Event>>,
    paths: &[PathBuf],
    written: &[PathBuf],
) -> Result<(), Error> {
    let given: Vec<PathBuf> = paths.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let counts = |path: &PathBuf| {
        let is_read = inputs::is_input_name(path) || path.file_name().is_some_and(|name| name == FILE_NAME);
        (is_read || given.contains(path)) && !written.contains(path)
    };
    loop {
        // The sender lives as long as the watcher.
        let Ok(event) = changes.recv() else { return Ok(()) };
        let event = event.map_err(Error::Watch)?;
        // Reading a file is an event as well, and the check reads all of them.
        let is_change = !matches!(event.kind, EventKind::Access(_));
        let absolute = event.paths.iter().filter_map(|path| std::path::absolute(path).ok());
        if is_change && absolute.into_iter().any(|path| counts(&path)) {
            while changes.recv_timeout(SETTLING).is_ok() {}
            return Ok(());
        }
    }
}
