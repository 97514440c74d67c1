//! From what the parser says to what a person did: the bytes at fault, a sentence, and how to read on.

mod block;
mod flow;
mod quote;
mod sentence;

pub(super) use block::{extent, leading_tabs};

use std::ops::Range;

use granit_parser::ErrorKind;

use super::build::Failure;
use super::line::Line;
use super::patch::Change;

/// Who is to blame for a failure. All offsets are those of the parsed text.
#[derive(Debug)]
pub(super) struct Verdict {
    /// The bytes to point at.
    pub(super) span: Range<usize>,
    pub(super) message: String,
    /// A byte of the line at fault.
    pub(super) line: usize,
    /// The last byte of what must be taken out with the line.
    pub(super) until: usize,
    /// Changes that make the line readable in the way it was most likely meant. None if there is no such way.
    pub(super) repair: Vec<Change>,
}

impl Verdict {
    fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { line: span.start, until: span.start, span, message: message.into(), repair: Vec::new() }
    }

    fn on_line(self, line: usize) -> Self {
        Self { line, until: self.until.max(line), ..self }
    }

    fn until(self, until: usize) -> Self {
        Self { until: until.max(self.until), ..self }
    }

    fn repaired_by(self, repair: Vec<Change>) -> Self {
        Self { repair, ..self }
    }
}

/// Finds the cause of a failure in `text`.
pub(super) fn blame(text: &str, failure: &Failure, kind: &ErrorKind) -> Verdict {
    let verdict = cause(text, failure, kind);
    [verdict.line, failure.at, failure.last_scalar.start]
        .into_iter()
        .find_map(|at| block::swallowed_colon(text, &Line::at(text, at)))
        .unwrap_or(verdict)
}

fn cause(text: &str, failure: &Failure, kind: &ErrorKind) -> Verdict {
    use ErrorKind as E;
    let at = failure.at;
    match kind {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => quote::unclosed(text, at),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            quote::trailing(text, failure)
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => quote::escape(text, failure),
        E::MisplacedFlowCollectionEnd => flow::stray_bracket(text, at),
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MismatchedFlowCollectionEnd { .. }
        | E::UnclosedFlowCollection { .. }
        | E::BlockEntryInFlowCollection
        | E::InvalidFlowScalarIndent
        | E::PlainScalarStartsWithDashFlowIndicator
        | E::FlowMappingValueAdjacentCollection
        | E::InvalidColonPlacement => flow::broken(text, failure, kind),
        _ if failure.open_flow.is_some() => flow::broken(text, failure, kind),
        E::SimpleKeyExpected | E::InvalidSimpleKey | E::UnexpectedEof => {
            block::no_colon(text, &Line::at(text, at))
        }
        E::MappingValueNotAllowed | E::InvalidMappingValueWhitespace => block::stray_colon(text, failure),
        E::ExpectedBlockMappingKey | E::InvalidIndentation | E::UnexpectedEofBlockMapping => {
            block::no_key(text, failure)
        }
        E::ExpectedBlockSequenceEntry | E::UnexpectedEofBlockSequence => block::no_item(text, failure),
        E::BlockSequenceEntryNotAllowed | E::InvalidBlockEntryWhitespace => block::stray_dash(text, at),
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => block::tab(text, at),
        E::CommentInterceptedScalar => block::behind_comment(text, at),
        E::CommentNotSeparated => {
            Verdict::new(at..at + 1, "no space before `#`: expected one before a comment")
                .repaired_by(vec![Change::Insert(at, " ".to_owned())])
        }
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => block::header(text, at),
        E::UnexpectedCharacter { .. }
        | E::MissingAnchorOrAliasName
        | E::ExpectedNodeContent
        | E::MappingKeyNotAllowed
        | E::UnexpectedEndOfPlainScalar => block::unquoted(text, failure),
        E::ExpectedDocumentStart => sentence::no_document_start(text, at),
        _ => sentence::other(text, at, kind),
    }
}
