//! Sentences for faults that need no search for their cause.

use granit_parser::ErrorKind as E;

use super::super::line::Line;
use super::super::patch::Change;
use super::{Verdict, block};

/// A directive without a document.
pub(super) fn no_document_start(text: &str, at: usize) -> Verdict {
    let mut line = Line::at(text, at);
    while !text.get(line.start..).is_some_and(|rest| rest.starts_with('%')) {
        match line.previous(text) {
            Some(previous) => line = previous,
            None => return block::behind_document(text, at),
        }
    }
    let directive = line.start..line.content_end;
    Verdict::new(directive.clone(), "no `---` behind the directive: expected one before the document")
        .repaired_by(vec![Change::blank(directive)])
}

/// A fault at the place that the parser gives.
pub(super) fn other(text: &str, at: usize, kind: &E) -> Verdict {
    let line = Line::at(text, at);
    let from = at.min(line.content_end);
    let rest = from..line.content_end;
    let word =
        from..from + text.get(rest.clone()).and_then(|rest| rest.find([' ', '\t'])).unwrap_or(rest.len());
    let verdict = Verdict::new(word.clone(), message(kind)).on_line(line.start);
    match kind {
        E::InvalidBlockScalarIndent => {
            let mut header = line;
            while !header.content_text(text).trim_end_matches(['-', '+']).ends_with(['|', '>']) {
                match header.previous(text) {
                    Some(previous) => header = previous,
                    None => return verdict,
                }
            }
            verdict.on_line(header.start)
        }
        // The document goes on without its tag.
        E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8 => verdict.repaired_by(vec![Change::blank(word)]),
        E::InvalidDocumentEnd => {
            Verdict::new(rest.clone(), message(kind)).repaired_by(vec![Change::blank(rest)])
        }
        _ => verdict,
    }
}

fn message(kind: &E) -> String {
    match kind {
        E::MissingDocumentEndBeforeDirective => "a directive inside of a document: expected `...` before it",
        E::DuplicateVersionDirective => "a second `%YAML` directive: expected one at most",
        E::DuplicateTagDirective => "a second `%TAG` directive for one handle: expected one at most",
        E::UnsupportedYamlMajorVersion => "a version of YAML that nobody reads: expected `%YAML 1.2`",
        E::ExpectedTagDirectiveBang
        | E::InvalidTagDirectiveTerminator
        | E::InvalidGlobalTagCharacter
        | E::InvalidDirectiveTerminator
        | E::MissingYamlVersionSeparator
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::YamlVersionTooLong
        | E::MissingYamlVersion
        | E::DirectiveDisallowed => "not a directive that can be read: expected `%YAML 1.2` or none",
        E::DirectiveByteLimitExceeded { limit } => return format!("a directive longer than {limit} bytes"),
        E::TooManyReservedDirectiveParams { limit } => {
            return format!("a directive with more than {limit} words");
        }
        E::UndeclaredTagHandle => "a tag whose handle no `%TAG` directive declares",
        E::ExpectedTagBang
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8 => "not a tag that can be read: expected a form like `!!str`",
        E::InvalidDocumentEnd => "text behind `...`: expected the end of the line",
        E::BlockEntryInFlowCollection => "`- ` inside of brackets: expected values with `,` between them",
        E::PlainScalarStartsWithDashFlowIndicator => "a lone `-` inside of brackets: expected a value",
        E::ExpectedFlowMappingSeparator => "expected `,` or `}` here",
        E::ExpectedFlowSequenceSeparator => "expected `,` or `]` here",
        E::InvalidColonPlacement => "a `:` where no key can end: expected a key and its `:` on one line",
        E::FlowMappingValueAdjacentCollection => "no space behind `:`: expected one between key and value",
        E::InvalidBlockScalarIndent => "a blank line with more spaces than the text below: expected no more",
        E::InvalidQuotedScalarIndent => "a quoted value that goes on too far left: expected it below its key",
        E::ExpectedWhitespace => "no space here: expected one",
        E::UnknownAnchor => "an alias without an earlier anchor of its name",
        E::TooManyComments => "too many comments in a row",
        _ => "not YAML from here on",
    }
    .to_owned()
}
