//! What a file holds, as an outline.

use vmspec_yaml::{FieldPath, Node, NodeKind, Segment, Span};

use super::fields::{self, Form};
use super::spot;
use crate::analysis::SourceFile;

/// A part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Symbol {
    /// What it is called: a resource's name, a field's key, an item's name.
    pub name: String,
    /// What it is: `VMInstance`, or a value that is no secret.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// What to jump to. Lies in `span`.
    pub selection: Span,
    /// Its parts.
    pub children: Vec<Symbol>,
}

/// What a [`Symbol`] is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum SymbolKind {
    /// A `VMInstance` or `VMDisk`.
    Resource,
    /// A field.
    Field,
    /// An item of a list.
    Item,
}

/// The resources of a file with the fields of their specs.
///
/// ```
/// use vmspec::analysis::SourceFile;
/// use vmspec::analysis::assist::symbols;
/// use vmspec_yaml::Limits;
///
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\nspec: {storage: 5Gi}\n";
/// let outline = symbols(&SourceFile::parse("disk.yaml", text, &Limits::default()));
/// assert_eq!((outline[0].name.as_str(), outline[0].detail.as_str()), ("data", "VMDisk"));
/// assert_eq!(outline[0].children[0].name, "storage");
/// ```
pub fn symbols(file: &SourceFile) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    for document in file.documents() {
        let (Some(kind), Some(root)) = (spot::kind_of(document), document.root(file.tree())) else {
            continue;
        };
        let named = root.get("metadata").and_then(|metadata| metadata.get("name"));
        let name = named.map(Node::text).filter(|name| !name.is_empty());
        let children = root.get("spec").map(|spec| fields_of(kind, spec)).unwrap_or_default();
        let span = root.full_span();
        let selection = named.map_or(span, Node::span);
        symbols.push(Symbol {
            name: name.unwrap_or("(no name)").to_owned(),
            detail: kind.to_owned(),
            kind: SymbolKind::Resource,
            span,
            selection: if span.contains(selection) { selection } else { span },
            children,
        });
    }
    symbols
}

fn fields_of(kind: &'static str, spec: Node<'_>) -> Vec<Symbol> {
    let path = FieldPath::root().key("spec");
    let entries = spec.entries().filter_map(|(key, value)| {
        let name = key.key_text()?.into_owned();
        let path = path.clone().key(name.clone());
        Some(Symbol {
            detail: detail(kind, &path, value),
            kind: SymbolKind::Field,
            span: key.span().cover(value.full_span()),
            selection: key.span(),
            children: items_of(kind, &path, value),
            name,
        })
    });
    entries.collect()
}

/// Items of a list whose names are known not to be secret.
fn items_of(kind: &'static str, path: &FieldPath, list: Node<'_>) -> Vec<Symbol> {
    let items = list.items().enumerate().filter_map(|(index, item)| {
        let path = path.clone().index(index);
        let (path, named) = match item.get("name") {
            Some(name) => (path.key("name"), name),
            None => (path, item),
        };
        let name = detail(kind, &path, named);
        (!name.is_empty() && item.full_span().contains(named.span())).then(|| Symbol {
            name,
            detail: String::new(),
            kind: SymbolKind::Item,
            span: item.full_span(),
            selection: named.span(),
            children: Vec::new(),
        })
    });
    items.collect()
}

/// A scalar's text, unless it may be secret: any text may, and what stands where no scalar should.
fn detail(kind: &'static str, path: &FieldPath, value: Node<'_>) -> String {
    let is_item = matches!(path.last(), Some(Segment::Index(_)));
    let may_be_shown = fields::at(kind, path).is_some_and(|known| {
        // An item that is a mapping may be given by its name alone.
        is_item && known.forms.iter().any(|form| matches!(form, Form::Struct(_)))
            || known.forms.iter().all(is_harmless)
    });
    if may_be_shown && value.kind() == NodeKind::Scalar {
        value.text().chars().take(80).collect()
    } else {
        String::new()
    }
}

fn is_harmless(form: &Form) -> bool {
    match form {
        Form::Boolean | Form::Choice(_) | Form::Named(_) | Form::Quantity | Form::Port | Form::Number => true,
        Form::Text | Form::Struct(_) | Form::List(_) | Form::Map(_) => false,
    }
}
