//! `VMDisk`: from what is written to what it means.

use vmspec_yaml::FieldPath;

use super::effective::Fields;
use super::instance::choose;
use super::{Chosen, Effective, sizing};
use crate::catalog::{Found, GoldenImage, StorageClass};
use crate::model::{Quantity, SensitiveText, SourceKind, VMDisk, VMDiskSpec};
use crate::platform::Platform;

/// What a `VMDisk` means on a platform.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ResolvedDisk<'p> {
    /// Where its content comes from.
    pub source: Effective<ResolvedSource<'p>>,
    /// Its size; nothing if that is null.
    pub storage: Effective<Option<Quantity>>,
    /// Where its data is kept.
    pub storage_class: Effective<ResolvedStorageClass<'p>>,
    /// Whether it is a CD-ROM.
    pub optical: Effective<bool>,
}

/// Where the content of a disk comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ResolvedSource<'p> {
    /// From a golden image. The name may be empty.
    Image(Chosen<'p, GoldenImage>),
    /// From the Internet.
    Http {
        /// The address. May be empty.
        url: SensitiveText,
    },
    /// From a person, later.
    Upload,
    /// From another `VMDisk` in the same namespace.
    Clone {
        /// Its name. May be empty.
        disk: String,
    },
    /// From nowhere: the disk is empty.
    Blank,
    /// Not to be said: more than one source, an unknown one, or null.
    Unclear,
}

/// The storage class of a disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResolvedStorageClass<'p> {
    /// A named one.
    Named(Chosen<'p, StorageClass>),
    /// The one that the cluster takes by itself, since the name is empty or null.
    ClusterDefault,
}

/// What a `VMDisk` means on a platform.
///
/// ```
/// use vmspec::model::{Quantity, VMDisk, VMDiskSource, VMDiskSpec};
/// use vmspec::platform::Platform;
/// use vmspec::resolve::resolve_disk;
///
/// let spec = VMDiskSpec { source: Some(VMDiskSource::from_image("rocky-9")), ..VMDiskSpec::default() };
/// let platform = Platform::hikube();
/// let disk = VMDisk::new("system", spec);
/// let disk = resolve_disk(&disk, &platform);
/// assert_eq!(disk.storage.value, Some(Quantity::from_gibibytes(5)));
/// assert_eq!(disk.image().map(|image| image.minimum_storage.to_string()).as_deref(), Some("11Gi"));
/// ```
pub fn resolve_disk<'p>(disk: &VMDisk, platform: &'p Platform) -> ResolvedDisk<'p> {
    let nothing = VMDiskSpec::default();
    let spec = disk.spec.as_ref().unwrap_or(&nothing);
    let path = FieldPath::root().key("spec");
    let fields = Fields { path: &path, unmodeled: &spec.unmodeled };

    let source = spec.source.as_ref().map(|source| match source.kind() {
        Some(SourceKind::Image(image)) => {
            let chosen = choose(platform, image.name.clone(), |catalog| &catalog.images);
            ResolvedSource::Image(chosen)
        }
        Some(SourceKind::Http(http)) => ResolvedSource::Http { url: http.url.clone() },
        Some(SourceKind::Upload(_)) => ResolvedSource::Upload,
        Some(SourceKind::Disk(disk)) => ResolvedSource::Clone { disk: disk.name.clone() },
        Some(SourceKind::Blank) => ResolvedSource::Blank,
        None => ResolvedSource::Unclear,
    });
    let class =
        sizing::name(fields, "storageClass", spec.storage_class.as_ref(), VMDiskSpec::DEFAULT_STORAGE_CLASS);
    ResolvedDisk {
        source: fields.effective("source", source, ResolvedSource::Unclear, ResolvedSource::Blank),
        storage: fields.effective(
            "storage",
            spec.storage.clone().map(Some),
            None,
            Some(VMDiskSpec::default_storage()),
        ),
        storage_class: class.map(|name| match name {
            Some(name) => {
                let chosen = choose(platform, name, |catalog| &catalog.storage_classes);
                ResolvedStorageClass::Named(chosen)
            }
            None => ResolvedStorageClass::ClusterDefault,
        }),
        optical: fields.effective("optical", spec.optical, false, VMDiskSpec::DEFAULT_OPTICAL),
    }
}

impl<'p> ResolvedDisk<'p> {
    /// The golden image that the content comes from, if the provider has it. What it builds upon may have an image of
    /// that name, but a disk can't be made from that here.
    pub fn image(&self) -> Option<&'p GoldenImage> {
        match &self.source.value {
            ResolvedSource::Image(Chosen { found: Found::Listed(image), .. }) => Some(image),
            _ => None,
        }
    }

    /// The name of the storage class, unless the cluster chooses.
    pub fn class_name(&self) -> Option<&str> {
        match &self.storage_class.value {
            ResolvedStorageClass::Named(chosen) => Some(&chosen.name),
            ResolvedStorageClass::ClusterDefault => None,
        }
    }

    /// The storage class, if it is known.
    pub fn class(&self) -> Option<&'p StorageClass> {
        match &self.storage_class.value {
            ResolvedStorageClass::Named(chosen) => chosen.entry(),
            ResolvedStorageClass::ClusterDefault => None,
        }
    }

    /// The address that the content is downloaded from, if it is.
    pub fn url(&self) -> Option<&str> {
        match &self.source.value {
            ResolvedSource::Http { url } => Some(url),
            _ => None,
        }
    }

    /// Whether it is an ordinary disk with nothing on it, as one to install to is.
    pub fn is_blank(&self) -> bool {
        !self.optical.value && self.source.value == ResolvedSource::Blank
    }
}
