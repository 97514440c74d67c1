//! Floats from their digits.

use lexical_parse_float::FromLexical;

/// The float that is nearest to a decimal number such as `-1.5e3`; infinite if it is too large, nothing if the text is
/// no number.
///
/// The same as [`str::parse`], whose tables of powers would be 10 KB in a WebAssembly module, and don't compress.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse_float;

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

    proptest! {
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
