//! The texts that a report speaks of.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;
use vmspec::analysis::{SourceFile, names_before_change};
use vmspec_yaml::{ColumnUnit, FieldPath, Limits, LineIndex, Position, Span, decode};

/// One text with its lines.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    text: &'a str,
    lines: &'a LineIndex,
}

impl<'a> Source<'a> {
    /// A text and the index of its lines.
    pub fn new(text: &'a str, lines: &'a LineIndex) -> Self {
        Self { text, lines }
    }

    /// The whole text.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Line and column of a byte offset, both from 0, the column in code points.
    pub fn position(self, offset: u32) -> Position {
        self.lines.position(self.text, offset, ColumnUnit::CodePoint)
    }

    /// The line and the byte within it of a byte offset, both from 0.
    pub(crate) fn line_and_byte(self, offset: u32) -> (u32, u32) {
        let Position { line, column } = self.lines.position(self.text, offset, ColumnUnit::Utf8);
        (line, column)
    }

    /// The line that holds a byte offset, from 0.
    pub(crate) fn line_of(self, offset: u32) -> u32 {
        self.lines.position(self.text, offset, ColumnUnit::Utf8).line
    }

    /// The bytes of a line, from 0, without its line end. A line that does not exist is empty.
    pub(crate) fn line_span(self, line: u32) -> Span {
        let full = self.line_span_with_end(line);
        Span::new(
            full.start as usize,
            full.start as usize + full.slice(self.text).trim_end_matches(['\r', '\n']).len(),
        )
    }

    /// The bytes of a line, from 0, with its line end.
    pub(crate) fn line_span_with_end(self, line: u32) -> Span {
        let start = self.line_start(line);
        Span::new(start, self.line_start(line.saturating_add(1)).max(start))
    }

    /// The text of a line, from 0, without its line end.
    pub(crate) fn line(self, line: u32) -> &'a str {
        self.line_span(line).slice(self.text)
    }

    fn line_start(self, line: u32) -> usize {
        if line as usize >= self.lines.line_count() {
            return self.text.len();
        }
        self.lines.offset(self.text, Position { line, column: 0 }, ColumnUnit::Utf8) as usize
    }
}

/// The texts of a report by file name.
///
/// ```
/// use vmspec::analysis::{Options, SourceFile};
/// use vmspec_report::{Source, Sources};
///
/// let files = [SourceFile::parse("disk.yaml", "kind: VMDisk\n", &Options::default().limits)];
/// let sources = Sources::new(&files);
/// assert_eq!(sources.get("disk.yaml").map(Source::text), Some("kind: VMDisk\n"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sources<'a> {
    by_name: HashMap<Cow<'a, str>, &'a SourceFile>,
}

impl<'a> Sources<'a> {
    /// The texts of these files; of several with one name, the last.
    pub fn new(files: &'a [SourceFile]) -> Self {
        Self { by_name: files.iter().map(|file| (Cow::from(&**file.name()), file)).collect() }
    }

    /// The texts of both sides of a change, by the names that a
    /// [`ChangeReport`](vmspec::analysis::ChangeReport) calls them by.
    pub fn of_change(old: &'a [SourceFile], new: &'a [SourceFile]) -> Self {
        let mut sources = Self::new(new);
        let names = names_before_change(old, new);
        sources.by_name.extend(names.iter().map(|name| Cow::from(name.to_string())).zip(old));
        sources
    }

    /// The names of all files, in no order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(|name| &**name)
    }

    /// The text of a file.
    pub fn get(&self, name: &str) -> Option<Source<'a>> {
        self.by_name.get(name).map(|file| Source::new(file.text(), file.line_index()))
    }

    /// A document of a file, or an item in it, as JSON, as far as it can be read.
    pub(crate) fn document(&self, name: &str, index: usize, item: &FieldPath) -> Option<Value> {
        let root = self.by_name.get(name)?.root(index)?.descend(item)?;
        decode::<Value>(root, &Limits::default()).value
    }
}
