//! Writing: unknown fields and nulls follow the fields of the struct.
//!
//! The derived code writes a struct; [`Extending`] turns that into a mapping, remembers which fields were written, and
//! adds the rest at the end.
//! So a field that was read as null and has a value now is written once, with its value.

use serde::Serialize;
use serde::ser::{Error, Impossible, SerializeMap, SerializeStruct, Serializer};

use super::Unmodeled;

/// A serializer for one struct, which becomes a mapping with more entries.
pub(in crate::model) struct Extending<'u, S> {
    inner: S,
    unmodeled: &'u Unmodeled,
}

impl<'u, S> Extending<'u, S> {
    /// Adds `unmodeled` to the struct that is written next.
    pub(in crate::model) fn new(inner: S, unmodeled: &'u Unmodeled) -> Self {
        Self { inner, unmodeled }
    }
}

/// A mapping that is being written.
pub(in crate::model) struct ExtendedMap<'u, M> {
    inner: M,
    unmodeled: &'u Unmodeled,
    written: Vec<&'static str>,
}

impl<M: SerializeMap> SerializeStruct for ExtendedMap<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.written.push(key);
        self.inner.serialize_entry(key, value)
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        for name in &self.unmodeled.nulls {
            if !self.written.contains(name) {
                self.inner.serialize_entry(name, &())?;
            }
        }
        for (name, value) in &self.unmodeled.fields {
            if !self.written.contains(&name.as_str()) {
                self.inner.serialize_entry(name, value)?;
            }
        }
        self.inner.end()
    }
}

/// The code that serde derives for a struct writes a struct and nothing else.
fn not_a_struct<O, E: Error>() -> Result<O, E> {
    Err(E::custom("only a struct can have unmodeled fields"))
}

impl<'u, S: Serializer> Serializer for Extending<'u, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = ExtendedMap<'u, S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, S::Error> {
        // How many of the unmodeled entries will be written is only known at the end.
        let inner = self.inner.serialize_map(None)?;
        Ok(ExtendedMap { inner, unmodeled: self.unmodeled, written: Vec::new() })
    }

    fn serialize_bool(self, _: bool) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_i8(self, _: i8) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_i16(self, _: i16) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_i32(self, _: i32) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_i64(self, _: i64) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_u8(self, _: u8) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_u16(self, _: u16) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_u32(self, _: u32) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_u64(self, _: u64) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_f32(self, _: f32) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_f64(self, _: f64) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_char(self, _: char) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_str(self, _: &str) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        not_a_struct()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        not_a_struct()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, S::Error> {
        not_a_struct()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        not_a_struct()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        not_a_struct()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        not_a_struct()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        not_a_struct()
    }
}
