//! The metadata of an object.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::SensitiveText;
use super::unmodeled::{Extending, Unmodeled};
use crate::fields::read_fields;

/// Name, namespace, labels and annotations, and what the platform adds to a live object.
///
/// Source: `ObjectMeta` of Kubernetes 1.35.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Metadata", title = "Metadata"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Metadata {
    /// The name of the object, which must be unique for its kind in its namespace.
    ///
    /// Lower-case letters, digits and `-`, beginning with a letter, at most 41 characters for a `VMInstance` and 45 for
    /// a `VMDisk`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A prefix for a generated name. The platform's API server does not generate names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generate_name: Option<String>,
    /// The namespace, which belongs to a tenant: `tenant-…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Labels, to select objects by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<BTreeMap<String, String>>,
    /// Annotations, for tools and people.
    // `kubectl apply` keeps a copy of the whole object in one of them, which may hold secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<BTreeMap<String, SensitiveText>>,
    /// What must happen before the object is deleted. The platform drops it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finalizers: Option<Vec<String>>,
    /// The objects that this one belongs to, as they are. The platform drops it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_references: Option<Vec<Value>>,
    /// When the object was created. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_timestamp: Option<String>,
    /// When the deletion of the object was asked for. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_timestamp: Option<String>,
    /// How long the deletion may take, in seconds. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_grace_period_seconds: Option<i64>,
    /// The number of times that the wanted state has changed. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<i64>,
    /// The version of the stored object. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_version: Option<String>,
    /// The identity of the object in time and space. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// The path of the object in the API. No longer set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_link: Option<String>,
    /// Who set which field, as it is. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_fields: Option<Vec<Value>>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    Metadata, "metadata: a mapping with a `name`",
    [name, generate_name = "generateName", namespace, labels, annotations, finalizers,
     owner_references = "ownerReferences", creation_timestamp = "creationTimestamp",
     deletion_timestamp = "deletionTimestamp", deletion_grace_period_seconds = "deletionGracePeriodSeconds",
     generation, resource_version = "resourceVersion", uid, self_link = "selfLink",
     managed_fields = "managedFields", ..unmodeled]
}

impl Metadata {
    /// Metadata with a name and nothing else.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}
