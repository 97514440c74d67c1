//! The status of a live object.

use serde::{Serialize, Serializer};

use super::unmodeled::{Extending, Unmodeled};
use crate::fields::read_fields;

/// What the platform says about a live object. Manifests do not have it.
///
/// There is no address, no size of a disk and no phase in it.
///
/// Source: `pkg/apis/apps/v1alpha1/types.go`, Cozystack v1.6.2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Status", title = "Status"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Status {
    /// The version of the chart that is deployed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The namespace of what was deployed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The number of public addresses that the object uses.
    #[serde(rename = "externalIPsCount", skip_serializing_if = "Option::is_none")]
    pub external_ips_count: Option<i64>,
    /// `Ready`, `Released` and, since Cozystack v1.3, `WorkloadsReady`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Vec<Condition>>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    Status, "a status: a mapping",
    [version, namespace, external_ips_count = "externalIPsCount", conditions, ..unmodeled]
}

/// One aspect of the state of an object.
///
/// Source: `Condition` of k8s.io/apimachinery v0.35.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Condition", title = "Condition"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Condition {
    /// The aspect: `Ready`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub condition_type: Option<String>,
    /// `True`, `False` or `Unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The reason in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_transition_time: Option<String>,
    /// The generation of the object that this is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    Condition, "a condition: a mapping",
    [condition_type = "type", status, reason, message, last_transition_time = "lastTransitionTime",
     observed_generation = "observedGeneration", ..unmodeled]
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}
