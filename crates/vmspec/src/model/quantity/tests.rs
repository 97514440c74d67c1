use proptest::prelude::*;
use serde_json::json;

use super::*;

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn valid_text() {
    for (text, plain, canonical) in [
        ("0", "0", "0"),
        ("-0", "0", "0"),
        ("00.00Gi", "0", "0"),
        ("5", "5", "5"),
        ("007", "7", "007"),
        ("20Gi", "21474836480", "20Gi"),
        ("1024Mi", "1073741824", "1Gi"),
        ("1.5Gi", "1610612736", "1536Mi"),
        ("0.1Gi", "107374182.4", "107374182400m"),
        ("1000Ki", "1024000", "1000Ki"),
        ("-1.5Ki", "-1536", "-1536"),
        ("500m", "0.5", "500m"),
        ("-0.0000000001", "-0.000000001", "-1n"),
        ("1000k", "1000000", "1M"),
        ("1e3", "1000", "1e3"),
        ("1E+3", "1000", "1E+3"),
        ("10e-1", "1", "1"),
        ("8Ei", "9223372036854775807", "9223372036854775807"),
        ("-9Ei", "-9223372036854775807", "-9223372036854775807"),
        ("12345678901234567890k", "12345678901234567890000", "12345678901234567890k"),
        // Older versions of Kubernetes lose the exponent here and write `1`.
        ("1000E", "1000000000000000000000", "1e21"),
        ("1e999", &format!("1{}", "0".repeat(999)), "1e999"),
        ("1e-999", "0.000000001", "1e-9"),
        // Numbers without digits are zero to Kubernetes.
        ("Gi", "0", "0"),
        (".", "0", "0"),
        ("+e3", "0", "0"),
    ] {
        let quantity = quantity(text);
        assert_eq!(quantity.to_plain_decimal(), plain, "{text}");
        assert_eq!(quantity.canonical(), canonical, "{text}");
        assert_eq!(quantity.to_string(), text);
        assert_eq!(quantity.canonical().parse(), Ok(quantity), "{text}");
    }
}

#[test]
fn invalid_text() {
    use ParseQuantityErrorKind as Kind;
    let long = "1".repeat(Quantity::MAX_TEXT_BYTES + 1);
    for (text, kind, offset, message, suggestions) in [
        ("", Kind::Empty, 0, "an empty text is not a size; leave the field out or give", &[] as &[&str]),
        ("20GB", Kind::UnknownSuffix, 2, "`20GB` has the unknown suffix `GB`, expected", &["20G", "20Gi"]),
        ("20gi", Kind::UnknownSuffix, 2, "`20gi` has the unknown suffix `gi`, expected", &["20Gi"]),
        ("20g", Kind::UnknownSuffix, 2, "`20g` has the unknown suffix `g`, expected", &["20G", "20Gi"]),
        ("1.5GiB", Kind::UnknownSuffix, 3, "`1.5GiB` has the unknown suffix `GiB`, expected", &["1.5Gi"]),
        ("64K", Kind::UnknownSuffix, 2, "`64K` has the unknown suffix `K`, expected", &["64k", "64Ki"]),
        (
            "512MB",
            Kind::UnknownSuffix,
            3,
            "`512MB` has the unknown suffix `MB`, expected",
            &["512M", "512Mi"],
        ),
        ("5b", Kind::UnknownSuffix, 1, "`5b` has the unknown suffix `b`, expected", &["5"]),
        ("1GiGi", Kind::UnknownSuffix, 1, "`1GiGi` has the unknown suffix `GiGi`, expected", &[]),
        ("1_000", Kind::UnknownSuffix, 1, "`1_000` has the unknown suffix `_000`, expected", &["1000"]),
        ("1.2.3", Kind::UnknownSuffix, 3, "`1.2.3` has the unknown suffix `.3`, expected", &[]),
        ("1e", Kind::UnknownSuffix, 1, "`1e` has the unknown suffix `e`, expected", &[]),
        ("1e1.5", Kind::UnknownSuffix, 1, "`1e1.5` has the unknown suffix `e1.5`, expected", &[]),
        ("20 Gi", Kind::Blank, 2, "`20 Gi` has a blank in it, expected", &["20Gi"]),
        ("20 GB", Kind::Blank, 2, "`20 GB` has a blank in it, expected", &["20G", "20Gi"]),
        ("5Gi\n", Kind::Blank, 3, "`5Gi\n` has a blank in it, expected", &["5Gi"]),
        ("20,5Gi", Kind::Comma, 2, "`20,5Gi` has a comma in it, expected", &["20.5Gi"]),
        ("big", Kind::NoNumber, 0, "`big` does not begin with a number, expected", &[]),
        ("-x", Kind::NoNumber, 1, "`-x` does not begin with a number, expected", &[]),
        ("٣Gi", Kind::NoNumber, 0, "`٣Gi` does not begin with a number, expected", &[]),
        ("1e1000", Kind::ExponentOutOfRange, 1, "`1e1000` has an exponent beyond ±999, expected", &[]),
        (
            "1e-99999999999",
            Kind::ExponentOutOfRange,
            1,
            "`1e-99999999999` has an exponent beyond ±999, expected",
            &[],
        ),
        (&long, Kind::TooLong, 128, "129 bytes are too many for a size, expected", &[]),
    ] {
        let error = text.parse::<Quantity>().expect_err(text);
        assert_eq!((error.kind(), error.offset()), (kind, offset), "{text}");
        assert_eq!(error.to_string(), format!("{message} {}", Quantity::EXPECTED));
        let offered: Vec<String> = error.suggestions().iter().map(Quantity::to_string).collect();
        assert_eq!(offered, suggestions, "{text}");
    }
}

#[test]
fn rounding_is_away_from_zero_and_saturates() {
    for (text, bytes, millis) in [
        ("1.5", 2, 1500),
        ("-1.5", -2, -1500),
        ("1n", 1, 1),
        ("-1u", -1, -1),
        ("0", 0, 0),
        ("9223372036854775807", i64::MAX, i64::MAX),
        ("-9223372036854775808", i64::MIN, i64::MIN),
        ("1e999", i64::MAX, i64::MAX),
        ("-10E", i64::MIN, i64::MIN),
    ] {
        assert_eq!(
            (quantity(text).as_bytes_ceil(), quantity(text).as_millis_ceil()),
            (bytes, millis),
            "{text}"
        );
    }
}

#[test]
fn order_and_equality_are_those_of_the_numbers() {
    let ascending = [
        "-1e999", "-9Ei", "-1Gi", "-1", "-500m", "-1n", "0", "1n", "999m", "1", "1k", "1Ki", "1G", "1Gi",
        "8Ei", "10E",
    ];
    for (index, left) in ascending.iter().enumerate() {
        for (other, right) in ascending.iter().enumerate() {
            assert_eq!(quantity(left).cmp(&quantity(right)), index.cmp(&other), "{left} and {right}");
        }
    }
    let same: std::collections::HashSet<Quantity> =
        ["1Gi", "1024Mi", "1073741824", "+1Gi"].map(quantity).into();
    assert_eq!(same.len(), 1);
}

#[test]
fn constructors_write_what_a_person_would() {
    for (quantity, text) in [
        (Quantity::from_bytes(0), "0"),
        (Quantity::from_bytes(1000), "1000"),
        (Quantity::from_bytes(5 * 1024 * 1024 * 1024), "5Gi"),
        (Quantity::from_bytes(1536 * 1024 * 1024), "1536Mi"),
        (Quantity::from_bytes(u64::MAX), "18446744073709551615"),
        (Quantity::from_bytes(1 << 60), "1Ei"),
        (Quantity::from_gibibytes(20), "20Gi"),
        (Quantity::from_count(4), "4"),
    ] {
        assert_eq!(quantity.text(), text);
        assert_eq!(quantity, text.parse().unwrap());
    }
}

#[test]
fn numbers_and_text_are_read_and_written_as_they_are() {
    for (written, text, bare) in [
        (json!("5"), "5", false),
        (json!(5), "5", true),
        (json!(-5), "-5", true),
        (json!(u64::MAX), "18446744073709551615", true),
        (json!(1e20), "100000000000000000000", true),
    ] {
        let quantity: Quantity = serde_json::from_value(written.clone()).unwrap();
        assert_eq!((quantity.text(), quantity.is_bare_number()), (text, bare));
        assert_eq!(serde_json::to_value(&quantity).unwrap(), written);
    }
    for wrong in [json!(1.5), json!(true), json!(null), json!(["1"]), json!({})] {
        let error = serde_json::from_value::<Quantity>(wrong).unwrap_err().to_string();
        assert!(error.ends_with(Quantity::EXPECTED), "{error}");
    }
}

/// The number in billionths, rounded away from zero, by plain integer arithmetic.
fn billionths(digits: i128, decimals: u32, numerator: i128, denominator: i128) -> i128 {
    let dividend = digits * numerator * 1_000_000_000;
    let divisor = denominator * 10_i128.pow(decimals);
    (dividend + (divisor - 1) * dividend.signum()) / divisor
}

proptest! {
    #[test]
    fn arithmetic_is_exact(
        digits in -99_999_999_i128..99_999_999,
        decimals in 0_u32..8,
        suffix in prop::sample::select(vec![
            ("n", 1, 1_000_000_000), ("u", 1, 1_000_000), ("m", 1, 1000), ("", 1, 1), ("k", 1000, 1),
            ("G", 1_000_000_000, 1), ("Ki", 1 << 10, 1), ("Mi", 1 << 20, 1), ("Gi", 1 << 30, 1), ("e2", 100, 1), ("E-2", 1, 100),
        ]),
    ) {
        let (name, numerator, denominator) = suffix;
        let padded = format!("{:0>1$}", digits.abs(), decimals as usize + 1);
        let (whole, fraction) = padded.split_at(padded.len() - decimals as usize);
        let sign = if digits < 0 { "-" } else { "" };
        let quantity: Quantity = format!("{sign}{whole}.{fraction}{name}").parse().map_err(|_| TestCaseError::fail("not read"))?;
        let expected: Quantity = format!("{}n", billionths(digits, decimals, numerator, denominator)).parse().map_err(|_| TestCaseError::fail("not read"))?;
        prop_assert_eq!(quantity.to_plain_decimal(), expected.to_plain_decimal());
        prop_assert_eq!(&quantity, &expected);
        prop_assert_eq!(quantity.canonical().parse(), Ok(quantity));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[-+0-9.,eEinumkKMGTPB _é]{0,12}") {
        match text.parse::<Quantity>() {
            Ok(quantity) => prop_assert_eq!(quantity.canonical().parse(), Ok(quantity)),
            Err(error) => {
                prop_assert!(error.offset() <= text.len());
                prop_assert!(error.to_string().ends_with(Quantity::EXPECTED));
                error.suggestions();
            }
        }
    }
}
