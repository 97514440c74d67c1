//! Port numbers.

use std::fmt;
use std::num::NonZeroU16;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use vmspec_yaml::scalar::print_float;

/// A TCP port, from 1 to 65535.
///
/// The chart's schema takes any whole number; the Service that it renders does not.
///
/// ```
/// use vmspec::model::PortNumber;
///
/// assert_eq!(PortNumber::new(443)?.get(), 443);
/// assert_eq!(
///     PortNumber::new(70_000).unwrap_err().to_string(),
///     "port 70000 is out of range: expected 1 to 65535",
/// );
/// # Ok::<(), vmspec::model::ParsePortError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortNumber(NonZeroU16);

/// A number is not a port number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("port {number} is out of range: expected 1 to 65535")]
pub struct ParsePortError {
    number: i64,
}

impl PortNumber {
    /// The Remote Desktop Protocol of Windows.
    pub const REMOTE_DESKTOP: Self = match NonZeroU16::new(3389) {
        Some(number) => Self(number),
        None => Self(NonZeroU16::MIN),
    };
    /// SSH.
    pub const SSH: Self = match NonZeroU16::new(22) {
        Some(number) => Self(number),
        None => Self(NonZeroU16::MIN),
    };

    const EXPECTED: &'static str = "a port number from 1 to 65535";

    /// A port.
    ///
    /// # Errors
    ///
    /// [`ParsePortError`] unless the number is in `1..=65535`.
    pub fn new(number: i64) -> Result<Self, ParsePortError> {
        u16::try_from(number).ok().and_then(NonZeroU16::new).map(Self).ok_or(ParsePortError { number })
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl ParsePortError {
    /// The number that is out of range.
    pub fn number(&self) -> i64 {
        self.number
    }
}

impl TryFrom<i64> for PortNumber {
    type Error = ParsePortError;

    fn try_from(number: i64) -> Result<Self, ParsePortError> {
        Self::new(number)
    }
}

impl From<PortNumber> for u16 {
    fn from(port: PortNumber) -> Self {
        port.get()
    }
}

impl fmt::Display for PortNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for PortNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for PortNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.get())
    }
}

impl<'de> Deserialize<'de> for PortNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PortVisitor)
    }
}

struct PortVisitor;

impl Visitor<'_> for PortVisitor {
    type Value = PortNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PortNumber::EXPECTED)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<PortNumber, E> {
        PortNumber::new(number).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<PortNumber, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// JSON makes no difference between `22.0` and `22`.
    fn visit_f64<E: Error>(self, number: f64) -> Result<PortNumber, E> {
        if number.is_finite() && number.fract() == 0.0 {
            return self.visit_i64(print_float(number).parse().unwrap_or(i64::MAX));
        }
        Err(E::invalid_type(Unexpected::Float(number), &self))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for PortNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PortNumber".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": 65535 })
    }
}
