//! All texts together.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use vmspec_yaml::edit::Operation;
use vmspec_yaml::{FieldPath, Node, Span};

use super::document::{Body, LoadedDocument, Resolved};
use super::nested::{self, inner_path};
use super::suppressions::{self, Hidden};
use super::{DocumentName, FileReport, Options, Report, ResolvedFile, SourceFile, locate, text_faults};
use crate::diagnostic::{Diagnostic, Fix, Label, Remedy};
use crate::rules::{self, Bundle, Context, Finding, Group, Resource, ResourceId, Rule, Scope, Spot, Stage};

/// Several texts and the references between them.
///
/// ```
/// use vmspec::analysis::{Options, SourceFile, Workspace};
///
/// let options = Options::default();
/// let file = SourceFile::parse("disk.yaml", "kind: Secret\napiVersion: v1\n", &options.limits);
/// let report = Workspace::new(&[file], &options).check();
/// assert_eq!((report.summary.documents, report.summary.skipped), (1, 1));
/// ```
#[derive(Clone, Debug)]
pub struct Workspace<'a> {
    files: &'a [SourceFile],
    /// The names of the files in diagnostics.
    names: Vec<Arc<str>>,
    options: &'a Options,
    bundle: Bundle<'a>,
    /// Where each resource of the bundle stands, in its order.
    places: Vec<DocumentPlace>,
    /// The resources of each file.
    resources: Vec<Vec<ResourceId>>,
    scope: Scope,
}

/// Where a resource stands.
#[derive(Clone, Copy, Debug)]
struct DocumentPlace {
    file: usize,
    /// The index in [`SourceFile::documents`].
    document: usize,
}

impl<'a> Workspace<'a> {
    /// Puts texts together and resolves what they refer to.
    pub fn new(files: &'a [SourceFile], options: &'a Options) -> Self {
        Self::of_resolved(files, Vec::new(), options)
    }

    /// The same with what [`SourceFile::resolve`] gave for each file on the platform of the options, in order, perhaps on
    /// several threads. Files beyond that are resolved here.
    pub fn of_resolved(
        files: &'a [SourceFile],
        resolved: Vec<ResolvedFile<'a>>,
        options: &'a Options,
    ) -> Self {
        let names = files.iter().map(|file| Arc::clone(file.name())).collect();
        Self::load(files, names, resolved, options, Bundle::new(&options.platform))
    }

    /// The same for what was there before a change, with names of their own for the files.
    pub(super) fn before_change(files: &'a [SourceFile], names: Vec<Arc<str>>, options: &'a Options) -> Self {
        Self::load(files, names, Vec::new(), options, Bundle::before_change(&options.platform))
    }

    /// A block of a page: what it refers to is hardly ever in it.
    pub(super) fn of_block(block: &'a [SourceFile], options: &'a Options) -> Self {
        Self { scope: Scope::Open, ..Self::new(block, options) }
    }

    fn load(
        files: &'a [SourceFile],
        names: Vec<Arc<str>>,
        resolved: Vec<ResolvedFile<'a>>,
        options: &'a Options,
        mut bundle: Bundle<'a>,
    ) -> Self {
        let count = files.iter().map(|file| file.documents().len()).sum();
        bundle.reserve(count);
        let mut places = Vec::with_capacity(count);
        let mut resources = Vec::with_capacity(files.len());
        let mut resolved = resolved.into_iter();
        for (file, source) in files.iter().enumerate() {
            let mut of_file = Vec::new();
            bundle.start_file();
            let resolved = resolved.next().unwrap_or_else(|| source.resolve(&options.platform));
            for ((document, loaded), resolved) in
                source.documents().iter().enumerate().zip(resolved.documents)
            {
                let Some(id) = resolved.and_then(|resolved| add(&mut bundle, loaded, resolved)) else {
                    continue;
                };
                places.push(DocumentPlace { file, document });
                of_file.push(id);
            }
            resources.push(of_file);
        }
        // What a resource refers to may well be one whose name could not be read.
        let is_whole = files.iter().all(SourceFile::has_certain_references);
        let scope = if is_whole { options.scope } else { Scope::Open };
        if !is_whole {
            bundle.note_lost_resources();
        }
        Self { files, names, options, bundle, places, resources, scope }
    }

    /// How to judge.
    pub(super) fn options(&self) -> &'a Options {
        self.options
    }

    /// The texts, in the given order.
    pub fn files(&self) -> &'a [SourceFile] {
        self.files
    }

    /// The resources of all texts.
    pub fn bundle(&self) -> &Bundle<'a> {
        &self.bundle
    }

    /// Everything that is wrong with one text, by place. Files can be checked in parallel.
    pub fn check_file(&self, index: usize) -> FileReport {
        let Some(file) = self.files.get(index) else { return FileReport::default() };
        if let Some(page) = file.page() {
            return page.check(file.text(), self.options);
        }
        let found = self.found(index, file, self.scope, self.options.stage);
        let found = self.options.of_interest(file.name(), found);
        let Hidden { shown: mut diagnostics, suppressed, used } =
            suppressions::hide(file.suppressions(), found);
        let unused = self.unused_suppressions(index, file, &used);
        diagnostics.extend(self.options.of_interest(file.name(), unused));
        diagnostics.sort_by(by_place);
        cut(&mut diagnostics, self.options.most_diagnostics);
        FileReport { diagnostics, suppressed }
    }

    /// What is wrong with one text, whoever wants to hear of it.
    fn found(&self, index: usize, file: &SourceFile, scope: Scope, stage: Option<Stage>) -> Vec<Diagnostic> {
        let platform = &self.options.platform;
        let of_text = file.diagnostics().iter().cloned();
        let mut diagnostics: Vec<_> =
            of_text.filter_map(|found| text_faults::on_platform(found, platform)).collect();
        let context = Context { bundle: &self.bundle, scope, stage };
        for &id in self.resources.get(index).map(Vec::as_slice).unwrap_or_default() {
            let Some(resource) = self.bundle.get(id) else { continue };
            let findings = rules::check(&context, resource);
            diagnostics.extend(findings.into_iter().filter_map(|finding| self.locate(finding)));
        }
        diagnostics
    }

    /// The suppressions of a text that cover nothing, nor would if all files were at hand or the stage another.
    fn unused_suppressions(
        &self,
        index: usize,
        file: &SourceFile,
        used: &HashSet<(usize, usize)>,
    ) -> Vec<Diagnostic> {
        let suppressions = file.suppressions();
        let rules = self.options.rules_for(file.name());
        // What a change does is found when it is compared with what was there before.
        let applies = |rule: &Rule| rule.group != Group::Change && rules.is_on(rule);
        let is_unused = |place, rule: &'static Rule| applies(rule) && !used.contains(&place);
        let unused = suppressions::unused(file, suppressions, is_unused);
        if unused.is_empty() {
            return unused;
        }
        let everything = self.found(index, file, Scope::Closed, Some(Stage::Production));
        let useful = suppressions::hide(suppressions, everything).used;
        suppressions::unused(file, suppressions, |place, _| {
            !used.contains(&place) && !useful.contains(&place)
        })
    }

    /// Everything that is wrong with all texts.
    pub fn check(&self) -> Report {
        self.report((0..self.files.len()).map(|index| self.check_file(index)).collect())
    }

    /// The report of what [`check_file`](Self::check_file) gave for each file, in order.
    pub fn report(&self, reports: Vec<FileReport>) -> Report {
        Report::of_files(self.files.iter().zip(reports))
    }

    fn document_place(&self, id: ResourceId) -> Option<&DocumentPlace> {
        self.places.get(self.bundle.index_of(id)?)
    }

    /// The resources of a file, each with its document.
    pub(super) fn resources_of(
        &self,
        file: usize,
    ) -> impl Iterator<Item = (&'a LoadedDocument, &Resource<'a>)> {
        let documents = self.files.get(file).map(SourceFile::documents).unwrap_or_default();
        self.resources.get(file).into_iter().flatten().filter_map(move |id| {
            let document = documents.get(self.document_place(*id)?.document)?;
            Some((document, self.bundle.get(*id)?))
        })
    }

    /// The resource that a document of a file is.
    pub(super) fn resource_at(&self, file: usize, document: &LoadedDocument) -> Option<&Resource<'a>> {
        let mut resources = self.resources_of(file);
        resources.find(|(own, _)| std::ptr::eq(*own, document)).map(|(_, resource)| resource)
    }

    /// The file that a resource is written in, by its place among the files.
    pub(super) fn file_of(&self, id: ResourceId) -> Option<usize> {
        Some(self.document_place(id)?.file)
    }

    /// The document in which a resource is written.
    pub fn document_of(&self, id: ResourceId) -> Option<DocumentName> {
        let (file, document) = self.document(id)?;
        Some(DocumentName::new(file, document))
    }

    /// Where a resource is written.
    pub(super) fn document(&self, id: ResourceId) -> Option<(&Arc<str>, &'a LoadedDocument)> {
        let place = self.document_place(id)?;
        let document = self.files.get(place.file)?.documents().get(place.document)?;
        Some((self.names.get(place.file)?, document))
    }

    /// The place of a path of a resource, or nothing if what stands there could not be read, so that nothing can be
    /// said about it.
    pub(super) fn place(&self, id: ResourceId, path: &FieldPath) -> Option<Place<'_>> {
        let (file, document) = self.document(id)?;
        let tree = self.files.get(self.document_place(id)?.file)?.tree();
        let root = document.root(tree)?;
        let path = document.source_path(path)?;
        document.is_certain(root, &path).then_some(Place { file, document, root, path })
    }

    fn locate(&self, finding: Finding) -> Option<Diagnostic> {
        locate(finding, |id, path| self.place(id, path))
    }
}

/// The place of a path in a text.
pub(super) struct Place<'a> {
    file: &'a Arc<str>,
    document: &'a LoadedDocument,
    root: Node<'a>,
    pub(super) path: FieldPath,
}

/// The finding with its bytes, or nothing if a part of what it rests on could not be read, that is, has no place.
pub(super) fn locate<'a>(
    finding: Finding,
    place_of: impl Fn(ResourceId, &FieldPath) -> Option<Place<'a>>,
) -> Option<Diagnostic> {
    let place = place_of(finding.resource, &finding.path)?;
    let span = place.span(finding.spot);
    let Place { file, document, root, path } = place;
    for (resource, premise) in &finding.premises {
        place_of(*resource, premise)?;
    }
    let mut labels = Vec::with_capacity(finding.labels.len());
    for label in finding.labels {
        let place = place_of(label.resource, &label.path)?;
        let span = place.span(Spot::Value);
        labels.push(Label { file: Arc::clone(place.file), span, message: label.message });
    }
    let remedies = finding.remedy.into_iter().chain(finding.alternatives);
    let mut fixes = remedies.filter_map(|remedy| fix(document, root, in_source(document, remedy)?));
    Some(Diagnostic {
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        args: finding.args,
        help: finding.help,
        file: Arc::clone(file),
        document: document.index,
        item: document.item.clone(),
        resource: document.resource.clone(),
        span,
        path: nested::shown_path(path),
        labels,
        fix: fixes.next(),
        alternatives: fixes.collect(),
    })
}

impl Place<'_> {
    fn span(&self, spot: Spot) -> Span {
        match (inner_path(&self.path), &self.document.nested) {
            (Some(inner), Some(nested)) => nested.span_of(&inner, spot),
            _ => locate::span_of(self.root, &self.path, spot),
        }
    }
}

/// The remedy as edits; nothing if it changes a document and the one that is nested in it.
fn fix(document: &LoadedDocument, root: Node<'_>, remedy: Remedy) -> Option<Fix> {
    match &document.nested {
        Some(nested) if remedy.operations.iter().any(|operation| inner_path(operation.path()).is_some()) => {
            nested.fix(root, remedy)
        }
        _ => locate::fix(root, remedy),
    }
}

/// The remedy with paths of the text in place of those of the value.
fn in_source(document: &LoadedDocument, mut remedy: Remedy) -> Option<Remedy> {
    for operation in &mut remedy.operations {
        let (Operation::Replace { path, .. }
        | Operation::RenameKey { path, .. }
        | Operation::Remove { path }
        | Operation::Insert { path, .. }
        | Operation::EditText { path, .. }) = operation
        else {
            return None;
        };
        *path = document.source_path(path)?;
    }
    Some(remedy)
}

/// Adds what was resolved of this very document.
fn add<'a>(
    bundle: &mut Bundle<'a>,
    document: &'a LoadedDocument,
    resolved: Resolved<'a>,
) -> Option<ResourceId> {
    match (&document.body, resolved) {
        (Body::Instance(decoded), Resolved::Instance(resolved)) => {
            let user_data = document.nested.as_ref().map(|nested| Arc::clone(&nested.user_data));
            Some(bundle.add_resolved_instance(decoded.value.as_ref()?, resolved, user_data))
        }
        (Body::Disk(decoded), Resolved::Disk(resolved)) => {
            Some(bundle.add_resolved_disk(decoded.value.as_ref()?, resolved))
        }
        _ => None,
    }
}

/// Leaves out what is beyond the most that is told of one file, and says so at the first that is left out.
pub(super) fn cut(diagnostics: &mut Vec<Diagnostic>, most: usize) {
    let Some(first) = diagnostics.get(most) else { return };
    let rule = &rules::syntax::LIMIT_EXCEEDED;
    let args = vec![("most", most.to_string()), ("left", (diagnostics.len() - most).to_string())];
    let notice = Diagnostic {
        rule: rule.name,
        severity: rule.severity,
        message: rules::fill(
            "more than {most} findings in this file: {left} from here on are not told",
            &args,
        ),
        args,
        help: None,
        labels: Vec::new(),
        fix: None,
        alternatives: Vec::new(),
        ..first.clone()
    };
    diagnostics.truncate(most);
    diagnostics.push(notice);
}

pub(super) fn by_place(one: &Diagnostic, other: &Diagnostic) -> Ordering {
    (one.span, one.rule).cmp(&(other.span, other.rule))
}
