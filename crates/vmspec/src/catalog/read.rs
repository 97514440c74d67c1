//! Catalogs from YAML.

use std::fmt;

use serde::Serialize;
use vmspec_yaml::{ColumnUnit, FieldPath, LineIndex, Span, Tree};

use super::{Catalog, Entry, Table};
use crate::strict::{self, Fault, Strict};

/// A fault in the text of a catalog.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct CatalogFault {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in code points.
    pub column: u32,
    /// One lower-case sentence without a full stop.
    pub message: String,
}

impl fmt::Display for CatalogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// The text is not a catalog. The mistake is that of the text's author; all faults are here, in the order of the text.
///
/// ```
/// use vmspec::catalog::Catalog;
///
/// let error = Catalog::from_yaml("images:\n  entries:\n  - {name: mine, os: Mine, minimumStorage: 20GB}\n").unwrap_err();
/// assert_eq!((error.faults[0].line, error.faults[0].column), (3, 44));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct CatalogError {
    /// What is wrong, at least one.
    pub faults: Vec<CatalogFault>,
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a catalog")?;
        for (index, fault) in self.faults.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { "; " })?;
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for CatalogError {}

impl Catalog {
    /// Reads a catalog or an overlay; the [module](crate::catalog) says how it is written.
    ///
    /// # Errors
    ///
    /// If the text is not exactly one YAML document, or has a key or a value that catalogs do not have, or a name twice
    /// in one table.
    pub fn from_yaml(text: &str) -> Result<Self, CatalogError> {
        let (catalog, faults) = read(text);
        if faults.is_empty() { Ok(catalog) } else { Err(CatalogError { faults }) }
    }
}

/// Reads what is sound, and lists all that is not.
pub(super) fn read(text: &str) -> (Catalog, Vec<CatalogFault>) {
    let Strict { tree, value, mut faults } = strict::read::<Catalog>(text);
    let catalog = value.unwrap_or_default();
    if let Some(root) = (0..tree.documents().len()).find_map(|index| tree.root(index)) {
        let find = |path: &FieldPath| root.descend(path).map_or(root.span(), vmspec_yaml::Node::span);
        repeated_names("instanceTypes", &catalog.instance_types, find, &mut faults);
        repeated_names("profiles", &catalog.profiles, find, &mut faults);
        repeated_names("images", &catalog.images, find, &mut faults);
        repeated_names("storageClasses", &catalog.storage_classes, find, &mut faults);
        repeated_names("gpus", &catalog.gpus, find, &mut faults);
        repeated_names("buses", &catalog.buses, find, &mut faults);
        repeated_names("cpuModels", &catalog.cpu_models, find, &mut faults);
        faults.sort();
    } else if faults.is_empty() {
        faults.push(Fault::new(Span::at(0), "the text is empty: expected a catalog".to_owned()));
    }
    (catalog, place(&tree, faults))
}

fn repeated_names<T: Entry>(
    table: &'static str,
    entries: &Table<T>,
    find: impl Fn(&FieldPath) -> Span,
    faults: &mut Vec<Fault>,
) {
    let mut seen = std::collections::HashSet::new();
    for (index, entry) in entries.iter().enumerate() {
        if !seen.insert(entry.name()) {
            let path = FieldPath::root().key(table).key("entries").index(index).key("name");
            let message = format!("`{}` is listed twice in `{table}`", entry.name());
            faults.push(Fault::new(find(&path), message));
        }
    }
}

fn place(tree: &Tree, faults: Vec<Fault>) -> Vec<CatalogFault> {
    if faults.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(tree.text());
    let fault = |Fault { span, message, .. }: Fault| {
        let position = lines.position(tree.text(), span.start, ColumnUnit::CodePoint);
        CatalogFault { line: position.line + 1, column: position.column + 1, message }
    };
    faults.into_iter().map(fault).collect()
}
