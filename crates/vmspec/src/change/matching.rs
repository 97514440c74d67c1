//! Which resource of the old bundle is which of the new one.

use std::collections::{HashMap, HashSet};

use crate::resolve::ResolvedSource;
use crate::rules::{Bundle, Resource, ResourceId};

/// Resources of two bundles, matched by kind, namespace and name.
///
/// A resource without a namespace is taken to be the one that has the same kind and name, as long as no other has its
/// exact names. Of several resources with the same names the last counts, as it does to `kubectl apply`. A resource
/// without a name is left out: nothing can be said about it.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    old_of: HashMap<ResourceId, ResourceId>,
    removed: HashSet<ResourceId>,
    added: HashSet<ResourceId>,
    successors: HashMap<ResourceId, ResourceId>,
}

type FullName<'a> = (&'static str, &'a str, Option<&'a str>);

impl Matches {
    /// Matches two bundles.
    pub fn new(old: &Bundle<'_>, new: &Bundle<'_>) -> Self {
        let before = by_full_name(old);
        let after = by_full_name(new);
        let mut old_of = HashMap::new();
        let mut left: Vec<&Resource<'_>> = Vec::new();
        for resource in new.resources() {
            let name = full_name(resource);
            if after.get(&name) != Some(&resource.id()) {
                continue;
            }
            match before.get(&name) {
                Some(&id) => drop(old_of.insert(resource.id(), id)),
                None => left.push(resource),
            }
        }
        let matched: HashSet<ResourceId> = old_of.values().copied().collect();
        let mut unmatched: HashMap<(&str, &str), Vec<&Resource<'_>>> = HashMap::new();
        for resource in old.resources() {
            let name = full_name(resource);
            if before.get(&name) == Some(&resource.id()) && !matched.contains(&resource.id()) {
                unmatched.entry((name.0, name.1)).or_default().push(resource);
            }
        }
        let mut added = Vec::new();
        for resource in left {
            let namesakes = unmatched.get_mut(&(resource.kind(), resource.name()));
            let same = namesakes.and_then(|namesakes| {
                let may_be_it =
                    |old: &&Resource<'_>| old.namespace().is_none() || resource.namespace().is_none();
                let index = namesakes.iter().position(may_be_it)?;
                Some(namesakes.remove(index))
            });
            match same {
                Some(same) => drop(old_of.insert(resource.id(), same.id())),
                None => added.push(resource),
            }
        }
        let mut removed: Vec<&Resource<'_>> = unmatched.into_values().flatten().collect();
        removed.sort_by_key(|resource| resource.id());
        Self {
            old_of,
            successors: successors(&removed, &added),
            removed: removed.iter().map(|resource| resource.id()).collect(),
            added: added.iter().map(|resource| resource.id()).collect(),
        }
    }

    /// What a resource of the new bundle was before.
    pub fn old_of(&self, new: ResourceId) -> Option<ResourceId> {
        self.old_of.get(&new).copied()
    }

    /// Whether a resource of the new bundle was not there before.
    pub fn is_added(&self, new: ResourceId) -> bool {
        self.added.contains(&new)
    }

    /// Whether a resource of the old bundle is gone.
    pub fn is_removed(&self, old: ResourceId) -> bool {
        self.removed.contains(&old)
    }

    /// The new resource that was likely meant to be this one, which is gone: the same under another name or in another
    /// namespace.
    pub fn successor_of(&self, old: ResourceId) -> Option<ResourceId> {
        self.successors.get(&old).copied()
    }
}

fn full_name<'a>(resource: &Resource<'a>) -> FullName<'a> {
    (resource.kind(), resource.name(), resource.namespace().filter(|namespace| !namespace.is_empty()))
}

/// The last resource of each name.
fn by_full_name<'a>(bundle: &Bundle<'a>) -> HashMap<FullName<'a>, ResourceId> {
    let named = bundle.resources().iter().filter(|resource| !resource.name().is_empty());
    named.map(|resource| (full_name(resource), resource.id())).collect()
}

/// What remains of a resource under another name: the name in another namespace, or else what it is made of.
fn successors(removed: &[&Resource<'_>], added: &[&Resource<'_>]) -> HashMap<ResourceId, ResourceId> {
    let mut successors = HashMap::new();
    let mut taken = HashSet::new();
    let by_name = |resource: &Resource<'_>| Some(format!("{} {}", resource.kind(), resource.name()));
    for likeness in [by_name as fn(&Resource<'_>) -> Option<String>, by_content] {
        let mut candidates: HashMap<String, Vec<ResourceId>> = HashMap::new();
        for resource in added.iter().rev().filter(|resource| !taken.contains(&resource.id())) {
            if let Some(key) = likeness(resource) {
                candidates.entry(key).or_default().push(resource.id());
            }
        }
        for resource in removed {
            if successors.contains_key(&resource.id()) {
                continue;
            }
            let candidate = likeness(resource).and_then(|key| candidates.get_mut(&key)?.pop());
            if let Some(candidate) = candidate {
                taken.insert(candidate);
                successors.insert(resource.id(), candidate);
            }
        }
    }
    successors
}

/// A disk is known by its source and size, a VM by its first disk.
fn by_content(resource: &Resource<'_>) -> Option<String> {
    match resource {
        Resource::Instance(instance) => {
            instance.resolved.disks.first().map(|disk| format!("vm {}", disk.name))
        }
        Resource::Disk(disk) => {
            let source = match &disk.resolved.source.value {
                ResolvedSource::Image(image) => format!("image {}", image.name),
                ResolvedSource::Http { url } => format!("http {}", url.as_str()),
                ResolvedSource::Upload => "upload".to_owned(),
                ResolvedSource::Clone { disk } => format!("clone {disk}"),
                ResolvedSource::Blank => "blank".to_owned(),
                ResolvedSource::Unclear => return None,
            };
            let size = disk.resolved.storage.value.as_ref()?.to_plain_decimal();
            Some(format!("disk {size} {source}"))
        }
    }
}
