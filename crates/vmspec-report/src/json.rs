//! The JSON report as text.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use vmspec::analysis::Report;

use crate::{Sources, escape, wire};

/// Renders a report as JSON, indented by two spaces, with a final line end. The shape is that of [`wire::Report`].
///
/// Everything that a terminal could obey is written as a `\u` escape, so that the report is safe to print.
pub fn render(report: &Report, sources: &Sources<'_>) -> String {
    to_text(&wire::Report::new(report, sources))
}

/// Any value as JSON in the same way, for the other tables that the command line prints.
pub fn to_text(value: &impl Serialize) -> String {
    write(value, PrettyFormatter::new())
}

/// Any value as JSON on one line, with its line end.
pub(crate) fn to_line(value: &impl Serialize) -> String {
    write(value, CompactFormatter)
}

fn write(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Escaping { inner: formatter });
    // Writing to memory can't fail, and the wire types have string keys only.
    if value.serialize(&mut serializer).is_err() {
        bytes.clear();
    }
    bytes.push(b'\n');
    without_pipeline_commands(String::from_utf8(bytes).unwrap_or_default())
}

/// Logs of Azure Pipelines and GitHub obey commands in the middle of a line. Such characters can only stand inside
/// strings, where they may be escaped.
fn without_pipeline_commands(text: String) -> String {
    if text.contains("##[") || text.contains("##vso[") {
        text.replace("##[", "#\\u0023[").replace("##vso[", "#\\u0023vso[")
    } else {
        text
    }
}

/// JSON in which what a terminal could obey is escaped. Such characters can only stand inside strings.
struct Escaping<F> {
    /// What lays it out.
    inner: F,
}

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut plain_from = 0;
        for (at, character) in fragment.char_indices() {
            if escape::visible(character).is_none() {
                continue;
            }
            writer.write_all(fragment.get(plain_from..at).unwrap_or_default().as_bytes())?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain_from = at + character.len_utf8();
        }
        writer.write_all(fragment.get(plain_from..).unwrap_or_default().as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_object_value(writer)
    }
}
