//! Findings that are accepted for now, so that only new ones count.
//!
//! An entry knows its finding by rule, resource, path and a fingerprint of the value, and never by file or line: it
//! holds when lines move, files are renamed or items are put before others, and no longer when the value changes.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use vmspec_yaml::{FieldPath, Node, NodeKind, Segment};

use super::{FileReport, Options, SourceFile, Suppressed, SuppressedBy};
use crate::config;
use crate::diagnostic::{Diagnostic, ResourceName};
use crate::rules::{self, Group};
use crate::strict::{self, Fault, Strict};

/// The version of the format.
const VERSION: u64 = 1;
/// Nodes that go into a fingerprint at most.
const MOST_NODES: usize = 10_000;

/// Findings that are accepted.
///
/// ```
/// use vmspec::analysis::{Baseline, Options, SourceFile, Workspace};
///
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\nspec: {size: 20Gi}\n";
/// let options = Options::default();
/// let files = [SourceFile::parse("disk.yaml", text, &options.limits)];
/// let mut found = Workspace::new(&files, &options).check_file(0);
/// let baseline = Baseline::of_files([(&files[0], &found)]);
/// assert_eq!(baseline.entries().len(), 1);
///
/// let mut open = baseline.open();
/// open.accept(&files[0], &mut found);
/// assert!(found.diagnostics.is_empty() && open.stale(&files, &options).is_empty());
///
/// let read = Baseline::read("baseline.yaml", &baseline.to_yaml()).unwrap();
/// assert_eq!(read.entries(), baseline.entries());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<BaselineEntry>,
}

/// A finding that is accepted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[non_exhaustive]
pub struct BaselineEntry {
    /// The rule's name.
    pub rule: String,
    /// The kind of the resource; empty if it has none.
    #[serde(default)]
    pub kind: String,
    /// Its namespace, if written.
    #[serde(default)]
    pub namespace: Option<String>,
    /// Its name; empty if it has none.
    #[serde(default)]
    pub name: String,
    /// The place in the resource.
    #[serde(default)]
    pub path: String,
    /// A fingerprint of what stands there; nothing if nothing does, or if it may hold a secret.
    #[serde(default)]
    pub value: Option<String>,
}

/// As it is written.
#[derive(Deserialize)]
struct Written {
    version: u64,
    #[serde(default)]
    findings: Vec<BaselineEntry>,
}

impl Baseline {
    /// The baseline that accepts everything that was found in these files.
    pub fn of_files<'f>(files: impl IntoIterator<Item = (&'f SourceFile, &'f FileReport)>) -> Self {
        let mut entries: Vec<_> = files
            .into_iter()
            .flat_map(|(file, found)| found.diagnostics.iter().map(|diagnostic| entry(file, diagnostic)))
            .collect();
        entries.sort_by(|one, other| resource_first(one).cmp(&resource_first(other)));
        Self { entries }
    }

    /// Reads what [`to_yaml`](Self::to_yaml) writes. The name is only repeated in diagnostics.
    ///
    /// # Errors
    ///
    /// With everything that is wrong with the text, as findings of the rule `invalid-configuration`. A rule that no
    /// longer exists is not wrong: its entries are stale.
    pub fn read(name: impl Into<Arc<str>>, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let Strict { tree, value, mut faults } = strict::read::<Written>(text);
        let version = FieldPath::root().key("version");
        if value.as_ref().is_some_and(|written| written.version != VERSION) {
            let node = (0..tree.documents().len()).find_map(|index| tree.root(index)?.descend(&version));
            let message = format!("this version of a baseline is not known: expected {VERSION}");
            faults.push(Fault { span: node.map(Node::span).unwrap_or_default(), message, path: version });
        } else if value.is_none() && faults.is_empty() {
            let message = format!("the text is empty: expected a baseline, at least `version: {VERSION}`");
            faults.push(Fault { span: vmspec_yaml::Span::at(0), message, path: FieldPath::root() });
        }
        if faults.is_empty() {
            Ok(Self { entries: value.map(|written| written.findings).unwrap_or_default() })
        } else {
            let name = name.into();
            Err(faults.into_iter().map(|fault| config::diagnostic(&name, fault)).collect())
        }
    }

    /// What is accepted.
    pub fn entries(&self) -> &[BaselineEntry] {
        &self.entries
    }

    /// As a text with one line for each finding, so that changes are easy to read and to merge.
    pub fn to_yaml(&self) -> String {
        let mut text = format!(
            "# Findings that are accepted for now, written by `vmspec baseline`. A line that is taken out is reported \
             again.\nversion: {VERSION}\nfindings:"
        );
        if self.entries.is_empty() {
            text.push_str(" []");
        }
        for entry in &self.entries {
            let fields = [
                ("rule", Some(&entry.rule)),
                ("kind", Some(&entry.kind)),
                ("namespace", entry.namespace.as_ref()),
                ("name", Some(&entry.name)),
                ("path", Some(&entry.path)),
                ("value", entry.value.as_ref()),
            ];
            let written = fields.into_iter().filter_map(|(key, value)| Some((key, value?)));
            let written: Vec<_> = written
                .filter(|(_, value)| !value.is_empty())
                .map(|(key, value)| format!("{key}: {}", Value::from(value.as_str())))
                .collect();
            let _ = write!(text, "\n- {{{}}}", written.join(", "));
        }
        text.push('\n');
        text
    }

    /// Begins to compare it with what is found.
    pub fn open(&self) -> OpenBaseline<'_> {
        let mut open: HashMap<BaselineEntry, Vec<&BaselineEntry>> = HashMap::new();
        for entry in self.entries.iter().rev() {
            open.entry(key(entry)).or_default().push(entry);
        }
        OpenBaseline { open }
    }
}

/// Entries of a [`Baseline`] that have not met their finding.
#[derive(Clone, Debug)]
pub struct OpenBaseline<'b> {
    /// By what makes findings the same.
    open: HashMap<BaselineEntry, Vec<&'b BaselineEntry>>,
}

impl OpenBaseline<'_> {
    /// Moves the findings of a file that are accepted to those that are not reported. Each entry accepts one finding, so
    /// that the same fault in another place is new.
    pub fn accept(&mut self, file: &SourceFile, found: &mut FileReport) {
        if self.open.is_empty() {
            return;
        }
        let mut new = Vec::with_capacity(found.diagnostics.len());
        for diagnostic in found.diagnostics.drain(..) {
            let entry = entry(file, &diagnostic);
            let is_accepted = self.open.get_mut(&key(&entry)).is_some_and(|open| open.pop().is_some());
            if is_accepted {
                found.suppressed.push(Suppressed { diagnostic, by: SuppressedBy::Baseline, reason: None });
            } else {
                new.push(diagnostic);
            }
        }
        found.diagnostics = new;
        found.suppressed.sort_by_key(|suppressed| suppressed.diagnostic.span.start);
    }

    /// The entries whose finding is gone, once all files have been compared. Only those are certain whose resource is in
    /// one of the files, and whose rule applies there: the others may belong to files that were not looked at.
    pub fn stale(&self, files: &[SourceFile], options: &Options) -> Vec<&BaselineEntry> {
        let mut rules_by_resource: HashMap<&ResourceName, _> = HashMap::new();
        for file in files.iter().filter(|file| file.is_whole()) {
            let resources = file.documents().iter().filter_map(|document| document.resource.as_ref());
            rules_by_resource.extend(resources.map(|resource| (resource, options.rules_for(file.name()))));
        }
        let is_stale = |entry: &&&BaselineEntry| {
            let resource = ResourceName {
                kind: entry.kind.clone(),
                namespace: entry.namespace.clone(),
                name: entry.name.clone(),
            };
            rules_by_resource.get(&resource).is_some_and(|settings| {
                rules::find(&entry.rule)
                    .is_none_or(|rule| rule.group != Group::Change && settings.is_on(rule))
            })
        };
        let mut stale: Vec<_> = self.open.values().flatten().filter(is_stale).copied().collect();
        stale.sort_by(|one, other| resource_first(one).cmp(&resource_first(other)));
        stale
    }
}

/// The order in which entries are written: by resource, then by place.
fn resource_first(entry: &BaselineEntry) -> (&str, Option<&str>, &str, &str, &str, Option<&str>) {
    let BaselineEntry { rule, kind, namespace, name, path, value } = entry;
    (kind, namespace.as_deref(), name, path, rule, value.as_deref())
}

/// What makes two findings the same. The index of an item does not: others may be put before it.
fn key(entry: &BaselineEntry) -> BaselineEntry {
    let path = match entry.path.parse() {
        Ok(path) => without_indices(&path),
        Err(_) => entry.path.clone(),
    };
    BaselineEntry { path, ..entry.clone() }
}

fn without_indices(path: &FieldPath) -> String {
    let index = |segment: &Segment| match segment {
        Segment::Index(_) => Segment::Index(0),
        other => other.clone(),
    };
    FieldPath::from_segments(path.segments().iter().map(index).collect()).to_string()
}

/// The entry that accepts a diagnostic of a file.
fn entry(file: &SourceFile, diagnostic: &Diagnostic) -> BaselineEntry {
    let resource = diagnostic.resource.clone();
    let ResourceName { kind, namespace, name } =
        resource.unwrap_or(ResourceName { kind: String::new(), namespace: None, name: String::new() });
    BaselineEntry {
        rule: diagnostic.rule.to_owned(),
        kind,
        namespace,
        name,
        path: diagnostic.path.to_string(),
        value: fingerprint(file, diagnostic),
    }
}

/// A fingerprint of what a diagnostic is about; nothing for what may hold a secret.
fn fingerprint(file: &SourceFile, diagnostic: &Diagnostic) -> Option<String> {
    let is_of_text = rules::find(diagnostic.rule).is_some_and(|rule| !rule.can_be_suppressed());
    if is_of_text || diagnostic.resource.is_none() || may_be_secret(&diagnostic.path) {
        return None;
    }
    let root = file.root(diagnostic.document)?.descend(&diagnostic.item)?;
    let node = root.descend(&diagnostic.path)?;
    let mut hash = Hash::default();
    let mut left = MOST_NODES;
    hash.add_node(node, &mut left);
    Some(hash.finish())
}

/// Whether what stands at a path may hold a password or a key: cloud-config, annotations, and what is around them.
fn may_be_secret(path: &FieldPath) -> bool {
    let segments = path.segments();
    let is_key = |at: usize, name: &str| matches!(segments.get(at), Some(Segment::Key(key)) if key == name);
    segments.len() < 2 || is_key(1, "cloudInit") || is_key(1, "annotations")
}

/// The 64-bit FNV-1a hash, of which half is shown: enough to notice a change, too little to tell the value.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds what a node means, whatever its layout. Ends after `left` nodes, as aliases may lead to very many; the
    /// depth is bounded by the parser.
    fn add_node(&mut self, node: Node<'_>, left: &mut usize) {
        let Some(rest) = left.checked_sub(1) else { return };
        *left = rest;
        match node.kind() {
            NodeKind::Scalar => {
                self.add(if matches!(node.value(), Some(vmspec_yaml::scalar::Value::Str(_))) {
                    b"s"
                } else {
                    b"v"
                });
                self.add(node.text().as_bytes());
            }
            NodeKind::Sequence => {
                self.add(b"[");
                node.items().for_each(|item| self.add_node(item, left));
                self.add(b"]");
            }
            NodeKind::Mapping => {
                self.add(b"{");
                for (key, value) in node.entries() {
                    self.add(key.text().as_bytes());
                    self.add_node(value, left);
                }
                self.add(b"}");
            }
        }
    }

    fn finish(&self) -> String {
        format!("{:08x}", (self.0 >> 32) ^ (self.0 & 0xffff_ffff))
    }
}
