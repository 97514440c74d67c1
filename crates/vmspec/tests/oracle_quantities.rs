//! Quantities against what the Kubernetes library says about the same texts.
//!
//! The table is read from the folder that `VMSPEC_SHARED` names; without it the test prints that it was skipped.

#![cfg(test)]

use serde::Deserialize;
use vmspec::model::{Quantity, QuantityFormat};

#[derive(Deserialize)]
struct Row {
    text: String,
    error: Option<String>,
    canonical: Option<String>,
    dec: Option<String>,
    value_ceil: Option<String>,
    milli_ceil: Option<String>,
    format: Option<String>,
    sign: Option<i8>,
}

/// Numbers that fit in 64 bits and that Kubernetes rounds wrongly all the same: its digits overflow on the way.
const WRONG_IN_KUBERNETES: [&str; 2] = ["-1Pi", "-1Ei"];

fn rows() -> Option<Vec<Row>> {
    let Some(folder) = std::env::var_os("VMSPEC_SHARED") else {
        println!("skipped: VMSPEC_SHARED is not set");
        return None;
    };
    let path = std::path::Path::new(&folder).join("oracle/quantities.jsonl");
    let table = std::fs::read_to_string(path).expect("the table is readable");
    Some(table.lines().map(|line| serde_json::from_str(line).expect("a row is an object")).collect())
}

#[test]
fn text_value_and_canonical_text_agree() {
    let Some(rows) = rows() else { return };
    assert!(rows.len() > 400, "only {} rows", rows.len());
    for row in &rows {
        let text = row.text.as_str();
        let parsed = text.parse::<Quantity>();
        assert_eq!(parsed.is_ok(), row.error.is_none(), "{text}: {parsed:?}");
        let Ok(quantity) = parsed else { continue };

        assert_eq!(quantity.to_string(), text);
        assert_eq!(Some(quantity.canonical()), row.canonical, "{text}");
        let dec = row.dec.as_deref().expect("a valid row has a value");
        let trimmed = if dec.contains('.') { dec.trim_end_matches('0').trim_end_matches('.') } else { dec };
        assert_eq!(quantity.to_plain_decimal(), trimmed, "{text}");
        assert_eq!(quantity, dec.parse().expect("the value is a quantity"), "{text}");
        let format = match quantity.format() {
            QuantityFormat::DecimalSi => "DecimalSI",
            QuantityFormat::DecimalExponent => "DecimalExponent",
            QuantityFormat::BinarySi => "BinarySI",
        };
        assert_eq!(Some(format), row.format.as_deref(), "{text}");
        let sign = i8::from(!quantity.is_zero()) * if quantity.is_negative() { -1 } else { 1 };
        assert_eq!(Some(sign), row.sign, "{text}");
    }
}

/// Kubernetes calls its result undefined where it does not fit in 64 bits (it wraps around there); ours is the nearest
/// limit. Everywhere else the two agree.
#[test]
fn rounded_values_agree_where_they_fit() {
    let Some(rows) = rows() else { return };
    let mut compared = 0;
    for row in rows.iter().filter(|row| row.error.is_none()) {
        let text = row.text.as_str();
        let quantity: Quantity = text.parse().expect("the row has no error");
        let thousandfold =
            format!("{}e3", quantity.to_plain_decimal()).parse::<Quantity>().expect("a quantity");
        let checks = [
            (&quantity, quantity.as_bytes_ceil(), &row.value_ceil),
            (&thousandfold, quantity.as_millis_ceil(), &row.milli_ceil),
        ];
        for (exact, ours, theirs) in checks {
            let largest: Quantity = i64::MAX.to_string().parse().expect("a quantity");
            let smallest: Quantity = i64::MIN.to_string().parse().expect("a quantity");
            if *exact > largest {
                assert_eq!(ours, i64::MAX, "{text}");
            } else if *exact < smallest {
                assert_eq!(ours, i64::MIN, "{text}");
            } else if WRONG_IN_KUBERNETES.contains(&text) {
                assert_ne!(Some(ours.to_string()), *theirs, "{text} agrees now");
            } else {
                assert_eq!(Some(ours.to_string()), *theirs, "{text}");
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "only {compared} values compared");
}

#[test]
fn order_agrees() {
    let Some(rows) = rows() else { return };
    let valid: Vec<(Quantity, (i128, i128))> = rows
        .iter()
        .filter_map(|row| Some((row.text.parse().ok()?, billionths(row.dec.as_deref()?))))
        .collect();
    for (left, left_exact) in &valid {
        for (right, right_exact) in &valid {
            assert_eq!(left.cmp(right), left_exact.cmp(right_exact), "{left} and {right}");
        }
    }
}

/// A decimal text as whole part and billionths.
fn billionths(dec: &str) -> (i128, i128) {
    let (whole, fraction) = dec.split_once('.').unwrap_or((dec, ""));
    let sign = if dec.starts_with('-') { -1 } else { 1 };
    let fraction: i128 = format!("{fraction:0<9}").parse().expect("nine digits");
    (whole.parse().expect("digits"), sign * fraction)
}
