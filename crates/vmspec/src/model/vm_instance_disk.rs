//! An entry in the list of a VM's disks.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use vmspec_yaml::STRING_OR_STRUCT;

use super::unmodeled::{Extending, Unmodeled};
use crate::fields::{self, Fields, Names, Required};

/// A disk that is attached to a VM.
///
/// Cozystack takes a mapping, `{name: data}`. The documentation of Hikube shows the name alone, `- data`; both are read,
/// and written as they were read.
///
/// Source: `values.schema.json` of the chart vm-instance, Cozystack v1.6.2; Hikube API reference of 2026-04-17.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(rename = "VMInstanceDisk", title = "VMInstanceDisk", transform = allow_text)
)]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct VMInstanceDisk {
    /// The name of a `VMDisk` in the same namespace.
    #[cfg_attr(feature = "schema", schemars(extend("x-names" = "VMDisk")))]
    pub name: String,
    /// The bus: `virtio`, `sata`, `scsi` or `usb`. The instance profile decides if there is none.
    #[cfg_attr(feature = "schema", schemars(extend("x-catalog" = "buses"), example = &"virtio"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bus: Option<String>,
    /// How the entry is written.
    #[serde(skip)]
    pub spelling: Spelling,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

/// How an entry in the list of disks is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// `- name: data`
    #[default]
    Object,
    /// `- data`
    Text,
}

impl VMInstanceDisk {
    /// A disk whose bus the instance profile decides on.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// A disk on this bus.
    pub fn with_bus(name: impl Into<String>, bus: impl Into<String>) -> Self {
        Self { name: name.into(), bus: Some(bus.into()), ..Self::default() }
    }

    fn from_text(name: &str) -> Self {
        Self { name: name.to_owned(), spelling: Spelling::Text, ..Self::default() }
    }
}

impl Fields for VMInstanceDisk {
    const EXPECTED: &'static str = "a disk: a name or `{name, bus}`";
    const NAMES: Names = Names { all: &["name", "bus"], older: &[] };

    fn empty() -> Self {
        Self::default()
    }

    fn fill<'de, A: MapAccess<'de>>(&mut self, entries: A) -> Result<(), A::Error> {
        let fields = &mut [Some(&mut Required(&mut self.name) as _), Some(&mut self.bus as _)];
        fields::fill(entries, &Self::NAMES, fields, Some(&mut self.unmodeled))
    }
}

impl Serialize for VMInstanceDisk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What the name alone can't hold makes it an object.
        if self.spelling == Spelling::Text && self.bus.is_none() && self.unmodeled.is_empty() {
            return serializer.serialize_str(&self.name);
        }
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl<'de> Deserialize<'de> for VMInstanceDisk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(STRING_OR_STRUCT, DiskVisitor)
    }
}

struct DiskVisitor;

impl<'de> Visitor<'de> for DiskVisitor {
    type Value = VMInstanceDisk;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VMInstanceDisk::EXPECTED)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<VMInstanceDisk, E> {
        Ok(VMInstanceDisk::from_text(name))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<VMInstanceDisk, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<VMInstanceDisk, D::Error> {
        fields::read(deserializer)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<VMInstanceDisk, A::Error> {
        fields::read(serde::de::value::MapAccessDeserializer::new(map))
    }
}

/// Allows the name alone beside the mapping.
#[cfg(feature = "schema")]
fn allow_text(schema: &mut schemars::Schema) {
    let object = schema.ensure_object();
    let mapping: serde_json::Map<String, serde_json::Value> = ["type", "properties", "required"]
        .into_iter()
        .filter_map(|keyword| Some((keyword.to_owned(), object.remove(keyword)?)))
        .collect();
    object.insert("anyOf".to_owned(), serde_json::json!([mapping, { "type": "string" }]));
}
