//! What comes of applying new manifests over old ones: which resources and fields differ, and what the platform does
//! about each difference.
//!
//! The platform stores almost every change, and then does much less than it was told: some fields count only when a
//! disk is made, some when a VM starts, and some are refused long after. [`Effect`] names what happens.
//!
//! | module | what |
//! |---|---|
//! | `matching` | which resource of the old bundle is which of the new one |
//! | `difference` | the fields that differ, from the models as serde writes them, so that no field is forgotten |
//! | `instance`, `disk` | what the platform does about a changed field |
//! | `shown` | values as they may be shown: secrets by their length only |
//!
//! Nothing here knows text. Whether something is wise is for the rules of the group
//! [`Change`](crate::rules::Group::Change) to say. Start reading at [`compare`].

mod difference;
mod disk;
mod effect;
mod instance;
mod matching;
mod shown;
#[cfg(test)]
mod tests;

pub use self::disk::DiskChange;
pub(crate) use self::disk::class;
pub use self::effect::Effect;
pub use self::instance::InstanceChange;
pub(crate) use self::instance::{has_user_data, seed};
pub use self::matching::Matches;

use serde_json::Value;
use vmspec_yaml::{FieldPath, Segment};

use self::difference::{Difference, differences};
use crate::model::API_VERSION;
use crate::rules::{Bundle, Resource, ResourceId};

/// What becomes of a resource.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResourceChange {
    /// It is new.
    Added {
        /// The resource in the new bundle.
        new: ResourceId,
    },
    /// It is gone.
    Removed {
        /// The resource in the old bundle.
        old: ResourceId,
        /// What that means.
        effect: Effect,
    },
    /// It is in both bundles.
    Kept {
        /// The resource in the old bundle.
        old: ResourceId,
        /// The resource in the new bundle.
        new: ResourceId,
        /// The fields that differ, in the order of their names; none if nothing has changed.
        fields: Vec<FieldChange>,
    },
}

/// A field that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct FieldChange {
    /// Where it is in the new resource, or would be.
    ///
    /// Of a list whose items have names it is the list if items come, go or move, and the field of an item if that
    /// differs; any other list is one field.
    pub path: FieldPath,
    /// The same place in the old resource: items of a list may have moved.
    pub old_path: FieldPath,
    /// The old value as it may be shown; nothing if the field was not written.
    pub old: Option<String>,
    /// The new value as it may be shown; nothing if the field is not written.
    pub new: Option<String>,
    /// What the platform does about it.
    pub effect: Effect,
}

/// What differs between two bundles for the same platform: what is new or kept, in the order of the new bundle, then
/// what is gone, in the order of the old one.
///
/// Fields that the platform writes itself, such as `status`, are not compared.
///
/// ```
/// use vmspec::change::{Matches, compare};
/// use vmspec::platform::Platform;
/// use vmspec::rules::Bundle;
/// use vmspec::{VMDisk, model::Metadata};
///
/// let platform = Platform::default();
/// let disk = VMDisk { metadata: Some(Metadata { name: Some("data".into()), ..Metadata::default() }), ..VMDisk::default() };
/// let old = Bundle::before_change(&platform);
/// let mut new = Bundle::new(&platform);
/// new.add_disk(&disk);
/// let changes = compare(&old, &new, &Matches::new(&old, &new));
/// assert_eq!(changes.len(), 1);
/// ```
pub fn compare(old: &Bundle<'_>, new: &Bundle<'_>, matches: &Matches) -> Vec<ResourceChange> {
    let mut changes = Vec::new();
    for resource in new.resources() {
        let id = resource.id();
        if let Some(before) = matches.old_of(id).and_then(|old_id| old.get(old_id)) {
            changes.push(ResourceChange::Kept {
                old: before.id(),
                new: id,
                fields: fields(before, resource, new),
            });
        } else if matches.is_added(id) {
            changes.push(ResourceChange::Added { new: id });
        }
    }
    for resource in old.resources() {
        if matches.is_removed(resource.id()) {
            let effect = match resource {
                Resource::Instance(_) => Effect::Deleted,
                Resource::Disk(_) => Effect::DataLost,
            };
            changes.push(ResourceChange::Removed { old: resource.id(), effect });
        }
    }
    changes
}

fn fields(old: &Resource<'_>, new: &Resource<'_>, bundle: &Bundle<'_>) -> Vec<FieldChange> {
    let differences = differences(&written(old), &written(new));
    let change = |difference: Difference| {
        let known = effect(&difference.path, old, new, bundle);
        let [old, new] = shown::pair(&difference, known.is_some());
        let Difference { path, old_path, .. } = difference;
        FieldChange { path, old_path, old, new, effect: known.unwrap_or(Effect::Ignored) }
    };
    differences.into_iter().map(change).collect()
}

/// The resource as serde writes it; nothing if serde can't, which no model of ours brings about.
fn written(resource: &Resource<'_>) -> Value {
    let written = match resource {
        Resource::Instance(instance) => serde_json::to_value(instance.vm),
        Resource::Disk(disk) => serde_json::to_value(disk.disk),
    };
    difference::without_platform_fields(written.unwrap_or_default())
}

/// What the platform does about a difference at this path; nothing if no field of the models is there.
fn effect(path: &FieldPath, old: &Resource<'_>, new: &Resource<'_>, bundle: &Bundle<'_>) -> Option<Effect> {
    let keys = keys(path);
    match keys.as_slice() {
        ["apiVersion"] if api_version(new) == Some(API_VERSION) => Some(Effect::Same),
        ["apiVersion" | "kind"] => Some(Effect::Refused),
        // Which namespace the resource had, or will have, is for the context of the caller to say.
        ["metadata", "namespace"] => Some(Effect::Unknown),
        ["metadata", "labels" | "annotations", ..] => Some(Effect::Live),
        ["metadata", "name" | "generateName" | "finalizers" | "ownerReferences", ..] => Some(Effect::Ignored),
        ["spec"] => Some(Effect::Same),
        ["spec", field @ ..] => match (old, new) {
            (Resource::Instance(old), Resource::Instance(new)) => {
                InstanceChange { old, new, platform: bundle.platform() }.effect(field, path)
            }
            (Resource::Disk(old), Resource::Disk(new)) => {
                DiskChange { old, new, platform: bundle.platform() }.effect(field)
            }
            _ => None,
        },
        _ => None,
    }
}

fn api_version<'a>(resource: &Resource<'a>) -> Option<&'a str> {
    match resource {
        Resource::Instance(instance) => instance.vm.api_version.as_deref(),
        Resource::Disk(disk) => disk.disk.api_version.as_deref(),
    }
}

/// The keys of a path, without the indices.
fn keys(path: &FieldPath) -> Vec<&str> {
    let segments = path.segments().iter();
    let keys = segments.filter_map(|segment| match segment {
        Segment::Key(key) => Some(key.as_ref()),
        Segment::Index(_) | Segment::Nested => None,
    });
    keys.collect()
}
