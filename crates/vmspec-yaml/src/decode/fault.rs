//! The error that travels through serde: made without a place by visitors, given one by the first access it passes.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::place::{Place, PlaceId};
use super::words::{self, Found};
use super::{Issue, IssueKind};
use crate::scalar::print_float;
use crate::{FieldPath, Segment, Span};

/// An error on its way up.
#[derive(Debug)]
pub(super) struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    cause: Cause,
    site: Option<Site>,
}

/// Where a fault is, in a form that outlives the call stack.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) path: FieldPath,
    pub(super) span: Span,
    holder_span: Span,
    /// The entry or item to leave out; nothing at the root.
    pub(super) id: Option<PlaceId>,
    /// Whether something stands there that the parser could not understand: it may be what is missed.
    lost_content: bool,
    /// The source of a plain scalar.
    written: Option<String>,
}

/// What is wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cause {
    WrongType {
        expected: String,
        found: Found,
    },
    InvalidValue {
        message: String,
    },
    /// A value of the right type that is none of those which are taken.
    Unsuitable {
        found: String,
        expected: String,
    },
    OutOfRange {
        found: String,
        least: &'static str,
        most: &'static str,
    },
    UnknownValue {
        found: String,
        known: &'static [&'static str],
    },
    UnknownField {
        field: String,
        known: &'static [&'static str],
    },
    MissingField {
        field: &'static str,
    },
    LimitExceeded {
        message: String,
    },
    /// Aliases led to too many values.
    AliasBound,
    /// The parser has reported it, or a fault reported before causes it.
    Known,
}

impl Fault {
    pub(super) fn new(cause: Cause) -> Self {
        Self(Box::new(Inner { cause, site: None }))
    }

    pub(super) fn wrong_type(expected: impl Into<String>, found: Found) -> Self {
        Self::new(Cause::WrongType { expected: expected.into(), found })
    }

    /// Says where the fault is, unless that is known more narrowly.
    pub(super) fn at(mut self, place: &Place<'_, '_>) -> Self {
        if self.0.site.is_none() {
            let node = place.node.target();
            let is_plain = node.style() == Some(crate::ScalarStyle::Plain);
            self.0.site = Some(Site {
                path: place.path(),
                span: place.value_span(),
                holder_span: place.holder_span(),
                id: place.id(),
                lost_content: node.lost_content(),
                written: is_plain.then(|| node.text().to_owned()),
            });
        }
        self
    }

    /// As [`at`](Self::at), for a fault of the key of the entry at `place`.
    pub(super) fn at_key(self, place: &Place<'_, '_>, key: Span) -> Self {
        let is_new = self.0.site.is_none();
        let mut fault = self.at(place);
        if let (true, Some(site)) = (is_new, &mut fault.0.site) {
            site.span = key;
        }
        fault
    }

    pub(super) fn into_parts(self) -> (Cause, Option<Site>) {
        (self.0.cause, self.0.site)
    }
}

impl Cause {
    /// Whether the fault only says that something is gone that was left out because of an earlier fault.
    pub(super) fn follows_from(&self, site: &Site, left_out: &[FieldPath]) -> bool {
        let below = |path: &FieldPath| path.starts_with(&site.path) && *path != site.path;
        match self {
            Self::Known => true,
            Self::MissingField { .. } | Self::InvalidValue { .. } | Self::Unsuitable { .. }
                if site.lost_content =>
            {
                true
            }
            Self::MissingField { field } => left_out.iter().any(|path| {
                below(path)
                    && path.segments().get(site.path.segments().len()) == Some(&Segment::Key((*field).into()))
            }),
            // A rule over several values, of which one is gone.
            Self::InvalidValue { .. } | Self::Unsuitable { .. } | Self::WrongType { .. } => {
                left_out.iter().any(below)
            }
            _ => false,
        }
    }

    /// The issue to report, or nothing if somebody has.
    pub(super) fn into_issue(self, site: &Site, names_values: bool) -> Option<Issue> {
        let (path, span) = (site.path.clone(), site.span);
        let written = site.written.as_deref().filter(|_| names_values);
        let kind = match self {
            Self::WrongType { expected, found } => {
                IssueKind::WrongType { expected, found: found.describe(written) }
            }
            Self::InvalidValue { message } => IssueKind::InvalidValue { message },
            Self::Unsuitable { found, expected } => IssueKind::InvalidValue {
                message: if names_values {
                    format!("expected {expected}, found `{found}`")
                } else {
                    format!("expected {expected}")
                },
            },
            Self::OutOfRange { found, least, most } => IssueKind::InvalidValue {
                message: if names_values {
                    format!("`{found}` is out of range: expected a whole number from {least} to {most}")
                } else {
                    format!("expected a whole number from {least} to {most}")
                },
            },
            Self::UnknownValue { found, known } => {
                IssueKind::UnknownValue { found: if names_values { found } else { String::new() }, known }
            }
            Self::UnknownField { field, known } => IssueKind::UnknownField { field, known },
            Self::MissingField { field } => {
                let kind = IssueKind::MissingField { field };
                return Some(Issue { path: path.key(field), span: site.holder_span, kind });
            }
            Self::LimitExceeded { message } => IssueKind::LimitExceeded { message },
            Self::AliasBound | Self::Known => return None,
        };
        Some(Issue { path, span, kind })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Seen by types that turn an error into one of their own, such as "expected a or b, but: …".
        match &self.0.cause {
            Cause::WrongType { expected, found } => {
                write!(f, "expected {expected}, found {}", found.describe(None))
            }
            Cause::InvalidValue { message } | Cause::LimitExceeded { message } => f.write_str(message),
            Cause::Unsuitable { found, expected } => write!(f, "expected {expected}, found `{found}`"),
            Cause::OutOfRange { found, least, most } => {
                write!(f, "`{found}` is out of range: expected a whole number from {least} to {most}")
            }
            Cause::UnknownValue { found, .. } => write!(f, "unknown value `{found}`"),
            Cause::UnknownField { field, .. } => write!(f, "unknown field `{field}`"),
            Cause::MissingField { field } => write!(f, "missing field `{field}`"),
            Cause::AliasBound => f.write_str("aliases lead to too many values"),
            Cause::Known => f.write_str("rests on a fault that was reported before"),
        }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let mut message = message.to_string();
        if message.starts_with("data did not match any variant of untagged enum") {
            "the value has none of the forms that are taken here".clone_into(&mut message);
        }
        Self::new(Cause::InvalidValue { message })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::wrong_type(words::of(expected), found.into())
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let words = expected.to_string();
        let text = match found {
            Unexpected::Unsigned(number) => number.to_string(),
            Unexpected::Signed(number) => number.to_string(),
            Unexpected::Float(number) => print_float(number),
            Unexpected::Bool(value) => value.to_string(),
            Unexpected::Char(char) => char.to_string(),
            Unexpected::Str(text) | Unexpected::Other(text) => text.to_owned(),
            other => Found::from(other).describe(None),
        };
        if let Some((least, most)) = words::whole_number_range(&words) {
            return Self::new(Cause::OutOfRange { found: text, least, most });
        }
        Self::new(Cause::Unsuitable { found: text, expected: words::expected(&words) })
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let message = format!("expected {}, found {length}", words::expected(&expected.to_string()));
        Self::new(Cause::InvalidValue { message })
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Cause::UnknownValue { found: variant.to_owned(), known: expected })
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Cause::UnknownField { field: field.to_owned(), known: expected })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Cause::MissingField { field })
    }

    fn duplicate_field(field: &'static str) -> Self {
        let message = format!("`{field}` is written twice, under two names");
        Self::new(Cause::InvalidValue { message })
    }
}
