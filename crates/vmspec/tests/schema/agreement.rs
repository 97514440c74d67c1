//! The plain flavour says of a document what decoding says of it.

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use vmspec::model::{API_VERSION, Spelling, VMDisk, VMInstance};
use vmspec::platform::Platform;
use vmspec::schema::{Draft, Flavour, Kind, published, schema};
use vmspec_yaml::{Issue, Limits, Node, decode, parse};

use crate::fixtures::{files, json_of, texts};

/// Both schemas of a platform in both drafts.
struct Schemas {
    platform: Platform,
    validators: Vec<(Kind, Draft, Validator)>,
}

impl Schemas {
    fn of(platform: Platform) -> Self {
        let mut validators = Vec::new();
        for kind in Kind::ALL {
            for draft in Draft::ALL {
                let schema = schema(kind, &platform, Flavour::Plain, draft);
                validators.push((kind, draft, jsonschema::validator_for(&schema).unwrap()));
            }
        }
        Self { platform, validators }
    }

    fn all() -> [Self; 2] {
        [Self::of(Platform::hikube()), Self::of(Platform::cozystack())]
    }

    /// Panics unless all schemas of the document's kind say what decoding says.
    fn assert_agreement(&self, root: Node<'_>, context: &str) {
        let Some((kind, faults)) = self.faults(root) else { return };
        // What decoding can't read as JSON either is no question to a schema.
        let Some(value) = json_of(root) else { return };
        for (_, draft, validator) in self.validators.iter().filter(|(of_kind, ..)| *of_kind == kind) {
            let refused: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(
                refused.is_empty() == faults.is_empty(),
                "{context}, {draft:?} for {}:\nschema: {refused:#?}\ndecoding: {faults:#?}\n{value:#}",
                self.platform,
            );
        }
    }

    /// What is wrong with the structure of a document of one of our kinds.
    fn faults(&self, root: Node<'_>) -> Option<(Kind, Vec<String>)> {
        let limits = Limits::default();
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| root.get("kind").is_some_and(|node| node.text() == kind.name()))?;
        let (issues, has_text_disks) = match kind {
            Kind::VMInstance => {
                let decoded = decode::<VMInstance>(root, &limits);
                let disks = decoded.value.and_then(|instance| instance.spec?.disks).unwrap_or_default();
                (decoded.issues, disks.iter().any(|disk| disk.spelling == Spelling::Text))
            }
            Kind::VMDisk => (decode::<VMDisk>(root, &limits).issues, false),
        };
        let mut faults: Vec<String> = issues.iter().map(shown).collect();
        if root.get("apiVersion").is_none_or(|node| node.text() != API_VERSION) {
            faults.push("another `apiVersion`".to_owned());
        }
        if has_text_disks && self.platform.takes_string_disks().is_no() {
            faults.push("a disk that is only a name".to_owned());
        }
        Some((kind, faults))
    }
}

fn shown(issue: &Issue) -> String {
    format!("{}: {:?}", issue.path, issue.kind)
}

#[test]
fn schemas_are_valid_schemas() {
    let all = published();
    for published in all {
        jsonschema::meta::validate(&published.schema)
            .unwrap_or_else(|error| panic!("{}: {error}", published.path));
    }
}

#[test]
fn every_property_has_a_title_and_a_description() {
    for published in published() {
        let mut open = vec![("root".to_owned(), &published.schema)];
        while let Some((name, value)) = open.pop() {
            if let Value::Object(object) = value {
                open.extend(object.iter().map(|(name, value)| (name.clone(), value)));
            }
            for (property, of) in value.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let text = |keyword| of.get(keyword).and_then(Value::as_str).unwrap_or_default();
                let whole = !text("title").is_empty()
                    && (of.get("const").is_some() || !text("description").is_empty());
                assert!(whole, "{}: {name}.{property}", published.path);
            }
            if let Some(Value::String(description)) = value.get("description") {
                for leak in ["```", "[`", "`(", "Source:", "\n\n\n", "Debug"] {
                    assert!(!description.contains(leak), "{}: {name}: {description}", published.path);
                }
            }
        }
    }
}

#[test]
fn what_a_catalog_lists_is_suggested_and_not_demanded() {
    for schemas in Schemas::all() {
        for (name, suggested) in [("u1.medium", true), ("u9.colossal", false)] {
            let manifest =
                json!({ "apiVersion": API_VERSION, "kind": "VMInstance", "spec": { "instanceType": name } });
            let schema =
                schema(Kind::VMInstance, &schemas.platform, Flavour::Plain, Draft::Draft07).to_string();
            assert_eq!(schema.contains(&format!("{name:?}")), suggested);
            for (_, draft, validator) in
                schemas.validators.iter().filter(|(kind, ..)| *kind == Kind::VMInstance)
            {
                assert!(validator.is_valid(&manifest), "{name} in {draft:?}");
            }
        }
    }
}

#[test]
fn schemas_agree_with_decoding_on_every_fixture() {
    let all = Schemas::all();
    let mut documents = 0;
    for file in files() {
        for text in texts(&file) {
            let tree = parse(text.as_str(), &Limits::default());
            for (index, document) in tree.documents().iter().enumerate() {
                let Some(root) = tree.root(index).filter(|_| document.problems().is_empty()) else {
                    continue;
                };
                for schemas in &all {
                    schemas.assert_agreement(root, &file.display().to_string());
                }
                documents += 1;
            }
        }
    }
    assert!(documents >= 3, "only {documents} documents were compared");
    println!("{documents} documents compared");
}

fn sound_instance() -> Value {
    json!({
        "apiVersion": API_VERSION,
        "kind": "VMInstance",
        "metadata": { "name": "web", "namespace": "tenant-shop", "labels": { "tier": "front" }, "generation": 3 },
        "spec": {
            "external": true,
            "externalMethod": "PortList",
            "externalPorts": [22, 443],
            "externalAllowICMP": false,
            "running": true,
            "runStrategy": "Always",
            "instanceType": "u1.medium",
            "instanceProfile": "ubuntu",
            "disks": [{ "name": "web-system", "bus": "sata" }, "web-data"],
            "networks": [{ "name": "subnet-1" }],
            "subnets": [],
            "gpus": [{ "name": "nvidia.com/AD102GL_L40S" }],
            "cpuModel": "host-model",
            "resources": { "cpu": 2, "memory": "4Gi", "sockets": "1" },
            "sshKeys": ["ssh-ed25519 AAAA"],
            "cloudInit": "#cloud-config\n",
            "cloudInitSeed": "1",
        },
        "status": { "conditions": [{ "type": "Ready", "status": "True", "observedGeneration": 3 }] },
    })
}

fn sound_disk() -> Value {
    json!({
        "apiVersion": API_VERSION,
        "kind": "VMDisk",
        "metadata": { "name": "web-system", "annotations": { "a": "b" } },
        "spec": {
            "source": { "image": { "name": "ubuntu-2404" }, "http": { "url": "https://example.org/a.img" } },
            "optical": false,
            "storage": "20Gi",
            "storageClass": "replicated",
        },
    })
}

/// A change of a document: at one of its places, counted from 0, stands something else, or nothing.
#[derive(Clone, Debug)]
struct Change {
    place: usize,
    key: Option<String>,
    value: Option<Value>,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let scalars = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(0), Just(1), Just(-1), Just(22), Just(65535), Just(65536), Just(i64::MIN)]
            .prop_map(Value::from),
        Just(json!(u64::MAX)),
        prop_oneof![Just(0.5), Just(5.0), Just(1e3), Just(1e20), Just(-2.5)].prop_map(Value::from),
        "[a-z]{0,3}".prop_map(Value::from),
        prop::sample::select(vec![
            "Always",
            "always",
            "Halted",
            "WholeIP",
            "PortList",
            "5Gi",
            "10GB",
            "1e3",
            "0.5",
            ".5",
            "5.",
            ".",
            "-1Ki",
            "+2M",
            "1E",
            "1Ei",
            "1e",
            "1e+5",
            "E5",
            "Gi",
            "",
            " 5",
            "5 Gi",
            "yes",
            "null",
            "~",
            "12345678901234567890",
            "1e999",
        ])
        .prop_map(Value::from),
    ];
    let values = scalars.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("name|url|bus|image|cpu|x", inner, 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    });
    let key = prop::option::of(prop::sample::select(vec![
        "name",
        "unknown",
        "storageclass",
        "bus",
        "_x",
        "metadata",
    ]));
    let change = (any::<usize>(), key, prop::option::of(values)).prop_map(|(place, key, value)| Change {
        place,
        key: key.map(str::to_owned),
        value,
    });
    prop::collection::vec(change, 0..3)
}

fn apply(document: &mut Value, change: &Change) {
    let mut pointers = Vec::new();
    collect_pointers(document, "", &mut pointers);
    let Some(pointer) = pointers.get(change.place % pointers.len().max(1)) else { return };
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    match (document.pointer_mut(parent), &change.key, &change.value) {
        (Some(Value::Object(parent)), Some(key), Some(value)) => {
            parent.insert(key.clone(), value.clone());
        }
        (Some(Value::Object(parent)), None, Some(value)) => {
            parent.insert(last.to_owned(), value.clone());
        }
        (Some(Value::Object(parent)), _, None) => drop(parent.remove(last)),
        (Some(Value::Array(items)), _, Some(value)) => items.push(value.clone()),
        (Some(Value::Array(items)), _, None) => drop(items.pop()),
        _ => {}
    }
}

/// The places of everything but the kind, by which the document is recognised.
fn collect_pointers(value: &Value, here: &str, pointers: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (name, child) in children {
        let pointer = format!("{here}/{name}");
        collect_pointers(child, &pointer, pointers);
        if pointer != "/kind" {
            pointers.push(pointer);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn schemas_agree_with_decoding_on_changed_documents(disk: bool, changes in changes()) {
        thread_local!(static ALL: [Schemas; 2] = Schemas::all());
        let mut document = if disk { sound_disk() } else { sound_instance() };
        for change in &changes {
            apply(&mut document, change);
        }
        let text = format!("{document:#}");
        let tree = parse(text.as_str(), &Limits::default());
        let root = tree.root(0).unwrap();
        ALL.with(|all| all.iter().for_each(|schemas| schemas.assert_agreement(root, "a changed document")));
    }
}
