//! All resources that are judged together, and the references between them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::cloud_config::{CloudConfig, UserData};
use crate::diagnostic::ResourceName;
use crate::model::{Metadata, VMDisk, VMInstance};
use crate::nearest::nearest;
use crate::platform::Platform;
use crate::resolve::{ResolvedDisk, ResolvedSource, ResolvedVm, resolve_disk, resolve_instance};

/// Names a resource within its [`Bundle`].
///
/// Names of a bundle of [`Bundle::before_change`] and of any other bundle never are the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ResourceId {
    index: usize,
    is_old: bool,
}

/// A `VMInstance` as written and as it is meant.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Instance<'a> {
    /// Its name in the bundle.
    pub id: ResourceId,
    /// As written.
    pub vm: &'a VMInstance,
    /// What it means on the platform.
    pub resolved: ResolvedVm<'a>,
    /// What its `cloudInit` is, if it has one.
    pub user_data: Option<Arc<UserData>>,
}

impl Instance<'_> {
    /// What its cloud-config says: nothing if it has none, or one of which cloud-init would skip all.
    ///
    /// The path of a field is `spec_field("cloudInit").nested()` and the keys and indices from there.
    pub fn cloud_config(&self) -> Option<&CloudConfig> {
        self.user_data.as_ref()?.config.as_ref()
    }
}

/// A `VMDisk` as written and as it is meant.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Disk<'a> {
    /// Its name in the bundle.
    pub id: ResourceId,
    /// As written.
    pub disk: &'a VMDisk,
    /// What it means on the platform.
    pub resolved: ResolvedDisk<'a>,
}

/// A resource of either kind.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "boxes would make rules harder to read, and the room for disks is small beside what VMs take"
)]
pub enum Resource<'a> {
    /// A VM.
    Instance(Instance<'a>),
    /// A disk.
    Disk(Disk<'a>),
}

impl<'a> Resource<'a> {
    /// Its name in the bundle.
    pub fn id(&self) -> ResourceId {
        match self {
            Self::Instance(instance) => instance.id,
            Self::Disk(disk) => disk.id,
        }
    }

    /// `metadata` as written.
    pub fn metadata(&self) -> Option<&'a Metadata> {
        match self {
            Self::Instance(instance) => instance.vm.metadata.as_ref(),
            Self::Disk(disk) => disk.disk.metadata.as_ref(),
        }
    }

    /// The kind that it was read as.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Instance(_) => VMInstance::KIND,
            Self::Disk(_) => VMDisk::KIND,
        }
    }

    /// `metadata.name`, empty if it is missing.
    pub fn name(&self) -> &'a str {
        self.metadata().and_then(|metadata| metadata.name.as_deref()).unwrap_or_default()
    }

    /// `metadata.namespace`, if written.
    pub fn namespace(&self) -> Option<&'a str> {
        self.metadata().and_then(|metadata| metadata.namespace.as_deref())
    }

    /// How people name it.
    pub fn full_name(&self) -> ResourceName {
        ResourceName {
            kind: self.kind().to_owned(),
            namespace: self.namespace().map(str::to_owned),
            name: self.name().to_owned(),
        }
    }
}

/// The place in a VM's disk list at which a disk is used.
#[derive(Clone, Copy, Debug)]
struct DiskUse {
    instance: ResourceId,
    index: usize,
}

/// All resources that are judged together.
///
/// A resource without a namespace goes to the namespace of the caller's context, which is not known here; so it is
/// taken to be in the same namespace as any other.
#[derive(Clone, Debug)]
pub struct Bundle<'a> {
    platform: &'a Platform,
    is_old: bool,
    has_lost_resources: bool,
    resources: Vec<Resource<'a>>,
    /// The index of the first resource of each file.
    files: Vec<usize>,
    instances: HashMap<&'a str, Vec<ResourceId>>,
    disks: HashMap<&'a str, Vec<ResourceId>>,
    uses: HashMap<String, Vec<DiskUse>>,
    clones: HashMap<String, Vec<ResourceId>>,
}

impl<'a> Bundle<'a> {
    /// An empty bundle for a platform.
    pub fn new(platform: &'a Platform) -> Self {
        Self {
            platform,
            is_old: false,
            has_lost_resources: false,
            resources: Vec::new(),
            files: Vec::new(),
            instances: HashMap::new(),
            disks: HashMap::new(),
            uses: HashMap::new(),
            clones: HashMap::new(),
        }
    }

    /// An empty bundle for what was there before a change. The names of its resources differ from those of all others,
    /// so that a finding can speak of the old and the new bundle.
    pub fn before_change(platform: &'a Platform) -> Self {
        Self { is_old: true, ..Self::new(platform) }
    }

    /// The platform that the resources are resolved for.
    pub fn platform(&self) -> &'a Platform {
        self.platform
    }

    /// Says that there are resources whose kind, name or references could not be read.
    pub fn note_lost_resources(&mut self) {
        self.has_lost_resources = true;
    }

    /// Whether a resource that is not here may be one that could not be read, and not one that stands elsewhere.
    pub fn has_lost_resources(&self) -> bool {
        self.has_lost_resources
    }

    /// Begins a file: what is added from here on does not stand beside what was added before.
    pub fn start_file(&mut self) {
        self.files.push(self.resources.len());
    }

    /// Whether two resources stand side by side in a file, and so go to the same place.
    pub fn in_same_file(&self, one: ResourceId, other: ResourceId) -> bool {
        self.file_of(one) == self.file_of(other)
    }

    /// The number of the file in which a resource stands, from 1; 0 if no file was begun.
    fn file_of(&self, id: ResourceId) -> usize {
        self.files.partition_point(|first| *first <= id.index)
    }

    /// Makes room for so many more resources, whose moves would cost more than all else that happens to them here.
    #[cfg(feature = "yaml")]
    pub(crate) fn reserve(&mut self, resources: usize) {
        self.resources.reserve(resources);
    }

    /// Adds a VM and resolves it.
    pub fn add_instance(&mut self, vm: &'a VMInstance) -> ResourceId {
        let text = vm.spec.as_ref().and_then(|spec| spec.cloud_init.as_ref());
        let user_data = text.filter(|text| !text.is_empty()).map(|text| Arc::new(UserData::read(text)));
        self.add_resolved_instance(vm, resolve_instance(vm, self.platform), user_data)
    }

    /// Adds a VM that has been resolved already, and whose user data has been read.
    pub(crate) fn add_resolved_instance(
        &mut self,
        vm: &'a VMInstance,
        resolved: ResolvedVm<'a>,
        user_data: Option<Arc<UserData>>,
    ) -> ResourceId {
        let id = self.next_id();
        for (index, disk) in resolved.disks.iter().enumerate() {
            self.uses.entry(disk.name.clone()).or_default().push(DiskUse { instance: id, index });
        }
        self.add(Resource::Instance(Instance { id, vm, resolved, user_data }))
    }

    /// Adds a disk and resolves it.
    pub fn add_disk(&mut self, disk: &'a VMDisk) -> ResourceId {
        self.add_resolved_disk(disk, resolve_disk(disk, self.platform))
    }

    /// Adds a disk that has been resolved already.
    pub(crate) fn add_resolved_disk(&mut self, disk: &'a VMDisk, resolved: ResolvedDisk<'a>) -> ResourceId {
        let id = self.next_id();
        if let ResolvedSource::Clone { disk } = &resolved.source.value {
            self.clones.entry(disk.clone()).or_default().push(id);
        }
        self.add(Resource::Disk(Disk { id, disk, resolved }))
    }

    fn next_id(&self) -> ResourceId {
        ResourceId { index: self.resources.len(), is_old: self.is_old }
    }

    fn add(&mut self, resource: Resource<'a>) -> ResourceId {
        let id = resource.id();
        if !resource.name().is_empty() {
            let of_kind = match resource {
                Resource::Instance(_) => &mut self.instances,
                Resource::Disk(_) => &mut self.disks,
            };
            of_kind.entry(resource.name()).or_default().push(id);
        }
        self.resources.push(resource);
        id
    }

    /// All resources in the order in which they were added.
    pub fn resources(&self) -> &[Resource<'a>] {
        &self.resources
    }

    /// The place of a resource among [`resources`](Self::resources), if it is one of this bundle.
    pub(crate) fn index_of(&self, id: ResourceId) -> Option<usize> {
        (id.is_old == self.is_old).then_some(id.index)
    }

    /// The resource with this id.
    pub fn get(&self, id: ResourceId) -> Option<&Resource<'a>> {
        self.resources.get(self.index_of(id)?)
    }

    /// The VM with this id.
    pub fn instance(&self, id: ResourceId) -> Option<&Instance<'a>> {
        match self.get(id)? {
            Resource::Instance(instance) => Some(instance),
            Resource::Disk(_) => None,
        }
    }

    /// The disk with this id.
    pub fn disk(&self, id: ResourceId) -> Option<&Disk<'a>> {
        match self.get(id)? {
            Resource::Disk(disk) => Some(disk),
            Resource::Instance(_) => None,
        }
    }

    /// The resources of the same kind and name, in any namespace, in the order in which they were added.
    pub fn namesakes(&self, resource: &Resource<'_>) -> impl Iterator<Item = &Resource<'a>> {
        let of_kind = match resource {
            Resource::Instance(_) => &self.instances,
            Resource::Disk(_) => &self.disks,
        };
        self.listed(of_kind.get(resource.name()))
    }

    fn listed(&self, ids: Option<&Vec<ResourceId>>) -> impl Iterator<Item = &Resource<'a>> {
        let ids: Vec<ResourceId> = ids.cloned().unwrap_or_default();
        ids.into_iter().filter_map(|id| self.get(id))
    }

    /// The `VMDisk` that a resource means when it names a disk: one of that name which may be in its namespace.
    pub fn disk_for(&self, resource: ResourceId, name: &str) -> Option<&Disk<'a>> {
        let from = self.get(resource)?;
        self.listed(self.disks.get(name)).find_map(|candidate| match candidate {
            Resource::Disk(disk) if may_share_namespace(from, candidate) => Some(disk),
            _ => None,
        })
    }

    /// The name of a disk that a resource may have meant by a name that no disk has.
    pub fn nearest_disk(&self, resource: ResourceId, name: &str) -> Option<&'a str> {
        self.nearest_disk_among(resource, name, &self.resources)
    }

    /// The same among the disks that stand in the file of the resource.
    pub(crate) fn nearest_disk_beside(&self, resource: ResourceId, name: &str) -> Option<&'a str> {
        let file = self.file_of(resource);
        let first = |file: usize| self.files.get(file).copied();
        let start = file.checked_sub(1).and_then(first).unwrap_or_default();
        let end = first(file).unwrap_or(self.resources.len());
        self.nearest_disk_among(resource, name, self.resources.get(start..end)?)
    }

    fn nearest_disk_among(
        &self,
        resource: ResourceId,
        name: &str,
        resources: &[Resource<'a>],
    ) -> Option<&'a str> {
        let from = self.get(resource)?;
        let visible = |candidate: &&Resource<'a>| {
            matches!(candidate, Resource::Disk(_)) && may_share_namespace(from, candidate)
        };
        nearest(name, resources.iter().filter(visible).map(Resource::name)).first().copied()
    }

    /// The disks of this name in any namespace.
    pub fn disks_named(&self, name: &str) -> impl Iterator<Item = &Disk<'a>> {
        self.listed(self.disks.get(name)).filter_map(|resource| match resource {
            Resource::Disk(disk) => Some(disk),
            Resource::Instance(_) => None,
        })
    }

    /// The VMs that use a disk, and where in their lists. The disk may be one of another bundle.
    pub fn uses_of(&self, disk: &Disk<'_>) -> impl Iterator<Item = (&Instance<'a>, usize)> {
        let places = disk.disk.name().and_then(|name| self.uses.get(name));
        let namespace = disk.disk.namespace();
        places.into_iter().flatten().filter_map(move |place| {
            let user = self.instance(place.instance)?;
            may_be_same(user.vm.namespace(), namespace).then_some((user, place.index))
        })
    }

    /// The disks that are clones of a disk.
    pub fn clones_of(&self, disk: &Disk<'_>) -> impl Iterator<Item = &Disk<'a>> {
        let target = self.get(disk.id);
        let name = target.map(Resource::name).unwrap_or_default();
        let clones = self.clones.get(name).map(Vec::as_slice).unwrap_or_default();
        clones.iter().filter_map(move |&id| {
            may_share_namespace(self.get(id)?, target?).then_some(())?;
            self.disk(id)
        })
    }
}

fn may_share_namespace(one: &Resource<'_>, other: &Resource<'_>) -> bool {
    may_be_same(one.namespace(), other.namespace())
}

fn may_be_same(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}
