//! Floats from their digits, and the digits of floats.
//!
//! The standard library does the same, with tables of powers and code for precisions that nobody asks for here. In a
//! WebAssembly module they would be 20 KB, which don't compress well.

use lexical_parse_float::FromLexical;
use serde::Serialize;

/// The float that is nearest to a decimal number such as `-1.5e3`; infinite if it is too large, nothing if the text is
/// no number.
///
/// The same as [`str::parse`].
///
/// ```
/// use vmspec_yaml::scalar::parse_float;
///
/// assert_eq!(parse_float("0.1"), Some(0.1));
/// assert_eq!(parse_float("1e400"), Some(f64::INFINITY));
/// assert_eq!(parse_float("0x1"), None);
/// ```
pub fn parse_float(text: &str) -> Option<f64> {
    f64::from_lexical(text.as_bytes()).ok()
}

/// The shortest decimal number that is nearest to a float and to no other, without exponent.
///
/// The same as [`ToString::to_string`], but for the last digit where two are equally near: here it is even.
///
/// ```
/// use vmspec_yaml::scalar::print_float;
///
/// assert_eq!(print_float(0.1), "0.1");
/// assert_eq!(print_float(-1e21), "-1000000000000000000000");
/// assert_eq!(print_float(f64::INFINITY), "inf");
/// ```
pub fn print_float(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "inf" } else { "-inf" }.to_owned()
    } else {
        Decimal::of(&number).plain()
    }
}

/// The shortest digits of a float that has some.
pub(super) struct Decimal {
    minus: &'static str,
    /// From the first to the last that is not zero.
    digits: String,
    /// How many digits stand before the point; below zero, how many zeros behind it stand before the digits.
    point: isize,
}

impl Decimal {
    /// The digits are those of JSON.
    pub(super) fn of(number: &impl Serialize) -> Self {
        let json = serde_json::to_string(number).unwrap_or_default();
        let (minus, number) = json.strip_prefix('-').map_or(("", &*json), |number| ("-", number));
        let (number, exponent) = number.split_once('e').unwrap_or((number, "0"));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let zeros = all.len() - digits.len();
        let point = match exponent.parse::<isize>() {
            Ok(exponent) if !digits.is_empty() => exponent + whole.len().cast_signed() - zeros.cast_signed(),
            _ => 1,
        };
        Self { minus, digits: digits.trim_end_matches('0').to_owned(), point }
    }

    /// Without exponent: `1500`, `0.015`.
    pub(super) fn plain(&self) -> String {
        let Self { minus, digits, point } = self;
        let zeros = |count: isize| "0".repeat(count.max(0).unsigned_abs());
        let padded = format!("{}{digits}{}", zeros(1 - point), zeros(point - digits.len().cast_signed()));
        let (whole, fraction) =
            padded.split_at_checked(1.max(*point).unsigned_abs()).unwrap_or((&padded, ""));
        let dot = if fraction.is_empty() { "" } else { "." };
        format!("{minus}{whole}{dot}{fraction}")
    }

    /// With exponent: `1.5e+03`.
    pub(super) fn scientific(&self) -> String {
        let Self { minus, digits, point } = self;
        let (whole, fraction) = digits.split_at_checked(1).unwrap_or(("0", ""));
        let dot = if fraction.is_empty() { "" } else { "." };
        let sign = if *point < 1 { '-' } else { '+' };
        format!("{minus}{whole}{dot}{fraction}e{sign}{:02}", (point - 1).unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Decimal, parse_float, print_float};

    fn bits(number: Option<f64>) -> Option<u64> {
        number.map(f64::to_bits)
    }

    #[test]
    fn all_forms_are_read_as_the_standard_library_reads_them() {
        for text in [
            "1",
            "+1",
            "-1",
            "1.",
            ".5",
            "-.5",
            "1.5e3",
            "1E+3",
            "1e-3",
            "-0",
            "0e5",
            "00012.50",
            "",
            ".",
            "e5",
            "1e",
            "1e+",
            "+",
            "1.2.3",
            "1_0",
            " 1",
            "1 ",
            "0x1F",
            "12a",
            "5e-324",
            "2e-324",
            "1e-400",
            "1e308",
            "1.8e308",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "0e99999999999999999999",
            "9007199254740993",
            "9007199254740992.9999999999999999",
            "18446744073709551616",
            "0.1000000000000000055511151231257827021181583404541015625",
            "2.2250738585072011e-308",
            "123456789012345678901234567890123456789012345678901234567890",
        ] {
            assert_eq!(bits(parse_float(text)), bits(text.parse().ok()), "{text}");
        }
    }

    #[test]
    fn floats_are_printed_as_the_standard_library_prints_them() {
        for number in [
            0.0,
            -0.0,
            1.0,
            -10.0,
            1e6,
            0.1,
            -0.015,
            1e-5,
            1e20,
            1e21,
            f64::MAX,
            f64::MIN_POSITIVE,
            5e-324,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ] {
            assert_eq!(print_float(number), number.to_string());
        }
    }

    proptest! {
        /// Where two numbers of as many digits are equally near, the standard library takes the larger one.
        #[test]
        fn digits_are_as_few_as_the_standard_library_needs(number: f64, narrow: f32) {
            let printed = print_float(number);
            prop_assert_eq!(printed.len(), number.to_string().len());
            prop_assert!(number.is_nan() || printed.parse() == Ok(number));
            prop_assume!(narrow.is_finite());
            let plain = Decimal::of(&narrow).plain();
            prop_assert_eq!(plain.len(), narrow.to_string().len());
            prop_assert_eq!(plain.parse(), Ok(narrow));
            let scientific = Decimal::of(&narrow).scientific();
            prop_assert_eq!(scientific.split('e').next().map(str::len), format!("{narrow:e}").split('e').next().map(str::len));
            prop_assert_eq!(scientific.parse(), Ok(narrow));
        }

        #[test]
        fn every_float_comes_back(number: f64) {
            prop_assume!(number.is_finite());
            prop_assert_eq!(bits(parse_float(&number.to_string())), Some(number.to_bits()));
            prop_assert_eq!(bits(parse_float(&format!("{number:e}"))), Some(number.to_bits()));
        }

        #[test]
        fn numbers_of_many_digits_are_rounded_alike(text in "-?[0-9]{1,40}\\.?[0-9]{0,40}(e[-+]?[0-9]{1,3})?") {
            prop_assert_eq!(bits(parse_float(&text)), bits(text.parse().ok()));
        }
    }
}
