//! Disks, file systems and files.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::form::{Command, Entries, Form, Nullable, Scalar, exactly, scalar, scalar_or_list};
use crate::fields::read_fields;
use crate::model::SensitiveText;

/// A file to write.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WriteFile {
    /// Where.
    pub path: SensitiveText,
    /// What.
    pub content: Option<SensitiveText>,
    /// Where it is fetched from.
    pub source: Option<FileSource>,
    /// `user:group`. Default: `root:root`.
    pub owner: Option<SensitiveText>,
    /// The mode in octal digits, as text: `'0644'`.
    pub permissions: Option<SensitiveText>,
    /// How the content is encoded.
    pub encoding: Option<FileEncoding>,
    /// Whether it is appended to what is there.
    pub append: Option<bool>,
    /// Whether it is written last, after users and packages.
    pub defer: Option<bool>,
}

read_fields! {
    WriteFile, "a file: a mapping with `path` and `content`",
    [path: Required, content, source, owner, permissions, encoding, append, defer]
}

/// Where the content of a file is fetched from.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileSource {
    /// The address.
    pub uri: SensitiveText,
    /// Headers of the request.
    pub headers: Option<Entries<SensitiveText>>,
}

read_fields! {
    FileSource, "a mapping with `uri`",
    [uri: Required, headers]
}

/// How the content of a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FileEncoding {
    /// Compressed.
    #[serde(rename = "gz", alias = "gzip")]
    Gzip,
    /// Compressed, then base64.
    #[serde(rename = "gz+base64", alias = "gzip+base64", alias = "gz+b64", alias = "gzip+b64")]
    GzipBase64,
    /// Base64.
    #[serde(rename = "base64", alias = "b64")]
    Base64,
    /// As it is.
    #[serde(rename = "text/plain")]
    Plain,
}

/// A disk to partition.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiskSetup {
    /// The kind of partition table.
    pub table_type: Option<TableType>,
    /// The partitions.
    pub layout: Option<Layout>,
    /// Whether a disk that holds something is overwritten.
    pub overwrite: Option<bool>,
}

read_fields! {
    DiskSetup, "a disk: a mapping with `layout`",
    [table_type, layout, overwrite]
}

/// A kind of partition table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TableType {
    /// MBR.
    Mbr,
    /// GPT.
    Gpt,
}

/// The partitions of a disk.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Layout {
    /// One for all of the disk, or none.
    Whole(bool),
    /// `remove`: the partition table is removed.
    Remove(SensitiveText),
    /// Sizes in percent of the disk.
    Partitions(Vec<Partition>),
}

/// A partition of a disk.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Partition {
    /// Its size in percent of the disk.
    Percent(i64),
    /// Its size and its type.
    Typed([Scalar; 2]),
}

/// A file system to make.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FsSetup {
    /// Its label.
    pub label: Option<SensitiveText>,
    /// Its type.
    pub filesystem: Option<SensitiveText>,
    /// The device.
    pub device: Option<SensitiveText>,
    /// The partition: its number, `auto`, `any` or `none`.
    pub partition: Option<FsPartition>,
    /// Whether a file system that is there is overwritten.
    pub overwrite: Option<bool>,
    /// The type of file system that may be replaced.
    pub replace_fs: Option<SensitiveText>,
    /// Options for the command.
    pub extra_opts: Option<Command>,
    /// The command.
    pub cmd: Option<Command>,
}

read_fields! {
    FsSetup, "a file system: a mapping with `device` and `filesystem`",
    [label, filesystem, device, partition, overwrite, replace_fs, extra_opts, cmd]
}

/// The partition that a file system is made on.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum FsPartition {
    /// Its number.
    Number(i64),
    /// `auto`, `any` or `none`.
    Word(SensitiveText),
}

/// `mount_default_fields`: what stands in the fields of a mount that are not given.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct MountDefaults(pub [Nullable<SensitiveText>; 6]);

impl<'de> Deserialize<'de> for MountDefaults {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        exactly(Vec::deserialize(deserializer)?).map(Self)
    }
}

/// `growpart`: whether partitions grow with their disks.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Growpart {
    /// By what means. Default: `auto`.
    pub mode: Option<GrowpartMode>,
    /// Which. Default: that of `/`.
    pub devices: Option<Vec<SensitiveText>>,
    /// Whether the file `/etc/growroot-disabled` counts for nothing.
    pub ignore_growroot_disabled: Option<bool>,
}

read_fields! {
    Growpart, "a mapping with `mode` and `devices`",
    [mode, devices, ignore_growroot_disabled]
}

/// By what means partitions grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum GrowpartMode {
    /// What is there.
    Auto,
    /// The program `growpart`.
    Growpart,
    /// The program `gpart`.
    Gpart,
    /// None. Since 22.3 the boolean, which `off` without quotes is, is deprecated.
    Off,
}

/// `resize_rootfs`: whether the root file system grows with its partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum ResizeRootfs {
    /// Before the rest.
    Yes,
    /// Not.
    No,
    /// Beside the rest.
    NoBlock,
}

/// `swap`: a swap file.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Swap {
    /// Where.
    pub filename: Option<SensitiveText>,
    /// How large, or `auto`.
    pub size: Option<SwapSize>,
    /// How large at most.
    pub maxsize: Option<SwapMaxSize>,
}

read_fields! {
    Swap, "a mapping with `filename` and `size`",
    [filename, size, maxsize]
}

/// The size of a swap file: `auto`, bytes, or a number with one of `B`, `K`, `M`, `G`, `T`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct SwapSize(pub Scalar);

/// The most that a swap file may take: bytes, or a number with one of `B`, `K`, `M`, `G`, `T`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct SwapMaxSize(pub Scalar);

impl<'de> Deserialize<'de> for Layout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a boolean, `remove`, or a list of sizes";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(Scalar::Bool(whole)) => Ok(Self::Whole(whole)),
            Form::Scalar(Scalar::Text(word)) if word == "remove" => Ok(Self::Remove(word)),
            Form::Scalar(other) => Err(other.unexpected(EXPECTED)),
            Form::List(partitions) => Ok(Self::Partitions(partitions)),
        }
    }
}

impl<'de> Deserialize<'de> for Partition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a size in percent, or a list of size and type";
        match scalar_or_list::<Vec<Scalar>, _>(deserializer, EXPECTED)? {
            Form::Scalar(Scalar::Int(percent)) => Ok(Self::Percent(percent)),
            Form::Scalar(other) => Err(other.unexpected(EXPECTED)),
            Form::List(typed) => {
                let typed: [Scalar; 2] = exactly(typed)?;
                let fits = |value: &Scalar| matches!(value, Scalar::Int(_) | Scalar::Text(_));
                if typed.iter().all(fits) { Ok(Self::Typed(typed)) } else { Err(D::Error::custom(EXPECTED)) }
            }
        }
    }
}

impl<'de> Deserialize<'de> for FsPartition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "the number of a partition, `auto`, `any` or `none`";
        match scalar(deserializer, EXPECTED)? {
            Scalar::Int(number) => Ok(Self::Number(number)),
            Scalar::Text(word) if matches!(&*word, "auto" | "any" | "none") => Ok(Self::Word(word)),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

impl<'de> Deserialize<'de> for GrowpartMode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "one of `auto`, `growpart`, `gpart`, `'off'`";
        let scalar = scalar(deserializer, EXPECTED)?;
        match &scalar {
            Scalar::Bool(false) => Ok(Self::Off),
            Scalar::Text(word) => match word.as_str() {
                "auto" => Ok(Self::Auto),
                "growpart" => Ok(Self::Growpart),
                "gpart" => Ok(Self::Gpart),
                "off" => Ok(Self::Off),
                _ => Err(scalar.unexpected(EXPECTED)),
            },
            _ => Err(scalar.unexpected(EXPECTED)),
        }
    }
}

impl<'de> Deserialize<'de> for ResizeRootfs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a boolean or `noblock`";
        match scalar(deserializer, EXPECTED)? {
            Scalar::Bool(true) => Ok(Self::Yes),
            Scalar::Bool(false) => Ok(Self::No),
            Scalar::Text(word) if word == "noblock" => Ok(Self::NoBlock),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

/// `512M`, `.5G`, `1.5T`.
fn is_size(text: &str) -> bool {
    let Some(number) = text.strip_suffix(['B', 'K', 'M', 'G', 'T']) else { return false };
    let (whole, fraction) = number.split_once('.').unwrap_or(("", number));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !fraction.is_empty() && all_digits(whole) && all_digits(fraction)
}

impl<'de> Deserialize<'de> for SwapSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "`auto`, a number of bytes, or a size such as `2G`";
        match scalar(deserializer, EXPECTED)? {
            size @ Scalar::Int(_) => Ok(Self(size)),
            Scalar::Text(size) if size == "auto" || is_size(&size) => Ok(Self(Scalar::Text(size))),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

impl<'de> Deserialize<'de> for SwapMaxSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a number of bytes, or a size such as `2G`";
        match scalar(deserializer, EXPECTED)? {
            size @ Scalar::Int(_) => Ok(Self(size)),
            Scalar::Text(size) if is_size(&size) => Ok(Self(Scalar::Text(size))),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}
