//! `vmspec catalog`: what the platform offers, as tables.

use std::fmt::Display;

use vmspec::catalog::{
    Catalog, Documented, Entry, Firmware, GoldenImage, Gpu, ImageKind, InstanceType, Profile, StorageClass,
};
use vmspec::platform::{Platform, Version};
use vmspec_report::{escape, json};

use crate::args::{CatalogArgs, CatalogSection, ListFormat};
use crate::error::Error;
use crate::output::Output;
use crate::table::{Align, Table, bold, dim};
use crate::{Verdict, configuration};

pub(crate) fn run(args: &CatalogArgs) -> Result<Verdict, Error> {
    let output = Output::new(args.color.color);
    let platform = configuration::with_catalogs(args.platform.clone(), &args.catalog)?;
    output.write(&match args.format {
        ListFormat::Human => tables(&platform, args.section, output.color()),
        ListFormat::Json => as_json(&platform.catalog, args.section),
    })?;
    Ok(Verdict::Clean)
}

fn as_json(catalog: &Catalog, section: Option<CatalogSection>) -> String {
    match section {
        None => json::to_text(catalog),
        Some(CatalogSection::InstanceTypes) => json::to_text(&catalog.instance_types),
        Some(CatalogSection::Profiles) => json::to_text(&catalog.profiles),
        Some(CatalogSection::Images) => json::to_text(&catalog.images),
        Some(CatalogSection::StorageClasses) => json::to_text(&catalog.storage_classes),
        Some(CatalogSection::Gpus) => json::to_text(&catalog.gpus),
    }
}

fn tables(platform: &Platform, section: Option<CatalogSection>, color: bool) -> String {
    let catalog = &platform.catalog;
    let wanted = |one| section.is_none_or(|section| section == one);
    let mut text = bold(&escape::line(&catalog.label()), color);
    text.push('\n');
    if wanted(CatalogSection::InstanceTypes) {
        let series = |entry: &InstanceType| entry.series.clone().unwrap_or_default();
        text.push_str(&titled("Instance types", "spec.instanceType", color));
        text.push_str(&grouped(
            offered(platform, catalog.instance_types.iter()),
            series,
            instance_type_table,
            color,
        ));
    }
    if wanted(CatalogSection::Profiles) {
        let family = |entry: &Profile| format!("{:?}", entry.family);
        text.push_str(&titled("Instance profiles", "spec.instanceProfile", color));
        text.push_str(&grouped(offered(platform, catalog.profiles.iter()), family, profile_table, color));
    }
    if wanted(CatalogSection::Images) {
        let family = |entry: &GoldenImage| format!("{:?}", entry.family);
        text.push_str(&titled("Golden images", "spec.source.image.name of a VMDisk", color));
        text.push_str(&grouped(offered(platform, catalog.images.iter()), family, image_table, color));
    }
    if wanted(CatalogSection::StorageClasses) {
        text.push_str(&titled("Storage classes", "spec.storageClass of a VMDisk", color));
        text.push_str(&grouped(
            catalog.storage_classes.iter(),
            |_| String::new(),
            storage_class_table,
            color,
        ));
    }
    if wanted(CatalogSection::Gpus) {
        text.push_str(&titled("GPUs", "spec.gpus[].name", color));
        text.push_str(&grouped(offered(platform, catalog.gpus.iter()), |_| String::new(), gpu_table, color));
    }
    text
}

/// The entries but for those that the platform's release, if it is known, does not have.
fn offered<'c, T: Entry + 'c>(
    platform: &Platform,
    entries: impl Iterator<Item = &'c T>,
) -> impl Iterator<Item = &'c T> {
    entries.filter(|entry| !platform.has(*entry).is_no())
}

fn titled(title: &str, field: &str, color: bool) -> String {
    format!("\n{}  {}\n", bold(title, color), dim(field, color))
}

/// A table for each group of entries, in the order in which the groups first come, all with the same widths.
fn grouped<'c, T: Entry + 'c>(
    entries: impl Iterator<Item = &'c T>,
    group_of: impl Fn(&T) -> String,
    table_of: impl Fn(&[&'c T]) -> Table,
    color: bool,
) -> String {
    let mut groups: Vec<(String, Vec<&'c T>)> = Vec::new();
    let mut all = Vec::new();
    for entry in entries {
        all.push(entry);
        let group = group_of(entry);
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((group, vec![entry])),
        }
    }
    if all.is_empty() {
        return "  none known\n".to_owned();
    }
    let widths = table_of(&all).widths();
    let tables: Vec<_> = groups.iter().map(|(_, entries)| table_of(entries)).collect();
    let rendered: Vec<_> = tables
        .iter()
        .enumerate()
        .map(
            |(index, table)| {
                if index == 0 { table.render(&widths, color) } else { table.render_rows(&widths) }
            },
        )
        .collect();
    rendered.join("\n")
}

fn instance_type_table(entries: &[&InstanceType]) -> Table {
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("SERIES", Align::Left),
        ("VCPU", Align::Right),
        ("MEMORY", Align::Right),
        ("GPU", Align::Left),
        ("NOTES", Align::Left),
    ]);
    for entry in entries {
        let notes = [
            entry.deprecated.then(|| "deprecated".to_owned()),
            entry.dedicated_cpu.then(|| "dedicated CPUs".to_owned()),
            entry.realtime.then(|| "real time".to_owned()),
            entry.hugepages.as_ref().map(|size| format!("{size} pages")),
            entry
                .memory_overcommit_percent
                .map(|percent| format!("{percent} % of the memory is overcommitted")),
            since(entry.since),
            entry.note.clone(),
        ];
        table.row([
            entry.name.clone(),
            entry.series.clone().unwrap_or_default(),
            entry.vcpus.to_string(),
            entry.memory.to_string(),
            entry.gpus.join(", "),
            joined(notes),
        ]);
    }
    table
}

fn profile_table(entries: &[&Profile]) -> Table {
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("SYSTEM", Align::Left),
        ("MIN VCPU", Align::Right),
        ("MIN MEMORY", Align::Right),
        ("USER", Align::Left),
        ("NOTES", Align::Left),
    ]);
    for entry in entries {
        let firmware = match entry.firmware {
            Firmware::Default => None,
            Firmware::Efi => Some("EFI"),
            Firmware::SecureBoot => Some("Secure Boot"),
        };
        let notes = [
            entry.deprecated.then(|| "deprecated".to_owned()),
            firmware.map(str::to_owned),
            entry.requires.architecture.as_ref().filter(|name| *name != "amd64").cloned(),
            (!entry.cloud_init).then(|| "no cloud-init".to_owned()),
            entry.end_of_life.map(|date| format!("updates until {date}")),
            since(entry.since),
            entry.note.clone(),
        ];
        table.row([
            entry.name.clone(),
            entry.os.clone(),
            or_empty(entry.requires.vcpus),
            or_empty(entry.requires.memory.as_ref()),
            entry.default_user.clone().unwrap_or_default(),
            joined(notes),
        ]);
    }
    table
}

fn image_table(entries: &[&GoldenImage]) -> Table {
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("SYSTEM", Align::Left),
        ("MIN DISK", Align::Right),
        ("USER", Align::Left),
        ("NOTES", Align::Left),
    ]);
    for entry in entries {
        let notes = [
            (entry.kind == ImageKind::Iso && entry.note.is_none()).then(|| "an installer".to_owned()),
            (!entry.cloud_init && entry.kind == ImageKind::Cloud).then(|| "no cloud-init".to_owned()),
            entry.end_of_life.map(|date| format!("updates until {date}")),
            since(entry.since),
            entry.note.clone(),
        ];
        let user = entry.default_user.as_ref().map(|user| {
            if entry.default_user_uncertain { format!("{user} (probably)") } else { user.clone() }
        });
        table.row([
            entry.name.clone(),
            entry.os.clone(),
            entry.minimum_storage.to_string(),
            user.unwrap_or_default(),
            joined(notes),
        ]);
    }
    table
}

fn storage_class_table(entries: &[&StorageClass]) -> Table {
    let mut table = Table::new(&[("NAME", Align::Left), ("REPLICATED", Align::Left), ("NOTES", Align::Left)]);
    for entry in entries {
        let notes = [
            entry.cluster_default.then(|| "default".to_owned()),
            (entry.read_write_many == Some(true)).then(|| "several nodes can attach it".to_owned()),
            entry.wait_for_first_consumer.then(|| "made at first use".to_owned()),
            (entry.documented == Documented::Elsewhere && entry.note.is_none())
                .then(|| "not in the API reference".to_owned()),
            entry.note.clone(),
        ];
        let replicated = if entry.replicated { "yes" } else { "no" };
        table.row([entry.name.clone(), replicated.to_owned(), joined(notes)]);
    }
    table
}

fn gpu_table(entries: &[&Gpu]) -> Table {
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("MODEL", Align::Left),
        ("MEMORY", Align::Right),
        ("NOTES", Align::Left),
    ]);
    for entry in entries {
        table.row([
            entry.name.clone(),
            entry.model.clone().unwrap_or_default(),
            or_empty(entry.memory.as_ref()),
            entry.note.clone().unwrap_or_default(),
        ]);
    }
    table
}

fn since(version: Option<Version>) -> Option<String> {
    version.map(|version| format!("since {version}"))
}

fn or_empty(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn joined<const N: usize>(notes: [Option<String>; N]) -> String {
    notes.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
