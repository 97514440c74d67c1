//! Operations on paths as text edits.

use serde_json::{Value, json};
use vmspec_yaml::edit::{Operation, apply, edits};
use vmspec_yaml::{FieldPath, Limits, Node, NodeKind, Segment, Tree};

use crate::mutate::Numbers;

/// After an edit the text reads as the operation says, and every byte outside the edit is the same.
///
/// The operation is drawn from the first eight bytes, the text is the rest.
pub fn edit(data: &[u8]) {
    let Some((seed, text)) = data.split_first_chunk::<8>() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let limits = Limits::default();
    let tree = vmspec_yaml::parse(text, &limits);
    let mut numbers = Numbers::new(u64::from_le_bytes(*seed));
    let which = numbers.below(tree.documents().len());
    let Some(root) = sound_root(&tree, which) else { return };
    let Some(before) = json_of(root) else { return };

    let places = places(root);
    let Some(place) = places.get(numbers.below(places.len())) else { return };
    let Some(operation) = draw_operation(place, &mut numbers) else { return };
    let Ok(edits) = edits(root, std::slice::from_ref(&operation)) else { return };

    let after = apply(text, &edits);
    let tree = vmspec_yaml::parse(after.as_str(), &limits);
    let Some(root) = sound_root(&tree, which) else {
        panic!("{operation:?} broke the text:\n{text}\n=>\n{after}");
    };
    let expected = applied(before, &operation);
    assert_eq!(json_of(root), Some(expected), "after {operation:?} on\n{text}\n=>\n{after}");
}

/// The root of a document that is read whole and in which no place is reached in two ways.
fn sound_root(tree: &Tree, document: usize) -> Option<Node<'_>> {
    let sound =
        tree.problems().is_empty() && tree.documents().iter().all(|document| document.problems().is_empty());
    let root = tree.root(document).filter(|_| sound)?;
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if node.is_alias() || node.tag().is_some() {
            return None;
        }
        open.extend(node.items());
        for (key, value) in node.entries() {
            // A path names `y` by its text, and JSON by what it means, `true`.
            let is_its_text = key.key_text().is_some_and(|name| name == key.text());
            if key.text() == "<<" || key.kind() != NodeKind::Scalar || !is_its_text {
                return None;
            }
            open.extend([key, value]);
        }
    }
    Some(root)
}

fn json_of(root: Node<'_>) -> Option<Value> {
    let decoded = vmspec_yaml::decode::<Value>(root, &Limits::default());
    decoded.value.filter(|_| decoded.issues.is_empty())
}

/// The paths of all nodes, each with its kind and number of children.
fn places(root: Node<'_>) -> Vec<(FieldPath, NodeKind, usize)> {
    let mut places = Vec::new();
    let mut open = vec![(root, FieldPath::root())];
    while let Some((node, path)) = open.pop() {
        open.extend(node.items().enumerate().map(|(index, item)| (item, path.clone().index(index))));
        open.extend(node.entries().map(|(key, value)| (value, path.clone().key(key.text().to_owned()))));
        let children = node.items().len() + node.entries().len();
        places.push((path, node.kind(), children));
    }
    places
}

fn draw_operation(
    (path, kind, children): &(FieldPath, NodeKind, usize),
    numbers: &mut Numbers,
) -> Option<Operation> {
    let path = path.clone();
    let value = draw_value(numbers);
    let is_entry = matches!(path.last(), Some(Segment::Key(_)));
    Some(match numbers.below(4) {
        0 if !path.is_root() => Operation::Replace { path, value },
        1 if is_entry => Operation::RenameKey { path, to: draw_key(numbers) },
        2 if !path.is_root() => Operation::Remove { path },
        _ => match kind {
            NodeKind::Sequence => Operation::Insert { path: path.index(numbers.below(children + 1)), value },
            NodeKind::Mapping => Operation::Insert { path: path.key(draw_key(numbers)), value },
            NodeKind::Scalar => return None,
        },
    })
}

fn draw_key(numbers: &mut Numbers) -> String {
    const KEYS: &[&str] = &["newKey", "a b", "yes", "#no", "1", "", "ü: x", "- y", "'q'"];
    KEYS.get(numbers.below(KEYS.len())).copied().unwrap_or_default().to_owned()
}

fn draw_value(numbers: &mut Numbers) -> Value {
    let values = [
        json!(true),
        json!(null),
        json!(42),
        json!("plain"),
        json!("yes"),
        json!("two\nlines\n"),
        json!(" # not a comment: x "),
        json!("ü😀"),
        json!([]),
        json!({}),
        json!([1, "two", { "three": 3 }]),
        json!({ "a": { "b": ["c"] }, "d": "" }),
    ];
    values.get(numbers.below(values.len())).cloned().unwrap_or_default()
}

/// The same operation on the value.
fn applied(mut value: Value, operation: &Operation) -> Value {
    match operation {
        Operation::Replace { path, value: new } => {
            if let Some(place) = value_at(&mut value, path.segments()) {
                *place = new.clone();
            }
        }
        Operation::RenameKey { path, to } => {
            if let (Some(Value::Object(map)), Some(Segment::Key(key))) =
                (parent_of(&mut value, path), path.last())
                && let Some(moved) = map.remove(key.as_ref())
            {
                map.insert(to.clone(), moved);
            }
        }
        Operation::Remove { path } => match (parent_of(&mut value, path), path.last()) {
            (Some(Value::Object(map)), Some(Segment::Key(key))) => drop(map.remove(key.as_ref())),
            (Some(Value::Array(items)), Some(Segment::Index(index))) => drop(items.remove(*index)),
            _ => {}
        },
        Operation::Insert { path, value: new } => match (parent_of(&mut value, path), path.last()) {
            (Some(Value::Object(map)), Some(Segment::Key(key))) => {
                drop(map.insert(key.to_string(), new.clone()));
            }
            (Some(Value::Array(items)), Some(Segment::Index(index))) => items.insert(*index, new.clone()),
            _ => {}
        },
        _ => {}
    }
    value
}

fn parent_of<'v>(value: &'v mut Value, path: &FieldPath) -> Option<&'v mut Value> {
    value_at(value, path.parent()?.segments())
}

fn value_at<'v>(value: &'v mut Value, segments: &[Segment]) -> Option<&'v mut Value> {
    segments.iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get_mut(key.as_ref()),
        Segment::Index(index) => value.get_mut(*index),
        Segment::Nested => None,
    })
}
