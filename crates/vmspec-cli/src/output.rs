//! Standard output and standard error.

use std::env;
use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;
use supports_hyperlinks::Stream;
use vmspec::analysis::{Report, SourceFile};
use vmspec::diagnostic::Diagnostic;
use vmspec_report::{Sources, human};
use vmspec_yaml::Limits;

use crate::args::ColorChoice;
use crate::error::Error;

/// Columns of the report where standard output is no terminal.
const WIDTH_OF_FILES: usize = 140;

/// Where the report goes.
#[derive(Debug)]
pub(crate) struct Output {
    choice: anstream::ColorChoice,
}

impl Output {
    pub(crate) fn new(color: ColorChoice) -> Self {
        let choice = match color {
            ColorChoice::Auto => forced().unwrap_or_else(|| AutoStream::choice(&io::stdout())),
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self { choice }
    }

    /// Whether to write colours.
    pub(crate) fn color(&self) -> bool {
        self.choice != anstream::ColorChoice::Never
    }

    /// How to render for people: within the columns of the terminal, with what it can show.
    pub(crate) fn human(&self) -> human::Options {
        let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        let mut options = human::Options::default();
        options.color = self.color();
        options.links = self.color() && supports_hyperlinks::on(Stream::Stdout);
        options.width = terminal.map_or(WIDTH_OF_FILES, |(width, _)| usize::from(width.0).max(40));
        options
    }

    /// Writes to standard output. A reader that has gone away, as `head` does, is no error.
    pub(crate) fn write(&self, text: &str) -> Result<(), Error> {
        unless_reader_is_gone(write_all(&mut AutoStream::new(io::stdout().lock(), self.choice), text))
    }

    /// Writes a manifest to standard output, byte for byte.
    pub(crate) fn write_manifest(text: &str) -> Result<(), Error> {
        unless_reader_is_gone(write_all(&mut io::stdout().lock(), text))
    }

    /// Writes to standard error; if that fails, nobody can be told.
    pub(crate) fn note(text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Writes an error to standard error. File names in it are made harmless; its line ends are our own.
    pub(crate) fn report_error(error: &Error) {
        if let Error::Configuration { name, text, faults } = error {
            return Self::report_faults(name, text, faults);
        }
        let text = error.to_string();
        let lines: Vec<_> = text.lines().map(vmspec_report::escape::line).collect();
        Self::note(&format!("error: {}", lines.join("\n")));
    }
}

impl Output {
    /// Writes what is wrong with a file of our own to standard error, as a report.
    fn report_faults(name: &str, text: &str, faults: &[Diagnostic]) {
        Self::report_findings(&[SourceFile::parse(name, text, &Limits::default())], faults.to_vec());
    }

    /// Writes findings in these files to standard error.
    pub(crate) fn report_findings(files: &[SourceFile], diagnostics: Vec<Diagnostic>) {
        if diagnostics.is_empty() {
            return;
        }
        let report = Report::of_diagnostics(diagnostics);
        let mut stream = AutoStream::auto(io::stderr());
        let mut options = human::Options::default();
        options.color = stream.current_choice() != anstream::ColorChoice::Never;
        // If that fails, nobody can be told.
        let _ =
            stream.write_all(human::render(&report, &Sources::new(files), &options).trim_end().as_bytes());
        let _ = stream.write_all(b"\n");
    }
}

/// What `FORCE_COLOR` says, which many tools know and the colour library does not. `NO_COLOR` is stronger.
fn forced() -> Option<anstream::ColorChoice> {
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return None;
    }
    let value = env::var_os("FORCE_COLOR")?;
    Some(match value.to_str() {
        Some("0" | "false") => anstream::ColorChoice::Never,
        Some("") => return None,
        _ => anstream::ColorChoice::Always,
    })
}

fn write_all(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

fn unless_reader_is_gone(result: io::Result<()>) -> Result<(), Error> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Write(error)),
        _ => Ok(()),
    }
}
