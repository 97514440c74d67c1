//! What catalogs list.

mod entry;

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::{Date, Source};
use crate::fields::read_fields;
use crate::model::Quantity;
use crate::platform::Version;

/// A size of VM: what `instanceType` names.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InstanceType {
    /// The name, such as `u1.large`.
    pub name: String,
    /// Virtual CPUs of the guest.
    pub vcpus: u32,
    /// Memory of the guest.
    pub memory: Quantity,
    /// The series, such as `u1`: what VMs of the same kind have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Whether the CPUs are the guest's alone. Such a guest needs a node that offers this.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub dedicated_cpu: bool,
    /// Whether the guest runs with real-time priority.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub realtime: bool,
    /// The size of the memory pages that a node must have reserved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hugepages: Option<Quantity>,
    /// By how many percent the guest's memory is larger than what is reserved for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_overcommit_percent: Option<u32>,
    /// Devices that come with the type; `gpus` cannot be written beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gpus: Vec<String>,
    /// Whether the platform advises against it.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub deprecated: bool,
    /// Names of the same thing elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The first release of Cozystack that has it; nothing if all have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Version>,
    /// What a person should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it was read, if not where its table was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    InstanceType, "a mapping",
    [name: Required, vcpus: Required, memory: Required, series, dedicated_cpu = "dedicatedCpu": Defaulted,
     realtime: Defaulted, hugepages, memory_overcommit_percent = "memoryOvercommitPercent", gpus: Defaulted,
     deprecated: Defaulted, aliases: Defaulted, since, note, source]
}

impl InstanceType {
    /// Whether it only runs on nodes that were set up for it: with dedicated CPUs, huge pages or a realtime kernel.
    pub fn needs_special_nodes(&self) -> bool {
        self.dedicated_cpu || self.hugepages.is_some() || self.realtime
    }
}

/// What kind of system a guest runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum OsFamily {
    /// Any Linux.
    #[default]
    Linux,
    /// Microsoft Windows.
    Windows,
    /// Anything else.
    Other,
}

/// The firmware that a profile boots with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Firmware {
    /// What the platform chooses, which is BIOS on x86.
    #[default]
    Default,
    /// EFI: the disk needs an EFI system partition.
    Efi,
    /// EFI with Secure Boot: the disk needs a signed boot loader as well.
    SecureBoot,
}

/// How a profile lays out virtual CPUs, which decides what a requirement is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CpuTopology {
    /// Every virtual CPU is a socket: with `resources`, only `sockets` is compared.
    #[default]
    Sockets,
    /// Virtual CPUs are spread over sockets, cores and threads.
    Spread,
}

/// What a profile demands of a VM's size.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Requirements {
    /// Virtual CPUs, at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vcpus: Option<u32>,
    /// Memory, at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<Quantity>,
    /// The processor architecture in the words of Go: `amd64`, `arm64`, `s390x`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub architecture: Option<String>,
}

read_fields! {
    Requirements, "a mapping",
    [vcpus, memory, architecture]
}

/// Devices and firmware that suit an operating system: what `instanceProfile` names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The name, such as `windows.2k25.virtio`.
    pub name: String,
    /// The operating system, for people.
    pub os: String,
    /// Its family.
    #[serde(default)]
    pub family: OsFamily,
    /// What it demands of the size; a VM below is rejected.
    #[serde(default)]
    pub requires: Requirements,
    /// The bus of disks that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk_bus: Option<String>,
    /// The model of network interfaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nic: Option<String>,
    /// The firmware.
    #[serde(default)]
    pub firmware: Firmware,
    /// Whether the state of firmware and TPM is kept in a volume, which stands in the way of live migration.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub persistent_state: bool,
    /// How virtual CPUs are laid out.
    #[serde(default)]
    pub cpu_topology: CpuTopology,
    /// Whether cloud-init runs in such a guest; if not, `sshKeys` and `cloudInit` do nothing.
    #[cfg_attr(feature = "schema", schemars(default = "yes"))]
    pub cloud_init: bool,
    /// Whom `sshKeys` lets in, where the profile alone tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_user: Option<String>,
    /// Whether the platform advises against it.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub deprecated: bool,
    /// The last day of free updates for the system, where one is past or near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_of_life: Option<Date>,
    /// Names of the same thing elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The first release of Cozystack that has it; nothing if all have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Version>,
    /// What a person should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it was read, if not where its table was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    Profile, "a mapping",
    [name: Required, os: Required, family: Defaulted, requires: Defaulted, disk_bus = "diskBus", nic,
     firmware: Defaulted, persistent_state = "persistentState": Defaulted,
     cpu_topology = "cpuTopology": Defaulted, cloud_init = "cloudInit": Defaulted,
     default_user = "defaultUser", deprecated: Defaulted, end_of_life = "endOfLife", aliases: Defaulted,
     since, note, source]
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            name: String::new(),
            os: String::new(),
            family: OsFamily::default(),
            requires: Requirements::default(),
            disk_bus: None,
            nic: None,
            firmware: Firmware::default(),
            persistent_state: false,
            cpu_topology: CpuTopology::default(),
            cloud_init: true,
            default_user: None,
            deprecated: false,
            end_of_life: None,
            aliases: Vec::new(),
            since: None,
            note: None,
            source: None,
        }
    }
}

/// What a golden image is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ImageKind {
    /// An installed system that cloud-init sets up at first boot.
    #[default]
    Cloud,
    /// An installer on an optical disk.
    Iso,
}

/// A system that the platform keeps ready: what `source.image.name` names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GoldenImage {
    /// The name, such as `ubuntu-2404`.
    pub name: String,
    /// The operating system, for people.
    pub os: String,
    /// Its family.
    #[serde(default)]
    pub family: OsFamily,
    /// The distribution in lower case, such as `ubuntu`: images of one distribution stand in the order of their release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    /// A cloud image or an installer.
    #[serde(default)]
    pub kind: ImageKind,
    /// The smallest disk that takes the image.
    pub minimum_storage: Quantity,
    /// The profiles that suit it, best first, those of other platforms included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<String>,
    /// Whether cloud-init runs in it; if not, `sshKeys` and `cloudInit` do nothing.
    #[cfg_attr(feature = "schema", schemars(default = "yes"))]
    pub cloud_init: bool,
    /// Whom `sshKeys` lets in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_user: Option<String>,
    /// Whether the default user is a guess from the distribution's habits.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub default_user_uncertain: bool,
    /// The last day of free updates for the system, where one is past or near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_of_life: Option<Date>,
    /// Names of the same thing elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The first release of Cozystack that has it; nothing if all have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Version>,
    /// What a person should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it was read, if not where its table was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    GoldenImage, "a mapping",
    [name: Required, os: Required, family: Defaulted, distribution, kind: Defaulted,
     minimum_storage = "minimumStorage": Required, profiles: Defaulted, cloud_init = "cloudInit": Defaulted,
     default_user = "defaultUser", default_user_uncertain = "defaultUserUncertain": Defaulted,
     end_of_life = "endOfLife", aliases: Defaulted, since, note, source]
}

impl Default for GoldenImage {
    fn default() -> Self {
        Self {
            name: String::new(),
            os: String::new(),
            family: OsFamily::default(),
            distribution: None,
            kind: ImageKind::default(),
            minimum_storage: Quantity::default(),
            profiles: Vec::new(),
            cloud_init: true,
            default_user: None,
            default_user_uncertain: false,
            end_of_life: None,
            aliases: Vec::new(),
            since: None,
            note: None,
            source: None,
        }
    }
}

/// Where the provider speaks of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Documented {
    /// In the reference that the catalog follows.
    #[default]
    Reference,
    /// Only on other pages: whether it can be used is not certain.
    Elsewhere,
}

/// A kind of storage: what `storageClass` names.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StorageClass {
    /// The name.
    pub name: String,
    /// Whether the data is on several nodes and so survives the loss of one.
    pub replicated: bool,
    /// Whether several nodes can attach a volume, which live migration needs; nothing if that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_write_many: Option<bool>,
    /// Whether a volume is made only when something uses it.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub wait_for_first_consumer: bool,
    /// Whether the cluster takes this class where none is named, which an empty `storageClass` asks for.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub cluster_default: bool,
    /// Where the provider speaks of it.
    #[serde(default)]
    pub documented: Documented,
    /// Names of the same thing elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What a person should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it was read, if not where its table was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    StorageClass, "a mapping",
    [name: Required, replicated: Required, read_write_many = "readWriteMany",
     wait_for_first_consumer = "waitForFirstConsumer": Defaulted,
     cluster_default = "clusterDefault": Defaulted, documented: Defaulted, aliases: Defaulted, note, source]
}

/// A graphics processor that the platform hands through: what `gpus[].name` names.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Gpu {
    /// The resource's name, such as `nvidia.com/AD102GL_L40S`.
    pub name: String,
    /// The product, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The device's own memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<Quantity>,
    /// Names of the same thing elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What a person should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it was read, if not where its table was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    Gpu, "a mapping",
    [name: Required, model, memory, aliases: Defaulted, note, source]
}

/// What a guest with GPUs needs.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GpuGuests {
    /// Memory of the guest below which the driver does not load.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_memory: Option<Quantity>,
    /// Virtual CPUs that the provider advises for each GPU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended_vcpus_per_gpu: Option<u32>,
    /// Memory of the guest that the provider advises for each GPU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended_memory_per_gpu: Option<Quantity>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    GpuGuests, "a mapping",
    [minimum_memory = "minimumMemory", recommended_vcpus_per_gpu = "recommendedVcpusPerGpu",
     recommended_memory_per_gpu = "recommendedMemoryPerGpu", source]
}

/// What Windows guests need, by the guides of the platforms.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WindowsGuests {
    /// The least size of the disk that Windows is installed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_system_disk: Option<Quantity>,
    /// The least size of the disk that holds the installer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_installer_disk: Option<Quantity>,
    /// The least size of the disk that holds the drivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_driver_disk: Option<Quantity>,
    /// Virtual CPUs below which Windows is of little use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended_vcpus: Option<u32>,
    /// Memory below which Windows is of little use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended_memory: Option<Quantity>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    WindowsGuests, "a mapping",
    [minimum_system_disk = "minimumSystemDisk", minimum_installer_disk = "minimumInstallerDisk",
     minimum_driver_disk = "minimumDriverDisk", recommended_vcpus = "recommendedVcpus",
     recommended_memory = "recommendedMemory", source]
}

/// A way to attach disks: what `disks[].bus` names.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bus {
    /// The name.
    pub name: String,
    /// Whether an optical disk can be attached to it.
    pub optical: bool,
    /// Names that people write for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where it was read, if not where its table was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    Bus, "a mapping",
    [name: Required, optical: Required, aliases: Defaulted, source]
}

/// A processor that a guest can be shown: what `cpuModel` names.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CpuModel {
    /// The name.
    pub name: String,
    /// Whether no node offers it: the guest is never scheduled.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub obsolete: bool,
    /// Where it was read, if not where its table was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_fields! {
    CpuModel, "a mapping",
    [name: Required, obsolete: Defaulted, source]
}

#[cfg(feature = "schema")]
fn yes() -> bool {
    true
}
