//! Passwords and SSH.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::form::{Form, NonEmpty, Scalar, scalar, scalar_or_list};
use crate::fields::{self, impl_fields, read_fields};
use crate::model::SensitiveText;

/// `ssh_pwauth`: whether the SSH server takes passwords.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum PasswordLogin {
    /// Yes or no.
    Flag(bool),
    /// A word; deprecated since 22.3. `unchanged` leaves the server as it is.
    Text(SensitiveText),
}

impl<'de> Deserialize<'de> for PasswordLogin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a boolean";
        match scalar(deserializer, EXPECTED)? {
            Scalar::Bool(value) => Ok(Self::Flag(value)),
            Scalar::Text(text) => Ok(Self::Text(text)),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

impl PasswordLogin {
    /// What it means: nothing if the server stays as it is.
    pub fn enabled(&self) -> Option<bool> {
        match self {
            Self::Flag(value) => Some(*value),
            Self::Text(text) => match text.to_ascii_lowercase().as_str() {
                "1" | "on" | "true" | "yes" => Some(true),
                "unchanged" => None,
                _ => Some(false),
            },
        }
    }
}

/// `chpasswd`: passwords of users that exist.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chpasswd {
    /// Whether users must choose another password at their first login. Default: true.
    pub expire: Option<bool>,
    /// The users.
    pub users: Option<Vec<PasswordEntry>>,
    /// `name:password` in lines or items; deprecated since 22.2.
    pub list: Option<PasswordList>,
}

read_fields! {
    Chpasswd, "a mapping with `users`",
    [expire, users, list]
}

/// The password of a user. Without a `type` it is a hash.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasswordEntry {
    /// The user.
    pub name: SensitiveText,
    /// The password or its hash; absent if it is to be made up.
    pub password: Option<SensitiveText>,
    /// What `password` is.
    pub r#type: Option<PasswordType>,
}

/// What a password in `chpasswd` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PasswordType {
    /// The hash of one.
    #[serde(rename = "hash")]
    Hash,
    /// One in plain text.
    #[serde(rename = "text")]
    Text,
    /// Made up by cloud-init, and printed on the console.
    #[serde(rename = "RANDOM")]
    Random,
}

impl_fields! {
    PasswordEntry, "a mapping with `name` and `password`",
    [name: Required, password, r#type = "type"]
}

impl<'de> Deserialize<'de> for PasswordEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entry: Self = fields::read(deserializer)?;
        match (entry.r#type, &entry.password) {
            (Some(PasswordType::Random), Some(_)) => {
                Err(D::Error::custom("expected no `password` beside `type: RANDOM`"))
            }
            (Some(PasswordType::Random), None) | (_, Some(_)) => Ok(entry),
            (_, None) => Err(D::Error::missing_field("password")),
        }
    }
}

/// `name:password` for each user.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum PasswordList {
    /// In lines.
    Lines(SensitiveText),
    /// In items.
    Items(Vec<SensitiveText>),
}

impl PasswordList {
    /// The pairs of name and password, which may be the word `RANDOM`, or a hash.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let (lines, items): (&str, &[SensitiveText]) = match self {
            Self::Lines(lines) => (lines, &[]),
            Self::Items(items) => ("", items),
        };
        let items = items.iter().map(SensitiveText::as_str);
        lines.lines().chain(items).filter_map(|line| line.trim().split_once(':'))
    }
}

impl<'de> Deserialize<'de> for PasswordList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "lines of `name:password`, or a list of them";
        match scalar_or_list::<Vec<SensitiveText>, _>(deserializer, EXPECTED)? {
            Form::Scalar(lines) => lines.text(EXPECTED).map(Self::Lines),
            Form::List(items) => {
                let is_pair = |item: &SensitiveText| {
                    item.split_once(':')
                        .is_some_and(|(name, password)| !name.is_empty() && !password.is_empty())
                };
                if items.iter().all(is_pair) {
                    Ok(Self::Items(items))
                } else {
                    Err(D::Error::custom("expected every item to be `name:password`"))
                }
            }
        }
    }
}

/// `ssh`: what the console shows of the VM's keys.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ssh {
    /// Whether the public keys are printed on the console.
    pub emit_keys_to_console: bool,
}

read_fields! {
    Ssh, "a mapping with `emit_keys_to_console`",
    [emit_keys_to_console: Required]
}

/// `ssh_keys`: the VM's own keys.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HostKeys {
    /// ECDSA, private.
    pub ecdsa_private: Option<SensitiveText>,
    /// ECDSA, public.
    pub ecdsa_public: Option<SensitiveText>,
    /// ECDSA, certificate.
    pub ecdsa_certificate: Option<SensitiveText>,
    /// Ed25519, private.
    pub ed25519_private: Option<SensitiveText>,
    /// Ed25519, public.
    pub ed25519_public: Option<SensitiveText>,
    /// Ed25519, certificate.
    pub ed25519_certificate: Option<SensitiveText>,
    /// RSA, private.
    pub rsa_private: Option<SensitiveText>,
    /// RSA, public.
    pub rsa_public: Option<SensitiveText>,
    /// RSA, certificate.
    pub rsa_certificate: Option<SensitiveText>,
}

read_fields! {
    HostKeys, "a mapping with keys such as `ed25519_private` and `ed25519_public`",
    [ecdsa_private, ecdsa_public, ecdsa_certificate, ed25519_private, ed25519_public, ed25519_certificate,
     rsa_private, rsa_public, rsa_certificate]
}

/// A type of SSH key that cloud-init makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum HostKeyType {
    /// ECDSA.
    Ecdsa,
    /// Ed25519.
    Ed25519,
    /// RSA.
    Rsa,
}

/// `ssh_publish_hostkeys`: whether the VM's public keys go to the data source.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishHostKeys {
    /// Whether they do. Default: true.
    pub enabled: Option<bool>,
    /// Key types to leave out.
    pub blacklist: Option<Vec<SensitiveText>>,
}

read_fields! {
    PublishHostKeys, "a mapping with `enabled` and `blacklist`",
    [enabled, blacklist]
}

/// Public keys of the default user.
pub type AuthorizedKeys = NonEmpty<SensitiveText>;
