//! Fields that a model does not know, and known fields that were set to null.
//!
//! serde drops both by default: unknown keys are ignored, and an [`Option`] makes no difference between a key that is
//! not there and a key that is null.
//! Neither loss is acceptable here: a live object may be newer than this crate, and in a Helm chart `key: null` deletes
//! the chart's default, which is another meaning than leaving the key out.
//!
//! [`read_fields!`](crate::fields::read_fields) therefore keeps both.
//! For writing, the structs of the models derive serde's code with `#[serde(remote = "Self")]`, which yields plain
//! functions instead of trait implementations.
//! Their trait implementations call those functions through [`Extending`], which stands between the format and the
//! derived code.

mod write;

use std::fmt;

use serde_json::{Map, Value};

pub(super) use write::Extending;

/// What was written in a mapping beside the values that its model holds.
///
/// Reading fills it, and writing puts everything back, so that a model survives a round trip through any
/// self-describing serde format.
/// `Debug` shows the names of unknown fields and not their values, which may be secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Unmodeled {
    /// Fields that the model has no place for, with their values.
    pub fields: Map<String, Value>,
    /// Fields of the model that were written as null, in alphabetical order.
    ///
    /// One of these names is only written if the model's field is empty: a value that is set later wins.
    pub nulls: Vec<&'static str>,
}

impl Unmodeled {
    /// Whether the field was written as null, be it a field of the model or an unknown one.
    ///
    /// `field` is the name as written in the manifest: `storageClass`.
    pub fn is_null(&self, field: &str) -> bool {
        self.nulls.contains(&field) || self.fields.get(field).is_some_and(Value::is_null)
    }

    /// Takes down that a field of the model was written as null.
    pub(crate) fn add_null(&mut self, field: &'static str) {
        let place = self.nulls.partition_point(|other| *other < field);
        self.nulls.insert(place, field);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.nulls.is_empty()
    }
}

impl fmt::Debug for Unmodeled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unmodeled")
            .field("fields", &self.fields.keys().collect::<Vec<_>>())
            .field("nulls", &self.nulls)
            .finish()
    }
}
