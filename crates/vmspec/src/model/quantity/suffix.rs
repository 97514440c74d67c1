//! The suffixes of quantities.

use super::QuantityFormat;

/// The decimal suffixes with their powers of ten.
pub(super) const DECIMAL: [(&str, i32); 10] =
    [("n", -9), ("u", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18)];

/// The binary suffixes with their powers of two.
pub(super) const BINARY: [(&str, u32); 6] =
    [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];

/// What a suffix multiplies a number by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suffix {
    /// A power of ten with a letter, or none.
    Decimal(i32),
    /// A power of two.
    Binary(u32),
    /// A power of ten as a number: `e3`.
    Exponent(i32),
}

/// Why a suffix was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SuffixError {
    Unknown,
    ExponentOutOfRange,
}

impl Suffix {
    /// The greatest power of ten, positive or negative, that a number may have.
    pub(super) const MAX_EXPONENT: i32 = 999;

    pub(super) fn parse(text: &str) -> Result<Self, SuffixError> {
        if let Some((_, power)) = DECIMAL.iter().find(|(name, _)| *name == text) {
            return Ok(Self::Decimal(*power));
        }
        if let Some((_, power)) = BINARY.iter().find(|(name, _)| *name == text) {
            return Ok(Self::Binary(*power));
        }
        let exponent = text.strip_prefix(['e', 'E']).ok_or(SuffixError::Unknown)?;
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SuffixError::Unknown);
        }
        match exponent.parse::<i32>() {
            Ok(power) if power.abs() <= Self::MAX_EXPONENT => Ok(Self::Exponent(power)),
            _ => Err(SuffixError::ExponentOutOfRange),
        }
    }

    pub(super) fn format(self) -> QuantityFormat {
        match self {
            Self::Decimal(_) => QuantityFormat::DecimalSi,
            Self::Binary(_) => QuantityFormat::BinarySi,
            Self::Exponent(_) => QuantityFormat::DecimalExponent,
        }
    }
}
