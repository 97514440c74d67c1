//! Text that may hold a secret.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Text that may hold a password or a private key.
///
/// It is a string in every respect but one: its `Debug` form gives its length only, and it has no `Display` form, so
/// that it does not end up in a log or a message by accident.
///
/// ```
/// use vmspec::model::SensitiveText;
///
/// let cloud_init = SensitiveText::from("#cloud-config\npassword: hunter2\n");
/// assert!(cloud_init.starts_with("#cloud-config"));
/// assert_eq!(format!("{cloud_init:?}"), "<32 bytes>");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SensitiveText(String);

impl SensitiveText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, without its protection.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for SensitiveText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for SensitiveText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<String> for SensitiveText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for SensitiveText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl PartialEq<str> for SensitiveText {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for SensitiveText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Debug for SensitiveText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for SensitiveText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SensitiveText".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
