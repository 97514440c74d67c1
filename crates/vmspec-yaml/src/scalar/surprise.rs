//! Plain scalars that are read as something else than they look like.

use super::{Value, resolve};
use crate::ScalarStyle;

/// Why a plain scalar may mean something else than its author thinks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[non_exhaustive]
pub enum Surprise {
    /// `yes`, `no`, `on`, `off`, `y`, `n`: booleans to kubectl, text to YAML 1.2.
    BooleanWord,
    /// `0644` is the octal number 420, and `09` is 9.
    LeadingZero,
    /// `1_000` is the number 1000.
    Underscore,
    /// `22:22` is text to kubectl, but 1342 to YAML 1.1 readers.
    Sexagesimal,
    /// `0x1F`, `0o17`, `0b11`: a number to kubectl, although it may be meant as text.
    RadixPrefix,
}

/// What is surprising about a plain scalar, if anything is.
///
/// ```
/// use vmspec_yaml::scalar::{Surprise, surprise};
///
/// assert_eq!(surprise("no"), Some(Surprise::BooleanWord));
/// assert_eq!(surprise("0644"), Some(Surprise::LeadingZero));
/// assert_eq!(surprise("22:22"), Some(Surprise::Sexagesimal));
/// assert_eq!(surprise("443"), None);
/// ```
pub fn surprise(text: &str) -> Option<Surprise> {
    match resolve(text, ScalarStyle::Plain, None) {
        Value::Bool(_) if !text.eq_ignore_ascii_case("true") && !text.eq_ignore_ascii_case("false") => {
            Some(Surprise::BooleanWord)
        }
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => {
            let unsigned = text.trim_start_matches(['+', '-']);
            match unsigned.as_bytes() {
                _ if text.contains('_') => Some(Surprise::Underscore),
                [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..] => Some(Surprise::RadixPrefix),
                [b'0', b'0'..=b'9', ..] => Some(Surprise::LeadingZero),
                _ => None,
            }
        }
        Value::Str(_) if is_sexagesimal(text) => Some(Surprise::Sexagesimal),
        _ => None,
    }
}

/// `[-+]?[1-9][0-9]*(:[0-5]?[0-9])+`, the form of YAML 1.1.
fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.strip_prefix(['+', '-']).unwrap_or(text).split(':');
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let first = parts.next().is_some_and(|part| all_digits(part) && !part.starts_with('0'));
    let mut rest = parts.peekable();
    first
        && rest.peek().is_some()
        && rest.all(|part| all_digits(part) && (part.len() == 1 || part.len() == 2 && part < "60"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surprises() {
        let table = [
            ("Yes", Some(Surprise::BooleanWord)),
            ("n", Some(Surprise::BooleanWord)),
            ("True", None),
            ("007", Some(Surprise::LeadingZero)),
            ("-09", Some(Surprise::LeadingZero)),
            ("0.5", None),
            ("0", None),
            ("0x1F", Some(Surprise::RadixPrefix)),
            ("1_000", Some(Surprise::Underscore)),
            ("a_b", None),
            ("22:22", Some(Surprise::Sexagesimal)),
            ("190:20:30", Some(Surprise::Sexagesimal)),
            ("22:61", None),
            ("02:00", None),
            ("10.0.0.1:80", None),
        ];
        for (text, expected) in table {
            assert_eq!(surprise(text), expected, "{text}");
        }
    }
}
