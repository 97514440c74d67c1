//! Names and namespaces.

mod dropped_metadata;
mod duplicate_resource;
mod foreign_namespace;
mod frozen_name;
mod invalid_name;
mod invalid_namespace;
mod long_label_key;
mod missing_name;
mod overlong_name;
mod prefixed_name;

pub(super) use dropped_metadata::DROPPED_METADATA;
pub(super) use duplicate_resource::DUPLICATE_RESOURCE;
pub(super) use foreign_namespace::FOREIGN_NAMESPACE;
pub(super) use frozen_name::FROZEN_NAME;
pub(super) use invalid_name::INVALID_NAME;
pub(super) use invalid_namespace::INVALID_NAMESPACE;
pub(super) use long_label_key::LONG_LABEL_KEY;
pub(super) use missing_name::MISSING_NAME;
pub(super) use overlong_name::OVERLONG_NAME;
pub(super) use prefixed_name::PREFIXED_NAME;

use crate::FieldPath;
use crate::model::name::{
    VM_DISK_NAME_MAX, VM_DISK_RELEASE_PREFIX, VM_INSTANCE_NAME_MAX, VM_INSTANCE_RELEASE_PREFIX,
};
use crate::rules::Resource;

/// The path of a field of `metadata`.
fn field(name: &'static str) -> FieldPath {
    FieldPath::root().key("metadata").key(name)
}

/// What the platform puts before the name of a resource.
fn release_prefix(resource: &Resource<'_>) -> &'static str {
    match resource {
        Resource::Instance(_) => VM_INSTANCE_RELEASE_PREFIX,
        Resource::Disk(_) => VM_DISK_RELEASE_PREFIX,
    }
}

/// The longest name of a resource, in bytes.
fn name_max(resource: &Resource<'_>) -> usize {
    match resource {
        Resource::Instance(_) => VM_INSTANCE_NAME_MAX,
        Resource::Disk(_) => VM_DISK_NAME_MAX,
    }
}
