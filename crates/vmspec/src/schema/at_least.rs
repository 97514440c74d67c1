//! Sizes that are large enough, as a regular expression: schemas compare numbers, and sizes are text.

use serde_json::{Value, json};

/// Units that a schema compares by, with their bytes.
const UNITS: [(&str, u64); 12] = [
    ("", 1),
    ("k", 1_000),
    ("M", 1_000_000),
    ("G", 1_000_000_000),
    ("T", 1_000_000_000_000),
    ("P", 1_000_000_000_000_000),
    ("E", 1_000_000_000_000_000_000),
    ("Ki", 1 << 10),
    ("Mi", 1 << 20),
    ("Gi", 1 << 30),
    ("Ti", 1 << 40),
    ("Pi", 1 << 50),
];

/// A quantity of at least so many bytes, as text or as a number.
///
/// Whole numbers are compared exactly. Of a fraction only the whole part counts, to the author's favour, and a power of
/// ten is always taken for enough.
pub(super) fn at_least(bytes: u64) -> Value {
    json!({ "pattern": pattern(bytes), "minimum": bytes })
}

/// The same, with what to say of a quantity that is too small.
pub(super) fn at_least_or(bytes: u64, message: &str) -> Value {
    json!({ "pattern": pattern(bytes), "minimum": bytes, "patternErrorMessage": message })
}

fn pattern(bytes: u64) -> String {
    let mut sizes: Vec<(String, Vec<&str>)> = Vec::new();
    let largest = ("Ei", 1 << 60);
    for (unit, unit_bytes) in UNITS.into_iter().chain([largest]) {
        let number = number(bytes, unit_bytes);
        match sizes.iter_mut().find(|(same, _)| *same == number) {
            Some((_, units)) => units.push(unit),
            None => sizes.push((number, vec![unit])),
        }
    }
    let sizes: Vec<String> =
        sizes.into_iter().map(|(number, units)| format!("({number})({})", units.join("|"))).collect();
    format!(r"^\+?({}|[0-9.]+[eE][+-]?[0-9]+)$", sizes.join("|"))
}

/// The numbers of a unit that are enough bytes.
fn number(bytes: u64, unit_bytes: u64) -> String {
    let (floor, ceiling) = (bytes / unit_bytes, bytes.div_ceil(unit_bytes));
    let whole = format!(r"0*({})(\.[0-9]*)?", digits(ceiling));
    match floor {
        _ if floor == ceiling => whole,
        0 => format!(r"{whole}|0*\.[0-9]+"),
        _ => format!(r"{whole}|0*{floor}\.[0-9]+"),
    }
}

/// Whole numbers of at least this value, without leading zeros.
fn digits(least: u64) -> String {
    let text = least.to_string();
    let mut alternatives = vec![format!("[1-9][0-9]{{{},}}", text.len())];
    for (index, digit) in text.bytes().enumerate() {
        let (before, after) = (text.get(..index).unwrap_or_default(), text.len() - index - 1);
        let is_last = after == 0;
        // The last digit may be what it is; any other must be greater, or is decided further on.
        let first = if is_last { digit } else { digit + 1 };
        if first > b'9' {
            continue;
        }
        let class = if first == b'9' { "9".to_owned() } else { format!("[{}-9]", char::from(first)) };
        let rest = match after {
            0 => String::new(),
            1 => "[0-9]".to_owned(),
            _ => format!("[0-9]{{{after}}}"),
        };
        alternatives.push(format!("{before}{class}{rest}"));
    }
    alternatives.join("|")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests fail by panics")]

    use proptest::prelude::*;
    use serde_json::json;

    use super::at_least;
    use crate::model::Quantity;

    fn accepts(bytes: u64, text: &str) -> bool {
        jsonschema::validator_for(&at_least(bytes)).unwrap().is_valid(&json!(text))
    }

    #[test]
    fn sizes_are_compared_in_every_unit() {
        let eleven = 11 << 30;
        let enough = [
            "11Gi",
            "11.0Gi",
            "+11Gi",
            "011Gi",
            "12G",
            "11.9G",
            "11264Mi",
            "1Ti",
            "0.5Ti",
            "11811160064",
            "1e12",
        ];
        let too_small =
            ["10Gi", "10.9Gi", "9Gi", "11G", "11263Mi", "11811160063", "5", "0", "500m", "-11Gi", "", "Gi"];
        for text in enough {
            assert!(accepts(eleven, text), "{text}");
        }
        for text in too_small {
            assert!(!accepts(eleven, text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_are_compared_exactly(least in 1_u64..1 << 45, number in 0_u64..1 << 34, unit in 0_usize..13) {
            let unit = ["", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][unit];
            let text = format!("{number}{unit}");
            let is_enough = text.parse::<Quantity>().unwrap() >= Quantity::from_bytes(least);
            prop_assert_eq!(accepts(least, &text), is_enough, "{} of {}", text, least);
        }
    }
}
