//! The kinds as clients of [kube-rs](https://kube.rs) use them: `Api<VMInstance>`, `Api<VMDisk>`.
//!
//! The types of [`model`] keep a manifest as it was written. A client needs objects instead, with the metadata of
//! Kubernetes, so that they are types of their own here; they share the spec and the status with the model, and each
//! converts into the other. So what runs can be judged by the rules, and what was checked can be applied.
//!
//! Both kinds are served by an aggregated API: there is no custom resource definition to install or to derive.
//!
//! ```
//! use kube_core::Resource;
//! use vmspec::kube::VMDisk;
//! use vmspec::model::{Quantity, VMDiskSource, VMDiskSpec};
//!
//! let spec = VMDiskSpec {
//!     source: Some(VMDiskSource::from_image("debian-12")),
//!     storage: Some(Quantity::from_gibibytes(20)),
//!     ..VMDiskSpec::default()
//! };
//! let disk = VMDisk::new("web-system", spec);
//! assert_eq!(
//!     VMDisk::url_path(&(), Some("tenant-shop")),
//!     "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-shop/vmdisks",
//! );
//! assert_eq!(serde_json::to_value(&disk)?["kind"], "VMDisk");
//!
//! let judged = vmspec::VMDisk::from(disk);
//! assert_eq!(judged.name(), Some("web-system"));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::borrow::Cow;
use std::fmt;

use k8s_openapi::NamespaceResourceScope;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube_core::Resource;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::model::{self, API_VERSION, Metadata, SensitiveText, Status, VMDiskSpec, VMInstanceSpec};

/// The group of both kinds.
const GROUP: &str = "apps.cozystack.io";
/// The version of the group.
const VERSION: &str = "v1alpha1";

/// A virtual machine in a cluster.
pub type VMInstance = Object<VMInstanceSpec>;

/// A disk in a cluster.
pub type VMDisk = Object<VMDiskSpec>;

/// An object in a cluster, or one to be put there.
///
/// Its `Debug` form shows of the metadata only the name and the namespace: annotations can hold a copy of the whole
/// object, and so of its secrets.
#[derive(Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Object<S> {
    /// Name, namespace, labels, annotations, and what Kubernetes keeps beside them.
    pub metadata: ObjectMeta,
    /// The version of the chart. Set by the platform.
    pub app_version: Option<String>,
    /// What the object should be.
    #[serde(default)]
    pub spec: S,
    /// What the platform says about the object.
    pub status: Option<Status>,
}

/// The spec of a kind, which names it.
///
/// It is implemented for [`VMInstanceSpec`] and [`VMDiskSpec`], and can be for no other type.
pub trait Spec: sealed::Sealed {
    /// The kind.
    const KIND: &'static str;
    /// The name of the kind in addresses.
    const PLURAL: &'static str;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for crate::model::VMInstanceSpec {}
    impl Sealed for crate::model::VMDiskSpec {}
}

impl Spec for VMInstanceSpec {
    const KIND: &'static str = model::VMInstance::KIND;
    const PLURAL: &'static str = "vminstances";
}

impl Spec for VMDiskSpec {
    const KIND: &'static str = model::VMDisk::KIND;
    const PLURAL: &'static str = "vmdisks";
}

impl<S> Object<S> {
    /// An object to be put into a cluster. The client knows the namespace.
    pub fn new(name: impl Into<String>, spec: S) -> Self {
        let metadata = ObjectMeta { name: Some(name.into()), ..ObjectMeta::default() };
        Self { metadata, app_version: None, spec, status: None }
    }
}

impl<S: Spec> Resource for Object<S> {
    type DynamicType = ();
    type Scope = NamespaceResourceScope;

    fn kind((): &()) -> Cow<'_, str> {
        S::KIND.into()
    }

    fn group((): &()) -> Cow<'_, str> {
        GROUP.into()
    }

    fn version((): &()) -> Cow<'_, str> {
        VERSION.into()
    }

    fn plural((): &()) -> Cow<'_, str> {
        S::PLURAL.into()
    }

    fn meta(&self) -> &ObjectMeta {
        &self.metadata
    }

    fn meta_mut(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}

impl<S: Spec + Serialize> Serialize for Object<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let optional = usize::from(self.app_version.is_some()) + usize::from(self.status.is_some());
        let mut object = serializer.serialize_struct("Object", 4 + optional)?;
        object.serialize_field("apiVersion", API_VERSION)?;
        object.serialize_field("kind", S::KIND)?;
        object.serialize_field("metadata", &self.metadata)?;
        if let Some(version) = &self.app_version {
            object.serialize_field("appVersion", version)?;
        }
        object.serialize_field("spec", &self.spec)?;
        if let Some(status) = &self.status {
            object.serialize_field("status", status)?;
        }
        object.end()
    }
}

impl<S: fmt::Debug> fmt::Debug for Object<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object")
            .field("name", &self.metadata.name)
            .field("namespace", &self.metadata.namespace)
            .field("spec", &self.spec)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// An object as a manifest, to be judged.
impl From<VMInstance> for model::VMInstance {
    fn from(object: VMInstance) -> Self {
        Self {
            api_version: Some(API_VERSION.to_owned()),
            kind: Some(Self::KIND.to_owned()),
            metadata: Some(metadata(object.metadata)),
            app_version: object.app_version,
            spec: Some(object.spec),
            status: object.status,
            ..Self::default()
        }
    }
}

/// An object as a manifest, to be judged.
impl From<VMDisk> for model::VMDisk {
    fn from(object: VMDisk) -> Self {
        Self {
            api_version: Some(API_VERSION.to_owned()),
            kind: Some(Self::KIND.to_owned()),
            metadata: Some(metadata(object.metadata)),
            app_version: object.app_version,
            spec: Some(object.spec),
            status: object.status,
            ..Self::default()
        }
    }
}

/// A manifest as an object to be applied: what the platform sets or drops is left out, and so is a top-level field that
/// the kind does not have.
impl From<model::VMInstance> for VMInstance {
    fn from(manifest: model::VMInstance) -> Self {
        let metadata = object_meta(manifest.metadata.unwrap_or_default());
        Self { metadata, ..Self::new(String::new(), manifest.spec.unwrap_or_default()) }
    }
}

/// A manifest as an object to be applied: what the platform sets or drops is left out, and so is a top-level field that
/// the kind does not have.
impl From<model::VMDisk> for VMDisk {
    fn from(manifest: model::VMDisk) -> Self {
        let metadata = object_meta(manifest.metadata.unwrap_or_default());
        Self { metadata, ..Self::new(String::new(), manifest.spec.unwrap_or_default()) }
    }
}

fn metadata(meta: ObjectMeta) -> Metadata {
    let annotations = meta.annotations.map(|annotations| {
        annotations.into_iter().map(|(key, value)| (key, SensitiveText::from(value))).collect()
    });
    Metadata {
        name: meta.name,
        generate_name: meta.generate_name,
        namespace: meta.namespace,
        labels: meta.labels,
        annotations,
        finalizers: meta.finalizers,
        owner_references: values(meta.owner_references),
        creation_timestamp: meta.creation_timestamp.map(|time| time.0.to_string()),
        deletion_timestamp: meta.deletion_timestamp.map(|time| time.0.to_string()),
        deletion_grace_period_seconds: meta.deletion_grace_period_seconds,
        generation: meta.generation,
        resource_version: meta.resource_version,
        uid: meta.uid,
        self_link: meta.self_link,
        managed_fields: values(meta.managed_fields),
        ..Metadata::default()
    }
}

fn values<T: Serialize>(items: Option<Vec<T>>) -> Option<Vec<serde_json::Value>> {
    Some(items?.into_iter().filter_map(|item| serde_json::to_value(item).ok()).collect())
}

fn object_meta(metadata: Metadata) -> ObjectMeta {
    let annotations = metadata
        .annotations
        .map(|annotations| annotations.into_iter().map(|(key, value)| (key, value.into_string())).collect());
    ObjectMeta {
        name: metadata.name,
        namespace: metadata.namespace,
        labels: metadata.labels,
        annotations,
        resource_version: metadata.resource_version,
        uid: metadata.uid,
        ..ObjectMeta::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests fail by panics")]

    use serde_json::json;

    use super::VMInstance;
    use crate::model;

    #[test]
    fn an_object_survives_reading_judging_and_writing() {
        let live = json!({
            "apiVersion": "apps.cozystack.io/v1alpha1",
            "kind": "VMInstance",
            "metadata": {
                "name": "web",
                "namespace": "tenant-shop",
                "labels": { "tier": "front" },
                "creationTimestamp": "2026-11-01T12:00:00Z",
                "resourceVersion": "7",
            },
            "appVersion": "1.6.2",
            "spec": { "instanceType": "u1.large", "disks": [{ "name": "web-system" }], "later": { "a": 1 } },
            "status": { "conditions": [{ "type": "Ready", "status": "True" }] },
        });
        let object: VMInstance = serde_json::from_value(live.clone()).unwrap();
        assert_eq!(serde_json::to_value(&object).unwrap(), live);

        let manifest = model::VMInstance::from(object);
        assert_eq!(serde_json::to_value(&manifest).unwrap(), live);

        let wanted = serde_json::to_value(VMInstance::from(manifest)).unwrap();
        assert_eq!(wanted["spec"], live["spec"]);
        assert_eq!(wanted["metadata"]["resourceVersion"], "7");
        assert_eq!(wanted["metadata"].get("creationTimestamp"), None);
        assert_eq!(wanted.get("status"), None);
    }

    #[test]
    fn secrets_do_not_show() {
        let mut object = VMInstance::new("web", model::VMInstanceSpec::default());
        object.spec.cloud_init = Some("#cloud-config\npassword: hunter2\n".into());
        let applied = "kubectl.kubernetes.io/last-applied-configuration".to_owned();
        object.metadata.annotations = Some([(applied, "hunter2".to_owned())].into());
        let shown = format!("{object:?}");
        assert!(shown.contains("web") && !shown.contains("hunter2"), "{shown}");
    }
}
