//! The kind `VMDisk`.

use serde::{Serialize, Serializer};

use super::unmodeled::{Extending, Unmodeled};
use super::{API_VERSION, Metadata, Quantity, Status, VMDiskSource};
use crate::fields::read_fields;

/// A disk for virtual machines.
///
/// ```
/// use vmspec::model::{Quantity, VMDisk, VMDiskSource, VMDiskSpec};
///
/// let disk = VMDisk::new(
///     "web-system",
///     VMDiskSpec {
///         source: Some(VMDiskSource::from_image("debian-12")),
///         storage: Some(Quantity::from_gibibytes(20)),
///         ..VMDiskSpec::default()
///     },
/// );
/// assert_eq!(
///     serde_json::to_value(&disk)?,
///     serde_json::json!({
///         "apiVersion": "apps.cozystack.io/v1alpha1",
///         "kind": "VMDisk",
///         "metadata": {"name": "web-system"},
///         "spec": {"source": {"image": {"name": "debian-12"}}, "storage": "20Gi"},
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "VMDisk", title = "VMDisk"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct VMDisk {
    /// The API version, `apps.cozystack.io/v1alpha1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// The kind, `VMDisk`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Name, namespace, labels and annotations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The version of the chart. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_version: Option<String>,
    /// What the disk should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spec: Option<VMDiskSpec>,
    /// What the platform says about the disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    VMDisk, "a `VMDisk`: a mapping",
    [api_version = "apiVersion", kind, metadata, app_version = "appVersion", spec, status, ..unmodeled]
}

/// What a disk should be.
///
/// Source: `values.yaml` and `values.schema.json` of the chart vm-disk, Cozystack v1.6.2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "VMDiskSpec", title = "VMDiskSpec"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct VMDiskSpec {
    /// Where the content comes from, `{}` for a blank disk. A later change has no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<VMDiskSource>,
    /// Whether the disk is a CD-ROM, as for an installation image.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMDiskSpec::DEFAULT_OPTICAL)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optical: Option<bool>,
    /// The size in bytes. It can grow later, and never shrink.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMDiskSpec::default_storage())))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage: Option<Quantity>,
    /// The storage class, which decides on replication. A later change has no effect.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMDiskSpec::DEFAULT_STORAGE_CLASS), extend("x-catalog" = "storageClasses")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_class: Option<String>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    VMDiskSpec, "the spec of a `VMDisk`: a mapping",
    [source, optical, storage, storage_class = "storageClass", ..unmodeled]
}

impl VMDisk {
    /// The kind's name.
    pub const KIND: &'static str = "VMDisk";

    /// A disk to be created.
    pub fn new(name: impl Into<String>, spec: VMDiskSpec) -> Self {
        Self {
            api_version: Some(API_VERSION.to_owned()),
            kind: Some(Self::KIND.to_owned()),
            metadata: Some(Metadata::named(name)),
            spec: Some(spec),
            ..Self::default()
        }
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.metadata.as_ref()?.name.as_deref()
    }

    /// The namespace, if it is written.
    pub fn namespace(&self) -> Option<&str> {
        self.metadata.as_ref()?.namespace.as_deref()
    }
}

impl VMDiskSpec {
    /// A disk is not a CD-ROM unless it says so.
    pub const DEFAULT_OPTICAL: bool = false;
    /// The storage class if none is given.
    pub const DEFAULT_STORAGE_CLASS: &'static str = "replicated";

    /// The size if none is given: `5Gi`.
    pub fn default_storage() -> Quantity {
        Quantity::from_gibibytes(5)
    }
}

impl Serialize for VMDisk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for VMDiskSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}
