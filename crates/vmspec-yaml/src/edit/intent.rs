//! What operations mean, on values without text: the measure for every edit, and the source of JSON Patches.

use serde_json::{Map, Value};

use super::{EditError, Operation};
use crate::{FieldPath, Segment};

/// Carries out an operation on a value.
///
/// # Errors
///
/// As [`edits`](super::edits).
pub(super) fn carry_out(document: &mut Value, operation: &Operation) -> Result<(), EditError> {
    match operation {
        Operation::Replace { path, value } => *find(document, path)? = value.clone(),
        Operation::RenameKey { path, to } => {
            let (holder, last) = find_holder(document, path)?;
            let (Value::Object(entries), Segment::Key(key)) = (holder, last) else {
                return Err(EditError::Unsuitable(path.clone()));
            };
            if entries.contains_key(to) {
                let renamed = path.parent().unwrap_or_default().key(to.clone());
                return Err(EditError::Exists(renamed));
            }
            let value = entries.remove(key.as_ref()).ok_or_else(|| EditError::NotFound(path.clone()))?;
            entries.insert(to.clone(), value);
        }
        Operation::Remove { path } => {
            find(document, path)?;
            match find_holder(document, path)? {
                (Value::Object(entries), Segment::Key(key)) => {
                    entries.remove(key.as_ref());
                }
                (Value::Array(items), Segment::Index(index)) => {
                    items.remove(*index);
                }
                _ => return Err(EditError::Unsuitable(path.clone())),
            }
        }
        Operation::Move { path, to } => {
            let value = find(document, path)?.clone();
            if to.starts_with(path) {
                return Err(EditError::Unsuitable(to.clone()));
            }
            carry_out(document, &Operation::Insert { path: to.clone(), value })?;
            carry_out(document, &Operation::Remove { path: path.clone() })?;
        }
        Operation::EditText { path, range, with } => {
            let Value::String(text) = find(document, path)? else {
                return Err(EditError::Unsuitable(path.clone()));
            };
            if text.get(range.clone()).is_none() {
                return Err(EditError::NotFound(path.clone()));
            }
            text.replace_range(range.clone(), with);
        }
        Operation::Insert { path, value } => {
            let insertion = Insertion::new(document, path, value)?;
            match (find(document, &insertion.holder)?, &insertion.segment) {
                (Value::Object(entries), Some(Segment::Key(key))) => {
                    entries.insert(key.to_string(), insertion.value);
                }
                (Value::Array(items), Some(Segment::Index(index))) => items.insert(*index, insertion.value),
                (place, _) => *place = insertion.value,
            }
        }
    }
    Ok(())
}

/// What an insertion comes to, once missing collections on the way are made.
pub(super) struct Insertion {
    /// The deepest place on the way that is there.
    pub(super) holder: FieldPath,
    /// The entry or item to add to it; nothing if the holder is null, and is replaced.
    pub(super) segment: Option<Segment>,
    pub(super) value: Value,
}

impl Insertion {
    pub(super) fn new(document: &Value, path: &FieldPath, value: &Value) -> Result<Self, EditError> {
        let mut holder = document;
        let mut walked = FieldPath::root();
        let mut segments = path.segments();
        while let Some((segment, rest)) = segments.split_first() {
            let next = match (holder, segment) {
                (Value::Object(entries), Segment::Key(key)) => entries.get(key.as_ref()),
                (Value::Array(items), Segment::Index(index)) => {
                    if *index > items.len() {
                        return Err(EditError::NotFound(path.clone()));
                    }
                    // An index says where to insert; only on the way does it say what is there.
                    if rest.is_empty() { None } else { items.get(*index) }
                }
                (Value::Null, _) => {
                    return Ok(Self { holder: walked, segment: None, value: wrap(path, segments, value)? });
                }
                _ => return Err(EditError::Unsuitable(path.clone())),
            };
            let Some(next) = next else {
                let value = wrap(path, rest, value)?;
                return Ok(Self { holder: walked, segment: Some(segment.clone()), value });
            };
            walked = walked.join(&FieldPath::from_segments(vec![segment.clone()]));
            (holder, segments) = (next, rest);
        }
        Err(EditError::Exists(path.clone()))
    }
}

/// The value in the collections that `segments` name.
fn wrap(path: &FieldPath, segments: &[Segment], value: &Value) -> Result<Value, EditError> {
    segments.iter().rev().try_fold(value.clone(), |value, segment| match segment {
        Segment::Key(key) => Ok(Value::Object(Map::from_iter([(key.to_string(), value)]))),
        Segment::Index(0) => Ok(Value::Array(vec![value])),
        Segment::Index(_) => Err(EditError::NotFound(path.clone())),
        Segment::Nested => Err(EditError::Unsuitable(path.clone())),
    })
}

pub(super) fn find<'v>(document: &'v mut Value, path: &FieldPath) -> Result<&'v mut Value, EditError> {
    path.segments().iter().try_fold(document, |value, segment| match (value, segment) {
        (Value::Object(entries), Segment::Key(key)) => {
            entries.get_mut(key.as_ref()).ok_or_else(|| EditError::NotFound(path.clone()))
        }
        (Value::Array(items), Segment::Index(index)) => {
            items.get_mut(*index).ok_or_else(|| EditError::NotFound(path.clone()))
        }
        (Value::Null, Segment::Key(_) | Segment::Index(_)) => Err(EditError::NotFound(path.clone())),
        _ => Err(EditError::Unsuitable(path.clone())),
    })
}

fn find_holder<'v, 'p>(
    document: &'v mut Value,
    path: &'p FieldPath,
) -> Result<(&'v mut Value, &'p Segment), EditError> {
    let (Some(parent), Some(last)) = (path.parent(), path.last()) else {
        return Err(EditError::Unsuitable(path.clone()));
    };
    Ok((find(document, &parent)?, last))
}
