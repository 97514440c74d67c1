//! What the releases of Cozystack do: fields that come and go, and behaviour that changes.

use super::Version;

/// Whether a platform does something.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Support {
    /// It does, in every release that the version stands for.
    Yes,
    /// It does not, in any release that the version stands for.
    No,
    /// The version is not known, or stands for releases that differ.
    Unknown,
}

impl Support {
    /// Whether it is known to be so.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }

    /// Whether it is known not to be so.
    pub fn is_no(self) -> bool {
        self == Self::No
    }

    /// Whether nothing is known.
    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }
}

/// Something that some releases of Cozystack do and others do not.
///
/// Source: the charts `vm-instance` and `vm-disk`, the API server and the change logs of
/// <https://github.com/cozystack/cozystack>, every tag from v0.17.0 to v1.6.2. What v1.6.2 does is taken to go on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Feature {
    /// The kinds `VMInstance` and `VMDisk` exist.
    VmKinds,
    /// The kind `VirtualMachine` exists; later each was turned into a `VMDisk` and a `VMInstance`.
    VirtualMachineKind,
    /// The API server refuses names that are no DNS-1035 labels or too long. Before, they failed later.
    NameChecks,
    /// The API server refuses keys of `spec` that start with `_`.
    ReservedSpecKeys,

    /// `running` is read. Later it is ignored without a word, and `runStrategy` is `Always` unless written.
    Running,
    /// `running: false` stops the VM. Releases before read the field but took `false` for the default.
    RunningFalse,
    /// `runStrategy` is read. Before, it is ignored without a word.
    RunStrategy,
    /// `instanceProfile` must be a name that the chart's schema lists; later, one that the cluster has.
    ProfileEnum,
    /// Without an instance type, all of `resources.cpu`, `sockets` and `memory` must be there.
    SizingRequired,
    /// `resources.sockets` is read.
    ResourcesSockets,
    /// `resources` takes numbers and quantities, and refuses `""`, which was the default before.
    TypedResources,
    /// A VM can change between an instance type and `resources`.
    SizingSwitch,
    /// `cpuModel` is read.
    CpuModel,
    /// `gpus` is read.
    Gpus,

    /// `disks[].name` is the name of the `VMDisk`; before, the name with `vm-disk-` in front.
    UnprefixedDiskNames,
    /// `disks[].name` and `gpus[].name` must be there.
    ItemNamesRequired,
    /// `disks[].bus` is read, and every disk has a place in the boot order.
    DiskBus,
    /// A disk without a bus is rendered as `null`, which KubeVirt takes for a hard disk: an optical disk needs `bus`.
    NullBus,

    /// `networks` is read.
    Networks,
    /// `subnets` is read, and still is where `networks` is empty.
    Subnets,
    /// `externalMethod` is read.
    ExternalMethod,
    /// `externalMethod` is `PortList` unless written; before, `WholeIP`.
    PortListByDefault,
    /// `PortList` lets only the listed ports through.
    PortListFilters,
    /// `externalAllowICMP` is read.
    ExternalAllowIcmp,
    /// A change of `external` makes the service anew.
    ServiceRecreation,

    /// `source.image` is read.
    ImageSource,
    /// The volume of a golden image is `vm-default-images-<name>`; before, `vm-image-<name>`.
    DefaultImagesPrefix,
    /// `source.disk` is read.
    DiskClone,
    /// `source` has a schema and `storage` takes numbers and quantities.
    TypedDiskSpec,
    /// More `storage` enlarges the volume.
    DiskGrowth,
    /// Less `storage` is ignored without a word; before, the release failed.
    ShrinkIgnored,
    /// The storage driver refuses volumes for several nodes of a class without replication, which is what a `VMDisk`
    /// asks for.
    SharedVolumesNeedReplication,

    /// `cloudInitSeed` is read.
    CloudInitSeed,
    /// Profiles of Windows 11, 2022 and 2025 keep the state of firmware and TPM in a volume.
    PersistentFirmwareState,

    /// The schema's defaults are written into the objects that are read back.
    DefaultsOnRead,
    /// The condition `WorkloadsReady` exists.
    WorkloadsReady,
    /// An object is ready when everything that it consists of is; before, as soon as it was created.
    ReadyMeansFinished,
}

/// Releases from the first of the pair up to, and without, the second; nothing is "until now".
type Range = (Version, Option<Version>);

const fn since(major: u16, minor: u16, patch: u16) -> Range {
    (Version::new(major, minor, patch), None)
}

const fn between(first: (u16, u16, u16), end: (u16, u16, u16)) -> Range {
    (Version::new(first.0, first.1, first.2), Some(Version::new(end.0, end.1, end.2)))
}

impl Feature {
    /// The feature that reads a field of a spec, or of what stands in it.
    #[cfg(feature = "rules")]
    pub(crate) fn of_field(name: &str) -> Option<Self> {
        Some(match name {
            "running" => Self::Running,
            "runStrategy" => Self::RunStrategy,
            "cpuModel" => Self::CpuModel,
            "gpus" => Self::Gpus,
            "networks" => Self::Networks,
            "subnets" => Self::Subnets,
            "externalMethod" => Self::ExternalMethod,
            "externalAllowICMP" => Self::ExternalAllowIcmp,
            "cloudInitSeed" => Self::CloudInitSeed,
            "bus" => Self::DiskBus,
            "image" => Self::ImageSource,
            "disk" => Self::DiskClone,
            _ => return None,
        })
    }
}

impl Feature {
    /// The releases that do it: from the first of each pair up to, and without, the second.
    #[expect(clippy::match_same_arms, reason = "a table: one row for each feature, in their order")]
    pub fn releases(self) -> &'static [(Version, Option<Version>)] {
        match self {
            Self::VmKinds => const { &[since(0, 18, 0)] },
            Self::VirtualMachineKind => const { &[between((0, 18, 0), (1, 0, 0))] },
            Self::NameChecks => const { &[since(1, 0, 0)] },
            Self::ReservedSpecKeys => const { &[since(0, 40, 0)] },
            Self::Running => const { &[between((0, 17, 0), (1, 0, 0))] },
            Self::RunningFalse => const { &[between((0, 25, 0), (1, 0, 0))] },
            Self::RunStrategy => const { &[since(1, 0, 0)] },
            Self::ProfileEnum => const { &[between((0, 17, 0), (1, 5, 0))] },
            Self::SizingRequired => const { &[since(1, 0, 0)] },
            Self::ResourcesSockets => const { &[since(0, 33, 0)] },
            Self::TypedResources => const { &[since(0, 35, 0)] },
            Self::SizingSwitch => const { &[since(1, 0, 0)] },
            Self::CpuModel => const { &[since(1, 0, 0)] },
            Self::Gpus => const { &[since(0, 30, 0)] },
            Self::UnprefixedDiskNames => const { &[since(0, 21, 0)] },
            Self::ItemNamesRequired => const { &[since(0, 35, 0)] },
            Self::DiskBus => const { &[since(0, 33, 2)] },
            Self::NullBus => const { &[between((0, 33, 2), (1, 5, 0))] },
            Self::Networks => const { &[since(1, 3, 0)] },
            Self::Subnets => const { &[since(0, 38, 0)] },
            Self::ExternalMethod => const { &[since(0, 25, 0)] },
            Self::PortListByDefault => const { &[since(0, 31, 0)] },
            Self::PortListFilters => const { &[between((0, 25, 0), (0, 37, 6)), since(1, 4, 0)] },
            Self::ExternalAllowIcmp => const { &[since(1, 4, 0)] },
            Self::ServiceRecreation => const { &[since(1, 0, 0)] },
            Self::ImageSource => const { &[since(0, 33, 0)] },
            Self::DefaultImagesPrefix => const { &[since(1, 3, 0)] },
            Self::DiskClone => const { &[since(1, 3, 0)] },
            Self::TypedDiskSpec => const { &[since(0, 35, 0)] },
            Self::DiskGrowth => const { &[since(0, 23, 0)] },
            Self::ShrinkIgnored => {
                const { &[between((0, 37, 10), (0, 38, 0)), between((0, 38, 4), (0, 39, 0)), since(0, 39, 0)] }
            }
            Self::SharedVolumesNeedReplication => const { &[since(1, 6, 0)] },
            Self::CloudInitSeed => const { &[since(0, 30, 0)] },
            Self::PersistentFirmwareState => const { &[between((1, 5, 0), (1, 5, 1)), since(1, 5, 3)] },
            Self::DefaultsOnRead => const { &[since(0, 35, 0)] },
            Self::WorkloadsReady => const { &[since(1, 3, 0)] },
            Self::ReadyMeansFinished => const { &[since(1, 5, 0)] },
        }
    }

    /// The first release that does it.
    pub fn first_release(self) -> Option<Version> {
        self.releases().first().map(|(first, _)| *first)
    }

    /// Whether the releases that `version` stands for do it.
    pub fn in_version(self, version: Option<Version>) -> Support {
        support(self.releases(), version)
    }
}

/// Whether the releases that `version` stands for lie in one of the ranges.
pub(crate) fn support(ranges: &[Range], version: Option<Version>) -> Support {
    let Some((low, high)) = version.map(Version::bounds) else { return Support::Unknown };
    let covers = |(first, end): &Range| *first <= low && end.is_none_or(|end| high < end);
    let touches = |(first, end): &Range| *first <= high && end.is_none_or(|end| low < end);
    if ranges.iter().any(covers) {
        Support::Yes
    } else if ranges.iter().any(touches) {
        Support::Unknown
    } else {
        Support::No
    }
}

#[cfg(test)]
mod tests {
    use super::Feature;
    use super::Support::{No, Unknown, Yes};

    #[test]
    fn known_and_unknown() {
        use Feature as F;
        let cases = [
            (F::RunStrategy, "0.41.11", No),
            (F::RunStrategy, "0.41", No),
            (F::RunStrategy, "1.0", Yes),
            (F::RunStrategy, "1.6.2", Yes),
            (F::Running, "0.41", Yes),
            (F::Running, "1.0.0", No),
            (F::RunningFalse, "0.24.0", No),
            (F::RunningFalse, "0.25.0", Yes),
            (F::DiskBus, "0.33.1", No),
            (F::DiskBus, "0.33.2", Yes),
            (F::DiskBus, "0.33", Unknown),
            (F::DiskBus, "0.34", Yes),
            (F::NullBus, "1.4.6", Yes),
            (F::NullBus, "1.5.0", No),
            (F::PortListFilters, "0.37.5", Yes),
            (F::PortListFilters, "0.37.6", No),
            (F::PortListFilters, "0.37", Unknown),
            (F::PortListFilters, "1.3.6", No),
            (F::PortListFilters, "1.4", Yes),
            (F::ShrinkIgnored, "0.37.9", No),
            (F::ShrinkIgnored, "0.37.10", Yes),
            (F::ShrinkIgnored, "0.38.3", No),
            (F::ShrinkIgnored, "0.38", Unknown),
            (F::ShrinkIgnored, "0.39", Yes),
            (F::PersistentFirmwareState, "1.5.0", Yes),
            (F::PersistentFirmwareState, "1.5.2", No),
            (F::PersistentFirmwareState, "1.5", Unknown),
            (F::PersistentFirmwareState, "1.6", Yes),
            (F::VirtualMachineKind, "1.0.0", No),
            (F::VmKinds, "0.17", No),
        ];
        for (feature, version, expected) in cases {
            assert_eq!(feature.in_version(version.parse().ok()), expected, "{feature:?} in {version}");
        }
        assert_eq!(Feature::RunStrategy.in_version(None), Unknown);
    }
}
