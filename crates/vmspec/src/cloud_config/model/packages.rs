//! Packages and where they come from.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::form::{Command, Entries, Form, NonEmpty, Scalar, any_form, exactly, scalar_or_list};
use crate::fields::read_fields;
use crate::model::SensitiveText;

/// A package to install.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Package {
    /// By any package manager.
    Named(PackageName),
    /// By these.
    By(PackagesByManager),
}

/// A package, with or without its version.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum PackageName {
    /// The name.
    Name(SensitiveText),
    /// The name and the version.
    Version([SensitiveText; 2]),
}

/// Packages by the package manager that installs them.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackagesByManager {
    /// Debian packages.
    pub apt: Option<Vec<PackageName>>,
    /// Snaps.
    pub snap: Option<Vec<PackageName>>,
}

read_fields! {
    PackagesByManager, "packages by manager: a mapping with `apt` or `snap`",
    [apt, snap]
}

/// `apt`: package archives of Debian and Ubuntu.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Apt {
    /// Whether the image's list of archives stays as it is.
    pub preserve_sources_list: Option<bool>,
    /// Suites that are taken out of the list.
    pub disable_suites: Option<NonEmpty<SensitiveText>>,
    /// Mirrors of the main archive.
    pub primary: Option<NonEmpty<AptMirror>>,
    /// Mirrors of the archive for security.
    pub security: Option<NonEmpty<AptMirror>>,
    /// The pattern of sources that `add-apt-repository` adds.
    pub add_apt_repo_match: Option<SensitiveText>,
    /// Answers for `debconf-set-selections`, by any name.
    pub debconf_selections: Option<Entries<SensitiveText>>,
    /// A template for `sources.list`.
    pub sources_list: Option<SensitiveText>,
    /// Configuration of apt.
    pub conf: Option<SensitiveText>,
    /// A proxy for HTTPS.
    pub https_proxy: Option<SensitiveText>,
    /// A proxy for HTTP.
    pub http_proxy: Option<SensitiveText>,
    /// The same as `http_proxy`.
    pub proxy: Option<SensitiveText>,
    /// A proxy for FTP.
    pub ftp_proxy: Option<SensitiveText>,
    /// Further sources by the name of their file.
    pub sources: Option<Entries<AptSource>>,
}

read_fields! {
    Apt, "a mapping such as `{sources: …}`",
    [preserve_sources_list, disable_suites, primary, security, add_apt_repo_match, debconf_selections,
     sources_list, conf, https_proxy, http_proxy, proxy, ftp_proxy, sources]
}

/// A mirror of a package archive.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AptMirror {
    /// The architectures, or `default`.
    pub arches: NonEmpty<SensitiveText>,
    /// Its address.
    pub uri: Option<SensitiveText>,
    /// Addresses of which the first that can be resolved is taken.
    pub search: Option<NonEmpty<SensitiveText>>,
    /// Whether it is searched for in the DNS.
    pub search_dns: Option<bool>,
    /// The fingerprint of its key.
    pub keyid: Option<SensitiveText>,
    /// Its key.
    pub key: Option<SensitiveText>,
    /// Where its key is found.
    pub keyserver: Option<SensitiveText>,
}

read_fields! {
    AptMirror, "a mirror: a mapping with `arches` and `uri`",
    [arches: Required, uri, search, search_dns, keyid, key, keyserver],
    Self {
        arches: NonEmpty::none(), uri: None, search: None, search_dns: None, keyid: None, key: None, keyserver: None
    }
}

/// A further source of packages.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AptSource {
    /// The line for `sources.list`.
    pub source: Option<SensitiveText>,
    /// The fingerprint of its key.
    pub keyid: Option<SensitiveText>,
    /// Its key.
    pub key: Option<SensitiveText>,
    /// Where its key is found.
    pub keyserver: Option<SensitiveText>,
    /// The name of the file.
    pub filename: Option<SensitiveText>,
    /// Whether the file is appended to. Default: true.
    pub append: Option<bool>,
}

read_fields! {
    AptSource, "a source: a mapping with `source`",
    [source, keyid, key, keyserver, filename, append]
}

/// A repository for yum: its options by name.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct YumRepo(Entries<Scalar>);

impl YumRepo {
    /// The options.
    pub fn options(&self) -> &Entries<Scalar> {
        &self.0
    }
}

impl<'de> Deserialize<'de> for YumRepo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let options = Entries::<Scalar>::deserialize(deserializer)?;
        for (option, value) in options.iter() {
            let expected = match (option.as_str(), value) {
                ("baseurl" | "metalink" | "mirrorlist" | "name", Scalar::Text(_))
                | ("enabled", Scalar::Bool(_)) => continue,
                ("baseurl" | "metalink" | "mirrorlist" | "name", _) => "text",
                ("enabled", _) => "a boolean",
                (_, Scalar::Text(_) | Scalar::Bool(_) | Scalar::Int(_)) => continue,
                _ => "text, a whole number or a boolean",
            };
            return Err(D::Error::custom(format_args!("expected `{option}` to be {expected}")));
        }
        if ["baseurl", "metalink", "mirrorlist"].iter().any(|option| options.get(option).is_some()) {
            Ok(Self(options))
        } else {
            Err(D::Error::custom("expected one of `baseurl`, `metalink`, `mirrorlist`"))
        }
    }
}

/// `snap`: snaps to install.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Snap {
    /// Signed assertions.
    pub assertions: Option<ListOrNamed<SensitiveText>>,
    /// Commands, with or without `snap` before them.
    pub commands: Option<ListOrNamed<Command>>,
}

read_fields! {
    Snap, "a mapping with `commands` or `assertions`",
    [assertions, commands]
}

/// Values in a list, or in a mapping whose keys say their order.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum ListOrNamed<T> {
    /// In a list.
    List(NonEmpty<T>),
    /// By key.
    Named(Entries<T>),
}

impl<'de> Deserialize<'de> for Package {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a package: a name, or a list of name and version";
        match any_form(deserializer, EXPECTED)? {
            Form::Scalar(name) => name.text(EXPECTED).map(|name| Self::Named(PackageName::Name(name))),
            Form::List(version) => exactly(version).map(|version| Self::Named(PackageName::Version(version))),
            Form::Mapping(packages) => Ok(Self::By(packages)),
        }
    }
}

impl<'de> Deserialize<'de> for PackageName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a package: a name, or a list of name and version";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(name) => name.text(EXPECTED).map(Self::Name),
            Form::List(version) => exactly(version).map(Self::Version),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ListOrNamed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a list or a mapping";
        match any_form(deserializer, EXPECTED)? {
            Form::Scalar(other) => Err(other.unexpected(EXPECTED)),
            Form::List(list) => Ok(Self::List(list)),
            Form::Mapping(named) => Ok(Self::Named(named)),
        }
    }
}
