//! Structs from mappings: one loop over the entries for all of them.
//!
//! What serde derives is a loop for each struct, with code for each of its fields. Of structs with as many fields as a
//! cloud-config has that is much of the WebAssembly module. Here a struct names its fields with [`read_fields!`], and
//! [`fill`] goes through the entries for whatever struct it is. What comes out is the same as from serde's code, but
//! for a list, which is never taken for the fields in the order of their declaration.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::model::Unmodeled;

/// A place for the value of an entry.
pub(crate) trait Field<'de, A: MapAccess<'de>> {
    /// Reads the value of the entry whose key was read last. Returns whether it is null.
    fn read(&mut self, entries: &mut A) -> Result<bool, A::Error>;

    /// Whether a mapping without it is at fault.
    fn is_required(&self) -> bool;
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Field<'de, A> for Option<T> {
    fn read(&mut self, entries: &mut A) -> Result<bool, A::Error> {
        *self = entries.next_value()?;
        Ok(self.is_none())
    }

    fn is_required(&self) -> bool {
        false
    }
}

/// A field that must be written.
pub(crate) struct Required<'f, T>(pub(crate) &'f mut T);

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Field<'de, A> for Required<'_, T> {
    fn read(&mut self, entries: &mut A) -> Result<bool, A::Error> {
        *self.0 = entries.next_value()?;
        Ok(false)
    }

    fn is_required(&self) -> bool {
        true
    }
}

/// A field that is no `Option` and keeps its default if it is not written.
pub(crate) struct Defaulted<'f, T>(pub(crate) &'f mut T);

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Field<'de, A> for Defaulted<'_, T> {
    fn read(&mut self, entries: &mut A) -> Result<bool, A::Error> {
        *self.0 = entries.next_value()?;
        Ok(false)
    }

    fn is_required(&self) -> bool {
        false
    }
}

/// The names of a struct's fields.
pub(crate) struct Names {
    /// All of them, older names behind the one that replaces them.
    pub(crate) all: &'static [&'static str],
    /// The older names among them.
    pub(crate) older: &'static [&'static str],
}

impl Names {
    /// Each name with the number of the field and with what it is called now.
    fn iter(&self) -> impl Iterator<Item = (&'static str, usize, &'static str)> {
        let mut older = self.older.iter().peekable();
        let mut fields = 0..;
        let mut field = None;
        self.all.iter().filter_map(move |name| {
            if older.next_if_eq(&name).is_none() {
                field = fields.next().map(|index| (index, *name));
            }
            field.map(|(index, now)| (*name, index, now))
        })
    }
}

/// A struct that is read from a mapping. Implemented by [`read_fields!`].
pub(crate) trait Fields: Sized {
    /// What to say that was expected.
    const EXPECTED: &'static str;
    /// The names of its fields.
    const NAMES: Names;

    /// What an empty mapping makes of it. Nobody sees the values of fields that must be written.
    fn empty() -> Self;

    /// Reads the fields.
    fn fill<'de, A: MapAccess<'de>>(&mut self, entries: A) -> Result<(), A::Error>;
}

/// Reads a struct from a mapping.
pub(crate) fn read<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct("", T::NAMES.all, FieldsVisitor(PhantomData))
}

struct FieldsVisitor<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for FieldsVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        let mut value = T::empty();
        value.fill(entries)?;
        Ok(value)
    }
}

/// Reads each entry into the field that has its name. Entries without a field go to `unmodeled`, if there is one.
pub(crate) fn fill<'de, A: MapAccess<'de>>(
    mut entries: A,
    names: &Names,
    fields: &mut [Option<&mut dyn Field<'de, A>>],
    mut unmodeled: Option<&mut Unmodeled>,
) -> Result<(), A::Error> {
    while let Some(key) = entries.next_key_seed(KeySeed { names, keeps_unknown: unmodeled.is_some() })? {
        match (key, &mut unmodeled) {
            (Key::Field(index, name), unmodeled) => {
                let field = fields.get_mut(index).and_then(Option::take);
                let is_null = field.ok_or_else(|| A::Error::duplicate_field(name))?.read(&mut entries)?;
                if let (true, Some(unmodeled)) = (is_null, unmodeled) {
                    unmodeled.add_null(name);
                }
            }
            (Key::Unknown(name), Some(unmodeled)) => {
                unmodeled.fields.insert(name, entries.next_value()?);
            }
            (Key::Unknown(_), None) => {
                entries.next_value::<IgnoredAny>()?;
            }
        }
    }
    let is_missing = |index: usize| matches!(fields.get(index), Some(Some(field)) if field.is_required());
    match names.iter().find(|(_, index, _)| is_missing(*index)) {
        Some((_, _, name)) => Err(A::Error::missing_field(name)),
        None => Ok(()),
    }
}

/// The key of an entry.
enum Key {
    /// The number of a field and its name.
    Field(usize, &'static str),
    Unknown(String),
}

/// Reads a key, without allocating for those of fields.
struct KeySeed<'n> {
    names: &'n Names,
    keeps_unknown: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.names.iter().find(|(name, ..)| *name == key) {
            Some((_, index, name)) => Key::Field(index, name),
            None if self.keeps_unknown => Key::Unknown(key.to_owned()),
            None => Key::Unknown(String::new()),
        })
    }
}

/// Implements [`Fields`] for a struct, all of whose fields are listed here; the compiler misses one that is not.
///
/// A field is called like in the struct, unless `= "name"` says otherwise. Older names follow after `|`. A field that
/// must be written is `Required`, one that need not is an `Option` or `Defaulted`. At the end, `..unmodeled` says which
/// field keeps entries that belong to none. A struct without `Default` says behind the list what it is before it is
/// read.
///
/// ```text
/// read_fields! {
///     User, "a user: a mapping with a `name`",
///     [name: Required, lock_passwd | "lock-passwd", user_id = "userID"]
/// }
/// ```
macro_rules! impl_fields {
    ($type:ty, $expected:literal, $fields:tt) => {
        $crate::fields::impl_fields!($type, $expected, $fields, <Self as Default>::default());
    };
    (
        $type:ty, $expected:literal,
        [$($field:ident $(= $name:literal)? $(| $older:literal)* $(: $place:ident)?),* $(,)? $(..$unmodeled:ident)?],
        $empty:expr
    ) => {
        impl $crate::fields::Fields for $type {
            const EXPECTED: &'static str = $expected;
            const NAMES: $crate::fields::Names = $crate::fields::Names {
                all: &[$($crate::fields::name!($field $($name)?), $($older,)*)*],
                older: &[$($($older,)*)*],
            };

            fn empty() -> Self {
                $empty
            }

            fn fill<'de, A: ::serde::de::MapAccess<'de>>(&mut self, entries: A) -> Result<(), A::Error> {
                let Self { $($field,)* $($unmodeled)? } = self;
                let unmodeled = $crate::fields::optional!($($unmodeled)?);
                let fields = &mut [
                    $(Some($(&mut $crate::fields::$place)? ($field) as &mut dyn $crate::fields::Field<'de, A>)),*
                ];
                $crate::fields::fill(entries, &Self::NAMES, fields, unmodeled)
            }
        }
    };
}

/// What a field is called in a mapping.
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

/// An `Option` of what is there.
macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

/// Implements `Deserialize` for a struct by [`impl_fields!`].
macro_rules! read_fields {
    ($type:ty, $expected:literal, $fields:tt $(, $empty:expr)?) => {
        $crate::fields::impl_fields!($type, $expected, $fields $(, $empty)?);

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::fields::read(deserializer)
            }
        }
    };
}

pub(crate) use {impl_fields, name, optional, read_fields};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::cloud_config::model::{CaCerts, Chpasswd, WriteFile};
    use crate::model::{Metadata, VMInstanceDisk};

    #[test]
    fn fields_are_read_as_serde_does() {
        let read = |value| serde_json::from_value::<CaCerts>(value).map_err(|error| error.to_string());
        let removing = Ok(CaCerts { remove_defaults: Some(true), trusted: None });
        let table = [
            (json!({}), Ok(CaCerts::default())),
            (json!({"remove_defaults": true}), removing.clone()),
            (json!({"remove-defaults": true}), removing.clone()),
            (json!({"x": [1], "remove_defaults": true, "trusted": null}), removing),
            (
                json!({"remove-defaults": true, "remove_defaults": true}),
                Err("duplicate field `remove_defaults`".to_owned()),
            ),
            (
                json!([true, null]),
                Err("invalid type: sequence, expected a mapping with `trusted`".to_owned()),
            ),
            (json!({"remove_defaults": 1}), Err("invalid type: integer `1`, expected a boolean".to_owned())),
        ];
        for (value, expected) in table {
            assert_eq!(read(value.clone()), expected, "{value}");
        }
    }

    #[test]
    fn required_fields_must_be_written() {
        let error = |value| serde_json::from_value::<WriteFile>(value).unwrap_err().to_string();
        assert_eq!(error(json!({"content": "x"})), "missing field `path`");
        assert_eq!(error(json!({"path": null})), "invalid type: null, expected a string");
        let chpasswd: Chpasswd =
            serde_json::from_value(json!({"users": [{"name": "ann", "type": "RANDOM"}]})).unwrap();
        assert_eq!(chpasswd.users.unwrap()[0].name, "ann");
    }

    #[test]
    fn what_belongs_to_no_field_is_kept_where_there_is_a_place_for_it() {
        let disk = json!({"name": "data", "bus": null, "cache": {"mode": "none"}});
        let read: VMInstanceDisk = serde_json::from_value(disk.clone()).unwrap();
        assert_eq!(read.unmodeled.nulls, ["bus"]);
        assert_eq!(read.unmodeled.fields["cache"], json!({"mode": "none"}));
        assert_eq!(serde_json::to_value(&read).unwrap(), disk);
        let metadata: Metadata =
            serde_json::from_value(json!({"selfLink": "/x", "ownerReferences": null})).unwrap();
        assert_eq!(metadata.self_link.as_deref(), Some("/x"));
        assert!(metadata.unmodeled.is_null("ownerReferences"));
    }

    /// serde writes these structs and schemars describes them, by attributes of their own.
    #[cfg(feature = "schema")]
    #[test]
    fn names_are_those_of_the_schema() {
        use crate::fields::Fields;
        use crate::{catalog, cloud_config::model as cloud, model};

        fn check<T: Fields + schemars::JsonSchema + serde::de::DeserializeOwned>() {
            let schema = schemars::schema_for!(T).to_value();
            let form = schema.get("anyOf").map_or(&schema, |forms| &forms[0]);
            let properties = form.get("properties").and_then(|properties| properties.as_object());
            let mut described: Vec<&str> =
                properties.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            let mut read: Vec<&str> =
                T::NAMES.all.iter().filter(|name| !T::NAMES.older.contains(name)).copied().collect();
            described.sort_unstable();
            read.sort_unstable();
            assert_eq!(read, described, "{}", T::schema_name());

            let first_required =
                form.get("required").map(|names| format!("missing field `{}`", names[0].as_str().unwrap()));
            let error = serde_json::from_value::<T>(json!({})).err().map(|error| error.to_string());
            assert_eq!(error, first_required, "{}", T::schema_name());
        }

        macro_rules! check_all {
            ($($type:ty),* $(,)?) => { $(check::<$type>();)* };
        }
        check_all!(
            model::VMInstance,
            model::VMInstanceSpec,
            model::Resources,
            model::Gpu,
            model::Network,
            model::VMInstanceDisk,
            model::VMDisk,
            model::VMDiskSpec,
            model::VMDiskSource,
            model::ImageSource,
            model::HttpSource,
            model::UploadSource,
            model::DiskSource,
            model::Metadata,
            model::Status,
            model::Condition,
            catalog::Catalog,
            catalog::Table<catalog::Bus>,
            catalog::InstanceType,
            catalog::Requirements,
            catalog::Profile,
            catalog::GoldenImage,
            catalog::StorageClass,
            catalog::Gpu,
            catalog::GpuGuests,
            catalog::WindowsGuests,
            catalog::Bus,
            catalog::CpuModel,
            cloud::CloudConfig,
            cloud::PasswordEntry,
            cloud::AptMirror,
            cloud::PowerState,
            cloud::Wireguard,
        );
    }
}
