//! serde's words for types, in those of people who write YAML.

use serde::de::Unexpected;

use crate::scalar::Value;

/// What serde expected, for a person: `u16` is "a whole number". Words of a type's own stay as they are.
pub(super) fn expected(words: &str) -> String {
    if whole_number_range(words).is_some() {
        return "a whole number".to_owned();
    }
    let known = match words {
        "a string"
        | "a borrowed string"
        | "str"
        | "string"
        | "identifier"
        | "field identifier"
        | "variant identifier"
        | "a string key"
        | "path string"
        | "byte array"
        | "a byte array"
        | "a borrowed byte array" => "text",
        "a character" => "a single character",
        "f32" | "f64" => "a number",
        "a sequence" | "tuple variant" => "a list",
        "a map" | "struct variant" => "a mapping",
        "unit" => "nothing",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let is_first_word = |word: &str| words.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    if let Some(length) = list_length(words) {
        return format!("a list of {length} items");
    }
    if ["struct", "struct variant", "internally tagged enum", "adjacently tagged enum"]
        .into_iter()
        .any(is_first_word)
    {
        "a mapping".to_owned()
    } else if ["tuple struct", "tuple variant"].into_iter().any(is_first_word) {
        "a list".to_owned()
    } else if is_first_word("unit struct") {
        "nothing".to_owned()
    } else {
        words.to_owned()
    }
}

/// What a visitor expects, for a person.
pub(super) fn of(expected: &dyn serde::de::Expected) -> String {
    self::expected(&expected.to_string())
}

/// The length in "a tuple of size 2" and its like.
fn list_length(words: &str) -> Option<&str> {
    let length = ["a tuple of size ", "an array of length ", "an array of size "]
        .into_iter()
        .find_map(|prefix| words.strip_prefix(prefix))
        .or_else(|| words.strip_suffix(" elements")?.split_once(" with ").map(|(_, length)| length))?;
    length.bytes().all(|byte| byte.is_ascii_digit()).then_some(length)
}

/// The smallest and largest value of the integer type that serde names.
pub(super) fn whole_number_range(words: &str) -> Option<(&'static str, &'static str)> {
    let (smallest_unsigned, name) = match words.strip_prefix("a nonzero ") {
        Some(name) => ("1", name),
        None => ("0", words),
    };
    Some(match name {
        "u8" => (smallest_unsigned, "255"),
        "u16" => (smallest_unsigned, "65535"),
        "u32" => (smallest_unsigned, "4294967295"),
        "u64" | "usize" => (smallest_unsigned, "18446744073709551615"),
        "u128" => (smallest_unsigned, "340282366920938463463374607431768211455"),
        "i8" => ("-128", "127"),
        "i16" => ("-32768", "32767"),
        "i32" => ("-2147483648", "2147483647"),
        "i64" | "isize" => ("-9223372036854775808", "9223372036854775807"),
        "i128" => ("-170141183460469231731687303715884105728", "170141183460469231731687303715884105727"),
        _ => return None,
    })
}

/// What stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Boolean,
    WholeNumber,
    Number,
    Text,
    Timestamp,
    Nothing,
    List,
    Mapping,
    Other,
}

impl Found {
    /// The kind of thing, or the thing itself if its text is short and can't be a secret.
    pub(super) fn describe(self, written: Option<&str>) -> String {
        let short = written.filter(|text| !text.is_empty() && text.chars().count() <= 24);
        match (self, short) {
            (Self::Boolean, Some(text)) => format!("the boolean `{text}`"),
            (Self::WholeNumber | Self::Number, Some(text)) => format!("the number `{text}`"),
            (Self::Boolean, None) => "a boolean".to_owned(),
            (Self::WholeNumber, None) => "a whole number".to_owned(),
            (Self::Number, None) => "a number".to_owned(),
            (Self::Text, _) => "text".to_owned(),
            (Self::Timestamp, _) => "a date".to_owned(),
            (Self::Nothing, _) => "nothing".to_owned(),
            (Self::List, _) => "a list".to_owned(),
            (Self::Mapping, _) => "a mapping".to_owned(),
            (Self::Other, _) => "something else".to_owned(),
        }
    }
}

impl From<Value<'_>> for Found {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(_) => Self::Boolean,
            Value::Int(_) | Value::Uint(_) => Self::WholeNumber,
            Value::Float(_) => Self::Number,
            Value::Timestamp(_) => Self::Timestamp,
            Value::Str(_) => Self::Text,
        }
    }
}

impl From<Unexpected<'_>> for Found {
    fn from(unexpected: Unexpected<'_>) -> Self {
        match unexpected {
            Unexpected::Bool(_) => Self::Boolean,
            Unexpected::Unsigned(_) | Unexpected::Signed(_) => Self::WholeNumber,
            Unexpected::Float(_) => Self::Number,
            Unexpected::Char(_)
            | Unexpected::Str(_)
            | Unexpected::Bytes(_)
            | Unexpected::UnitVariant
            | Unexpected::Enum => Self::Text,
            Unexpected::Unit | Unexpected::Option => Self::Nothing,
            Unexpected::Seq | Unexpected::TupleVariant => Self::List,
            Unexpected::Map | Unexpected::StructVariant | Unexpected::NewtypeVariant => Self::Mapping,
            Unexpected::NewtypeStruct | Unexpected::Other(_) => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_serde_become_words_of_people() {
        let table = [
            ("a boolean", "a boolean"),
            ("u16", "a whole number"),
            ("a nonzero u8", "a whole number"),
            ("isize", "a whole number"),
            ("f64", "a number"),
            ("a string", "text"),
            ("str", "text"),
            ("a sequence", "a list"),
            ("a map", "a mapping"),
            ("struct Disk", "a mapping"),
            ("struct variant Source::Http", "a mapping"),
            ("tuple struct Pair", "a list"),
            ("tuple struct Pair with 2 elements", "a list of 2 items"),
            ("a tuple of size 3", "a list of 3 items"),
            ("an array of length 4", "a list of 4 items"),
            ("unit", "nothing"),
            ("a quantity such as `5Gi`", "a quantity such as `5Gi`"),
            ("a set of friends with many elements", "a set of friends with many elements"),
        ];
        for (words, plain) in table {
            assert_eq!(expected(words), plain, "{words}");
        }
    }
}
