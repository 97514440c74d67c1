//! Operations as JSON Patch (RFC 6902), for documents without text.

use serde_json::{Value, json};

use super::intent::{self, Insertion};
use super::{EditError, Operation};
use crate::{FieldPath, Segment};

/// The operations as a JSON Patch for `document`, which tells what collections an insertion has to make first.
///
/// ```
/// use serde_json::json;
/// use vmspec_yaml::FieldPath;
/// use vmspec_yaml::edit::{Operation, to_json_patch};
///
/// let path = FieldPath::root().key("spec").key("running");
/// let operations = [Operation::RenameKey { path, to: "runStrategy".to_owned() }];
/// let patch = to_json_patch(&json!({"spec": {"running": "Always"}}), &operations).unwrap();
/// assert_eq!(patch, json!([{"op": "move", "from": "/spec/running", "path": "/spec/runStrategy"}]));
/// ```
///
/// # Errors
///
/// If an operation names a place that is not there, is taken, or lies in a nested document.
pub fn to_json_patch(document: &Value, operations: &[Operation]) -> Result<Value, EditError> {
    let mut document = document.clone();
    let mut patch = Vec::with_capacity(operations.len());
    for operation in operations {
        if let Operation::Move { to, .. } = operation
            && let Some(insertion) = missing_holder(&document, to)?
        {
            patch.push(step(&document, &insertion)?);
            intent::carry_out(&mut document, &insertion)?;
        }
        patch.push(step(&document, operation)?);
        intent::carry_out(&mut document, operation)?;
    }
    Ok(Value::Array(patch))
}

/// The operation that makes the collection which a moved value is to stand in; nothing if it is there.
fn missing_holder(document: &Value, to: &FieldPath) -> Result<Option<Operation>, EditError> {
    let (Some(path), Some(Segment::Key(_))) = (to.parent(), to.last()) else { return Ok(None) };
    let value = json!({});
    Ok(match document.pointer(&pointer(&path)?) {
        None => Some(Operation::Insert { path, value }),
        Some(Value::Null) => Some(Operation::Replace { path, value }),
        Some(_) => None,
    })
}

fn step(document: &Value, operation: &Operation) -> Result<Value, EditError> {
    Ok(match operation {
        Operation::Replace { path, value } => {
            json!({"op": "replace", "path": pointer(path)?, "value": value})
        }
        // The value is not repeated: it may be large, or secret.
        Operation::Move { path, to } => {
            json!({"op": "move", "from": pointer(path)?, "path": pointer(to)?})
        }
        Operation::Remove { path } => json!({"op": "remove", "path": pointer(path)?}),
        Operation::RenameKey { path, to } => {
            let renamed = path.parent().unwrap_or_default().key(to.clone());
            json!({"op": "move", "from": pointer(path)?, "path": pointer(&renamed)?})
        }
        Operation::EditText { path, .. } => {
            let mut edited = document.clone();
            intent::carry_out(&mut edited, operation)?;
            let pointer = pointer(path)?;
            json!({"op": "replace", "path": pointer, "value": edited.pointer(&pointer)})
        }
        Operation::Insert { path, value } => {
            let Insertion { holder, segment, value } = Insertion::new(document, path, value)?;
            let Some(segment) = segment else {
                return Ok(json!({"op": "replace", "path": pointer(&holder)?, "value": value}));
            };
            let place = holder.join(&FieldPath::from_segments(vec![segment]));
            json!({"op": "add", "path": pointer(&place)?, "value": value})
        }
    })
}

fn pointer(path: &FieldPath) -> Result<String, EditError> {
    let is_nested = path.segments().contains(&Segment::Nested);
    path.to_json_pointer().filter(|_| !is_nested).ok_or_else(|| EditError::Unsuitable(path.clone()))
}
