//! The kind `VMInstance`.

use serde::{Serialize, Serializer};

use super::unmodeled::{Extending, Unmodeled};
use super::{
    API_VERSION, ExternalMethod, Metadata, PortNumber, Quantity, RunStrategy, SensitiveText, Status,
    VMInstanceBuilder, VMInstanceDisk,
};
use crate::fields::read_fields;

/// A virtual machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "VMInstance", title = "VMInstance"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct VMInstance {
    /// The API version, `apps.cozystack.io/v1alpha1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// The kind, `VMInstance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Name, namespace, labels and annotations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The version of the chart. Set by the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_version: Option<String>,
    /// What the VM should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spec: Option<VMInstanceSpec>,
    /// What the platform says about the VM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    VMInstance, "a `VMInstance`: a mapping",
    [api_version = "apiVersion", kind, metadata, app_version = "appVersion", spec, status, ..unmodeled]
}

/// What a VM should be.
///
/// Source: `values.yaml` and `values.schema.json` of the chart vm-instance, Cozystack v1.6.2; Hikube API reference of
/// 2026-04-17.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "VMInstanceSpec", title = "VMInstanceSpec"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct VMInstanceSpec {
    /// Whether the VM has a public address.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_EXTERNAL)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external: Option<bool>,
    /// How much of an external VM is reachable.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_EXTERNAL_METHOD)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_method: Option<ExternalMethod>,
    /// The TCP ports that are open with the method `PortList`.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_EXTERNAL_PORTS)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_ports: Option<Vec<PortNumber>>,
    /// Whether an external VM answers pings with the method `PortList`. Since Cozystack v1.4.0.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_EXTERNAL_ALLOW_ICMP)))]
    #[serde(rename = "externalAllowICMP", skip_serializing_if = "Option::is_none")]
    pub external_allow_icmp: Option<bool>,
    /// Whether the VM runs. The older spelling of `runStrategy`, which Cozystack ignores since v1.0.0.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_RUNNING)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<bool>,
    /// When the VM runs. Since Cozystack v1.0.0.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_RUN_STRATEGY)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_strategy: Option<RunStrategy>,
    /// The instance type: number of virtual CPUs and memory.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_INSTANCE_TYPE), extend("x-catalog" = "instanceTypes")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<String>,
    /// The instance profile: what the guest system likes, such as buses and firmware.
    #[cfg_attr(feature = "schema", schemars(extend("default" = VMInstanceSpec::DEFAULT_INSTANCE_PROFILE), extend("x-catalog" = "profiles")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_profile: Option<String>,
    /// The disks in boot order, each the name of a `VMDisk`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disks: Option<Vec<VMInstanceDisk>>,
    /// Networks that the VM is attached to beside the network of the cluster. Since Cozystack v1.3.0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub networks: Option<Vec<Network>>,
    /// The older spelling of `networks`, which counts only if that is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnets: Option<Vec<Network>>,
    /// The GPUs of the VM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpus: Option<Vec<Gpu>>,
    /// The CPU model that the guest sees: a name that libvirt knows, `host-model` or `host-passthrough`. Since
    /// Cozystack v1.0.0.
    #[cfg_attr(feature = "schema", schemars(extend("x-catalog" = "cpuModels"), example = &"host-model"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_model: Option<String>,
    /// Virtual CPUs and memory in place of an instance type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<Resources>,
    /// Public SSH keys for the default user of the image.
    #[cfg_attr(feature = "schema", schemars(extend("examples" = [["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI… ops@example.org"]])))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ssh_keys: Option<Vec<SensitiveText>>,
    /// User data for cloud-init, usually a document that begins with `#cloud-config`.
    #[cfg_attr(feature = "schema", schemars(example = &"#cloud-config\npackages:\n  - nginx\n"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_init: Option<SensitiveText>,
    /// Any text; a change makes cloud-init run again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_init_seed: Option<SensitiveText>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    VMInstanceSpec, "the spec of a `VMInstance`: a mapping",
    [external, external_method = "externalMethod", external_ports = "externalPorts",
     external_allow_icmp = "externalAllowICMP", running, run_strategy = "runStrategy",
     instance_type = "instanceType", instance_profile = "instanceProfile", disks, networks, subnets, gpus,
     cpu_model = "cpuModel", resources, ssh_keys = "sshKeys", cloud_init = "cloudInit",
     cloud_init_seed = "cloudInitSeed", ..unmodeled]
}

/// Virtual CPUs and memory in place of an instance type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Resources", title = "Resources"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Resources {
    /// The number of cores in each socket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<Quantity>,
    /// The memory in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<Quantity>,
    /// The number of sockets. Since Cozystack v0.33.0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sockets: Option<Quantity>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    Resources, "resources: a mapping with `cpu`, `memory` and `sockets`",
    [cpu, memory, sockets, ..unmodeled]
}

/// A GPU of a VM.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Gpu", title = "Gpu"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Gpu {
    /// The name of the device: `nvidia.com/AD102GL_L40S`.
    #[cfg_attr(feature = "schema", schemars(extend("x-catalog" = "gpus"), example = &"nvidia.com/AD102GL_L40S"))]
    pub name: String,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    Gpu, "a GPU: a mapping with a `name`",
    [name: Required, ..unmodeled]
}

/// A network that a VM is attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Network", title = "Network"))]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Network {
    /// The name of a network attachment definition in the same namespace: `subnet-84dbec17`.
    ///
    /// The chart's schema does not demand it, but an entry without it makes a VM that is rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was written beside these fields.
    #[serde(skip)]
    pub unmodeled: Unmodeled,
}

read_fields! {
    Network, "a network: a mapping with a `name`",
    [name, ..unmodeled]
}

impl VMInstance {
    /// The kind's name.
    pub const KIND: &'static str = "VMInstance";

    /// A VM to be created.
    pub fn new(name: impl Into<String>, spec: VMInstanceSpec) -> Self {
        Self {
            api_version: Some(API_VERSION.to_owned()),
            kind: Some(Self::KIND.to_owned()),
            metadata: Some(Metadata::named(name)),
            spec: Some(spec),
            ..Self::default()
        }
    }

    /// A VM to be created, field by field.
    pub fn builder(name: impl Into<String>) -> VMInstanceBuilder {
        VMInstanceBuilder::new(name)
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.metadata.as_ref()?.name.as_deref()
    }

    /// The namespace, if it is written.
    pub fn namespace(&self) -> Option<&str> {
        self.metadata.as_ref()?.namespace.as_deref()
    }
}

/// What holds if a field is left out.
///
/// Source: `values.yaml` of the chart vm-instance, Cozystack v1.6.2.
impl VMInstanceSpec {
    /// A VM has no public address unless it says so.
    pub const DEFAULT_EXTERNAL: bool = false;
    /// The method since Cozystack v0.31.0.
    pub const DEFAULT_EXTERNAL_METHOD: ExternalMethod = ExternalMethod::PortList;
    /// An external VM without a list of ports can be reached by SSH.
    pub const DEFAULT_EXTERNAL_PORTS: [PortNumber; 1] = [PortNumber::SSH];
    /// An external VM answers pings.
    pub const DEFAULT_EXTERNAL_ALLOW_ICMP: bool = true;
    /// A VM runs, in the older spelling.
    pub const DEFAULT_RUNNING: bool = true;
    /// A VM runs.
    pub const DEFAULT_RUN_STRATEGY: RunStrategy = RunStrategy::Always;
    /// One virtual CPU and 4 GiB of memory.
    pub const DEFAULT_INSTANCE_TYPE: &'static str = "u1.medium";
    /// The profile for Ubuntu.
    pub const DEFAULT_INSTANCE_PROFILE: &'static str = "ubuntu";
}

impl Network {
    /// The network of this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), unmodeled: Unmodeled::default() }
    }
}

impl Gpu {
    /// The GPU of this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), unmodeled: Unmodeled::default() }
    }
}

impl Serialize for VMInstance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for VMInstanceSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for Resources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for Gpu {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, Extending::new(serializer, &self.unmodeled))
    }
}
