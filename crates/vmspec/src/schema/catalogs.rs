//! What a platform offers, as suggestions.
//!
//! A field of a model that names an entry of a catalog carries the mark `x-catalog` with the name of the table.

use std::fmt::Write;

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Value, json};

use crate::catalog::{
    Catalog, CpuTopology, Entry, GoldenImage, ImageKind, InstanceType, Profile, StorageClass, Table,
};

/// The mark on fields whose value a catalog lists.
const MARK: &str = "x-catalog";

/// Puts the names of the catalog in the place of each mark. Other names stay valid.
pub(super) fn suggest(schema: &mut Schema, catalog: &Catalog) {
    RecursiveTransform(|schema: &mut Schema| suggest_one(schema, catalog)).transform(schema);
}

fn suggest_one(schema: &mut Schema, catalog: &Catalog) {
    let Some(schema) = schema.as_object_mut() else { return };
    let Some(table) = schema.shift_remove(MARK) else { return };
    let names = match table.as_str() {
        Some("instanceTypes") => names(&catalog.instance_types, instance_type),
        Some("profiles") => names(&catalog.profiles, profile),
        Some("images") => names(&catalog.images, image),
        Some("storageClasses") => names(&catalog.storage_classes, storage_class),
        Some("gpus") => names(&catalog.gpus, |gpu| gpu.model.clone().unwrap_or_default()),
        Some("buses") => {
            names(&catalog.buses, |bus| if bus.optical { "also for optical disks" } else { "" }.to_owned())
        }
        Some("cpuModels") => names(&catalog.cpu_models, |model| {
            if model.obsolete { "offered by no node" } else { "" }.to_owned()
        }),
        _ => return,
    };
    let (names, descriptions): (Vec<Value>, Vec<Value>) = names.into_iter().unzip();
    if names.is_empty() {
        return;
    }
    // Editors complete the first alternative; the second takes what the catalog does not know yet.
    let kind = schema.shift_remove("type").unwrap_or_else(|| json!("string"));
    schema.insert(
        "anyOf".to_owned(),
        json!([
            { "type": "string", "enum": names, "enumDescriptions": descriptions },
            { "type": kind },
        ]),
    );
}

fn names<T: Entry>(table: &Table<T>, describe: impl Fn(&T) -> String) -> Vec<(Value, Value)> {
    table.iter().map(|entry| (json!(entry.name()), json!(describe(entry)))).collect()
}

fn instance_type(size: &InstanceType) -> String {
    let mut text = format!("{} vCPU, {} memory", size.vcpus, size.memory);
    if size.dedicated_cpu {
        text.push_str(", CPUs of its own");
    }
    text
}

fn profile(profile: &Profile) -> String {
    let mut text = profile.os.clone();
    let requires = &profile.requires;
    if let Some(vcpus) = requires.vcpus {
        let counted = if profile.cpu_topology == CpuTopology::Sockets { "sockets" } else { "vCPU" };
        let _ = write!(text, ", at least {vcpus} {counted}");
    }
    if let Some(memory) = &requires.memory {
        let _ = write!(text, ", at least {memory} memory");
    }
    text
}

fn image(image: &GoldenImage) -> String {
    let mut text = format!("{}, at least {} disk", image.os, image.minimum_storage);
    if image.kind == ImageKind::Iso {
        text.push_str(", an installer");
    }
    if let Some(user) = &image.default_user {
        let _ = write!(text, ", user `{user}`");
    }
    text
}

fn storage_class(class: &StorageClass) -> String {
    if class.replicated { "on several nodes" } else { "on one node" }.to_owned()
}
