//! What an editor shows beside the text: sizes behind names, and by whom a disk is used.

use vmspec_yaml::{FieldPath, Span};

use super::references::{self, Location};
use super::wording;
use crate::analysis::Workspace;
use crate::catalog::describe;
use crate::resolve::ResolvedSource;
use crate::rules::{Disk, Resource, ResourceId, spec_field};

/// A few words to show behind a place of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct InlayHint {
    /// The byte offset behind which it stands.
    pub offset: u32,
    /// The words: `8 vCPU, 32 GiB, series U`.
    pub label: String,
}

/// A line of words to show above a place of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Lens {
    /// The bytes that it is about.
    pub span: Span,
    /// The words: ``used by `web` ``.
    pub title: String,
    /// The places that it speaks of.
    pub places: Vec<Location>,
}

/// The hints in a range of bytes: the size of an instance type, the least disk of an image, size and source of a disk.
///
/// ```
/// use vmspec::analysis::assist::inlay_hints;
/// use vmspec::analysis::{Options, SourceFile, Workspace};
/// use vmspec_yaml::Span;
///
/// let options = Options::default();
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nspec: {instanceType: u1.2xlarge}\n";
/// let files = [SourceFile::parse("web.yaml", text, &options.limits)];
/// let whole = Span::new(0, text.len());
/// let hints = inlay_hints(&Workspace::new(&files, &options), 0, whole);
/// assert_eq!(hints[0].label, "8 vCPU, 32 GiB, series U");
/// ```
pub fn inlay_hints(workspace: &Workspace<'_>, file: usize, range: Span) -> Vec<InlayHint> {
    let mut hints = Vec::new();
    for (_, resource) in workspace.resources_of(file) {
        let mut add = |path: FieldPath, label: String| {
            let Some(place) = references::location(workspace, resource.id(), &path) else { return };
            let offset = place.span.end;
            if range.start <= offset && offset <= range.end && !label.is_empty() && !place.span.is_empty() {
                hints.push(InlayHint { offset, label });
            }
        };
        match resource {
            Resource::Instance(instance) => {
                let sizing = &instance.resolved.sizing.instance_type;
                if let (true, Some(size)) = (sizing.is_written(), instance.resolved.known_instance_type()) {
                    add(sizing.path.clone(), describe::instance_type(size));
                }
                for attached in &instance.resolved.disks {
                    let Some(disk) = workspace.bundle().disk_for(instance.id, &attached.name) else {
                        continue;
                    };
                    add(attached.name_path(), wording::disk(&disk.resolved));
                }
            }
            Resource::Disk(disk) => {
                let source = spec_field("source");
                match &disk.resolved.source.value {
                    ResolvedSource::Image(_) => {
                        let Some(image) = disk.resolved.image() else { continue };
                        add(source.key("image").key("name"), format!("at least {}", image.minimum_storage));
                    }
                    ResolvedSource::Clone { disk: name } => {
                        let Some(original) = workspace.bundle().disk_for(disk.id, name) else { continue };
                        add(source.key("disk").key("name"), wording::disk(&original.resolved));
                    }
                    _ => {}
                }
            }
        }
    }
    hints.sort_by_key(|hint| hint.offset);
    hints
}

/// What stands above the disks of a file: by whom they are used.
///
/// ```
/// use vmspec::analysis::assist::lenses;
/// use vmspec::analysis::{Options, SourceFile, Workspace};
///
/// let options = Options::default();
/// let disk = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\n";
/// let vm = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec: {disks: [{name: data}]}\n";
/// let files = [("disk.yaml", disk), ("vm.yaml", vm)].map(|(name, text)| SourceFile::parse(name, text, &options.limits));
/// assert_eq!(lenses(&Workspace::new(&files, &options), 0)[0].title, "used by `web`");
/// ```
pub fn lenses(workspace: &Workspace<'_>, file: usize) -> Vec<Lens> {
    let mut lenses = Vec::new();
    for (_, resource) in workspace.resources_of(file) {
        let Resource::Disk(disk) = resource else { continue };
        let Some(span) = kind_span(workspace, resource.id()) else { continue };
        lenses.push(Lens {
            span,
            title: used_by(workspace, disk),
            places: references::uses(workspace, disk),
        });
    }
    lenses
}

fn used_by(workspace: &Workspace<'_>, disk: &Disk<'_>) -> String {
    let bundle = workspace.bundle();
    let users = bundle.uses_of(disk).filter_map(|(user, _)| user.vm.name());
    let clones = bundle.clones_of(disk).filter_map(|clone| clone.disk.name());
    let mut names: Vec<String> = users.chain(clones).map(|name| format!("`{name}`")).collect();
    names.dedup();
    match names.len() {
        0 => "used by nothing in these files".to_owned(),
        1..=5 => format!("used by {}", names.join(", ")),
        count => format!("used by {count} others"),
    }
}

fn kind_span(workspace: &Workspace<'_>, id: ResourceId) -> Option<Span> {
    let named = references::location(workspace, id, &FieldPath::root().key("kind"));
    named.map(|location| location.span)
}
