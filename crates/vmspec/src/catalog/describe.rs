//! Entries of catalogs in a few words, as suggestions show them beside the name.

use std::fmt::Write;

use super::{Bus, CpuModel, CpuTopology, GoldenImage, Gpu, ImageKind, InstanceType, Profile, StorageClass};
use crate::model::Quantity;

/// `8 vCPU, 32 GiB, series U`.
pub(crate) fn instance_type(size: &InstanceType) -> String {
    let mut text = format!("{} vCPU, {}", size.vcpus, in_bytes(&size.memory));
    if let Some(series) = &size.series {
        let series = series.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_ascii_uppercase();
        let _ = write!(text, ", series {series}");
    }
    if size.dedicated_cpu {
        text.push_str(", CPUs of its own");
    }
    if size.memory_overcommit_percent.is_some() {
        text.push_str(", memory promised more than once");
    }
    if let Some(pages) = &size.hugepages {
        let _ = write!(text, ", huge pages of {}", in_bytes(pages));
    }
    for gpu in &size.gpus {
        let _ = write!(text, ", with a GPU `{gpu}`");
    }
    if size.deprecated {
        text.push_str(", deprecated");
    }
    text
}

/// The system that it suits, and what it demands.
pub(crate) fn profile(profile: &Profile) -> String {
    let mut text = profile.os.clone();
    let requires = &profile.requires;
    if let Some(vcpus) = requires.vcpus {
        let counted = match (profile.cpu_topology, vcpus) {
            (CpuTopology::Sockets, 1) => "socket",
            (CpuTopology::Sockets, _) => "sockets",
            (CpuTopology::Spread, _) => "vCPU",
        };
        let _ = write!(text, ", at least {vcpus} {counted}");
    }
    if let Some(memory) = &requires.memory {
        let _ = write!(text, ", at least {} of memory", in_bytes(memory));
    }
    if profile.deprecated {
        text.push_str(", deprecated");
    }
    text
}

/// The system, and what it needs.
pub(crate) fn image(image: &GoldenImage) -> String {
    let mut text = format!("{}, at least {} of storage", image.os, in_bytes(&image.minimum_storage));
    if image.kind == ImageKind::Iso {
        text.push_str(", an installer");
    }
    if let Some(user) = &image.default_user {
        let _ = write!(text, ", user `{user}`");
    }
    text
}

/// Where its data is.
pub(crate) fn storage_class(class: &StorageClass) -> String {
    let mut text = if class.replicated { "on several nodes" } else { "on one node" }.to_owned();
    if let Some(note) = &class.note {
        let _ = write!(text, ", {note}");
    }
    text
}

/// The product.
pub(crate) fn gpu(gpu: &Gpu) -> String {
    let model = gpu.model.clone().unwrap_or_else(|| "a device of the platform".to_owned());
    match &gpu.memory {
        Some(memory) => format!("{model}, {}", in_bytes(memory)),
        None => model,
    }
}

/// A size as people write it: `32 GiB` for `32Gi`.
pub(crate) fn in_bytes(size: &Quantity) -> String {
    let text = size.text();
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = text.strip_prefix(digits).unwrap_or_default();
    format!("{digits} {unit}B")
}

/// Which disks can be attached to it.
pub(crate) fn bus(bus: &Bus) -> String {
    if bus.optical { "for all disks" } else { "not for optical disks" }.to_owned()
}

/// Whether any node offers it.
pub(crate) fn cpu_model(model: &CpuModel) -> String {
    if model.obsolete { "offered by no node" } else { "a model of libvirt" }.to_owned()
}
