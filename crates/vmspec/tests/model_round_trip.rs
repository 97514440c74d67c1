//! Nothing that was written is lost on the way through the models.

#![cfg(test)]

use std::collections::BTreeSet;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vmspec::model::{SensitiveText, VMDisk, VMInstance, VMInstanceSpec};

/// Text without characters that make the failures unreadable.
fn text() -> BoxedStrategy<Value> {
    "[ -~é\n]{0,12}".prop_map(Value::from).boxed()
}

fn one_of(values: &[Value]) -> BoxedStrategy<Value> {
    proptest::sample::select(values.to_vec()).boxed()
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    vec(item, 0..4).prop_map(Value::from).boxed()
}

fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text()
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map("[a-zA-Z]{1,6}", inner, 0..3).prop_map(|map| Value::from(Map::from_iter(map))),
        ]
    })
    .boxed()
}

/// A mapping in which each field is given, null or left out, with unknown fields beside them.
///
/// Fields whose name ends with `!` are always given.
fn mapping(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let known: BTreeSet<String> =
        fields.iter().map(|(name, _)| name.trim_end_matches('!').to_owned()).collect();
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| match name.strip_suffix('!') {
            Some(name) => value.prop_map(move |value| Some((name, value))).boxed(),
            None => prop_oneof![
                2 => Just(None),
                1 => Just(Some((name, Value::Null))),
                3 => value.prop_map(move |value| Some((name, value))),
            ]
            .boxed(),
        })
        .collect();
    (fields, btree_map("[a-zA-Z-]{1,8}", any_json(), 0..3))
        .prop_map(move |(fields, unknown)| {
            let mut map: Map<String, Value> =
                unknown.into_iter().filter(|(name, _)| !known.contains(name)).collect();
            map.extend(fields.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)));
            Value::from(map)
        })
        .boxed()
}

fn quantity() -> BoxedStrategy<Value> {
    one_of(&[json!("20Gi"), json!("1.5"), json!("007"), json!("-1e3"), json!(5), json!(-5), json!(u64::MAX)])
}

fn named() -> BoxedStrategy<Value> {
    mapping(vec![("name!", text())])
}

fn metadata() -> BoxedStrategy<Value> {
    let texts =
        || btree_map("[a-z./]{1,8}", text(), 0..3).prop_map(|map| Value::from(Map::from_iter(map))).boxed();
    mapping(vec![
        ("name", text()),
        ("namespace", text()),
        ("labels", texts()),
        ("annotations", texts()),
        ("finalizers", list(text())),
        ("ownerReferences", list(any_json())),
        ("generation", any::<i64>().prop_map(Value::from).boxed()),
        ("managedFields", list(any_json())),
    ])
}

fn status() -> BoxedStrategy<Value> {
    let condition = mapping(vec![
        ("type", text()),
        ("status", text()),
        ("lastTransitionTime", text()),
        ("observedGeneration", any::<i64>().prop_map(Value::from).boxed()),
    ]);
    mapping(vec![
        ("version", text()),
        ("externalIPsCount", one_of(&[json!(0), json!(2)])),
        ("conditions", list(condition)),
    ])
}

fn object(spec: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    mapping(vec![
        ("apiVersion", text()),
        ("kind", text()),
        ("metadata", metadata()),
        ("appVersion", text()),
        ("spec", spec),
        ("status", status()),
    ])
}

fn instance() -> BoxedStrategy<Value> {
    let boolean = || any::<bool>().prop_map(Value::from).boxed();
    let disk = prop_oneof![text(), mapping(vec![("name!", text()), ("bus", text())])].boxed();
    let network = || mapping(vec![("name", text())]);
    object(mapping(vec![
        ("external", boolean()),
        ("externalMethod", one_of(&[json!("PortList"), json!("WholeIP")])),
        ("externalPorts", list((1..=u16::MAX).prop_map(Value::from).boxed())),
        ("externalAllowICMP", boolean()),
        ("running", boolean()),
        (
            "runStrategy",
            one_of(&[
                json!("Always"),
                json!("Halted"),
                json!("Manual"),
                json!("RerunOnFailure"),
                json!("Once"),
            ]),
        ),
        ("instanceType", text()),
        ("instanceProfile", text()),
        ("disks", list(disk)),
        ("networks", list(network())),
        ("subnets", list(network())),
        ("gpus", list(named())),
        ("cpuModel", text()),
        ("resources", mapping(vec![("cpu", quantity()), ("memory", quantity()), ("sockets", quantity())])),
        ("sshKeys", list(text())),
        ("cloudInit", text()),
        ("cloudInitSeed", text()),
    ]))
}

fn disk() -> BoxedStrategy<Value> {
    let source = mapping(vec![
        ("image", named()),
        ("http", mapping(vec![("url!", text())])),
        ("upload", mapping(vec![])),
        ("disk", named()),
    ]);
    object(mapping(vec![
        ("source", source),
        ("optical", any::<bool>().prop_map(Value::from).boxed()),
        ("storage", quantity()),
        ("storageClass", text()),
    ]))
}

proptest! {
    #[test]
    fn instances_survive_json(written in instance()) {
        let model: VMInstance = serde_json::from_value(written.clone()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(serde_json::to_value(&model).ok(), Some(written.clone()));
        let text = serde_json::to_string(&model).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(serde_json::from_str::<VMInstance>(&text).ok(), Some(model));
    }

    #[test]
    fn disks_survive_json(written in disk()) {
        let model: VMDisk = serde_json::from_value(written.clone()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(serde_json::to_value(&model).ok(), Some(written));
    }
}

#[cfg(feature = "emit")]
mod yaml {
    use vmspec_yaml::{Limits, decode, parse};

    use super::*;

    fn read<T: for<'t> serde::Deserialize<'t>>(yaml: &str) -> Result<T, TestCaseError> {
        let limits = Limits::default();
        let tree = parse(yaml, &limits);
        prop_assert!(tree.problems().is_empty(), "{:?}\n{}", tree.problems(), yaml);
        let root = tree.root(0).ok_or_else(|| TestCaseError::fail("no document"))?;
        let decoded = decode::<T>(root, &limits);
        let wrong = decoded
            .issues
            .iter()
            .find(|issue| !matches!(issue.kind, vmspec_yaml::IssueKind::UnknownField { .. }));
        prop_assert!(wrong.is_none(), "{:?}\n{}", wrong, yaml);
        decoded.value.ok_or_else(|| TestCaseError::fail("no value"))
    }

    proptest! {
        #[test]
        fn instances_survive_yaml(written in instance()) {
            let model: VMInstance = serde_json::from_value(written.clone()).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let yaml = vmspec::model::to_yaml(&model).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let back: VMInstance = read(&yaml)?;
            prop_assert_eq!(serde_json::to_value(&back).ok(), Some(written));
        }

        #[test]
        fn disks_survive_yaml(written in disk()) {
            let model: VMDisk = serde_json::from_value(written.clone()).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let yaml = vmspec::model::to_yaml(&model).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let back: VMDisk = read(&yaml)?;
            prop_assert_eq!(serde_json::to_value(&back).ok(), Some(written));
        }
    }
}

#[test]
fn null_differs_from_absent() {
    let spec: VMInstanceSpec =
        serde_json::from_value(json!({"instanceType": null, "future": null, "running": false})).unwrap();
    assert_eq!(spec.instance_type, None);
    assert!(spec.unmodeled.is_null("instanceType"));
    assert!(spec.unmodeled.is_null("future"));
    assert!(!spec.unmodeled.is_null("running"));
    assert!(!spec.unmodeled.is_null("cpuModel"));
}

#[test]
fn a_value_that_is_set_later_replaces_null() {
    let mut spec: VMInstanceSpec =
        serde_json::from_value(json!({"instanceType": null, "running": null})).unwrap();
    spec.instance_type = Some("u1.large".to_owned());
    assert_eq!(serde_json::to_string(&spec).unwrap(), r#"{"instanceType":"u1.large","running":null}"#);
}

#[test]
fn an_unknown_field_with_the_name_of_a_known_one_is_not_written_twice() {
    let mut spec = VMInstanceSpec { running: Some(true), ..VMInstanceSpec::default() };
    spec.unmodeled.fields.insert("running".to_owned(), json!(false));
    assert_eq!(serde_json::to_string(&spec).unwrap(), r#"{"running":true}"#);
}

#[test]
fn debug_output_hides_what_may_be_secret() {
    let model: VMInstance = serde_json::from_value(json!({
        "metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "hunter2"}},
        "spec": {"cloudInit": "password: hunter2", "sshKeys": ["PRIVATE KEY hunter2"], "password": "hunter2"},
    }))
    .unwrap();
    let debug = format!("{model:?}");
    assert!(!debug.contains("hunter2"), "{debug}");
    assert!(debug.contains("<17 bytes>") && debug.contains("\"password\""), "{debug}");
    assert_eq!(model.spec.unwrap().cloud_init, Some(SensitiveText::from("password: hunter2")));
}
