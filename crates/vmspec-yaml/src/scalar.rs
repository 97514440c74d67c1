//! What scalars mean to `kubectl`.
//!
//! Neither YAML 1.1 nor 1.2: `yes` is a boolean, `0644` is 420, `0o17` is 15, `22:22` and dates stay text.
//! The rules are those of the Go library behind `sigs.k8s.io/yaml` 1.6, which reads every manifest.
//!
//! Source: measured on `sigs.k8s.io/yaml` 1.6.0 (`YAMLToJSONStrict`), 2026-11-22.

use std::borrow::Cow;
use std::fmt;

use crate::ScalarStyle;

mod float;
pub(crate) mod pyyaml;
mod surprise;

use float::Decimal;
pub use float::{parse_float, print_float};
pub use surprise::{Surprise, surprise};

/// A scalar as `kubectl` turns it into JSON.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'t> {
    /// No value: nothing written, `~` or `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number that fits `i64`. JSON knows no difference between `5` and `5.0`, so this is both.
    Int(i64),
    /// A whole number above `i64::MAX` that fits `u64`.
    Uint(u64),
    /// Any other finite number.
    Float(f64),
    /// A date, with or without a time, as written. Only readers of YAML 1.1 make it of plain scalars; to kubectl it is
    /// text.
    Timestamp(&'t str),
    /// Text.
    Str(&'t str),
}

/// Why a reader refuses a scalar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// `.nan` or `.inf`, which JSON does not have.
    NotFinite,
    /// The text is not what its tag promises, such as `!!int x`.
    TagMismatch,
    /// The text after `!!binary` is not base64.
    NotBase64,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "not a finite number",
            Self::TagMismatch => "not of the type that its tag names",
            Self::NotBase64 => "not base64",
        })
    }
}

impl std::error::Error for Refusal {}

/// Reads a scalar: quoted and block scalars are text, plain ones are what their characters say, a core tag decides.
///
/// What kubectl refuses is read as text; [`read`] tells the two apart. A `!!binary` scalar is given as written.
///
/// ```
/// use vmspec_yaml::ScalarStyle::{DoubleQuoted, Plain};
/// use vmspec_yaml::scalar::{Value, resolve};
///
/// assert_eq!(resolve("yes", Plain, None), Value::Bool(true));
/// assert_eq!(resolve("0644", Plain, None), Value::Int(420));
/// assert_eq!(resolve("22:22", Plain, None), Value::Str("22:22"));
/// assert_eq!(resolve("yes", DoubleQuoted, None), Value::Str("yes"));
/// assert_eq!(resolve("yes", Plain, Some("!!str")), Value::Str("yes"));
/// ```
pub fn resolve<'t>(text: &'t str, style: ScalarStyle, tag: Option<&str>) -> Value<'t> {
    read(text, style, tag).unwrap_or(Value::Str(text))
}

/// Reads a scalar as [`resolve`] does.
///
/// # Errors
///
/// If kubectl refuses the scalar.
pub fn read<'t>(text: &'t str, style: ScalarStyle, tag: Option<&str>) -> Result<Value<'t>, Refusal> {
    let Some(tag) = tag else {
        if style != ScalarStyle::Plain {
            return Ok(Value::Str(text));
        }
        return plain(text).value(text);
    };
    let meaning = match core_tag(tag) {
        Some("bool" | "int" | "float" | "null") => plain(text),
        Some("binary") if decode_base64(text).is_none() => return Err(Refusal::NotBase64),
        _ => return Ok(Value::Str(text)),
    };
    match (core_tag(tag), &meaning) {
        (Some("bool"), Meaning::Bool(_))
        | (Some("int"), Meaning::Int(_) | Meaning::Uint(_))
        | (Some("float"), Meaning::Float(_) | Meaning::Int(_))
        | (Some("null"), Meaning::Null) => meaning.value(text),
        _ => Err(Refusal::TagMismatch),
    }
}

/// The name of a tag of YAML's own schema: `int` for `!!int` and `!<tag:yaml.org,2002:int>`.
pub(crate) fn core_tag(tag: &str) -> Option<&str> {
    tag.strip_prefix("!!").or_else(|| tag.strip_prefix("!<tag:yaml.org,2002:")?.strip_suffix('>'))
}

/// What a key becomes in JSON, where all keys are text: `yes` becomes `true`, `0x10` becomes `16`.
/// Nothing for keys that kubectl refuses: null, and whole numbers above `i64::MAX`.
pub(crate) fn key_text<'t>(text: &'t str, style: ScalarStyle, tag: Option<&str>) -> Option<Cow<'t, str>> {
    let typed = match tag {
        None => style == ScalarStyle::Plain,
        Some(tag) => matches!(core_tag(tag), Some("bool" | "int" | "float" | "null")),
    };
    if !typed {
        return Some(Cow::Borrowed(text));
    }
    match plain(text) {
        Meaning::Str => Some(Cow::Borrowed(text)),
        Meaning::Null | Meaning::Uint(_) => None,
        Meaning::Bool(value) => Some(Cow::Borrowed(if value { "true" } else { "false" })),
        Meaning::Int(value) => {
            let printed = value.to_string();
            Some(if printed == text { Cow::Borrowed(text) } else { Cow::Owned(printed) })
        }
        Meaning::Float(value) => Some(Cow::Owned(short_float(value))),
    }
}

/// What a plain scalar's characters say. Floats may be infinite or not a number here.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Meaning {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Str,
}

impl Meaning {
    fn value(self, text: &str) -> Result<Value<'_>, Refusal> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Int(value) => Value::Int(value),
            Self::Uint(value) => Value::Uint(value),
            Self::Float(value) if !value.is_finite() => return Err(Refusal::NotFinite),
            Self::Float(value) => whole(value).unwrap_or(Value::Float(value)),
            Self::Str => Value::Str(text),
        })
    }
}

/// The integer that a float is, if it is one that JSON would print without exponent.
fn whole(value: f64) -> Option<Value<'static>> {
    const INT_LIMIT: f64 = 9_223_372_036_854_775_808.0;
    const UINT_LIMIT: f64 = 18_446_744_073_709_551_616.0;
    if value.fract() != 0.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the ranges are checked")]
    if (-INT_LIMIT..INT_LIMIT).contains(&value) {
        Some(Value::Int(value as i64))
    } else if (INT_LIMIT..UINT_LIMIT).contains(&value) {
        Some(Value::Uint(value as u64))
    } else {
        None
    }
}

fn plain(text: &str) -> Meaning {
    let Some(&first) = text.as_bytes().first() else { return Meaning::Null };
    match first {
        b'+' | b'-' => match text {
            "+.inf" | "+.Inf" | "+.INF" => Meaning::Float(f64::INFINITY),
            "-.inf" | "-.Inf" | "-.INF" => Meaning::Float(f64::NEG_INFINITY),
            _ => number(text),
        },
        b'0'..=b'9' => number(text),
        b'.' => match text {
            ".nan" | ".NaN" | ".NAN" => Meaning::Float(f64::NAN),
            ".inf" | ".Inf" | ".INF" => Meaning::Float(f64::INFINITY),
            _ => point_number(text),
        },
        b'~' if text.len() == 1 => Meaning::Null,
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' if text.len() <= 5 => word(text),
        _ => Meaning::Str,
    }
}

fn word(text: &str) -> Meaning {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Meaning::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Meaning::Bool(false)
        }
        "null" | "Null" | "NULL" => Meaning::Null,
        _ => Meaning::Str,
    }
}

/// A number that starts with a digit or a sign. Underscores are dropped wherever they stand.
fn number(text: &str) -> Meaning {
    let digits: Cow<'_, str> =
        if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    integer(&digits).or_else(|| decimal(&digits)).unwrap_or(Meaning::Str)
}

/// An integer with Go's prefixes: `0x`, `0o`, `0b`, and a leading zero for octal.
fn integer(text: &str) -> Option<Meaning> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let prefix = unsigned.as_bytes();
    let (base, digits) = match prefix {
        [b'0', b'x' | b'X', _, ..] => (16, unsigned.get(2..)?),
        [b'0', b'o' | b'O', _, ..] => (8, unsigned.get(2..)?),
        [b'0', b'b' | b'B', _, ..] => (2, unsigned.get(2..)?),
        [b'0', _, ..] => (8, unsigned.get(1..)?),
        _ => (10, unsigned),
    };
    // Rust's parser takes a sign of its own, which must not stand behind a prefix.
    if !digits.as_bytes().first()?.is_ascii_alphanumeric() {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, base).ok()?;
    if text.starts_with('-') {
        0_i64.checked_sub_unsigned(magnitude).map(Meaning::Int)
    } else if let Ok(value) = i64::try_from(magnitude) {
        Some(Meaning::Int(value))
    } else {
        // Go's reader of unsigned numbers takes no sign.
        (unsigned.len() == text.len()).then_some(Meaning::Uint(magnitude))
    }
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, unless it overflows.
fn decimal(text: &str) -> Option<Meaning> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let exponent_fits = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && all_digits(digits)
    });
    if !(has_digits && all_digits(whole) && all_digits(fraction) && exponent_fits) {
        return None;
    }
    // Go reports a number out of range as an error, and the scalar then stays text.
    parse_float(text).filter(|value| value.is_finite()).map(Meaning::Float)
}

/// A number that starts with a point: read by Go's float reader, which takes underscores between digits only.
fn point_number(text: &str) -> Meaning {
    let bytes = text.as_bytes();
    let underscores_separate_digits = bytes.iter().enumerate().all(|(index, &byte)| {
        let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        byte != b'_' || (is_digit(index.checked_sub(1)) && is_digit(index.checked_add(1)))
    });
    if !underscores_separate_digits {
        return Meaning::Str;
    }
    decimal(&text.replace('_', "")).unwrap_or(Meaning::Str)
}

/// A float as Go's `strconv.FormatFloat(value, 'g', -1, 32)` prints it, which is how float keys become text.
fn short_float(value: f64) -> String {
    if value.is_nan() {
        return ".nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "Go narrows the key to 32 bits as well")]
    let narrow = value as f32;
    if narrow.is_infinite() {
        return if narrow > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    // Go's shortest `g` form switches to an exponent at a million.
    if narrow == 0.0 || (1e-4..1e6).contains(&narrow.abs()) {
        Decimal::of(&narrow).plain()
    } else {
        Decimal::of(&narrow).scientific()
    }
}

/// Whether all readers take the character as it is, and none for a line break.
pub(crate) fn is_printable(char: char) -> bool {
    !char.is_control() && !matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || char == '\t'
}

/// The bytes of standard base64 with padding, line breaks ignored as Go does.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut group = 0_u32;
    let mut count = 0_u32;
    let mut padding = 0_u32;
    for byte in text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        let six = match byte {
            b'=' if count >= 2 => {
                padding += 1;
                0
            }
            _ if padding > 0 => return None,
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        group = group << 6 | u32::from(six);
        count += 1;
        if count == 4 {
            let [_, first, second, third] = group.to_be_bytes();
            let kept = 3_usize.checked_sub(padding as usize)?;
            bytes.extend([first, second, third].into_iter().take(kept));
            (group, count) = (0, 0);
            if padding > 0 {
                padding = 4;
            }
        }
    }
    (count == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_text() {
        let table = [
            ("yes", Some("true")),
            ("0x10", Some("16")),
            ("1.50", Some("1.5")),
            ("5E6", Some("5e+06")),
            ("name", Some("name")),
            ("~", None),
            ("18446744073709551615", None),
        ];
        for (text, expected) in table {
            let found = key_text(text, ScalarStyle::Plain, None);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn base64() {
        let table: [(&str, Option<&[u8]>); 8] = [
            ("", Some(b"")),
            ("aGk=", Some(b"hi")),
            ("aA==", Some(b"h")),
            ("aGkh", Some(b"hi!")),
            ("aG\nkh\n", Some(b"hi!")),
            ("aGk", None),
            ("a===", None),
            ("aGk=aGk=", None),
        ];
        for (text, expected) in table {
            assert_eq!(decode_base64(text).as_deref(), expected, "{text:?}");
        }
    }
}
