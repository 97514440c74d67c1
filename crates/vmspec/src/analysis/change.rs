//! Old texts and new texts: what applying the one over the other does.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use vmspec_yaml::FieldPath;

use super::document::{Body, LoadedDocument, Understood};
use super::suppressions::{Hidden, hide};
use super::{FileReport, Options, Report, SourceFile, Workspace, workspace};
use crate::change::{Effect, FieldChange, Matches, ResourceChange, compare};
use crate::diagnostic::{Diagnostic, ResourceName, Severity};
use crate::rules::{ChangeContext, Finding, Resource, ResourceId, check_change as findings_of};

/// What a change does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangeReport {
    /// Resources that differ: what is new or changed, in the order of the new texts, then what is gone, in the order of
    /// the old ones.
    pub changes: Vec<ChangedResource>,
    /// How many resources are the same on both sides.
    pub unchanged: usize,
    /// Errors that a [check](Workspace::check) of the new texts finds and that are not among the diagnostics: what is
    /// refused as a whole changes nothing.
    pub other_errors: usize,
    /// What is to be known about the change, with counts over the texts of both sides.
    ///
    /// Diagnostics speak of the new texts, and of the old ones where a resource is gone. Beside the findings of the
    /// rules about changes there is what could not be read, and therefore not be compared: in the new texts as the
    /// error that it is, in the old ones as an info.
    pub report: Report,
}

/// A resource that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ChangedResource {
    /// Its name: the new one, or, if it is gone, the old one.
    pub resource: ResourceName,
    /// What becomes of it.
    pub kind: ChangeKind,
    /// The effect that may cost the most.
    pub effect: Effect,
    /// Where it was.
    pub old: Option<DocumentName>,
    /// Where it is.
    pub new: Option<DocumentName>,
    /// The fields that differ, if it is in both texts. Fields that could not be read on one side are left out.
    pub fields: Vec<FieldChange>,
}

/// What becomes of a resource.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is in both texts.
    Changed,
    /// It is gone.
    Removed,
}

impl ChangeKind {
    /// `added`, `changed` or `removed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// A document of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct DocumentName {
    /// The file's name as in diagnostics.
    pub file: Arc<str>,
    /// The document's index in the file, from 0.
    pub document: usize,
    /// Where the resource stands in the document if it is an item of a list, such as `items[2]`; the root otherwise.
    pub item: FieldPath,
}

impl DocumentName {
    pub(super) fn new(file: &Arc<str>, document: &LoadedDocument) -> Self {
        Self { file: Arc::clone(file), document: document.index, item: document.item.clone() }
    }
}

/// Says what applying new manifests over old ones does, as the platform does it. Never fails.
///
/// Resources are matched by kind, namespace and name. Where a file of each side has the same name, the old one is called
/// as [`names_before_change`] says.
///
/// ```
/// use vmspec::analysis::{Options, SourceFile, check_change};
/// use vmspec::change::Effect;
///
/// let options = Options::default();
/// let disk = |class: &str| {
///     let text = format!(
///         "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: data}}\n\
///          spec: {{storage: 20Gi, storageClass: {class}}}\n"
///     );
///     SourceFile::parse("disk.yaml", text, &options.limits)
/// };
/// let change = check_change(&[disk("local")], &[disk("replicated")], &options);
/// let field = &change.changes[0].fields[0];
/// assert_eq!(field.path.to_string(), "spec.storageClass");
/// assert_eq!((field.old.as_deref(), field.new.as_deref()), (Some("local"), Some("replicated")));
/// assert_eq!(field.effect, Effect::Ignored);
/// assert_eq!(change.report.diagnostics[0].rule, "changed-storage-class");
/// ```
pub fn check_change(old: &[SourceFile], new: &[SourceFile], options: &Options) -> ChangeReport {
    let names = names_before_change(old, new);
    let after = Workspace::new(new, options);
    let before = Workspace::before_change(old, names.clone(), options);
    let matches = Matches::new(before.bundle(), after.bundle());
    let sides = Sides { before, after, matches };

    let mut changes = Vec::new();
    let mut unchanged = 0;
    for change in compare(sides.before.bundle(), sides.after.bundle(), &sides.matches) {
        let (Some(resource), kept) = sides.changed(change) else { continue };
        if kept && resource.fields.is_empty() {
            unchanged += 1;
        } else {
            changes.push(resource);
        }
    }

    let mut diagnostics = sides.unread(&names);
    let context =
        ChangeContext { old: sides.before.bundle(), new: sides.after.bundle(), matches: &sides.matches };
    let mut found: Vec<Diagnostic> =
        findings_of(&context).into_iter().filter_map(|finding| sides.locate(finding)).collect();
    diagnostics.append(&mut found);
    let report = sides.report(diagnostics, &names);
    ChangeReport { changes, unchanged, other_errors: sides.other_errors(), report }
}

/// What the old files are called in a report about a change: by their names, or, where a new file has the same name, as
/// in `vm.yaml (old)`.
pub fn names_before_change(old: &[SourceFile], new: &[SourceFile]) -> Vec<Arc<str>> {
    let taken: HashSet<&str> = new.iter().map(|file| &**file.name()).collect();
    let name = |file: &SourceFile| match file.name() {
        name if taken.contains(&**name) => format!("{name} (old)").into(),
        name => Arc::clone(name),
    };
    old.iter().map(name).collect()
}

/// The texts of both sides, and which resource is which.
struct Sides<'a> {
    before: Workspace<'a>,
    after: Workspace<'a>,
    matches: Matches,
}

impl Sides<'_> {
    fn side(&self, id: ResourceId) -> &Workspace<'_> {
        if self.after.bundle().get(id).is_some() { &self.after } else { &self.before }
    }

    /// The change with its places, and whether the resource is on both sides.
    fn changed(&self, change: ResourceChange) -> (Option<ChangedResource>, bool) {
        match change {
            ResourceChange::Added { new } => {
                // It may well have been where the old texts could not be read.
                let effect = if is_known(&self.before) { Effect::Created } else { Effect::Unknown };
                (self.resource(ChangeKind::Added, None, Some(new), effect, Vec::new()), false)
            }
            ResourceChange::Removed { old, effect } => {
                let effect = if is_known(&self.after) { effect } else { Effect::Unknown };
                (self.resource(ChangeKind::Removed, Some(old), None, effect, Vec::new()), false)
            }
            ResourceChange::Kept { old, new, fields } => {
                let mut fields: Vec<FieldChange> =
                    fields.into_iter().filter_map(|field| self.field(old, new, field)).collect();
                if !self.is_read_whole(old) || !self.is_read_whole(new) {
                    // What becomes of a field of a VM depends on others, of which some are not known.
                    for field in &mut fields {
                        field.effect = Effect::Unknown;
                    }
                }
                let effect = fields.iter().map(|field| field.effect).max().unwrap_or(Effect::Same);
                (self.resource(ChangeKind::Changed, Some(old), Some(new), effect, fields), true)
            }
        }
    }

    fn resource(
        &self,
        kind: ChangeKind,
        old: Option<ResourceId>,
        new: Option<ResourceId>,
        effect: Effect,
        fields: Vec<FieldChange>,
    ) -> Option<ChangedResource> {
        let document = |id: ResourceId| {
            let (file, document) = self.side(id).document(id)?;
            Some(DocumentName::new(file, document))
        };
        let id = new.or(old)?;
        Some(ChangedResource {
            resource: self.side(id).bundle().get(id).map(Resource::full_name)?,
            kind,
            effect,
            old: old.and_then(document),
            new: new.and_then(document),
            fields,
        })
    }

    /// Whether everything that the document says is known, as far as it matters to any of its fields.
    fn is_read_whole(&self, id: ResourceId) -> bool {
        let Some((_, document)) = self.side(id).document(id) else { return false };
        match &document.body {
            Body::Instance(decoded) => {
                document.understood == Understood::All && decoded.unreliable.is_empty()
            }
            // No field of a disk depends on another.
            Body::Disk(_) => true,
            Body::Unread | Body::List | Body::Skipped => false,
        }
    }

    /// The field with its paths in the texts, or nothing if one of them could not be read.
    fn field(&self, old: ResourceId, new: ResourceId, field: FieldChange) -> Option<FieldChange> {
        let old_path = self.before.place(old, &field.old_path)?.path;
        let path = self.after.place(new, &field.path)?.path;
        Some(FieldChange { path, old_path, ..field })
    }

    /// The finding with its bytes, or nothing if it rests on what could not be read.
    fn locate(&self, finding: Finding) -> Option<Diagnostic> {
        // That a resource is gone is certain only if all of the new texts could be read.
        let named = finding.labels.iter().map(|label| label.resource).chain([finding.resource]);
        if !is_known(&self.after) && named.into_iter().any(|id| self.matches.is_removed(id)) {
            return None;
        }
        workspace::locate(finding, |id, path| self.side(id).place(id, path))
    }

    /// What could not be read, and so not be compared.
    fn unread(&self, old_names: &[Arc<str>]) -> Vec<Diagnostic> {
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let new = self.after.files().iter().flat_map(SourceFile::diagnostics).filter(is_error).cloned();
        let old = self.before.files().iter().zip(old_names).flat_map(|(file, name)| {
            file.diagnostics().iter().filter(is_error).map(|diagnostic| Diagnostic {
                file: Arc::clone(name),
                severity: Severity::Info,
                help: Some("this is the old text: what can't be read there is not compared".to_owned()),
                labels: Vec::new(),
                fix: None,
                alternatives: Vec::new(),
                ..diagnostic.clone()
            })
        });
        new.chain(old).collect()
    }

    fn other_errors(&self) -> usize {
        let place =
            |diagnostic: &Diagnostic| (Arc::clone(&diagnostic.file), diagnostic.span, diagnostic.rule);
        let told: HashSet<_> =
            self.after.files().iter().flat_map(SourceFile::diagnostics).map(place).collect();
        let found = self.after.check().diagnostics;
        let is_other =
            |found: &&Diagnostic| found.severity == Severity::Error && !told.contains(&place(found));
        found.iter().filter(is_other).count()
    }

    /// The diagnostics in the order of the new files, then of the old ones, then by place. What is ignored in a new file
    /// is ignored here.
    fn report(&self, diagnostics: Vec<Diagnostic>, old_names: &[Arc<str>]) -> Report {
        let mut by_file: HashMap<Arc<str>, Vec<Diagnostic>> = HashMap::new();
        for diagnostic in diagnostics {
            by_file.entry(Arc::clone(&diagnostic.file)).or_default().push(diagnostic);
        }
        let mut of_file = |name: &Arc<str>, suppressions| {
            let found = self.after.options().of_interest(name, by_file.remove(name).unwrap_or_default());
            let Hidden { shown: mut diagnostics, suppressed, .. } = hide(suppressions, found);
            diagnostics.sort_by(workspace::by_place);
            FileReport { diagnostics, suppressed }
        };
        let new = self.after.files().iter().map(|file| (file, file.name(), file.suppressions()));
        let old = self.before.files().iter().zip(old_names).map(|(file, name)| (file, name, &[][..]));
        Report::of_files(new.chain(old).map(|(file, name, suppressions)| (file, of_file(name, suppressions))))
    }
}

/// Whether every resource of the texts is known by its name, so that what is not among them is not there.
fn is_known(workspace: &Workspace<'_>) -> bool {
    let is_known = |document: &LoadedDocument| match &document.body {
        Body::Instance(decoded) => decoded.value.as_ref().is_some_and(|vm| vm.name().is_some()),
        Body::Disk(decoded) => decoded.value.as_ref().is_some_and(|disk| disk.name().is_some()),
        Body::Unread => false,
        Body::List | Body::Skipped => true,
    };
    workspace.files().iter().all(|file| file.is_whole() && file.documents().iter().all(is_known))
}
