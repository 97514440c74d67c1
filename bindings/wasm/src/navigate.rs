//! Where a disk is defined and used, another name for it, and what an editor shows beside the text, as plain data.

use serde::Serialize;
use vmspec::analysis::SourceFile;
use vmspec::analysis::assist::{InlayHint, Lens, Location, RenameError};
use vmspec_report::wire::ByteSpan;
use vmspec_yaml::edit::Edit;

/// Bytes of one of the texts.
#[derive(Serialize)]
pub(crate) struct Place<'a> {
    file: &'a str,
    span: ByteSpan,
}

/// A few words to show behind a byte.
#[derive(Serialize)]
pub(crate) struct Hint<'a> {
    offset: u32,
    label: &'a str,
}

/// A line of words to show above a place, and the places that it speaks of.
#[derive(Serialize)]
pub(crate) struct Above<'a> {
    span: ByteSpan,
    title: &'a str,
    places: Vec<Place<'a>>,
}

/// What came of a new name.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Renamed<'a> {
    /// Replacements of bytes, in the order of the texts.
    Edits { edits: Vec<FileEdit<'a>> },
    /// The name can't be given.
    Refused { reason: String },
}

/// A replacement of bytes of one of the texts.
#[derive(Serialize)]
pub(crate) struct FileEdit<'a> {
    file: &'a str,
    start: u32,
    end: u32,
    text: String,
}

pub(crate) fn place<'a>(files: &'a [SourceFile], location: &Location) -> Option<Place<'a>> {
    Some(Place { file: files.get(location.file)?.name(), span: location.span.into() })
}

pub(crate) fn places<'a>(files: &'a [SourceFile], locations: &[Location]) -> Vec<Place<'a>> {
    locations.iter().filter_map(|location| place(files, location)).collect()
}

pub(crate) fn hint(hint: &InlayHint) -> Hint<'_> {
    Hint { offset: hint.offset, label: &hint.label }
}

pub(crate) fn above<'a>(files: &'a [SourceFile], lens: &'a Lens) -> Above<'a> {
    Above { span: lens.span.into(), title: &lens.title, places: places(files, &lens.places) }
}

pub(crate) fn renamed(files: &[SourceFile], outcome: Result<Vec<(usize, Edit)>, RenameError>) -> Renamed<'_> {
    let in_file = |(file, edit): (usize, Edit)| {
        let file = files.get(file)?.name();
        Some(FileEdit { file, start: edit.span.start, end: edit.span.end, text: edit.text })
    };
    match outcome {
        Ok(edits) => Renamed::Edits { edits: edits.into_iter().filter_map(in_file).collect() },
        Err(error) => Renamed::Refused { reason: error.to_string() },
    }
}

pub(crate) use vmspec::analysis::assist::{definition, inlay_hints, lenses, references, rename};
