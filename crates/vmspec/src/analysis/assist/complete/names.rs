//! Names that a catalog or another document lists.

use super::{CompletionKind, Scene};
use crate::analysis::assist::fields::Names;
use crate::analysis::assist::wording;
use crate::catalog::{Entry, Profile, Table, describe};
use crate::model::{Quantity, VMDisk, VMDiskSpec, VMInstanceSpec};
use crate::rules::{Disk, Resource, spec_field};

/// A value that could be written.
pub(super) struct Candidate {
    pub(super) value: String,
    pub(super) kind: CompletionKind,
    pub(super) detail: String,
    pub(super) documentation: Option<String>,
    pub(super) deprecated: bool,
    pub(super) unfit: Option<String>,
}

/// All names of a kind, with what they mean and whether they suit the rest of the manifest.
pub(super) fn list(scene: &Scene<'_>, names: Names) -> Vec<Candidate> {
    let catalog = &scene.platform.catalog;
    match names {
        Names::InstanceTypes => instance_types(scene),
        Names::Profiles => profiles(scene),
        Names::Images => images(scene),
        Names::StorageClasses => entries(scene, &catalog.storage_classes, describe::storage_class, |_| None),
        Names::Gpus => entries(scene, &catalog.gpus, describe::gpu, |_| None),
        Names::Buses => {
            let is_optical = is_optical(scene);
            entries(scene, &catalog.buses, describe::bus, |bus| {
                (is_optical && !bus.optical).then(|| "not for optical disks".to_owned())
            })
        }
        Names::CpuModels => {
            let mut models = entries(scene, &catalog.cpu_models, describe::cpu_model, |_| None);
            models.retain(|model| catalog.cpu_model(&model.value).is_none_or(|model| !model.obsolete));
            models
        }
        Names::Disks => disks(scene),
    }
}

fn entries<T: Entry>(
    scene: &Scene<'_>,
    table: &Table<T>,
    describe: fn(&T) -> String,
    unfit: impl Fn(&T) -> Option<String>,
) -> Vec<Candidate> {
    let offered = table.iter().filter(|entry| !scene.platform.has(*entry).is_no());
    offered
        .map(|entry| Candidate {
            value: entry.name().to_owned(),
            kind: CompletionKind::CatalogEntry,
            detail: describe(entry),
            documentation: Some(format!("{}\n\n{}", describe(entry), wording::source(scene.platform))),
            deprecated: false,
            unfit: unfit(entry),
        })
        .collect()
}

fn instance_types(scene: &Scene<'_>) -> Vec<Candidate> {
    let catalog = &scene.platform.catalog;
    let name =
        scene.text_at(&spec_field("instanceProfile")).unwrap_or(VMInstanceSpec::DEFAULT_INSTANCE_PROFILE);
    let profile = catalog.profile(name);
    let too_small = |vcpus: u32, memory: &Quantity| profile.filter(|profile| !suits(profile, vcpus, memory));
    let mut types = entries(scene, &catalog.instance_types, describe::instance_type, |size| {
        too_small(size.vcpus, &size.memory)
            .map(|profile| format!("too small for the profile `{}`", profile.name))
    });
    for candidate in &mut types {
        let Some(size) = catalog.instance_type(&candidate.value) else { continue };
        candidate.documentation = Some(wording::instance_type(size, scene.platform));
        candidate.deprecated = size.deprecated;
    }
    types
}

fn suits(profile: &Profile, vcpus: u32, memory: &Quantity) -> bool {
    profile.requires.vcpus.is_none_or(|least| vcpus >= least)
        && profile.requires.memory.as_ref().is_none_or(|least| memory >= least)
}

fn profiles(scene: &Scene<'_>) -> Vec<Candidate> {
    let catalog = &scene.platform.catalog;
    let name = scene.text_at(&spec_field("instanceType"));
    let has_resources = scene.root.descend(&spec_field("resources")).is_some();
    let name = if has_resources { name } else { name.or(Some(VMInstanceSpec::DEFAULT_INSTANCE_TYPE)) };
    let size = name.and_then(|name| catalog.instance_type(name));
    let mut profiles = entries(scene, &catalog.profiles, describe::profile, |profile| {
        let size = size.filter(|size| !suits(profile, size.vcpus, &size.memory))?;
        Some(format!("needs more than the instance type `{}` has", size.name))
    });
    for candidate in &mut profiles {
        let Some(profile) = catalog.profile(&candidate.value) else { continue };
        candidate.documentation = Some(wording::profile(profile, scene.platform));
        candidate.deprecated = profile.deprecated;
        let architecture = profile.requires.architecture.as_deref();
        if architecture.is_some_and(|name| name != "amd64") {
            candidate.unfit = Some("for another architecture than the platform's".to_owned());
        }
    }
    profiles
}

fn images(scene: &Scene<'_>) -> Vec<Candidate> {
    let catalog = &scene.platform.catalog;
    let written = scene.text_at(&spec_field("storage")).and_then(|text| text.parse::<Quantity>().ok());
    let is_written = written.is_some();
    let size = written.unwrap_or_else(VMDiskSpec::default_storage);
    let mut images = entries(scene, &catalog.images, describe::image, |image| {
        let is_small = is_written && size < image.minimum_storage;
        is_small.then(|| format!("needs {}, the disk has {size}", image.minimum_storage))
    });
    for candidate in &mut images {
        let Some(image) = catalog.image(&candidate.value) else { continue };
        candidate.documentation = Some(wording::image(image, scene.platform));
    }
    images
}

/// The disks that a resource in the document's namespace can name.
fn disks(scene: &Scene<'_>) -> Vec<Candidate> {
    let bundle = scene.workspace.bundle();
    let namespace = scene.namespace();
    let mut candidates: Vec<Candidate> = Vec::new();
    for resource in bundle.resources() {
        let Resource::Disk(disk) = resource else { continue };
        let name = resource.name();
        let is_own = scene.kind == VMDisk::KIND && scene.name() == Some(name);
        let is_near = resource.namespace().is_none_or(|other| namespace.is_none_or(|here| here == other));
        let is_known = candidates.iter().any(|candidate| candidate.value == name);
        if name.is_empty()
            || is_own
            || !is_near
            || is_known
            || scene.cursor.beside.iter().any(|one| one == name)
        {
            continue;
        }
        candidates.push(of_disk(scene, disk, name));
    }
    candidates
}

fn of_disk(scene: &Scene<'_>, disk: &Disk<'_>, name: &str) -> Candidate {
    let mut users =
        scene.workspace.bundle().uses_of(disk).map(|(user, _)| user.vm.name().unwrap_or_default());
    let other_user = users.find(|user| scene.kind != VMDisk::KIND && Some(*user) != scene.name());
    Candidate {
        value: name.to_owned(),
        kind: CompletionKind::Resource,
        detail: wording::disk(&disk.resolved),
        documentation: None,
        deprecated: false,
        unfit: other_user.map(|user| format!("used by the VM `{user}`")),
    }
}

/// Whether the disk of the entry at the cursor is a CD-ROM.
fn is_optical(scene: &Scene<'_>) -> bool {
    let Some(entry) = scene.cursor.path.parent() else { return false };
    let Some(name) = scene.text_at(&entry.key("name")) else { return false };
    scene.workspace.bundle().disks_named(name).any(|disk| disk.resolved.optical.value)
}

/// The namespaces of other resources.
pub(super) fn namespaces(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut names: Vec<&str> =
        scene.workspace.bundle().resources().iter().filter_map(Resource::namespace).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| Candidate::plain(name, "used by other resources")).collect()
}

/// The least size of a disk: that of the image or disk that it is a copy of.
pub(super) fn least_size(scene: &Scene<'_>) -> Option<(Quantity, String)> {
    let source = spec_field("source");
    let name = |key: &'static str| scene.text_at(&source.clone().key(key).key("name"));
    if let Some(image) = name("image").and_then(|name| scene.platform.catalog.image(name)) {
        return Some((image.minimum_storage.clone(), format!("the least for the image `{}`", image.name)));
    }
    let name = name("disk")?;
    let disk = scene.workspace.bundle().disks_named(name).next()?;
    Some((disk.resolved.storage.value.clone()?, format!("as large as `{name}`")))
}
