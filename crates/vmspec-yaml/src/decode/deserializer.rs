//! `serde::Deserializer` for a node at its place.

use serde::de::{Deserializer, Expected, Visitor};

use super::access::{EntryAccess, ItemAccess, Variant};
use super::fault::{Cause, Fault};
use super::place::Place;
use super::protocol::{NULLABLE, STRING_OR_STRUCT};
use super::words::{self, Found};
use crate::NodeKind;
use crate::scalar::{Value, print_float};

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct NodeDeserializer<'a, 't> {
    pub(super) place: &'a Place<'a, 't>,
}

impl<'t> NodeDeserializer<'_, 't> {
    /// What the scalar means; nothing for a collection.
    fn scalar(self) -> Result<Option<Value<'t>>, Fault> {
        let node = self.place.node.target();
        match node.style() {
            // The parser has reported what kubectl refuses.
            Some(style) => {
                let value = node.document().dialect().read(node.text(), style, node.tag());
                value.map(Some).map_err(|_| Fault::new(Cause::Known))
            }
            // So it has the alias that leads nowhere.
            None if node.is_alias() => Err(Fault::new(Cause::Known)),
            None => Ok(None),
        }
    }

    fn is_null(self) -> Result<bool, Fault> {
        Ok(matches!(self.scalar()?, Some(Value::Null)))
    }

    fn is_absent(self) -> Result<bool, Fault> {
        Ok(self.is_null()? && self.place.context.null_is_absent())
    }

    /// The whole number that stands here, however it is written.
    fn number(self) -> Result<Option<Number>, Fault> {
        Ok(match self.scalar()? {
            Some(Value::Int(number)) => Some(Number::Signed(number)),
            Some(Value::Uint(number)) => Some(Number::Unsigned(number)),
            Some(Value::Float(number)) => whole(number).and_then(|whole| {
                let signed = i64::try_from(whole).map(Number::Signed);
                signed.or_else(|_| u64::try_from(whole).map(Number::Unsigned)).ok()
            }),
            _ => None,
        })
    }

    /// The fault of something else than what is expected.
    ///
    /// Most types ask for the one thing that they take, so that the visitor's answers to all others need not be
    /// compiled for each of them.
    fn mismatch(self, expected: &dyn Expected) -> Fault {
        let found = match self.scalar() {
            Ok(Some(value)) => Found::from(value),
            Ok(None) if self.place.node.kind() == NodeKind::Sequence => Found::List,
            Ok(None) => Found::Mapping,
            Err(fault) => return fault,
        };
        Fault::wrong_type(words::of(expected), found)
    }

    /// What to answer a newtype of this name.
    fn answer(self, name: &str) -> Result<Answer, Fault> {
        Ok(match name {
            STRING_OR_STRUCT if self.place.node.kind() == NodeKind::Mapping => Answer::Something,
            NULLABLE if self.is_null()? => Answer::Nothing,
            NULLABLE => Answer::Something,
            _ => Answer::Newtype,
        })
    }

    /// The variant of an enum that has these.
    fn variant(&self, variants: &[&str]) -> Result<Variant<'_, 't>, Fault> {
        let found = match self.scalar()? {
            Some(Value::Str(text)) => return Ok(Variant::named(text)),
            None if self.place.node.kind() == NodeKind::Mapping => return Variant::in_mapping(self.place),
            None => Found::List,
            Some(value) => Found::from(value),
        };
        Err(Fault::wrong_type(one_of(variants), found))
    }

    /// The entries of the mapping that stands here, or the fault of something else.
    fn entries(
        &self,
        known: Option<&'static [&'static str]>,
        expected: &dyn Expected,
    ) -> Result<EntryAccess<'_, 't>, Fault> {
        match self.place.node.kind() {
            NodeKind::Mapping => EntryAccess::new(self.place, known),
            NodeKind::Sequence | NodeKind::Scalar => Err(self.mismatch(expected)),
        }
    }

    /// The items of the list that stands here, or the fault of something else.
    fn items(&self, expected: &dyn Expected) -> Result<ItemAccess<'_, 't>, Fault> {
        match self.place.node.kind() {
            NodeKind::Sequence => ItemAccess::new(self.place),
            NodeKind::Mapping | NodeKind::Scalar => Err(self.mismatch(expected)),
        }
    }

    /// Reads a list for a type that takes exactly `length` items.
    fn visit_tuple<V: Visitor<'t>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        let mut items = self.items(&visitor)?;
        let value = visitor.visit_seq(&mut items)?;
        let found = length + items.count_rest()?;
        if found == length {
            return Ok(value);
        }
        let message = format!("expected a list of {length} items, found {found}");
        Err(Fault::new(Cause::InvalidValue { message }))
    }

    fn whole_number<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.number()? {
            Some(Number::Signed(number)) => visitor.visit_i64(number),
            Some(Number::Unsigned(number)) => visitor.visit_u64(number),
            None => Err(self.mismatch(&visitor)),
        }
    }

    /// As [`whole_number`](Self::whole_number), for types that are wider than any number `kubectl` reads exactly.
    fn wide_whole_number<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if let Some(Value::Float(number)) = self.scalar()?
            && let Some(whole) = self.place.node.text().parse().ok().or_else(|| whole(number))
        {
            return visitor.visit_i128(whole);
        }
        self.whole_number(visitor)
    }
}

/// What the visitor of a newtype is told that stands there.
enum Answer {
    Nothing,
    Something,
    Newtype,
}

/// A whole number.
enum Number {
    Signed(i64),
    Unsigned(u64),
}

fn visit_scalar<'t, V: Visitor<'t>>(value: Value<'t>, visitor: V) -> Result<V::Value, Fault> {
    match value {
        Value::Null => visitor.visit_unit(),
        Value::Bool(value) => visitor.visit_bool(value),
        Value::Int(number) => visitor.visit_i64(number),
        Value::Uint(number) => visitor.visit_u64(number),
        Value::Float(number) => visitor.visit_f64(number),
        Value::Timestamp(_) => Err(Fault::wrong_type(words::of(&visitor), Found::Timestamp)),
        Value::Str(text) => visitor.visit_borrowed_str(text),
    }
}

/// The number as an integer, if it is one.
fn whole(number: f64) -> Option<i128> {
    // Floats are printed without exponent, and whole ones without fraction.
    if number.fract() == 0.0 { print_float(number).parse().ok() } else { None }
}

impl<'t> Deserializer<'t> for NodeDeserializer<'_, 't> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.scalar()? {
            Some(value) => visit_scalar(value, visitor),
            None if self.place.node.kind() == NodeKind::Sequence => self.deserialize_seq(visitor),
            None => self.deserialize_map(visitor),
        }
    }

    fn deserialize_i8<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_i16<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_i32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_i64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_i128<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.wide_whole_number(visitor)
    }

    fn deserialize_u8<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_u16<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_u32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_u64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.whole_number(visitor)
    }

    fn deserialize_u128<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.wide_whole_number(visitor)
    }

    fn deserialize_bytes<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.scalar()? {
            Some(Value::Str(text)) => visitor.visit_borrowed_bytes(text.as_bytes()),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_absent()? { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.answer(name)? {
            Answer::Nothing => visitor.visit_none(),
            Answer::Something => visitor.visit_some(self),
            Answer::Newtype => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        self.visit_tuple(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.visit_tuple(length, visitor)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        // serde would take the items of a list for the fields in the order of their declaration.
        let mut entries = self.entries(Some(fields), &visitor)?;
        visitor.visit_map(&mut entries)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(self.variant(variants)?)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.scalar()? {
            Some(Value::Bool(value)) => visitor.visit_bool(value),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.scalar()? {
            Some(Value::Str(text)) => visitor.visit_borrowed_str(text),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let mut items = self.items(&visitor)?;
        visitor.visit_seq(&mut items)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let mut entries = self.entries(None, &visitor)?;
        visitor.visit_map(&mut entries)
    }

    serde::forward_to_deserialize_any! {
        <W: Visitor<'t>>
        f32 f64 char unit unit_struct identifier
    }
}

/// The names of an enum as something to expect.
fn one_of(variants: &[&str]) -> String {
    match variants {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        _ if variants.len() <= 8 => format!("one of `{}`", variants.join("`, `")),
        _ => "text".to_owned(),
    }
}
