//! Reading: unknown fields and nulls are picked up on their way from the format to the derived code.
//!
//! The derived code asks the format for a struct and names its fields.
//! [`Capturing`] passes that question on with the same fields, so that a deserializer that reports unknown fields still
//! knows the list, and puts itself between the mapping and the derived visitor:
//! known keys go on to the visitor, unknown ones are kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::Unmodeled;

/// A deserializer that keeps what the struct does not take.
pub(in crate::model) struct Capturing<'u, D> {
    inner: D,
    unmodeled: &'u mut Unmodeled,
}

impl<'u, D> Capturing<'u, D> {
    /// Puts what the struct does not take into `unmodeled`, which should be empty.
    pub(in crate::model) fn new(inner: D, unmodeled: &'u mut Unmodeled) -> Self {
        Self { inner, unmodeled }
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Capturing<'_, D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_struct(
            name,
            fields,
            StructVisitor { visitor, fields, unmodeled: self.unmodeled },
        )
    }

    // The code that serde derives for a struct asks for a struct and for nothing else.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Stands before the visitor of the derived code.
struct StructVisitor<'u, V> {
    visitor: V,
    fields: &'static [&'static str],
    unmodeled: &'u mut Unmodeled,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for StructVisitor<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(CapturingMap {
            inner: map,
            fields: self.fields,
            unmodeled: self.unmodeled,
            field: None,
        })
    }
}

/// A mapping whose unknown entries are kept aside.
struct CapturingMap<'u, A> {
    inner: A,
    fields: &'static [&'static str],
    unmodeled: &'u mut Unmodeled,
    /// The field whose value is read next.
    field: Option<&'static str>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for CapturingMap<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.inner.next_key_seed(KeySeed { fields: self.fields })? {
            match key {
                Key::Field(name) => {
                    self.field = Some(name);
                    return seed.deserialize(name.into_deserializer()).map(Some);
                }
                Key::Unknown(name) => {
                    let value = self.inner.next_value::<Value>()?;
                    self.unmodeled.fields.insert(name, value);
                }
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let (value, was_null) = self.inner.next_value_seed(NullableSeed { seed })?;
        if let (Some(field), true) = (self.field.take(), was_null) {
            self.unmodeled.nulls.insert(field);
        }
        Ok(value)
    }
}

/// A key of the mapping.
enum Key {
    Field(&'static str),
    Unknown(String),
}

/// Reads a key, without allocating for known ones.
struct KeySeed {
    fields: &'static [&'static str],
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.fields.iter().find(|field| **field == key) {
            Some(field) => Key::Field(field),
            None => Key::Unknown(key.to_owned()),
        })
    }
}

/// Reads a value and notes whether it was null.
///
/// It asks the format for an optional value first.
/// In self-describing formats that costs nothing: null is seen as such, and everything else is passed on as it is.
struct NullableSeed<S> {
    seed: S,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for NullableSeed<S> {
    type Value = (S::Value, bool);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for NullableSeed<S> {
    type Value = (S::Value, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Ok((self.seed.deserialize(deserializer)?, false))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok((self.seed.deserialize(().into_deserializer())?, true))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_none()
    }
}
