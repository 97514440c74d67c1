//! What is wrong with text that is no quantity, and what may have been meant.

use std::fmt;

use super::{Quantity, suffix};

/// Text is not a quantity.
///
/// The message names what is wrong and ends with [`Quantity::EXPECTED`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseQuantityError {
    pub(super) text: String,
    pub(super) offset: usize,
    pub(super) kind: ParseQuantityErrorKind,
}

/// The ways in which text is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParseQuantityErrorKind {
    /// There is no text.
    Empty,
    /// The text does not begin with a number.
    NoNumber,
    /// There is a blank before, in or after the quantity: `20 Gi`.
    Blank,
    /// A comma stands where a decimal point would be: `20,5Gi`.
    Comma,
    /// What follows the number is no suffix: `20GB`.
    UnknownSuffix,
    /// The power of ten is further from zero than ±999.
    ExponentOutOfRange,
    /// The text has more bytes than [`Quantity::MAX_TEXT_BYTES`].
    TooLong,
}

impl ParseQuantityError {
    /// What is wrong.
    pub fn kind(&self) -> ParseQuantityErrorKind {
        self.kind
    }

    /// The byte of the text at which it stops being a quantity.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Quantities that may have been meant, the likeliest first.
    ///
    /// There are several where the text leaves open whether the decimal or the binary unit is meant: `20GB` gives
    /// `20G` (20 × 10^9) and `20Gi` (20 × 2^30).
    pub fn suggestions(&self) -> Vec<Quantity> {
        if matches!(self.kind, ParseQuantityErrorKind::Empty | ParseQuantityErrorKind::TooLong) {
            return Vec::new();
        }
        let text: String = self.text.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
        let text = text.replace(',', ".");
        let number_end =
            text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '+' | '-')).unwrap_or(text.len());
        let (number, unit) = text.split_at(number_end);
        if !number.contains(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        likely_suffixes(unit)
            .into_iter()
            .filter_map(|suffix| format!("{number}{suffix}").parse().ok())
            .collect()
    }
}

/// The suffixes that `unit` may stand for.
fn likely_suffixes(unit: &str) -> Vec<&'static str> {
    let known =
        suffix::DECIMAL.iter().map(|(name, _)| *name).chain(suffix::BINARY.iter().map(|(name, _)| *name));
    if let Some(exact) = known.clone().find(|name| *name == unit) {
        return vec![exact];
    }
    // More likely an exponent without its digits than exabytes.
    if unit == "e" {
        return Vec::new();
    }
    // Units are written with a `B` for bytes and in any case: `GB`, `gib`, `Gb`.
    let lower = unit.to_ascii_lowercase();
    let lower = lower.strip_suffix("bytes").or_else(|| lower.strip_suffix('b')).unwrap_or(&lower);
    let (prefix, is_binary) = match lower.strip_suffix('i') {
        Some(prefix) => (prefix, true),
        None => (lower, false),
    };
    // Small units are left out: nobody means thousandths by `MB`.
    known
        .filter(|name| !matches!(*name, "n" | "u" | "m"))
        .filter(|name| match name.strip_suffix('i') {
            Some(letter) => letter.eq_ignore_ascii_case(prefix),
            None => !is_binary && name.eq_ignore_ascii_case(prefix),
        })
        .collect()
}

impl fmt::Display for ParseQuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match self.kind {
            ParseQuantityErrorKind::Empty => {
                f.write_str("an empty text is not a size; leave the field out or give")?;
            }
            ParseQuantityErrorKind::NoNumber => write!(f, "`{text}` does not begin with a number, expected")?,
            ParseQuantityErrorKind::Blank => write!(f, "`{text}` has a blank in it, expected")?,
            ParseQuantityErrorKind::Comma => write!(f, "`{text}` has a comma in it, expected")?,
            ParseQuantityErrorKind::UnknownSuffix => {
                let suffix = text.get(self.offset..).unwrap_or_default();
                write!(f, "`{text}` has the unknown suffix `{suffix}`, expected")?;
            }
            ParseQuantityErrorKind::ExponentOutOfRange => {
                write!(f, "`{text}` has an exponent beyond ±999, expected")?;
            }
            ParseQuantityErrorKind::TooLong => {
                write!(f, "{} bytes are too many for a size, expected", text.len())?;
            }
        }
        write!(f, " {}", Quantity::EXPECTED)
    }
}

impl std::error::Error for ParseQuantityError {}
