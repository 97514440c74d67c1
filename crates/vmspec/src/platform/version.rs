//! Releases of Cozystack.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A release of Cozystack: `1.6.2`, or `1.6` for any of its patch releases.
///
/// # Syntax
///
/// Two or three whole numbers joined by `.`, with or without a `v` before them.
/// Pre-releases and builds have no order here and are refused.
///
/// # Order
///
/// By number. `1.6` goes before `1.6.0`, since it stands for the whole series; [`Version::bounds`] says what it covers.
///
/// ```
/// use vmspec::platform::Version;
///
/// let version: Version = "v1.6.2".parse()?;
/// assert_eq!(version.to_string(), "1.6.2");
/// assert!("1.6.2".parse::<Version>()? < "1.10".parse::<Version>()?);
/// # Ok::<(), vmspec::platform::ParseVersionError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Version {
    /// The first number.
    pub major: u16,
    /// The second number.
    pub minor: u16,
    /// The third number; nothing stands for every patch release.
    pub patch: Option<u16>,
}

impl Version {
    /// A release with all its numbers.
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self { major, minor, patch: Some(patch) }
    }

    /// The first and the last release that this stands for, both included.
    pub fn bounds(self) -> (Self, Self) {
        match self.patch {
            Some(_) => (self, self),
            None => (Self { patch: Some(0), ..self }, Self { patch: Some(u16::MAX), ..self }),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        self.patch.map_or(Ok(()), |patch| write!(f, ".{patch}"))
    }
}

/// The text is not a [`Version`].
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{text}` is not a platform version: expected a form like `1.6` or `v1.6.2`")]
pub struct ParseVersionError {
    text: String,
}

impl FromStr for Version {
    type Err = ParseVersionError;

    /// # Errors
    ///
    /// If the text is not two or three whole numbers of 0 to 65535, joined by `.`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number =
            |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.').map(number);
        let version = match (numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
            (Some(Some(major)), Some(Some(minor)), None, None) => Some(Self { major, minor, patch: None }),
            (Some(Some(major)), Some(Some(minor)), Some(Some(patch)), None) => {
                Some(Self::new(major, minor, patch))
            }
            _ => None,
        };
        version.ok_or_else(|| ParseVersionError { text: text.to_owned() })
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Version {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Version".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": r"^v?[0-9]{1,5}\.[0-9]{1,5}(\.[0-9]{1,5})?$" })
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn reads_and_prints() {
        for (text, printed) in
            [("1.6", "1.6"), ("v1.6.2", "1.6.2"), ("0.41.11", "0.41.11"), ("v10.0", "10.0")]
        {
            assert_eq!(text.parse::<Version>().map(|version| version.to_string()), Ok(printed.to_owned()));
        }
        for text in [
            "",
            "1",
            "v",
            "1.",
            "1.6.",
            ".6",
            "1.6.2.3",
            "1.6.0-rc.1",
            "1.6.0+567",
            "+1.6",
            "latest",
            "1.65536",
            "V1.6",
        ] {
            let error = text.parse::<Version>().unwrap_err().to_string();
            assert_eq!(
                error,
                format!("`{text}` is not a platform version: expected a form like `1.6` or `v1.6.2`")
            );
        }
    }

    #[test]
    fn orders_by_number() {
        let sorted = ["0.9", "0.41.11", "1.0.0", "1.6", "1.6.0", "1.6.2", "1.6.10", "1.10"];
        let versions: Vec<Version> = sorted.iter().map(|text| text.parse().unwrap()).collect();
        assert!(versions.is_sorted());
    }
}
