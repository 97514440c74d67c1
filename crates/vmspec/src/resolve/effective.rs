//! A value with where it comes from.

use vmspec_yaml::FieldPath;

use crate::model::Unmodeled;

/// Why a value is what it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Origin {
    /// The manifest says so in the field's own form.
    Written,
    /// The manifest says so in another spelling, such as `running` for `runStrategy`.
    OtherSpelling,
    /// The manifest says nothing, and the platform has a default.
    Default,
    /// The manifest says `null`, which takes the platform's default away.
    Null,
}

/// What holds, why, and where the manifest says it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Effective<T> {
    /// What holds.
    pub value: T,
    /// Why.
    pub origin: Origin,
    /// The field that says so; for a default, the field that could say otherwise.
    pub path: FieldPath,
}

impl<T> Effective<T> {
    /// Whether the manifest says so itself, in whatever spelling.
    pub fn is_written(&self) -> bool {
        matches!(self.origin, Origin::Written | Origin::OtherSpelling)
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Effective<U> {
        Effective { value: change(self.value), origin: self.origin, path: self.path }
    }
}

/// Reads the fields of one mapping.
#[derive(Clone, Copy)]
pub(super) struct Fields<'m> {
    /// Where the mapping is.
    pub(super) path: &'m FieldPath,
    /// What the mapping has beside the fields of the model.
    pub(super) unmodeled: &'m Unmodeled,
}

impl Fields<'_> {
    /// The path of a field.
    pub(super) fn path(self, key: &'static str) -> FieldPath {
        self.path.clone().key(key)
    }

    /// Whether the field is written as `null`.
    pub(super) fn is_null(self, key: &str) -> bool {
        self.unmodeled.is_null(key)
    }

    /// The field as written, or what `null` leaves, or the default.
    pub(super) fn effective<T>(
        self,
        key: &'static str,
        written: Option<T>,
        null: T,
        default: T,
    ) -> Effective<T> {
        let (value, origin) = match written {
            Some(value) => (value, Origin::Written),
            None if self.is_null(key) => (null, Origin::Null),
            None => (default, Origin::Default),
        };
        Effective { value, origin, path: self.path(key) }
    }
}
