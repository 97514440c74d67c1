//! From an old and a new value to the operations that lie between them.

use serde_json::Value;

use super::Operation;
use crate::FieldPath;

/// The operations that make `new` of the value `old` at `path`, as few and as small as they can be told apart, so that
/// what stays the same keeps its comments and its spelling.
///
/// Mappings are compared key by key. Of two lists, the items that are the same at the start and at the end stay; those
/// between them are compared one by one.
///
/// ```
/// use serde_json::json;
/// use vmspec_yaml::FieldPath;
/// use vmspec_yaml::edit::{Operation, changes};
///
/// let (old, new) = (json!({"a": 1, "b": [1, 2, 3]}), json!({"a": 1, "b": [1, 3]}));
/// let path = "spec.b[1]".parse().unwrap();
/// assert_eq!(changes(&FieldPath::root().key("spec"), &old, &new), [Operation::Remove { path }]);
/// ```
pub fn changes(path: &FieldPath, old: &Value, new: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    compare(path, old, new, &mut operations);
    operations
}

/// As deep as the values are, which are read from text or JSON with a limit on depth.
fn compare(path: &FieldPath, old: &Value, new: &Value, operations: &mut Vec<Operation>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let gone = old.keys().filter(|key| !new.contains_key(*key));
            operations.extend(gone.map(|key| Operation::Remove { path: path.clone().key(key.clone()) }));
            for (key, value) in new {
                let path = path.clone().key(key.clone());
                match old.get(key) {
                    Some(old) => compare(&path, old, value, operations),
                    None => operations.push(Operation::Insert { path, value: value.clone() }),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => compare_items(path, old, new, operations),
        _ if is_same(old, new) => {}
        _ => operations.push(Operation::Replace { path: path.clone(), value: new.clone() }),
    }
}

fn compare_items(path: &FieldPath, old: &[Value], new: &[Value], operations: &mut Vec<Operation>) {
    let same = |(one, other): &(&Value, &Value)| is_same(one, other);
    let before = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let changed = rest - after;

    let pairs = old.iter().zip(new).enumerate().skip(before).take(changed);
    for (index, (old, new)) in pairs {
        compare(&path.clone().index(index), old, new, operations);
    }
    // From behind, so that the indices of those before stay what they are.
    let first = before + changed;
    for index in (first..old.len() - after).rev() {
        operations.push(Operation::Remove { path: path.clone().index(index) });
    }
    for (index, value) in new.iter().enumerate().take(new.len() - after).skip(first) {
        operations.push(Operation::Insert { path: path.clone().index(index), value: value.clone() });
    }
}

/// Whether two values are the same to a reader. A number may be written with or without a fraction.
fn is_same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) => old == new || old.as_f64() == new.as_f64(),
        _ => old == new,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::intent;
    use super::{FieldPath, changes};

    #[test]
    fn carrying_them_out_gives_the_new_value() {
        let values = [
            json!({}),
            json!({"a": 1}),
            json!({"a": {"b": [1, 2, 3]}, "c": null}),
            json!({"a": {"b": [1, 3]}}),
            json!({"a": {"b": [0, 1, 2, 3, 4]}, "c": "x"}),
            json!({"a": {"b": [3, 2, 1]}}),
            json!({"a": {"b": []}, "d": [{"name": "x"}, {"name": "y"}]}),
            json!({"d": [{"name": "y", "bus": "sata"}]}),
            json!({"a": {"b": [1, 1, 1, 2]}}),
            json!({"a": {"b": [1, 2, 1, 1, 2]}}),
        ];
        for old in &values {
            for new in &values {
                let mut value = old.clone();
                let operations = changes(&FieldPath::root(), old, new);
                for operation in &operations {
                    assert_eq!(
                        intent::carry_out(&mut value, operation),
                        Ok(()),
                        "{old} to {new}: {operations:?}"
                    );
                }
                assert_eq!(&value, new, "from {old} by {operations:?}");
                assert_eq!(operations.is_empty(), old == new);
            }
        }
    }

    #[test]
    fn only_what_differs_is_named() {
        let count = |old: Value, new: Value| changes(&FieldPath::root(), &old, &new).len();
        assert_eq!(count(json!({"a": 1.0}), json!({"a": 1})), 0);
        assert_eq!(count(json!([1, 2, 3, 4]), json!([1, 3, 4])), 1);
        assert_eq!(count(json!([{"n": 1, "m": 1}, 2]), json!([{"n": 2, "m": 1}, 2])), 1);
        assert_eq!(count(json!([1, 2]), json!([0, 1, 2])), 1);
    }
}
