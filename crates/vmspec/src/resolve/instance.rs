//! `VMInstance`: from what is written to what it means.

use vmspec_yaml::FieldPath;

use super::effective::Fields;
use super::{Chosen, Effective, Exposure, Origin, ResolvedRun, Sizing, exposure, run, sizing};
use crate::catalog::{Bus, Catalog, Entry, GoldenImage, Gpu, InstanceType, Profile, Table};
use crate::model::{Network, Spelling, VMInstance, VMInstanceSpec};
use crate::platform::{Feature, Platform};

/// What comes before the name of a `VMDisk` in the name of its volume. Manifests had to write it before v0.21.0.
const VOLUME_PREFIX: &str = "vm-disk-";

/// What a `VMInstance` means on a platform.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ResolvedVm<'p> {
    /// When it runs.
    pub run: ResolvedRun,
    /// Its size.
    pub sizing: Sizing<'p>,
    /// Its profile; none if that is empty or null.
    pub profile: Effective<Option<Chosen<'p, Profile>>>,
    /// The CPU model that it shows to the guest; none leaves the choice to KubeVirt.
    pub cpu_model: Effective<Option<String>>,
    /// Its disks in boot order.
    pub disks: Vec<AttachedDisk<'p>>,
    /// Its networks beside that of the cluster, from `networks`, or from `subnets` if that is empty.
    pub networks: Effective<Vec<AttachedNetwork>>,
    /// Its GPUs.
    pub gpus: Vec<AttachedGpu<'p>>,
    /// Who can reach it from outside.
    pub exposure: Exposure,
}

/// A disk of a VM.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct AttachedDisk<'p> {
    /// The name of the `VMDisk`.
    pub name: String,
    /// Whether it is written as a mapping or as text.
    pub spelling: Spelling,
    /// The bus that the manifest names; without one the profile decides, and for an optical disk KubeVirt.
    pub bus: Option<Chosen<'p, Bus>>,
    /// The entry.
    pub path: FieldPath,
}

impl<'p> ResolvedVm<'p> {
    /// The instance type, if it is known.
    pub fn known_instance_type(&self) -> Option<&'p InstanceType> {
        self.sizing.instance_type.value.as_ref().and_then(Chosen::entry)
    }

    /// The profile, if it is known.
    pub fn known_profile(&self) -> Option<&'p Profile> {
        self.profile.value.as_ref().and_then(Chosen::entry)
    }
}

impl AttachedDisk<'_> {
    /// Where the name is written: in a mapping at `name`, else it is the entry itself.
    pub fn name_path(&self) -> FieldPath {
        match self.spelling {
            Spelling::Object => self.path.clone().key("name"),
            Spelling::Text => self.path.clone(),
        }
    }
}

/// A network of a VM.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct AttachedNetwork {
    /// The name, if there is one.
    pub name: Option<String>,
    /// The entry.
    pub path: FieldPath,
}

/// A GPU of a VM.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct AttachedGpu<'p> {
    /// The device.
    pub device: Chosen<'p, Gpu>,
    /// The entry.
    pub path: FieldPath,
}

/// What a `VMInstance` means on a platform.
///
/// ```
/// use vmspec::model::VMInstance;
/// use vmspec::platform::Platform;
/// use vmspec::resolve::{Origin, resolve_instance};
///
/// let platform = Platform::hikube();
/// let vm = resolve_instance(&VMInstance::builder("web").instance_type("u1.large").build(), &platform);
/// assert_eq!(vm.sizing.vcpus, Some(2));
/// assert_eq!(vm.profile.value.map(|profile| profile.name).as_deref(), Some("ubuntu"));
/// assert_eq!(vm.profile.origin, Origin::Default);
/// ```
pub fn resolve_instance<'p>(instance: &VMInstance, platform: &'p Platform) -> ResolvedVm<'p> {
    let nothing = VMInstanceSpec::default();
    let spec = instance.spec.as_ref().unwrap_or(&nothing);
    let path = FieldPath::root().key("spec");
    let fields = Fields { path: &path, unmodeled: &spec.unmodeled };

    let instance_type = sizing::name(
        fields,
        "instanceType",
        spec.instance_type.as_ref(),
        VMInstanceSpec::DEFAULT_INSTANCE_TYPE,
    )
    .map(|name| name.map(|name| choose(platform, name, |catalog| &catalog.instance_types)));
    let profile = sizing::name(
        fields,
        "instanceProfile",
        spec.instance_profile.as_ref(),
        VMInstanceSpec::DEFAULT_INSTANCE_PROFILE,
    )
    .map(|name| name.map(|name| choose(platform, name, |catalog| &catalog.profiles)));

    ResolvedVm {
        run: run::resolve(fields, spec, platform),
        sizing: sizing::resolve(spec, instance_type),
        profile,
        cpu_model: sizing::name(fields, "cpuModel", spec.cpu_model.as_ref(), ""),
        disks: disks(fields, spec, platform),
        networks: networks(fields, spec, platform),
        gpus: gpus(fields, spec, platform),
        exposure: exposure::resolve(fields, spec, platform),
    }
}

pub(super) fn choose<T: Entry>(
    platform: &Platform,
    name: String,
    table: fn(&Catalog) -> &Table<T>,
) -> Chosen<'_, T> {
    let found = platform.find(&name, table);
    Chosen { name, found }
}

fn disks<'p>(fields: Fields<'_>, spec: &VMInstanceSpec, platform: &'p Platform) -> Vec<AttachedDisk<'p>> {
    let written_with_prefix = platform.supports(Feature::UnprefixedDiskNames).is_no();
    let disks = spec.disks.iter().flatten().enumerate();
    disks
        .map(|(index, disk)| {
            let bus = disk.bus.clone().filter(|bus| !bus.is_empty());
            let name = disk.name.as_str();
            let unprefixed = name.strip_prefix(VOLUME_PREFIX).filter(|_| written_with_prefix);
            AttachedDisk {
                name: unprefixed.unwrap_or(name).to_owned(),
                spelling: disk.spelling,
                bus: bus.map(|bus| choose(platform, bus, |catalog| &catalog.buses)),
                path: fields.path("disks").index(index),
            }
        })
        .collect()
}

fn networks(
    fields: Fields<'_>,
    spec: &VMInstanceSpec,
    platform: &Platform,
) -> Effective<Vec<AttachedNetwork>> {
    let attached = |key: &'static str, networks: &[Network], origin| {
        let networks = networks.iter().enumerate();
        let value = networks
            .map(|(index, network)| AttachedNetwork {
                name: network.name.clone(),
                path: fields.path(key).index(index),
            })
            .collect();
        Effective { value, origin, path: fields.path(key) }
    };
    let networks = spec.networks.as_deref().unwrap_or_default();
    let subnets = spec.subnets.as_deref().unwrap_or_default();
    let reads_networks = !platform.supports(Feature::Networks).is_no();
    let reads_subnets = !platform.supports(Feature::Subnets).is_no();
    if reads_networks && !networks.is_empty() {
        attached("networks", networks, Origin::Written)
    } else if reads_subnets && !subnets.is_empty() {
        attached("subnets", subnets, Origin::OtherSpelling)
    } else {
        let written = spec.networks.as_ref().map(|_| Vec::new());
        fields.effective("networks", written, Vec::new(), Vec::new())
    }
}

fn gpus<'p>(fields: Fields<'_>, spec: &VMInstanceSpec, platform: &'p Platform) -> Vec<AttachedGpu<'p>> {
    let gpus = spec.gpus.iter().flatten().enumerate();
    gpus.map(|(index, gpu)| AttachedGpu {
        device: choose(platform, gpu.name.clone(), |catalog| &catalog.gpus),
        path: fields.path("gpus").index(index),
    })
    .collect()
}

/// Whom `sshKeys` lets in: what the image says, or without an image from the catalog what the profile says.
///
/// Nothing if that is not known, and for systems that take no keys at all.
///
/// ```
/// use vmspec::catalog::Catalog;
/// use vmspec::resolve::default_user;
///
/// let catalog = Catalog::hikube();
/// assert_eq!(default_user(catalog.image("rocky-9"), catalog.profile("centos")), Some("rocky"));
/// assert_eq!(default_user(None, catalog.profile("fedora")), Some("fedora"));
/// assert_eq!(default_user(catalog.image("talos-112"), catalog.profile("ubuntu")), None);
/// ```
pub fn default_user<'c>(image: Option<&'c GoldenImage>, profile: Option<&'c Profile>) -> Option<&'c str> {
    match image {
        Some(image) => image.default_user.as_deref().filter(|_| image.cloud_init),
        None => profile.and_then(|profile| profile.default_user.as_deref()),
    }
}
