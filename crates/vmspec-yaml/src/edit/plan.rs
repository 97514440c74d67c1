//! One operation as edits of the text it was made for.

use serde_json::{Map, Number, Value};

use super::intent::Insertion;
use super::{Edit, EditError, Operation, insert, nested, quote, remove, replace, sharing, style};
use crate::{FieldPath, Node, NodeKind, Segment, Span, scalar};

/// The edits that carry out `operation` below `root`, whose content is `intent`.
pub(super) fn plan(root: Node<'_>, intent: &Value, operation: &Operation) -> Result<Vec<Edit>, EditError> {
    match operation {
        Operation::Replace { path, value } => replace_at(root, path, value),
        Operation::RenameKey { path, to } => {
            let (holder, index) = holder(root, path)?;
            let (key, _) = holder.entries().nth(index).ok_or_else(|| EditError::NotFound(path.clone()))?;
            if sharing::is_shared(key) {
                return Err(EditError::Unsuitable(path.clone()));
            }
            let style = style::detect(holder);
            let quotes = if holder.is_flow() { style::flow_quotes(holder, &style) } else { style.quotes };
            let text = quote::quoted(to, style::quotes_of(key, quotes), holder.is_flow());
            Ok(vec![Edit { span: key.full_span(), text }])
        }
        Operation::Remove { path } => {
            let (holder, index) = holder(root, path)?;
            let (key, value) = match holder.kind() {
                NodeKind::Mapping => holder.entries().nth(index).map(|(key, value)| (Some(key), value)),
                _ => holder.at(index).map(|value| (None, value)),
            }
            .ok_or_else(|| EditError::NotFound(path.clone()))?;
            let is_needed = [key, Some(value)].into_iter().flatten().any(sharing::is_needed_elsewhere);
            let edits = if is_needed || sharing::is_shared(holder) {
                None
            } else {
                remove::remove(holder, index, &style::detect(holder))
            };
            edits.ok_or_else(|| EditError::Unsuitable(path.clone()))
        }
        // Carried out as an insertion and a removal: see `moving`.
        Operation::Move { path, .. } => Err(EditError::Unsuitable(path.clone())),
        Operation::EditText { path, range, with } => {
            let edit = Edit { span: Span::new(range.start, range.end), text: with.clone() };
            let edits = nested::in_tree(resolve(root, path)?, &[edit]);
            edits.ok_or_else(|| EditError::Unsuitable(path.clone()))
        }
        Operation::Insert { path, value } => {
            let Insertion { holder, segment, value } = Insertion::new(intent, path, value)?;
            let Some(segment) = segment else { return replace_at(root, &holder, &value) };
            let node = resolve(root, &holder)?;
            let edits = if sharing::is_shared(node) {
                None
            } else {
                insert::insert(node, &segment, &value, &style::detect(node))
            };
            edits.ok_or_else(|| EditError::Unsuitable(path.clone()))
        }
    }
}

fn replace_at(root: Node<'_>, path: &FieldPath, value: &Value) -> Result<Vec<Edit>, EditError> {
    let node = resolve(root, path)?;
    // An alias is replaced itself, not what it stands for.
    let edits = if sharing::is_shared(node) || sharing::is_needed_elsewhere(node) {
        None
    } else {
        replace::replace(node, value, &style::detect(node))
    };
    edits.ok_or_else(|| EditError::Unsuitable(path.clone()))
}

/// The node at a path; no alias is followed on the way.
fn resolve<'t>(root: Node<'t>, path: &FieldPath) -> Result<Node<'t>, EditError> {
    path.segments().iter().try_fold(root, |node, segment| {
        let index = child_index(node, segment, path)?;
        let value = match segment {
            Segment::Key(_) => node.entries().nth(index).map(|(_, value)| value),
            _ => node.at(index),
        };
        value.ok_or_else(|| EditError::NotFound(path.clone()))
    })
}

/// The collection that holds the place at a path, and the number of the entry or item in it.
pub(super) fn holder<'t>(root: Node<'t>, path: &FieldPath) -> Result<(Node<'t>, usize), EditError> {
    let (Some(parent), Some(last)) = (path.parent(), path.last()) else {
        return Err(EditError::Unsuitable(path.clone()));
    };
    let holder = resolve(root, &parent)?;
    Ok((holder, child_index(holder, last, path)?))
}

fn child_index(node: Node<'_>, segment: &Segment, path: &FieldPath) -> Result<usize, EditError> {
    if node.is_alias() {
        return Err(EditError::Unsuitable(path.clone()));
    }
    match segment {
        Segment::Key(key) => node.entries().position(|(name, _)| is_named(name, key)),
        Segment::Index(index) => (*index < node.items().len()).then_some(*index),
        Segment::Nested => None,
    }
    .ok_or_else(|| EditError::NotFound(path.clone()))
}

fn is_named(key: Node<'_>, name: &str) -> bool {
    key.kind() == NodeKind::Scalar && key.text() == name
}

/// What is written below a node: keys by their own characters, aliases by their names, the first of equal keys.
///
/// Recursion is bounded by the depth of the tree, which the parser bounds.
pub(super) fn written(node: Node<'_>) -> Value {
    if node.is_alias() {
        return Value::from(node.span().slice(node.tree().text()));
    }
    match node.kind() {
        NodeKind::Mapping => {
            let mut entries = Map::new();
            for (key, value) in node.entries().filter(|(key, _)| key.kind() == NodeKind::Scalar) {
                entries.entry(key.text()).or_insert_with(|| written(value));
            }
            Value::Object(entries)
        }
        NodeKind::Sequence => node.items().map(written).collect(),
        NodeKind::Scalar => match node.value() {
            Some(scalar::Value::Bool(value)) => Value::from(value),
            Some(scalar::Value::Int(number)) => Value::from(number),
            Some(scalar::Value::Uint(number)) => Value::from(number),
            Some(scalar::Value::Float(number)) => Number::from_f64(number).map_or(Value::Null, Value::Number),
            Some(scalar::Value::Str(text) | scalar::Value::Timestamp(text)) => Value::from(text),
            Some(scalar::Value::Null) | None => Value::Null,
        },
    }
}

/// Whether two values are the same but for the way their numbers are written.
pub(super) fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        _ => a == b,
    }
}
