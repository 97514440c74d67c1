//! Whole manifests for a document that is still empty.

use std::fmt::Write;

use vmspec_yaml::Node;

use super::{CompletionItem, CompletionKind};
use crate::analysis::Workspace;
use crate::analysis::assist::cursor::{self, Cursor};
use crate::catalog::{GoldenImage, ImageKind, OsFamily};
use crate::model::{API_VERSION, Quantity, VMDiskSpec, VMInstanceSpec};
use crate::platform::Platform;

/// Adds whole manifests, if nothing is written yet.
pub(super) fn add(
    workspace: &Workspace<'_>,
    file: usize,
    cursor: &Cursor,
    root: Node<'_>,
    items: &mut Vec<CompletionItem>,
) {
    let is_empty = root.entries().all(|(key, value)| key.text() == cursor::MARK && value.text().is_empty());
    if !cursor.path.is_root() || !cursor.lead.is_empty() || cursor.is_flow || cursor.column > 0 || !is_empty {
        return;
    }
    let platform = &workspace.options().platform;
    let bundle = workspace.bundle();
    let taken = |name: &str| bundle.resources().iter().any(|resource| resource.name() == name);
    let vm = free_name("my-vm", taken);
    let _ = file;
    let disk = unused_disk(workspace).unwrap_or_else(|| format!("{vm}-system"));
    items.push(item("VMInstance", "a VM that boots from a disk", &instance(&vm, &disk), cursor));
    let name = free_name("my-vm-system", taken);
    if let Some(image) = usual_image(platform) {
        items.push(item("VMDisk from an image", "a disk with a system", &from_image(&name, image), cursor));
        let both = format!("{}---\n{}", from_image(&name, image), instance(&vm, &name));
        items.push(item("VMInstance with its VMDisk", "a VM and the disk that it boots from", &both, cursor));
    }
    let name = free_name("my-data", taken);
    items.push(item("VMDisk, blank", "an empty disk", &blank(&name), cursor));
}

fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    (2..1_000).map(|number| format!("{name}-{number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// A disk with a system that no VM uses yet.
fn unused_disk(workspace: &Workspace<'_>) -> Option<String> {
    let bundle = workspace.bundle();
    bundle.resources().iter().find_map(|resource| {
        let disk = bundle.disk(resource.id())?;
        let is_bootable = disk.resolved.image().is_some_and(|image| image.kind == ImageKind::Cloud);
        (is_bootable && bundle.uses_of(disk).next().is_none() && !resource.name().is_empty())
            .then(|| resource.name().to_owned())
    })
}

/// The newest image of the system that the default profile is for.
fn usual_image(platform: &Platform) -> Option<&GoldenImage> {
    let suits = |image: &&GoldenImage| {
        image.kind == ImageKind::Cloud
            && image.family == OsFamily::Linux
            && image.cloud_init
            && !platform.has(*image).is_no()
    };
    let is_usual = |image: &&GoldenImage| {
        image.distribution.as_deref() == Some(VMInstanceSpec::DEFAULT_INSTANCE_PROFILE)
    };
    let images = || platform.catalog.images.iter().filter(suits);
    images().rfind(is_usual).or_else(|| images().next_back())
}

fn head(kind: &str, name: &str) -> String {
    format!("apiVersion: {API_VERSION}\nkind: {kind}\nmetadata:\n  name: ${{{name}}}\nspec:\n")
}

fn instance(name: &str, disk: &str) -> String {
    format!(
        "{}  instanceType: ${{{}}}\n  instanceProfile: ${{{}}}\n  disks:\n    - name: ${{{disk}}}\n",
        head("VMInstance", name),
        VMInstanceSpec::DEFAULT_INSTANCE_TYPE,
        VMInstanceSpec::DEFAULT_INSTANCE_PROFILE,
    )
}

fn from_image(name: &str, image: &GoldenImage) -> String {
    let usual = Quantity::from_gibibytes(20);
    let storage = usual.max(image.minimum_storage.clone());
    format!(
        "{}  source:\n    image:\n      name: ${{{}}}\n  storage: ${{{storage}}}\n  storageClass: ${{{}}}\n",
        head("VMDisk", name),
        image.name,
        VMDiskSpec::DEFAULT_STORAGE_CLASS,
    )
}

fn blank(name: &str) -> String {
    let head = head("VMDisk", name);
    let class = VMDiskSpec::DEFAULT_STORAGE_CLASS;
    format!("{head}  source: {{}}\n  storage: ${{20Gi}}\n  storageClass: ${{{class}}}\n")
}

/// A manifest whose places to fill in are written as `${default}`.
fn item(label: &str, detail: &str, manifest: &str, cursor: &Cursor) -> CompletionItem {
    let mut text = String::new();
    let mut snippet = String::new();
    let mut parts = manifest.split("${");
    let first = parts.next().unwrap_or_default();
    text.push_str(first);
    snippet.push_str(first);
    for (number, part) in parts.enumerate() {
        let (default, rest) = part.split_once('}').unwrap_or((part, ""));
        text.push_str(default);
        text.push_str(rest);
        let _ = write!(snippet, "${{{}:{default}}}{rest}", number + 1);
    }
    snippet.push_str("$0");
    CompletionItem {
        label: label.to_owned(),
        kind: CompletionKind::Manifest,
        detail: Some(detail.to_owned()),
        documentation: Some(format!("```yaml\n{text}```")),
        text: text.replace('\n', cursor.line_break),
        snippet: Some(snippet),
        deprecated: false,
        unfit: None,
    }
}
