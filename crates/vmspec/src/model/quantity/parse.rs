//! Text to quantity.

use std::str::FromStr;

use super::decimal::Decimal;
use super::error::{ParseQuantityError, ParseQuantityErrorKind};
use super::suffix::{Suffix, SuffixError};
use super::{Quantity, QuantityFormat};

/// Kubernetes keeps nothing finer than a billionth.
const FINEST_EXPONENT: i32 = -9;

/// The parts of a quantity's text.
struct Parts<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    suffix: Suffix,
}

impl FromStr for Quantity {
    type Err = ParseQuantityError;

    /// Reads a quantity.
    ///
    /// # Errors
    ///
    /// [`ParseQuantityError`] if the text does not have the syntax of a quantity, is longer than
    /// [`MAX_TEXT_BYTES`](Self::MAX_TEXT_BYTES), or has an exponent beyond ±999.
    fn from_str(text: &str) -> Result<Self, ParseQuantityError> {
        let parts = split(text)?;
        Ok(Self::from_parts(text.to_owned(), &parts))
    }
}

impl Quantity {
    /// For text that a constructor made and that therefore is a quantity.
    pub(super) fn from_valid_text(text: &str) -> Self {
        let zero = Parts { negative: false, whole: "0", fraction: "", suffix: Suffix::Decimal(0) };
        Self::from_parts(text.to_owned(), &split(text).unwrap_or(zero))
    }

    fn from_parts(text: String, parts: &Parts<'_>) -> Self {
        let digits = parts.whole.bytes().chain(parts.fraction.bytes()).map(|digit| digit - b'0');
        // The text is short, so its length fits.
        let decimals = i32::try_from(parts.fraction.len()).unwrap_or(i32::MAX);
        let written = Decimal::new(parts.negative, digits, -decimals);
        let number = match parts.suffix {
            Suffix::Decimal(power) | Suffix::Exponent(power) => written.times_power_of_ten(power),
            Suffix::Binary(power) => written.times_power_of_two(power),
        };
        let number = number.rounded_away_from_zero(FINEST_EXPONENT);
        let mut format = parts.suffix.format();
        let number = if format == QuantityFormat::BinarySi { capped(number) } else { number };
        if format == QuantityFormat::BinarySi
            && !number.is_zero()
            && number.cmp_magnitude(&Decimal::from(1)).is_lt()
        {
            format = QuantityFormat::DecimalSi;
        }
        let text_is_canonical = !number.is_zero() && is_kept_by_kubernetes(parts, decimals);
        Self { text, bare_number: false, text_is_canonical, number, format }
    }
}

/// Splits text that is a quantity.
fn split(text: &str) -> Result<Parts<'_>, ParseQuantityError> {
    use ParseQuantityErrorKind as Kind;
    let error = |kind, offset| Err(ParseQuantityError { text: text.to_owned(), offset, kind });
    if text.len() > Quantity::MAX_TEXT_BYTES {
        return error(Kind::TooLong, Quantity::MAX_TEXT_BYTES);
    }
    if text.is_empty() {
        return error(Kind::Empty, 0);
    }
    if let Some(blank) = text.find(char::is_whitespace) {
        return error(Kind::Blank, blank);
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, rest) = split_digits(unsigned);
    let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), split_digits);
    let suffix_offset = text.len() - rest.len();
    match Suffix::parse(rest) {
        Ok(suffix) => Ok(Parts { negative, whole, fraction, suffix }),
        Err(SuffixError::ExponentOutOfRange) => error(Kind::ExponentOutOfRange, suffix_offset),
        Err(SuffixError::Unknown) if whole.is_empty() && fraction.is_empty() => {
            error(Kind::NoNumber, suffix_offset)
        }
        Err(SuffixError::Unknown) if rest.starts_with(',') => error(Kind::Comma, suffix_offset),
        Err(SuffixError::Unknown) => error(Kind::UnknownSuffix, suffix_offset),
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// A number with a binary suffix is at most 2^63 - 1 away from zero.
fn capped(number: Decimal) -> Decimal {
    if number.is_below_power_of_ten(18) {
        return number;
    }
    let limit = Decimal::from(i64::MAX);
    if number.cmp_magnitude(&limit).is_le() {
        return number;
    }
    if number.is_negative() { Decimal::from(-i64::MAX) } else { limit }
}

/// Whether Kubernetes gives the text back as it is, instead of writing the number anew.
///
/// It does so for numbers that are small enough for its fast way of reading and that look canonical, by tests that
/// let some others through as well: `+1Gi`, `007`, `5.k`, `1E3` and `1.234k` stay as they are, while `1.5Gi` becomes
/// `1536Mi`.
fn is_kept_by_kubernetes(parts: &Parts<'_>, decimals: i32) -> bool {
    let whole = parts.whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let digits = whole.len() + parts.fraction.len();
    match parts.suffix {
        Suffix::Decimal(power) | Suffix::Exponent(power) => {
            let exponent = power - decimals;
            let last_three_are_zeros = digits >= 3
                && whole.bytes().chain(parts.fraction.bytes()).rev().take(3).all(|digit| digit == b'0');
            digits <= 18
                && exponent >= FINEST_EXPONENT
                && exponent % 3 == 0
                && !last_three_are_zeros
                && !whole.starts_with('0')
        }
        Suffix::Binary(power) => {
            // A power of two has about three decimal digits for every ten of its bits.
            let digits_of_unit = usize::try_from(power * 3 / 10).unwrap_or(usize::MAX);
            let multiple_of_eight = whole.parse::<u64>().is_ok_and(|number| number % 8 == 0);
            parts.fraction.is_empty() && digits + digits_of_unit <= 14 && !multiple_of_eight
        }
    }
}
