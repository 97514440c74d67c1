//! How many CPUs and how much memory a VM has, its profile and its GPUs.

mod conflicting_gpus;
mod conflicting_resources;
mod decimal_quantity;
mod deprecated_instance_type;
mod foreign_architecture;
mod fractional_resources;
mod ignored_resources;
mod incomplete_resources;
mod low_gpu_memory;
mod multiplied_cpus;
mod nonsensical_quantity;
mod special_nodes;
mod undersized_instance;
mod undersized_memory;
mod unknown_cpu_model;
mod unknown_gpu;
mod unknown_instance_profile;
mod unknown_instance_type;

pub(super) use conflicting_gpus::CONFLICTING_GPUS;
pub(super) use conflicting_resources::CONFLICTING_RESOURCES;
pub(super) use decimal_quantity::DECIMAL_QUANTITY;
pub(super) use deprecated_instance_type::DEPRECATED_INSTANCE_TYPE;
pub(super) use foreign_architecture::FOREIGN_ARCHITECTURE;
pub(super) use fractional_resources::FRACTIONAL_RESOURCES;
pub(super) use ignored_resources::IGNORED_RESOURCES;
pub(super) use incomplete_resources::INCOMPLETE_RESOURCES;
pub(super) use low_gpu_memory::LOW_GPU_MEMORY;
pub(super) use multiplied_cpus::MULTIPLIED_CPUS;
pub(super) use nonsensical_quantity::NONSENSICAL_QUANTITY;
pub(super) use special_nodes::SPECIAL_NODES;
pub(super) use undersized_instance::UNDERSIZED_INSTANCE;
pub(super) use undersized_memory::UNDERSIZED_MEMORY;
pub(super) use unknown_cpu_model::UNKNOWN_CPU_MODEL;
pub(super) use unknown_gpu::UNKNOWN_GPU;
pub(super) use unknown_instance_profile::UNKNOWN_INSTANCE_PROFILE;
pub(super) use unknown_instance_type::UNKNOWN_INSTANCE_TYPE;

use crate::FieldPath;
use crate::model::{Quantity, Resources};
use crate::resolve;
use crate::rules::{Instance, spec_field};

/// The path of a field of `spec.resources`.
fn resource_field(field: &'static str) -> FieldPath {
    spec_field("resources").key(field)
}

/// `resources` as written.
fn resources<'a>(instance: &Instance<'a>) -> Option<&'a Resources> {
    instance.vm.spec.as_ref()?.resources.as_ref()
}

/// Whether the chart takes the field for written: the number 0 it does not, the text `0` it does.
fn is_set(quantity: Option<&Quantity>) -> bool {
    quantity.is_some_and(resolve::is_set)
}
