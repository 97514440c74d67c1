//! Values that may be written in several forms: reading them without losing the place of what stands inside.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use vmspec_yaml::STRING_OR_STRUCT;
use vmspec_yaml::decode::NULLABLE;

use crate::model::SensitiveText;

/// A single value of any type.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Scalar {
    /// No value.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Number(f64),
    /// Text.
    Text(SensitiveText),
}

/// A value that has one of several forms.
pub(super) enum Form<L, M> {
    Scalar(Scalar),
    List(L),
    Mapping(M),
}

/// Which forms a value may have.
pub(super) struct OneOf<L, M> {
    /// What to say that was expected.
    expected: &'static str,
    takes_lists: bool,
    takes_mappings: bool,
    types: PhantomData<(L, M)>,
}

/// The content of a form that is not taken: there is none.
pub(super) enum Never {}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("this form is not taken"))
    }
}

impl<'de, L: Deserialize<'de>, M: Deserialize<'de>> OneOf<L, M> {
    fn new(expected: &'static str) -> Self {
        Self { expected, takes_lists: true, takes_mappings: true, types: PhantomData }
    }

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Form<L, M>, D::Error> {
        deserializer.deserialize_newtype_struct(STRING_OR_STRUCT, self)
    }
}

impl<'de, L: Deserialize<'de>, M: Deserialize<'de>> Visitor<'de> for OneOf<L, M> {
    type Value = Form<L, M>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Form::Scalar(Scalar::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Form::Scalar(Scalar::Bool(value)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Form::Scalar(Scalar::Int(number)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Form::Scalar(i64::try_from(number).map_or(Scalar::Number(f64::INFINITY), Scalar::Int)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Form::Scalar(Scalar::Number(number)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Form::Scalar(Scalar::Text(text.into())))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        if !self.takes_lists {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        L::deserialize(SeqAccessDeserializer::new(items)).map(Form::List)
    }

    /// A mapping, read in place.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if !self.takes_mappings {
            return Err(D::Error::invalid_type(Unexpected::Map, &self));
        }
        M::deserialize(deserializer).map(Form::Mapping)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        self.visit_some(MapAccessDeserializer::new(entries))
    }
}

/// Reads a value that has any form.
pub(super) fn any_form<'de, L: Deserialize<'de>, M: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Form<L, M>, D::Error> {
    OneOf::new(expected).read(deserializer)
}

/// Reads a value that is a single one or a list.
pub(super) fn scalar_or_list<'de, L: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Form<L, Never>, D::Error> {
    OneOf { takes_mappings: false, ..OneOf::new(expected) }.read(deserializer)
}

/// Reads a value that is a single one or a mapping.
pub(super) fn scalar_or_mapping<'de, M: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Form<Never, M>, D::Error> {
    OneOf { takes_lists: false, ..OneOf::new(expected) }.read(deserializer)
}

/// Reads a single value.
pub(super) fn scalar<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Scalar, D::Error> {
    let form: OneOf<Never, Never> =
        OneOf { takes_lists: false, takes_mappings: false, ..OneOf::new(expected) };
    let Form::Scalar(scalar) = form.read(deserializer)?;
    Ok(scalar)
}

impl Scalar {
    /// The text, which alone is expected.
    pub(super) fn text<E: Error>(self, expected: &'static str) -> Result<SensitiveText, E> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.unexpected(expected)),
        }
    }

    /// The error for a value that is none of those which are expected. It does not repeat the value.
    pub(super) fn unexpected<E: Error>(&self, expected: &'static str) -> E {
        match self {
            Self::Null => E::invalid_type(Unexpected::Unit, &expected),
            Self::Bool(value) => E::invalid_type(Unexpected::Bool(*value), &expected),
            Self::Int(number) => E::invalid_type(Unexpected::Signed(*number), &expected),
            Self::Number(number) => E::invalid_type(Unexpected::Float(*number), &expected),
            Self::Text(_) => E::custom(format_args!("expected {expected}")),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        scalar(deserializer, "a single value")
    }
}

/// The items of a list that has so many.
pub(super) fn exactly<T, const N: usize, E: Error>(items: Vec<T>) -> Result<[T; N], E> {
    <[T; N]>::try_from(items)
        .map_err(|items| E::custom(format_args!("expected a list of {N} items, found {}", items.len())))
}

/// A list that is not empty.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NonEmpty<T>(#[cfg_attr(feature = "schema", schemars(length(min = 1)))] Vec<T>);

impl<T> NonEmpty<T> {
    /// Stands for a list that is still to be read.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for NonEmpty<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for NonEmpty<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::deserialize(deserializer)?;
        if items.is_empty() { Err(D::Error::custom("the list is empty")) } else { Ok(Self(items)) }
    }
}

/// A mapping from names of any kind, in the order in which it is written.
///
/// It is a list, since nobody looks up many names in it, and sorted maps cost the WebAssembly module 4 KB for each type
/// of value.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, T>"))]
pub struct Entries<T>(Vec<(String, T)>);

impl<T> Entries<T> {
    /// The value of the entry with this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl<T> Deref for Entries<T> {
    type Target = [(String, T)];

    fn deref(&self) -> &[(String, T)] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for EntriesVisitor<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

/// A value that may be `null`, and then says so.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Nullable<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NullableVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for NullableVisitor<T> {
            type Value = Nullable<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or nothing")
            }

            fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Nullable(None))
            }

            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
                T::deserialize(deserializer).map(|value| Nullable(Some(value)))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Self::Value, D::Error> {
                Option::deserialize(deserializer).map(Nullable)
            }
        }

        deserializer.deserialize_newtype_struct(NULLABLE, NullableVisitor(PhantomData))
    }
}

/// A command: a line for the shell, or the words of one that is started without a shell.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Command {
    /// A line for the shell.
    Line(SensitiveText),
    /// The program and its arguments.
    Words(Vec<SensitiveText>),
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a command: text or a list of words";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(Scalar::Text(line)) => Ok(Self::Line(line)),
            Form::List(words) => Ok(Self::Words(words)),
            Form::Scalar(other) => Err(other.unexpected(EXPECTED)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::cloud_config::CloudConfig;

    #[test]
    fn lists_of_a_length_have_it() {
        let table = [
            (json!({"packages": [["nginx", "1.26"]]}), None),
            (json!({"packages": [["nginx"]]}), Some("expected a list of 2 items, found 1")),
            (
                json!({"packages": [{"apt": [["nginx", "1", "2"]]}]}),
                Some("expected a list of 2 items, found 3"),
            ),
            (json!({"disk_setup": {"/dev/vdb": {"layout": [50, [50, 82]]}}}), None),
            (
                json!({"disk_setup": {"/dev/vdb": {"layout": [[50, 82, 1]]}}}),
                Some("expected a list of 2 items, found 3"),
            ),
            (json!({"mount_default_fields": [null, null, "auto", "nofail", "0", "2"]}), None),
            (json!({"mount_default_fields": [null]}), Some("expected a list of 6 items, found 1")),
        ];
        for (config, expected) in table {
            let error = serde_json::from_value::<CloudConfig>(config.clone()).err();
            assert_eq!(error.map(|error| error.to_string()).as_deref(), expected, "{config}");
        }
    }
}
