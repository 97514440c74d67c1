//! Whose cloud a manifest is for: provider, release, catalog.
//!
//! Hikube runs Cozystack and does not say which release. Its documentation describes fields in a form of its own;
//! [`Platform`] answers which form counts.

pub(crate) mod feature;
mod version;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::feature::{Feature, Support};
pub use self::version::{ParseVersionError, Version};
use crate::catalog::{Catalog, Entry, Found, Table, availability};

/// Who runs the platform, and so whose word counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Provider {
    /// Hikube, as its API reference describes it.
    #[default]
    Hikube,
    /// Cozystack as released.
    Cozystack,
}

impl Provider {
    /// All, the default first.
    pub const ALL: &'static [Self] = &[Self::Hikube, Self::Cozystack];

    /// `hikube` or `cozystack`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hikube => "hikube",
            Self::Cozystack => "cozystack",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The platform that manifests are judged for.
///
/// ```
/// use vmspec::platform::{Feature, Platform};
///
/// let platform: Platform = "cozystack@1.6".parse()?;
/// assert!(platform.supports(Feature::RunStrategy).is_yes());
/// assert!(platform.supports(Feature::Running).is_no());
///
/// // Of a platform without a version it is not known what it does.
/// let platform: Platform = "cozystack".parse()?;
/// assert!(platform.supports(Feature::RunStrategy).is_unknown());
///
/// let platform = Platform::default();
/// assert_eq!(platform.to_string(), "hikube");
/// # Ok::<(), vmspec::platform::ParsePlatformError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Platform {
    /// Whose word counts.
    pub provider: Provider,
    /// The release of Cozystack that runs there, if it is known.
    pub version: Option<Version>,
    /// What is offered there.
    pub catalog: Arc<Catalog>,
}

impl Platform {
    /// A provider's platform with its built-in catalog and no known version.
    pub fn new(provider: Provider) -> Self {
        Self { provider, version: None, catalog: Catalog::builtin(provider) }
    }

    /// Hikube without a known version, which is the default.
    pub fn hikube() -> Self {
        Self::new(Provider::Hikube)
    }

    /// Cozystack without a known version.
    pub fn cozystack() -> Self {
        Self::new(Provider::Cozystack)
    }

    /// The same platform with another release.
    #[must_use]
    pub fn with_version(self, version: Version) -> Self {
        Self { version: Some(version), ..self }
    }

    /// The same platform with another catalog.
    #[must_use]
    pub fn with_catalog(self, catalog: impl Into<Arc<Catalog>>) -> Self {
        Self { catalog: catalog.into(), ..self }
    }

    /// The same platform with an overlay on its catalog; see [`Catalog::merge`].
    #[must_use]
    pub fn with_overlay(self, overlay: Catalog) -> Self {
        let mut catalog = Arc::unwrap_or_clone(self.catalog);
        catalog.merge(overlay);
        Self { catalog: Arc::new(catalog), ..self }
    }

    /// Whether the provider's documentation says what the platform does, since nobody said which release it runs.
    pub fn follows_documentation(&self) -> bool {
        self.provider == Provider::Hikube && self.version.is_none()
    }

    /// Whether the platform does this.
    pub fn supports(&self, feature: Feature) -> Support {
        feature.in_version(self.version)
    }

    /// Whether `- my-disk` is a disk. Hikube's API reference writes disks so; no release of Cozystack takes them.
    pub fn takes_string_disks(&self) -> Support {
        if self.follows_documentation() { Support::Yes } else { Support::No }
    }

    /// Whether `running` starts and stops a VM: Hikube's API reference says so; of Cozystack, releases before 1.0.
    pub fn reads_running(&self) -> Support {
        if self.follows_documentation() { Support::Yes } else { self.supports(Feature::Running) }
    }

    /// Whether `runStrategy` starts and stops a VM: Hikube's guides say so; of Cozystack, releases from 1.0 on.
    pub fn reads_run_strategy(&self) -> Support {
        if self.follows_documentation() { Support::Yes } else { self.supports(Feature::RunStrategy) }
    }

    /// Whether the platform's release has an entry of its catalog.
    pub fn has(&self, entry: &impl Entry) -> Support {
        availability(entry, self.version)
    }

    /// What the name stands for in one of the catalog's tables, as far as the platform's release has it.
    pub fn find<T: Entry>(&self, name: &str, table: fn(&Catalog) -> &Table<T>) -> Found<'_, T> {
        match self.catalog.find(name, table) {
            Found::Listed(entry) | Found::Upstream(entry) if self.has(entry).is_no() => Found::Later(entry),
            found => found,
        }
    }
}

impl Default for Platform {
    fn default() -> Self {
        Self::hikube()
    }
}

impl fmt::Display for Platform {
    /// The form that is read: `hikube`, `cozystack@1.6`. A catalog of one's own does not show.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.provider.fmt(f)?;
        self.version.map_or(Ok(()), |version| write!(f, "@{version}"))
    }
}

/// The text names no platform.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePlatformError {
    /// The provider is not known.
    #[error(
        "unknown platform `{name}`: expected `hikube` or `cozystack`, with or without a version as in `cozystack@1.6`"
    )]
    UnknownProvider {
        /// What stands before the `@`.
        name: String,
    },
    /// What stands behind the `@` is no version.
    #[error(transparent)]
    Version(#[from] ParseVersionError),
}

impl FromStr for Provider {
    type Err = ParsePlatformError;

    /// # Errors
    ///
    /// If the text is neither `hikube` nor `cozystack`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().copied().find(|provider| provider.name() == text);
        known.ok_or_else(|| ParsePlatformError::UnknownProvider { name: text.to_owned() })
    }
}

impl FromStr for Platform {
    type Err = ParsePlatformError;

    /// Reads `hikube`, `cozystack`, or one of them with a version behind an `@`.
    ///
    /// # Errors
    ///
    /// If the provider is not known, or the version has another form than `1.6` or `v1.6.2`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (provider, version) = match text.split_once('@') {
            Some((provider, version)) => (provider, Some(version)),
            None => (text, None),
        };
        let platform = Self::new(provider.parse()?);
        let version = version.map(str::parse).transpose()?;
        Ok(Self { version, ..platform })
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalog, Feature, Platform, Support};

    #[test]
    fn reads_and_prints() {
        for (text, printed) in [
            ("hikube", "hikube"),
            ("cozystack", "cozystack"),
            ("cozystack@1.6", "cozystack@1.6"),
            ("cozystack@v1.6.2", "cozystack@1.6.2"),
            ("hikube@1.2", "hikube@1.2"),
        ] {
            assert_eq!(text.parse::<Platform>().unwrap().to_string(), printed);
        }
        for (text, message) in [
            (
                "openstack",
                "unknown platform `openstack`: expected `hikube` or `cozystack`, with or without a version as in `cozystack@1.6`",
            ),
            (
                "Hikube",
                "unknown platform `Hikube`: expected `hikube` or `cozystack`, with or without a version as in `cozystack@1.6`",
            ),
            ("cozystack@", "`` is not a platform version: expected a form like `1.6` or `v1.6.2`"),
            (
                "cozystack@latest",
                "`latest` is not a platform version: expected a form like `1.6` or `v1.6.2`",
            ),
        ] {
            assert_eq!(text.parse::<Platform>().unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn documentation_counts_until_a_version_is_known() {
        use Support::{No, Unknown, Yes};
        let cases = [
            ("hikube", Yes, Yes, Yes),
            ("hikube@1.6", No, No, Yes),
            ("hikube@0.41", No, Yes, No),
            ("cozystack", No, Unknown, Unknown),
            ("cozystack@0.41", No, Yes, No),
            ("cozystack@1.0", No, No, Yes),
        ];
        for (text, string_disks, running, run_strategy) in cases {
            let platform: Platform = text.parse().unwrap();
            let found =
                (platform.takes_string_disks(), platform.reads_running(), platform.reads_run_strategy());
            assert_eq!(found, (string_disks, running, run_strategy), "{text}");
        }
    }

    #[test]
    fn releases_lack_newer_entries() {
        for (text, expected) in [
            ("cozystack@1.4.6", Support::No),
            ("cozystack@1.5", Support::Yes),
            ("cozystack", Support::Unknown),
        ] {
            let platform: Platform = text.parse().unwrap();
            assert_eq!(platform.has(platform.catalog.profile("debian").unwrap()), expected, "{text}");
            assert_eq!(platform.has(platform.catalog.profile("ubuntu").unwrap()), Support::Yes, "{text}");
        }
        let overlay =
            Catalog::from_yaml("profiles: {entries: [{name: plan9, os: Plan 9, since: 1.7.0}]}").unwrap();
        let platform = Platform::cozystack().with_overlay(overlay).with_version("1.6".parse().unwrap());
        assert!(platform.has(platform.catalog.profile("plan9").unwrap()).is_no());
        assert!(Catalog::cozystack().profile("plan9").is_none());
        assert!(Platform::hikube().supports(Feature::DiskClone).is_unknown());
    }
}
