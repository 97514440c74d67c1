//! Quantities in serde formats and in JSON Schema: text, or a whole number.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use vmspec_yaml::scalar::{parse_float, print_float};

use super::Quantity;

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.bare_number {
            if let Ok(number) = self.text.parse::<i64>() {
                return serializer.serialize_i64(number);
            }
            if let Ok(number) = self.text.parse::<u64>() {
                return serializer.serialize_u64(number);
            }
            // A number beyond 64 bits was read from a floating point number and is one again.
            if let Some(number) = parse_float(&self.text) {
                return serializer.serialize_f64(number);
            }
        }
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(QuantityVisitor)
    }
}

struct QuantityVisitor;

impl QuantityVisitor {
    fn number<E: Error>(text: &str) -> Result<Quantity, E> {
        text.parse().map(|quantity| Quantity { bare_number: true, ..quantity }).map_err(E::custom)
    }
}

impl Visitor<'_> for QuantityVisitor {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Quantity::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Quantity, E> {
        Self::number(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Quantity, E> {
        Self::number(&number.to_string())
    }

    /// JSON makes no difference between `5.0` and `5`, and neither does the chart's schema; other fractions are
    /// rejected there.
    fn visit_f64<E: Error>(self, number: f64) -> Result<Quantity, E> {
        if number.is_finite() && number.fract() == 0.0 {
            return Self::number(&print_float(number));
        }
        Err(E::invalid_type(Unexpected::Float(number), &self))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Quantity {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "title": "Quantity",
            "description": "A size: a number with a unit such as `Gi` (2^30) or `G` (10^9), without blank and without `B`.",
            "type": ["string", "integer"],
            "minLength": 1,
            "maxLength": Self::MAX_TEXT_BYTES,
            "pattern": r"^[+-]?[0-9]*(\.[0-9]*)?([KMGTPE]i|[numkMGTPE]|[eE][+-]?0*[0-9]{1,3})?$",
            "examples": ["20Gi"],
        })
    }
}
