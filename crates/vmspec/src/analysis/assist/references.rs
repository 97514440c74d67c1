//! Where a disk is, where it is used, and what it should be called.

use vmspec_yaml::edit::{Edit, Operation, edits};
use vmspec_yaml::{FieldPath, Span};

use super::fields::{self, Form, Names};
use super::spot::{self, Spot};
use crate::analysis::Workspace;
use crate::model::VMDisk;
use crate::model::name::{NameError, check_vm_disk_name};
use crate::resolve::ResolvedSource;
use crate::rules::{Disk, Resource, ResourceId, spec_field};

/// Bytes in one of the files of a workspace.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub struct Location {
    /// The file, by its place among the files.
    pub file: usize,
    /// The bytes.
    pub span: Span,
}

/// Where the disk that is named at a byte offset is defined: the name in its `VMDisk`.
///
/// ```
/// use vmspec::analysis::assist::{definition, references};
/// use vmspec::analysis::{Options, SourceFile, Workspace};
///
/// let options = Options::default();
/// let disk = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\n";
/// let vm = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nspec:\n  disks:\n  - name: data\n";
/// let files = [("vm.yaml", vm), ("disk.yaml", disk)].map(|(name, text)| SourceFile::parse(name, text, &options.limits));
/// let workspace = Workspace::new(&files, &options);
/// let at = vm.find("data").unwrap();
/// let found = definition(&workspace, 0, at).unwrap();
/// assert_eq!((found.file, found.span.slice(disk)), (1, "data"));
/// assert_eq!(references(&workspace, 0, at, true).len(), 2);
/// ```
pub fn definition(workspace: &Workspace<'_>, file: usize, offset: usize) -> Option<Location> {
    let spot = spot::find(workspace.files().get(file)?, offset)?;
    let disk = disk_at(workspace, file, &spot)?;
    location(workspace, disk.id, &name_path())
}

/// The places at which the disk that is defined or named at a byte offset is named, in the order of the files; its
/// definition among them if it should be.
pub fn references(
    workspace: &Workspace<'_>,
    file: usize,
    offset: usize,
    with_definition: bool,
) -> Vec<Location> {
    let spot = workspace.files().get(file).and_then(|file| spot::find(file, offset));
    let Some(disk) = spot.and_then(|spot| disk_at(workspace, file, &spot)) else { return Vec::new() };
    let mut found: Vec<Location> =
        places(workspace, disk).iter().filter_map(|(id, path)| location(workspace, *id, path)).collect();
    if with_definition {
        found.extend(location(workspace, disk.id, &name_path()));
    }
    found.sort_unstable();
    found
}

/// Why a disk can't be renamed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenameError {
    /// No disk is named at this place, or its definition is not among the files.
    #[error("no disk of these files is named here")]
    NoDisk,
    /// The platform would reject the name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Another disk has this name.
    #[error("there is a disk `{0}` already")]
    Taken(String),
    /// A place that names the disk can't be changed alone, such as one behind an alias.
    #[error("the name in `{0}` can't be changed alone")]
    Fixed(String),
}

/// The name that can be changed at a byte offset: that of a disk.
pub fn renamable(workspace: &Workspace<'_>, file: usize, offset: usize) -> Option<Span> {
    let spot = spot::find(workspace.files().get(file)?, offset)?;
    disk_at(workspace, file, &spot)?;
    (!spot.in_key).then_some(spot.span)
}

/// The edits by file that give a disk another name, wherever it is named.
///
/// A disk that exists on the platform is not renamed by this: the platform makes a new one.
///
/// ```
/// use vmspec::analysis::assist::rename;
/// use vmspec::analysis::{Options, SourceFile, Workspace};
///
/// let options = Options::default();
/// let disk = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\n";
/// let vm = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec: {disks: [{name: data}]}\n";
/// let files = [("disk.yaml", disk), ("vm.yaml", vm)].map(|(name, text)| SourceFile::parse(name, text, &options.limits));
/// let workspace = Workspace::new(&files, &options);
/// let edits = rename(&workspace, 0, disk.find("data}").unwrap(), "archive")?;
/// assert_eq!(edits.iter().map(|(file, _)| *file).collect::<Vec<_>>(), [0, 1]);
/// # Ok::<(), vmspec::analysis::assist::RenameError>(())
/// ```
///
/// # Errors
///
/// [`RenameError`] if no disk is named at the offset, the name is not valid or taken, or a place can't be changed.
pub fn rename(
    workspace: &Workspace<'_>,
    file: usize,
    offset: usize,
    name: &str,
) -> Result<Vec<(usize, Edit)>, RenameError> {
    let source = workspace.files().get(file).ok_or(RenameError::NoDisk)?;
    let spot = spot::find(source, offset).ok_or(RenameError::NoDisk)?;
    let disk = disk_at(workspace, file, &spot).filter(|_| !spot.in_key).ok_or(RenameError::NoDisk)?;
    check_vm_disk_name(name)?;
    let resource = workspace.bundle().get(disk.id);
    if resource.map(Resource::name) != Some(name) && workspace.bundle().disk_for(disk.id, name).is_some() {
        return Err(RenameError::Taken(name.to_owned()));
    }
    let mut all = Vec::new();
    for (id, path) in places(workspace, disk).into_iter().chain([(disk.id, name_path())]) {
        let changed = replaced(workspace, id, &path, name);
        all.extend(changed.ok_or_else(|| RenameError::Fixed(path.to_string()))?);
    }
    all.sort_by_key(|(file, edit)| (*file, edit.span));
    Ok(all)
}

/// The edits that put a name at a place.
fn replaced(
    workspace: &Workspace<'_>,
    id: ResourceId,
    path: &FieldPath,
    name: &str,
) -> Option<Vec<(usize, Edit)>> {
    let file = workspace.file_of(id)?;
    let place = workspace.place(id, path)?;
    let (_, document) = workspace.document(id)?;
    let root = document.root(workspace.files().get(file)?.tree())?;
    let operation = Operation::Replace { path: place.path, value: name.into() };
    Some(edits(root, &[operation]).ok()?.into_iter().map(|edit| (file, edit)).collect())
}

fn name_path() -> FieldPath {
    FieldPath::root().key("metadata").key("name")
}

/// The disk that is defined or named at a place.
fn disk_at<'w>(workspace: &'w Workspace<'_>, file: usize, spot: &Spot<'_>) -> Option<&'w Disk<'w>> {
    let resource = workspace.resource_at(file, spot.document)?;
    if spot.kind == VMDisk::KIND && (spot.path == name_path() || spot.path == FieldPath::root().key("kind")) {
        return workspace.bundle().disk(resource.id());
    }
    let known = fields::at(spot.kind, &spot.path)?;
    let names_disk = |form: &Form| matches!(form, Form::Named(Names::Disks));
    let is_name = known.forms.iter().any(|form| {
        names_disk(form)
            || form.as_struct().is_some_and(|found| {
                found.fields.iter().any(|field| field.required && field.forms.iter().any(names_disk))
            })
    });
    if !is_name || spot.in_key && known.items().is_some() {
        return None;
    }
    let name = spot.root.descend(&spot.path)?;
    workspace.bundle().disk_for(resource.id(), name.text())
}

/// The paths at which other resources name a disk.
fn places(workspace: &Workspace<'_>, disk: &Disk<'_>) -> Vec<(ResourceId, FieldPath)> {
    let bundle = workspace.bundle();
    let mut places: Vec<(ResourceId, FieldPath)> = Vec::new();
    for (user, index) in bundle.uses_of(disk) {
        places.extend(user.resolved.disks.get(index).map(|disk| (user.id, disk.name_path())));
    }
    for clone in bundle.clones_of(disk) {
        if matches!(clone.resolved.source.value, ResolvedSource::Clone { .. }) {
            places.push((clone.id, spec_field("source").key("disk").key("name")));
        }
    }
    places
}

/// The bytes of the value at a path of a resource.
pub(super) fn location(workspace: &Workspace<'_>, id: ResourceId, path: &FieldPath) -> Option<Location> {
    let file = workspace.file_of(id)?;
    let place = workspace.place(id, path)?;
    let (_, document) = workspace.document(id)?;
    let root = document.root(workspace.files().get(file)?.tree())?;
    Some(Location { file, span: root.descend(&place.path)?.span() })
}

/// The places at which a disk is named, without its definition.
pub(super) fn uses(workspace: &Workspace<'_>, disk: &Disk<'_>) -> Vec<Location> {
    places(workspace, disk).iter().filter_map(|(id, path)| location(workspace, *id, path)).collect()
}
