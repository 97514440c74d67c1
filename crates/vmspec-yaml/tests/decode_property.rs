//! Decoding of documents that nobody wrote.

#![allow(clippy::expect_used, reason = "tests fail by panics")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vmspec_yaml::{FieldPath, Limits, Segment, decode, parse};

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "[a-z0-9:#*&!~ '\\\\\"\\n\\t{}\\[\\],|>@`%-]{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map("[a-z\\n ]{0,8}", inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Machine {
    name: String,
    ports: Vec<u16>,
    running: bool,
    labels: BTreeMap<String, String>,
    disks: Vec<Disk>,
    load: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Disk {
    size: u32,
    bus: Option<Bus>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Bus {
    Virtio,
    Sata,
}

fn machine() -> impl Strategy<Value = Machine> {
    let bus = prop::option::of(prop_oneof![Just(Bus::Virtio), Just(Bus::Sata)]);
    let disk = (any::<u32>(), bus).prop_map(|(size, bus)| Disk { size, bus });
    (
        "[a-z]{1,8}",
        prop::collection::vec(any::<u16>(), 0..5),
        any::<bool>(),
        prop::collection::btree_map("[a-z]{1,8}", "[a-z0-9]{0,8}", 0..4),
        prop::collection::vec(disk, 0..4),
    )
        .prop_map(|(name, ports, running, labels, disks)| Machine {
            name,
            ports,
            running,
            labels,
            disks,
            load: Some(0.5),
        })
}

/// The paths of all scalars.
fn leaves(value: &Value, path: &FieldPath, found: &mut Vec<FieldPath>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, &path.clone().index(index), found);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                leaves(value, &path.clone().key(key.clone()), found);
            }
        }
        _ => found.push(path.clone()),
    }
}

/// Leaves out the item or the optional entry at a path; nothing if the value can't do without.
fn without(mut value: Value, path: &FieldPath) -> Option<Value> {
    let parent = path.parent()?;
    let holder = value.pointer_mut(&parent.to_json_pointer()?)?;
    match (path.last()?, holder) {
        (Segment::Index(index), Value::Array(items)) => {
            items.remove(*index);
            Some(value)
        }
        (Segment::Key(key), Value::Object(entries)) => {
            let is_optional =
                parent.last() == Some(&Segment::Key("labels".into())) || key == "bus" || key == "load";
            if is_optional {
                entries.remove(key.as_ref());
                Some(value)
            } else {
                without(value, &parent)
            }
        }
        _ => None,
    }
}

proptest! {
    #[test]
    fn json_is_read_as_it_is(value in json()) {
        for text in [serde_json::to_string(&value), serde_json::to_string_pretty(&value)] {
            let text = text.expect("JSON");
            let tree = parse(text.as_str(), &Limits::default());
            let decoded = decode::<Value>(tree.root(0).expect("a root"), &Limits::default());
            prop_assert_eq!(&decoded.issues, &[], "{}", text);
            prop_assert_eq!(decoded.value.as_ref(), Some(&value), "{}", text);
        }
    }

    #[test]
    fn one_corrupted_value_costs_itself(machine in machine(), which in any::<prop::sample::Index>()) {
        let sound = serde_json::to_value(&machine).expect("JSON");
        let mut paths = Vec::new();
        leaves(&sound, &FieldPath::root(), &mut paths);
        // No field takes a list of lists, except those that are null.
        let path = which.get(&paths).clone();
        let mut corrupted = sound.clone();
        *corrupted.pointer_mut(&path.to_json_pointer().expect("a pointer")).expect("a leaf") = serde_json::json!([[]]);
        let text = serde_json::to_string_pretty(&corrupted).expect("JSON");
        let tree = parse(text.as_str(), &Limits::default());
        let decoded = decode::<Machine>(tree.root(0).expect("a root"), &Limits::default());
        prop_assert_eq!(decoded.issues.len(), 1, "{:?}", decoded.issues);
        prop_assert_eq!(&decoded.issues[0].path, &path);
        let node = tree.root(0).and_then(|root| root.descend(&path)).expect("a node");
        prop_assert_eq!(decoded.issues[0].span, node.span());
        let expected = without(sound, &path).map(|value| serde_json::from_value::<Machine>(value).expect("a machine"));
        prop_assert_eq!(decoded.value, expected);
    }
}
