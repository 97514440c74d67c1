//! Which part of a source line is not shown, because it is or may be a secret.

use std::ops::Range;

use vmspec::analysis::secrets;
use vmspec::diagnostic::Fix;
use vmspec_yaml::{FieldPath, LineIndex, Segment};

use crate::Source;

pub use vmspec::analysis::secrets::HIDDEN;

/// The part of a line, from 0, to hide, as bytes of the line; nothing if all of it may be shown.
pub fn hidden_part(source: Source<'_>, line: u32) -> Option<Range<usize>> {
    secrets::hidden_part(source.text(), source.line_span(line).start as usize)
}

/// The same for a line that is known to be user data.
pub(crate) fn hidden_part_of_user_data(source: Source<'_>, line: u32) -> Option<Range<usize>> {
    secrets::hidden_part_of_user_data(source.text(), source.line_span(line).start as usize)
}

/// Whether the text that a fix puts in, or takes away, may be or hold a secret. `path` is that of the finding.
pub(crate) fn fix_may_show_secret(fix: &Fix, path: &FieldPath, source: Source<'_>) -> bool {
    if path.segments().iter().any(|segment| matches!(segment, Segment::Key(key) if key == "cloudInit")) {
        return true;
    }
    fix.edits.iter().any(|edit| {
        let lines = LineIndex::new(&edit.text);
        let new = Source::new(&edit.text, &lines);
        let new_lines = 0..u32::try_from(lines.line_count()).unwrap_or(u32::MAX);
        let mut old_lines = source.line_of(edit.span.start)..=source.line_of(edit.span.end);
        old_lines.any(|line| hidden_part(source, line).is_some())
            || new_lines.into_iter().any(|line| hidden_part(new, line).is_some())
    })
}
