//! What types and this crate's deserializer agree on beyond serde.

/// The newtype name by which a type says: "I am a text or a struct".
///
/// A field that may be written `- my-disk` or `- name: my-disk` can't be read with `#[serde(untagged)]` here: that
/// buffers the value, and with it goes the place of every error inside and the list of known fields.
/// Instead, its `Deserialize` calls
/// `deserializer.deserialize_newtype_struct(STRING_OR_STRUCT, visitor)`, and the visitor answers two calls:
///
/// * `visit_some(deserializer)` comes from this crate if a mapping is written. The visitor calls the struct's own
///   `Deserialize::deserialize(deserializer)`, so that its fields are known.
/// * `visit_newtype_struct(deserializer)` comes from this crate for everything else, and from foreign deserializers,
///   such as `serde_json`, for everything. The visitor calls `deserializer.deserialize_any(self)` and takes
///   `visit_str` for the text and `visit_map` for the struct
///   (with [`MapAccessDeserializer`](serde::de::value::MapAccessDeserializer)).
///
/// ```
/// use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};
/// use vmspec_yaml::{Limits, STRING_OR_STRUCT, decode, parse};
///
/// #[derive(Debug, PartialEq, Eq, serde::Deserialize)]
/// struct Named {
///     name: String,
/// }
///
/// #[derive(Debug, PartialEq, Eq)]
/// struct Disk(Named);
///
/// impl<'de> Deserialize<'de> for Disk {
///     fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         struct DiskVisitor;
///         impl<'de> Visitor<'de> for DiskVisitor {
///             type Value = Disk;
///             fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///                 f.write_str("text or a mapping")
///             }
///             fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Disk, D::Error> {
///                 Named::deserialize(deserializer).map(Disk)
///             }
///             fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Disk, D::Error> {
///                 deserializer.deserialize_any(self)
///             }
///             fn visit_str<E: Error>(self, name: &str) -> Result<Disk, E> {
///                 Ok(Disk(Named { name: name.to_owned() }))
///             }
///             fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Disk, A::Error> {
///                 Named::deserialize(MapAccessDeserializer::new(map)).map(Disk)
///             }
///         }
///         deserializer.deserialize_newtype_struct(STRING_OR_STRUCT, DiskVisitor)
///     }
/// }
///
/// let tree = parse("- root\n- name: data\n", &Limits::default());
/// let decoded = decode::<Vec<Disk>>(tree.root(0).unwrap(), &Limits::default());
/// let disk = |name: &str| Disk(Named { name: name.to_owned() });
/// assert_eq!(decoded.value, Some(vec![disk("root"), disk("data")]));
/// ```
pub const STRING_OR_STRUCT: &str = "$vmspec_yaml::StringOrStruct";

/// The newtype name by which a type says: "I may be null", where a [decode](crate::decode::Options::null_is_absent)
/// takes null for a value like any other, so that an `Option` may not.
///
/// The visitor is answered with `visit_none()`, or with `visit_some(deserializer)` for everything but null. Foreign
/// deserializers, such as `serde_json`, call `visit_newtype_struct(deserializer)`, and the visitor reads an `Option`.
pub const NULLABLE: &str = "$vmspec_yaml::Nullable";
