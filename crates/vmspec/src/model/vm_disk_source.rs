//! Where the content of a disk comes from.

use serde::{Serialize, Serializer};

use super::SensitiveText;
use super::unmodeled::{Extending, Unmodeled};
use crate::fields::read_fields;

/// The source of a disk: one of its fields, or none for a blank disk.
///
/// Source: `values.schema.json` and `templates/dv.yaml` of the chart vm-disk, Cozystack v1.6.2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "VMDiskSource", title = "VMDiskSource"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct VMDiskSource {
    /// A copy of a golden image of the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageSource>,
    /// A download.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<HttpSource>,
    /// An upload from a computer with `virtctl image-upload`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload: Option<UploadSource>,
    /// A copy of another `VMDisk` in the same namespace. Since Cozystack v1.3.0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk: Option<DiskSource>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    VMDiskSource, "a source: a mapping with `image`, `http`, `upload` or `disk`, or `{}` for a blank disk",
    [image, http, upload, disk, ..unmodeled]
}

/// A golden image of the platform.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ImageSource", title = "ImageSource"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct ImageSource {
    /// The name of the image in the platform's catalog.
    #[cfg_attr(feature = "schema", schemars(extend("x-catalog" = "images"), example = &"debian-12"))]
    pub name: String,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    ImageSource, "an image: a mapping with a `name`",
    [name: Required, ..unmodeled]
}

/// A download over HTTP.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "HttpSource", title = "HttpSource"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct HttpSource {
    /// The address of the image. It is fetched without credentials, and its content is not verified.
    #[cfg_attr(feature = "schema", schemars(example = &"https://cloud.debian.org/images/cloud/trixie/latest/debian-13-genericcloud-amd64.qcow2"))]
    pub url: SensitiveText,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    HttpSource, "a download: a mapping with a `url`",
    [url: Required, ..unmodeled]
}

/// An address as it may be shown: without user, password, query and fragment, each of which may hold a secret.
///
/// ```
/// use vmspec::model::without_credentials;
///
/// assert_eq!(without_credentials("https://ann:hunter2@example.com/a.img?sig=x"), "https://…@example.com/a.img?…");
/// ```
pub fn without_credentials(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (address, rest) = url.split_at(end);
    let host = address.find("://").map_or(0, |at| at + 3);
    let (scheme, place) = address.split_at(host);
    let place = match place.rsplit_once('@') {
        Some((_, place)) => format!("…@{place}"),
        None => place.to_owned(),
    };
    let rest = rest.chars().next().map(|first| format!("{first}…")).unwrap_or_default();
    format!("{scheme}{place}{rest}")
}

/// An upload, which starts once the disk exists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "UploadSource", title = "UploadSource"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct UploadSource {
    /// What was written in the mapping, which should be empty.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    UploadSource, "an upload: `{}`",
    [..unmodeled]
}

/// Another disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DiskSource", title = "DiskSource"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct DiskSource {
    /// The name of a `VMDisk` in the same namespace.
    #[cfg_attr(feature = "schema", schemars(extend("x-names" = "VMDisk")))]
    pub name: String,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    DiskSource, "a disk: a mapping with a `name`",
    [name: Required, ..unmodeled]
}

/// The source of a disk, if there is exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SourceKind<'s> {
    /// No source: the disk is empty.
    Blank,
    /// A golden image.
    Image(&'s ImageSource),
    /// A download.
    Http(&'s HttpSource),
    /// An upload.
    Upload(&'s UploadSource),
    /// Another disk.
    Disk(&'s DiskSource),
}

impl VMDiskSource {
    /// A copy of a golden image.
    pub fn from_image(name: impl Into<String>) -> Self {
        let image = ImageSource { name: name.into(), unmodeled: Unmodeled::default() };
        Self { image: Some(image), ..Self::default() }
    }

    /// A download.
    pub fn from_url(url: impl Into<SensitiveText>) -> Self {
        let http = HttpSource { url: url.into(), unmodeled: Unmodeled::default() };
        Self { http: Some(http), ..Self::default() }
    }

    /// A copy of another disk.
    pub fn from_disk(name: impl Into<String>) -> Self {
        let disk = DiskSource { name: name.into(), unmodeled: Unmodeled::default() };
        Self { disk: Some(disk), ..Self::default() }
    }

    /// An upload.
    pub fn from_upload() -> Self {
        Self { upload: Some(UploadSource::default()), ..Self::default() }
    }

    /// The names of all sources that are given, known ones first.
    ///
    /// Null does not count: it removes a key that the chart's defaults do not have.
    pub fn given(&self) -> Vec<&str> {
        let known = [
            ("image", self.image.is_some()),
            ("http", self.http.is_some()),
            ("upload", self.upload.is_some()),
            ("disk", self.disk.is_some()),
        ];
        let known = known.into_iter().filter(|(_, given)| *given).map(|(name, _)| name);
        let unknown = self.unmodeled.fields.iter().filter(|(_, value)| !value.is_null());
        known.chain(unknown.map(|(name, _)| name.as_str())).collect()
    }

    /// The source that counts; nothing if more than one is given, or one that the platform does not know.
    ///
    /// A manifest can give two sources at once, which is why the source itself is not an enum.
    pub fn kind(&self) -> Option<SourceKind<'_>> {
        if self.given().len() > 1 {
            return None;
        }
        match self {
            Self { image: Some(image), .. } => Some(SourceKind::Image(image)),
            Self { http: Some(http), .. } => Some(SourceKind::Http(http)),
            Self { upload: Some(upload), .. } => Some(SourceKind::Upload(upload)),
            Self { disk: Some(disk), .. } => Some(SourceKind::Disk(disk)),
            _ if self.given().is_empty() => Some(SourceKind::Blank),
            _ => None,
        }
    }
}

impl Serialize for VMDiskSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for ImageSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for HttpSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for UploadSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for DiskSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}
