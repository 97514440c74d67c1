//! VMs made in code.

use super::{
    ExternalMethod, Gpu, Network, PortNumber, RunStrategy, SensitiveText, VMInstance, VMInstanceDisk,
    VMInstanceSpec,
};

/// Makes a [`VMInstance`] field by field; what is not given stays out of the manifest.
///
/// For fields that it has no method for, change the spec of the result.
///
/// ```
/// use vmspec::model::{PortNumber, VMInstance};
///
/// let web = VMInstance::builder("web")
///     .namespace("tenant-demo")
///     .instance_type("u1.large")
///     .instance_profile("ubuntu")
///     .disk("web-system")
///     .ssh_key("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFOv2vLk0aVvKjFc8qJQf5Pj8o6z4wXq2m1Lr9bT7uYe ops@example.org")
///     .external_ports([PortNumber::SSH, PortNumber::new(443)?])
///     .build();
/// assert_eq!(web.name(), Some("web"));
/// # Ok::<(), vmspec::model::ParsePortError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct VMInstanceBuilder {
    name: String,
    namespace: Option<String>,
    spec: VMInstanceSpec,
}

impl VMInstanceBuilder {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), namespace: None, spec: VMInstanceSpec::default() }
    }

    /// Sets the namespace.
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Sets the instance type.
    pub fn instance_type(mut self, name: impl Into<String>) -> Self {
        self.spec.instance_type = Some(name.into());
        self
    }

    /// Sets the instance profile.
    pub fn instance_profile(mut self, name: impl Into<String>) -> Self {
        self.spec.instance_profile = Some(name.into());
        self
    }

    /// Sets when the VM runs.
    pub fn run_strategy(mut self, strategy: RunStrategy) -> Self {
        self.spec.run_strategy = Some(strategy);
        self
    }

    /// Adds a disk after those that are there. The first one is the first to boot from.
    pub fn disk(mut self, name: impl Into<String>) -> Self {
        self.spec.disks.get_or_insert_default().push(VMInstanceDisk::new(name));
        self
    }

    /// Adds a disk on a certain bus.
    pub fn disk_on_bus(mut self, name: impl Into<String>, bus: impl Into<String>) -> Self {
        self.spec.disks.get_or_insert_default().push(VMInstanceDisk::with_bus(name, bus));
        self
    }

    /// Adds a network.
    pub fn network(mut self, name: impl Into<String>) -> Self {
        self.spec.networks.get_or_insert_default().push(Network::named(name));
        self
    }

    /// Adds a GPU.
    pub fn gpu(mut self, name: impl Into<String>) -> Self {
        self.spec.gpus.get_or_insert_default().push(Gpu::named(name));
        self
    }

    /// Gives the VM a public address on which these ports are open.
    pub fn external_ports(mut self, ports: impl IntoIterator<Item = PortNumber>) -> Self {
        self.spec.external = Some(true);
        self.spec.external_method = Some(ExternalMethod::PortList);
        self.spec.external_ports = Some(ports.into_iter().collect());
        self
    }

    /// Gives the VM a public address on which everything is open.
    pub fn external_whole_ip(mut self) -> Self {
        self.spec.external = Some(true);
        self.spec.external_method = Some(ExternalMethod::WholeIP);
        self
    }

    /// Adds a public SSH key.
    pub fn ssh_key(mut self, key: impl Into<SensitiveText>) -> Self {
        self.spec.ssh_keys.get_or_insert_default().push(key.into());
        self
    }

    /// Sets the user data for cloud-init.
    pub fn cloud_init(mut self, user_data: impl Into<SensitiveText>) -> Self {
        self.spec.cloud_init = Some(user_data.into());
        self
    }

    /// The VM.
    pub fn build(self) -> VMInstance {
        let mut instance = VMInstance::new(self.name, self.spec);
        if let Some(metadata) = &mut instance.metadata {
            metadata.namespace = self.namespace;
        }
        instance
    }
}
