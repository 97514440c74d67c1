//! What something in a manifest means.

use std::fmt::Write;

use vmspec_yaml::{FieldPath, Segment, Span};

use super::fields::{self, Field, Form, Known, Names};
use super::spot::{self, Spot};
use super::wording;
use crate::analysis::Workspace;
use crate::model::{Quantity, SshPublicKey};
use crate::resolve::{Reachable, ResolvedDisk, ResolvedVm, Sizing};
use crate::rules::{Resource, spec_field};

/// What something means.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Hover {
    /// What is explained.
    pub span: Span,
    /// The explanation, in Markdown. Of the manifest it holds names and sizes, never text that may be secret.
    pub markdown: String,
}

/// Explains what stands at a byte offset: a field, a name from the catalog, a disk, a size, a public key.
///
/// ```
/// use vmspec::analysis::assist::hover;
/// use vmspec::analysis::{Options, SourceFile, Workspace};
///
/// let options = Options::default();
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nspec:\n  instanceType: u1.large\n";
/// let files = [SourceFile::parse("vm.yaml", text, &options.limits)];
/// let workspace = Workspace::new(&files, &options);
/// let hover = hover(&workspace, 0, text.find("u1.large").unwrap()).unwrap();
/// assert!(hover.markdown.starts_with("**u1.large**: 2 vCPU, 8 GiB, series U"));
/// ```
pub fn hover(workspace: &Workspace<'_>, file: usize, offset: usize) -> Option<Hover> {
    let spot = spot::find(workspace.files().get(file)?, offset)?;
    let resource = workspace.resource_at(file, spot.document);
    let markdown = match fields::at(spot.kind, &spot.path) {
        Some(known) if spot.in_key => of_key(workspace, &spot, known, resource)?,
        Some(known) => of_value(workspace, &spot, known, resource)?,
        None => return None,
    };
    Some(Hover { span: spot.span, markdown })
}

fn of_key(
    workspace: &Workspace<'_>,
    spot: &Spot<'_>,
    known: Known,
    resource: Option<&Resource<'_>>,
) -> Option<String> {
    let field = known.field?;
    let Some(Segment::Key(key)) = spot.path.last() else { return None };
    // The keys of a mapping that takes any are no fields.
    if spot
        .path
        .parent()
        .and_then(|holder| fields::at(spot.kind, &holder))?
        .structs()
        .all(|holder| holder.field(key).is_none())
    {
        return None;
    }
    let holder = spot.path.parent().and_then(|holder| fields::at(spot.kind, &holder)?.structs().next());
    let platform = &workspace.options().platform;
    let mut text = format!("**{}**", field.name);
    if let Some(forms) = wording::forms(field.forms) {
        let _ = write!(text, " ({forms})");
    }
    text.push_str("\n\n");
    text.push_str(&wording::field(field, holder, platform));
    if let Some(effective) = resource.and_then(|resource| effective(resource, &spot.path)) {
        text.push_str("\n\n");
        text.push_str(&effective);
    }
    Some(text)
}

fn of_value(
    workspace: &Workspace<'_>,
    spot: &Spot<'_>,
    known: Known,
    resource: Option<&Resource<'_>>,
) -> Option<String> {
    let field = known.field?;
    if spot.path == FieldPath::root().key("kind") {
        return fields::find(&spot.text).map(|found| format!("**{}**: {}", found.name, found.doc));
    }
    if spot.path == FieldPath::root().key("metadata").key("name") {
        return resource.and_then(|resource| of_resource(workspace, resource));
    }
    if matches!(field.name, "sshKeys" | "ssh_authorized_keys") {
        return ssh_key(&spot.text);
    }
    known.forms.iter().find_map(|form| match form {
        Form::Named(names) => of_name(workspace, *names, &spot.text, resource),
        Form::Choice(choices) => {
            let choice = choices.iter().find(|choice| choice.value == spot.text)?;
            Some(format!("**{}**: {}", choice.value, choice.doc))
        }
        Form::Quantity => quantity(field, &spot.text),
        // `- data` is a disk as `- name: data` is.
        Form::Struct(_) => {
            let name = form.as_struct()?.fields.iter().find(|field| field.required)?;
            name.forms.iter().find_map(|form| match form {
                Form::Named(names) => of_name(workspace, *names, &spot.text, resource),
                _ => None,
            })
        }
        _ => None,
    })
}

fn of_name(
    workspace: &Workspace<'_>,
    names: Names,
    name: &str,
    resource: Option<&Resource<'_>>,
) -> Option<String> {
    let platform = &workspace.options().platform;
    match names {
        Names::InstanceTypes => {
            let size = platform.find(name, |catalog| &catalog.instance_types).entry()?;
            Some(wording::instance_type(size, platform))
        }
        Names::Profiles => {
            Some(wording::profile(platform.find(name, |catalog| &catalog.profiles).entry()?, platform))
        }
        Names::Images => {
            Some(wording::image(platform.find(name, |catalog| &catalog.images).entry()?, platform))
        }
        Names::StorageClasses => {
            let class = platform.find(name, |catalog| &catalog.storage_classes).entry()?;
            Some(wording::storage_class(class, platform))
        }
        Names::Gpus => Some(wording::gpu(platform.find(name, |catalog| &catalog.gpus).entry()?, platform)),
        Names::Buses | Names::CpuModels => None,
        Names::Disks => {
            let disk = workspace.bundle().disk_for(resource?.id(), name)?;
            let file = workspace.document(disk.id).map(|(file, _)| file.as_ref()).unwrap_or_default();
            let file = wording::code(file);
            Some(format!(
                "**{}**: {}\n\nVMDisk in {file}",
                wording::plain(name),
                wording::disk(&disk.resolved)
            ))
        }
    }
}

/// What a resource is as a whole.
fn of_resource(workspace: &Workspace<'_>, resource: &Resource<'_>) -> Option<String> {
    let name = wording::plain(resource.name());
    match resource {
        Resource::Disk(disk) => {
            let users = workspace
                .bundle()
                .uses_of(disk)
                .map(|(user, _)| wording::code(user.vm.name().unwrap_or_default()));
            let users: Vec<String> = users.collect();
            let used =
                if users.is_empty() { String::new() } else { format!("\n\nUsed by {}", users.join(", ")) };
            Some(format!("**{name}**: {}{used}", wording::disk(&disk.resolved)))
        }
        Resource::Instance(instance) => Some(format!("**{name}**: {}", size(&instance.resolved.sizing)?)),
    }
}

/// The type of a key and its fingerprint.
fn ssh_key(text: &str) -> Option<String> {
    let key = SshPublicKey::parse(text).ok()?;
    let bits = key.bits.map(|bits| format!(", {bits} bits")).unwrap_or_default();
    let mut markdown = format!("`{}`{bits}\n\n`{}`", key.key_type, key.fingerprint());
    if !key.comment.is_empty() {
        let _ = write!(markdown, "\n\n{}", wording::plain(key.comment));
    }
    Some(markdown)
}

/// A size in words of people.
fn quantity(field: &Field, text: &str) -> Option<String> {
    let quantity: Quantity = text.parse().ok()?;
    if !matches!(field.name, "memory" | "storage") {
        return None;
    }
    let bytes = quantity.as_bytes_ceil();
    Some(format!("{} = {} bytes", wording::plain(text), wording::grouped(bytes)) + &wording::in_units(bytes))
}

/// What holds, of a field that is resolved.
fn effective(resource: &Resource<'_>, path: &FieldPath) -> Option<String> {
    match resource {
        Resource::Instance(instance) => of_instance(&instance.resolved, path),
        Resource::Disk(disk) => of_disk(&disk.resolved, path),
    }
}

fn of_instance(vm: &ResolvedVm<'_>, path: &FieldPath) -> Option<String> {
    let is = |name: &'static str| *path == spec_field(name);
    if is("running") || is("runStrategy") {
        return Some(format!("Here: `{}`", vm.run.strategy.value));
    }
    if is("instanceType") || is("resources") {
        return Some(format!("Here: {}", size(&vm.sizing)?));
    }
    if is("instanceProfile") {
        let profile = vm.known_profile()?;
        return Some(format!("Here: {}", crate::catalog::describe::profile(profile)));
    }
    if is("external") || is("externalMethod") || is("externalPorts") || is("externalAllowICMP") {
        let reachable = match &vm.exposure.reachable {
            Reachable::Nothing => "nothing can be reached from the Internet".to_owned(),
            Reachable::Everything => "everything can be reached from the Internet".to_owned(),
            Reachable::Ports { tcp, icmp } => {
                let ports: Vec<String> = tcp.iter().map(|port| port.get().to_string()).collect();
                let pings = if *icmp { ", and pings are answered" } else { "" };
                format!("the TCP ports {} can be reached from the Internet{pings}", ports.join(", "))
            }
        };
        return Some(format!("Here: {reachable}"));
    }
    None
}

fn of_disk(disk: &ResolvedDisk<'_>, path: &FieldPath) -> Option<String> {
    let is = |name: &'static str| *path == spec_field(name);
    (is("source") || is("storage")).then(|| format!("Here: {}", wording::disk(disk)))
}

fn size(sizing: &Sizing<'_>) -> Option<String> {
    Some(format!("{} vCPU, {} memory", sizing.vcpus?, sizing.memory.as_ref()?))
}
