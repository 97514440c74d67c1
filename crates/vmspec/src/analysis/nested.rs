//! The user data in `cloudInit`: a text in a text, whose cloud-config is read as a document of its own.

use std::ops::Range;
use std::sync::Arc;

use vmspec_yaml::edit::Operation;
use vmspec_yaml::{Decoded, Document, FieldPath, Limits, Node, ScalarMap, Segment, Span, Tree};

use super::document::Understood;
use super::locate;
use super::text_faults::{DocumentContext, Nest};
use crate::cloud_config::{self, CloudConfig, UserData, UserDataKind};
use crate::diagnostic::{Diagnostic, Fix, Remedy};
use crate::rules::{Spot, spec_field};

/// The user data of a VM, with its places in the file.
#[derive(Clone, Debug)]
pub(super) struct NestedText {
    /// What it is and says.
    pub(super) user_data: Arc<UserData>,
    map: ScalarMap,
    /// The first line that holds anything.
    first_line: Range<usize>,
    cloud_config: Option<NestedDocument>,
}

/// A cloud-config, whose value is in [`UserData`].
#[derive(Clone, Debug)]
struct NestedDocument {
    tree: Tree,
    decoded: Decoded<()>,
    understood: Understood,
}

/// The path of the text.
fn holder() -> FieldPath {
    spec_field("cloudInit")
}

/// The part of a path that leads into the text.
pub(super) fn inner_path(path: &FieldPath) -> Option<FieldPath> {
    let at = path.segments().iter().position(|segment| *segment == Segment::Nested)?;
    Some(FieldPath::from_segments(path.segments().get(at + 1..)?.to_vec()))
}

/// A path for people: that of a text as a whole is the path of its field.
pub(super) fn shown_path(path: FieldPath) -> FieldPath {
    match path.last() {
        Some(Segment::Nested) => path.parent().unwrap_or_default(),
        _ => path,
    }
}

fn first_line(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    start..start + line.trim_end().len()
}

impl NestedText {
    /// Reads the user data of the VM at `context`, and adds what is wrong with a cloud-config's text and structure.
    pub(super) fn load(
        context: &DocumentContext<'_>,
        limits: &Limits,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let scalar = context.root.descend(&holder())?;
        let text = scalar.text();
        let kind = UserDataKind::of(text);
        let map = scalar.scalar_map()?;
        let mut config = None;
        let mut cloud_config = None;
        if kind == UserDataKind::CloudConfig {
            let tree = cloud_config::parse(text, limits);
            let nest = Nest { scalar, path: holder().nested(), map: &map };
            let mut decoded = cloud_config::decode(&tree, limits);
            diagnostics.extend(faults(context, nest, &tree, decoded.as_ref()));
            config = decoded.as_mut().and_then(|decoded| decoded.value.take());
            config = config.filter(|_| cloud_config::is_readable(&tree));
            let understood = Understood::from_problems(problems(&tree));
            cloud_config =
                decoded.map(|decoded| NestedDocument { tree, decoded: decoded.map(drop), understood });
        }
        let user_data = Arc::new(UserData { kind, config });
        Some(Self { user_data, map, first_line: first_line(text), cloud_config })
    }

    /// The path in the text of what stands at this path of the value.
    pub(super) fn source_path(&self, path: &FieldPath) -> FieldPath {
        match &self.cloud_config {
            Some(document) => document.decoded.source_path(path),
            None => path.clone(),
        }
    }

    /// Whether it is certain what stands at this path of the text, or that nothing does.
    pub(super) fn is_certain(&self, path: &FieldPath) -> bool {
        let Some(document) = &self.cloud_config else { return path.is_root() };
        let touches = |left_out: &FieldPath| path.starts_with(left_out) || left_out.starts_with(path);
        path.is_root()
            || !document.decoded.unreliable.iter().any(touches)
                && match document.understood {
                    Understood::All => true,
                    Understood::Parts => {
                        document.tree.root(0).is_some_and(|root| locate::is_certain(root, path))
                    }
                    Understood::TooLittle => false,
                }
    }

    /// The bytes of the file to look at for a path. The key of the text as a whole is its first line.
    pub(super) fn span_of(&self, path: &FieldPath, spot: Spot) -> Span {
        let root = self.cloud_config.as_ref().and_then(|document| document.tree.root(0));
        match root {
            Some(root) if !(path.is_root() && spot == Spot::Key) => {
                self.map.span(locate::span_of(root, path, spot).range())
            }
            _ => self.map.span(self.first_line.clone()),
        }
    }

    /// The remedy as edits of the file; its paths lead into the text of the VM at `root`.
    pub(super) fn fix(&self, root: Node<'_>, mut remedy: Remedy) -> Option<Fix> {
        for operation in &mut remedy.operations {
            let (Operation::Replace { path, .. }
            | Operation::RenameKey { path, .. }
            | Operation::Remove { path }
            | Operation::Insert { path, .. }) = operation
            else {
                return None;
            };
            *path = inner_path(path)?;
        }
        let document = self.cloud_config.as_ref()?;
        locate::nested_fix(root.descend(&holder())?, document.tree.root(0)?, remedy)
    }
}

fn problems(tree: &Tree) -> &[vmspec_yaml::Problem] {
    tree.documents().first().map(Document::problems).unwrap_or_default()
}

/// What is wrong with the text and structure of a cloud-config.
fn faults<'a>(
    outer: &'a DocumentContext<'a>,
    nest: Nest<'a>,
    tree: &'a Tree,
    decoded: Option<&Decoded<CloudConfig>>,
) -> Vec<Diagnostic> {
    let problems = problems(tree);
    // A text of which nothing is left but faults has them at its first line.
    let root = tree.root(0).unwrap_or(nest.scalar);
    let understood = Understood::from_problems(problems);
    let context = DocumentContext {
        file: outer.file,
        root,
        document: outer.document,
        item: outer.item,
        resource: outer.resource,
        understood,
        nest: Some(nest),
    };
    let mut faults = context.of_cloud_config_problems(problems);
    if tree.root(0).is_none() {
        return faults;
    }
    if problems.is_empty() {
        faults.extend(context.no_cloud_config(tree.documents().len()));
    }
    if let Some(decoded) = decoded {
        faults.extend(context.of_cloud_config_issues(&decoded.issues));
        faults.extend(context.of_deprecated_keys());
    }
    faults
}
