//! The fields that differ between two resources, found in what serde writes.

use std::collections::HashMap;

use serde_json::{Map, Value};
use vmspec_yaml::FieldPath;

/// A field that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Difference {
    /// Where it is in the new value, or would be.
    pub(super) path: FieldPath,
    /// Where it is in the old value, or would be.
    pub(super) old_path: FieldPath,
    pub(super) old: Option<Value>,
    pub(super) new: Option<Value>,
}

/// The copy of the whole object that `kubectl apply` keeps.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Takes away what the platform writes into a live object, which nobody asks for in a manifest.
pub(super) fn without_platform_fields(mut object: Value) -> Value {
    let Some(fields) = object.as_object_mut() else { return object };
    for field in ["status", "appVersion"] {
        fields.remove(field);
    }
    let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_object_mut) else { return object };
    for field in [
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "generation",
        "resourceVersion",
        "uid",
        "selfLink",
        "managedFields",
    ] {
        metadata.remove(field);
    }
    if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut)
        && annotations.remove(LAST_APPLIED).is_some()
        && annotations.is_empty()
    {
        metadata.remove("annotations");
    }
    object
}

/// All fields that differ, each once.
///
/// A list whose items have names of their own is compared by these names: it is one field if items come, go or move,
/// and the fields of items that are in both lists are compared one by one. Any other list is one field.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let [old, new] = [old, new].map(|value| Side { path: FieldPath::root(), value: Some(value) });
    compare(&old, &new, &mut found);
    found
}

/// What stands on one side, and where, or where it would.
#[derive(Clone)]
struct Side<'v> {
    path: FieldPath,
    value: Option<&'v Value>,
}

impl<'v> Side<'v> {
    fn fields(&self) -> Option<&'v Map<String, Value>> {
        self.value?.as_object()
    }

    fn field(&self, key: &str) -> Self {
        let value = self.fields().and_then(|fields| fields.get(key));
        Self { path: self.path.clone().key(key.to_owned()), value }
    }

    fn item(&self, index: usize) -> Self {
        let value = self.value.and_then(|value| value.get(index));
        Self { path: self.path.clone().index(index), value }
    }
}

/// As deep as the values are nested, which the reader of the text has bounded.
fn compare(old: &Side<'_>, new: &Side<'_>, found: &mut Vec<Difference>) {
    let difference = || Difference {
        path: new.path.clone(),
        old_path: old.path.clone(),
        old: old.value.cloned(),
        new: new.value.cloned(),
    };
    match (old.value, new.value) {
        (one, other) if one == other => {}
        (Some(Value::Object(_)), Some(Value::Object(_))) => compare_fields(old, new, found),
        (Some(Value::Object(fields)), None) | (None, Some(Value::Object(fields))) if !fields.is_empty() => {
            compare_fields(old, new, found);
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => match names(one).zip(names(other)) {
            Some((old_names, new_names)) => {
                if old_names != new_names {
                    found.push(difference());
                }
                let old_index: HashMap<&str, usize> = old_names.into_iter().zip(0..).collect();
                for (index, name) in new_names.into_iter().enumerate() {
                    if let Some(&old_index) = old_index.get(name) {
                        compare(&old.item(old_index), &new.item(index), found);
                    }
                }
            }
            None => found.push(difference()),
        },
        _ => found.push(difference()),
    }
}

fn compare_fields(old: &Side<'_>, new: &Side<'_>, found: &mut Vec<Difference>) {
    let fields = [old, new].into_iter().filter_map(Side::fields);
    let mut keys: Vec<&str> = fields.flat_map(Map::keys).map(String::as_str).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        compare(&old.field(key), &new.field(key), found);
    }
}

/// The name of an item of a list: its field `name`, or the item itself if it is text.
pub(super) fn name(item: &Value) -> Option<&str> {
    match item {
        Value::String(name) => Some(name),
        Value::Object(fields) => fields.get("name")?.as_str(),
        _ => None,
    }
}

/// The names of all items, if all have one of their own.
fn names(items: &[Value]) -> Option<Vec<&str>> {
    let names: Vec<&str> = items.iter().map(name).collect::<Option<_>>()?;
    let mut sorted = names.clone();
    sorted.sort_unstable();
    let unique = sorted.is_sorted_by(|one, other| one != other);
    unique.then_some(names)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;
    use serde_json::{Map, json};
    use vmspec_yaml::Segment;

    use super::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..3u8).prop_map(Value::from),
            "[ab]{0,2}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let named = ("[a-e]", btree_map("[x-z]", inner.clone(), 0..2)).prop_map(|(name, fields)| {
                let mut item = Map::from_iter(fields);
                item.insert("name".to_owned(), Value::from(name));
                Value::from(item)
            });
            prop_oneof![
                2 => vec(inner.clone(), 0..3).prop_map(Value::from),
                3 => vec(prop_oneof![3 => named.boxed(), 1 => "[a-e]".prop_map(Value::from).boxed()], 0..4)
                    .prop_map(Value::from),
                4 => btree_map("[a-d]", inner, 0..4).prop_map(|map| Value::from(Map::from_iter(map))),
            ]
        })
    }

    /// The new value, made of the old one and the differences.
    fn apply(old: &Value, differences: &[Difference]) -> Value {
        let mut value = old.clone();
        for difference in differences {
            let new = match (&difference.old, &difference.new) {
                (Some(Value::Array(old)), Some(Value::Array(new)))
                    if names(old).zip(names(new)).is_some() =>
                {
                    // What is in both lists has differences of its own.
                    let kept = |item: &Value| old.iter().find(|old| name(old) == name(item)).cloned();
                    Some(new.iter().map(|item| kept(item).unwrap_or_else(|| item.clone())).collect())
                }
                (_, new) => new.clone(),
            };
            put(&mut value, difference.path.segments(), new);
        }
        value
    }

    /// Puts a value at a path, or takes it away, and with it each mapping that it leaves empty.
    fn put(place: &mut Value, path: &[Segment], value: Option<Value>) {
        match (path, value) {
            ([], Some(value)) => *place = value,
            ([], None) => *place = Value::Null,
            ([Segment::Index(index), rest @ ..], value) => put(&mut place[*index], rest, value),
            ([Segment::Key(key)], None) => drop(place.as_object_mut().unwrap().remove(&**key)),
            ([Segment::Key(key), rest @ ..], value) => {
                let removes = value.is_none();
                let fields = place.as_object_mut().unwrap();
                let field = fields.entry(key.to_string()).or_insert_with(|| json!({}));
                put(field, rest, value);
                if removes && *field == json!({}) {
                    fields.remove(&**key);
                }
            }
            ([Segment::Nested, ..], _) => unreachable!("values have no nested documents"),
        }
    }

    proptest! {
        #[test]
        fn equal_values_have_no_differences(value in any_value()) {
            prop_assert_eq!(differences(&value, &value), []);
        }

        /// Together the differences are all there is, and none is told twice or is none.
        #[test]
        fn differences_lead_from_the_old_value_to_the_new_one(old in any_value(), new in any_value()) {
            let found = differences(&old, &new);
            let paths: BTreeSet<_> = found.iter().map(|difference| difference.path.clone()).collect();
            prop_assert_eq!(paths.len(), found.len());
            for difference in &found {
                prop_assert_ne!(&difference.old, &difference.new);
            }
            prop_assert_eq!(without_empty(apply(&old, &found)), without_empty(new));
        }
    }

    /// A mapping without fields is as good as none where all of its fields went.
    fn without_empty(value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let fields = fields.into_iter().map(|(key, value)| (key, without_empty(value)));
                Value::Object(fields.filter(|(_, value)| *value != json!({})).collect())
            }
            Value::Array(items) => items.into_iter().map(without_empty).collect(),
            other => other,
        }
    }
}
