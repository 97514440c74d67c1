//! What scalars mean to PyYAML's `safe_load`: YAML 1.1, with that library's own patterns.
//!
//! Source: measured on PyYAML 6.0.3, 2026-11-22.

use super::{Refusal, Value, core_tag, decode_base64, parse_float, whole};
use crate::ScalarStyle;

/// Tags that `safe_load` knows, without their `!!`.
const TAGS: [&str; 13] = [
    "null",
    "bool",
    "int",
    "float",
    "binary",
    "timestamp",
    "omap",
    "pairs",
    "set",
    "str",
    "seq",
    "map",
    "merge",
];

/// Whether `safe_load` refuses a text because of this tag.
pub(crate) fn refuses_tag(tag: &str) -> bool {
    tag != "!" && core_tag(tag).is_none_or(|name| !TAGS.contains(&name))
}

/// Reads a scalar.
///
/// # Errors
///
/// If the text is not what its tag promises.
pub(crate) fn read<'t>(text: &'t str, style: ScalarStyle, tag: Option<&str>) -> Result<Value<'t>, Refusal> {
    let Some(tag) = tag else {
        return Ok(if style == ScalarStyle::Plain { plain(text) } else { Value::Str(text) });
    };
    let value = match core_tag(tag) {
        Some("null") => return Ok(Value::Null),
        Some("bool" | "int" | "float" | "timestamp") => plain(text),
        Some("binary") if decode_base64(text).is_none() => return Err(Refusal::NotBase64),
        _ => return Ok(Value::Str(text)),
    };
    match (core_tag(tag), value) {
        (Some("bool"), Value::Bool(_))
        | (Some("int"), Value::Int(_) | Value::Uint(_))
        | (Some("float"), Value::Float(_) | Value::Int(_) | Value::Uint(_))
        | (Some("timestamp"), Value::Timestamp(_)) => Ok(value),
        _ => Err(Refusal::TagMismatch),
    }
}

fn plain(text: &str) -> Value<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return Value::Bool(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Value::Bool(false);
        }
        _ => {}
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return Value::Str(text);
    }
    // PyYAML tries the kinds in this order.
    float(text).or_else(|| integer(text)).or_else(|| timestamp(text)).unwrap_or(Value::Str(text))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

/// `1.5`, `1_000.`, `.5`, `1.0e+3`, `20:30.15`, `.inf`, `.nan`. The sign of an exponent must be there, and so must the
/// point.
fn float(text: &str) -> Option<Value<'_>> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(Value::Float(sign * f64::INFINITY)),
        _ if matches!(text, ".nan" | ".NaN" | ".NAN") => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (before, after) = mantissa.split_once('.')?;
    if !is_digits(after) {
        return None;
    }
    if before.contains(':') {
        let value = sexagesimal(before, true)?;
        let fraction = parse_float(&format!("0.{}", after.replace('_', "")))?;
        return exponent.is_none().then_some(Value::Float(sign * (value + fraction)));
    }
    let is_number = if before.is_empty() {
        // Without a digit before the point there is no sign.
        starts_with_digit(after) && unsigned.len() == text.len()
    } else {
        starts_with_digit(before) && is_digits(before)
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        exponent
            .strip_prefix(['+', '-'])
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if !(is_number && exponent_fits) {
        return None;
    }
    parse_float(&text.replace('_', "")).map(Value::Float)
}

/// `12`, `1_000`, `0644`, `0x1F`, `0b11`, `22:22`.
fn integer(text: &str) -> Option<Value<'_>> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.contains(':') {
        let value = sexagesimal(unsigned, false)?;
        return whole(if text.starts_with('-') { -value } else { value });
    }
    let (base, digits) = match unsigned.as_bytes() {
        // All that is left may be underscores.
        [b'0', rest @ ..] if rest.iter().all(|&byte| byte == b'_') => return Some(Value::Int(0)),
        [b'0', b'x', _, ..] => (16, unsigned.get(2..)?),
        [b'0', b'b', _, ..] => (2, unsigned.get(2..)?),
        [b'0', _, ..] => (8, unsigned.get(1..)?),
        [b'1'..=b'9', ..] => (10, unsigned),
        _ => return None,
    };
    let digits = digits.replace('_', "");
    if !digits.chars().all(|digit| digit.is_digit(base)) {
        return None;
    }
    match u64::from_str_radix(&digits, base) {
        Ok(magnitude) if text.starts_with('-') => 0_i64.checked_sub_unsigned(magnitude).map(Value::Int),
        Ok(magnitude) => Some(i64::try_from(magnitude).map_or(Value::Uint(magnitude), Value::Int)),
        // Python's integers have no end.
        Err(_) => parse_float(&digits).map(Value::Float),
    }
}

/// `22:22`, in base 60. The first part of a whole number has no leading zero.
fn sexagesimal(text: &str, leading_zero: bool) -> Option<f64> {
    let (first, rest) = text.split_once(':')?;
    if !(starts_with_digit(first) && is_digits(first) && (leading_zero || !first.starts_with('0'))) {
        return None;
    }
    let mut value = parse_float(&first.replace('_', ""))?;
    for part in rest.split(':') {
        let fits = match part.as_bytes() {
            [digit] | [b'0'..=b'5', digit] => digit.is_ascii_digit(),
            _ => false,
        };
        value = value * 60.0 + f64::from(part.parse::<u8>().ok().filter(|_| fits)?);
    }
    Some(value)
}

/// `2026-01-31`, or that with a time: `2026-1-31T12:00:00Z`.
fn timestamp(text: &str) -> Option<Value<'_>> {
    leading_digits(text, 4).filter(|&length| length == 4)?;
    let mut rest = text.get(4..)?.strip_prefix('-')?;
    let month = leading_digits(rest, 2)?;
    rest = rest.get(month..)?.strip_prefix('-')?;
    let day = leading_digits(rest, 2)?;
    rest = rest.get(day..)?;
    if rest.is_empty() {
        return (month == 2 && day == 2).then_some(Value::Timestamp(text));
    }
    rest = match rest.strip_prefix(['T', 't']) {
        Some(time) => time,
        None => Some(rest.trim_start_matches([' ', '\t'])).filter(|time| time.len() < rest.len())?,
    };
    rest = rest.get(leading_digits(rest, 2)?..)?;
    for _ in 0..2 {
        rest = rest.strip_prefix(':')?;
        rest = rest.get(leading_digits(rest, 2).filter(|&length| length == 2)?..)?;
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
    }
    rest = rest.trim_start_matches([' ', '\t']);
    let is_zone = match rest.strip_prefix(['+', '-']) {
        Some(zone) => {
            let hours = leading_digits(zone, 2)?;
            match zone.get(hours..)?.strip_prefix(':') {
                Some(minutes) => minutes.len() == 2 && leading_digits(minutes, 2) == Some(2),
                None => zone.len() == hours,
            }
        }
        None => matches!(rest, "" | "Z"),
    };
    is_zone.then_some(Value::Timestamp(text))
}

/// How many digits a text starts with, at most `most`; nothing if none.
fn leading_digits(text: &str, most: usize) -> Option<usize> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (length > 0).then_some(length)
}
