//! What holds for every change, whatever the manifests.

#![cfg(test)]

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use vmspec::analysis::{ChangeKind, ChangeReport, Options, SourceFile, check_change};
use vmspec::change::Effect;

/// A field that is one of these values, null, or left out.
fn field(name: &'static str, values: &[Value]) -> BoxedStrategy<Option<(&'static str, Value)>> {
    prop_oneof![
        3 => Just(None),
        1 => Just(Some((name, Value::Null))),
        5 => select(values.to_vec()).prop_map(move |value| Some((name, value))),
    ]
    .boxed()
}

fn mapping(fields: Vec<BoxedStrategy<Option<(&'static str, Value)>>>) -> BoxedStrategy<Value> {
    fields
        .prop_map(|fields| {
            let fields = fields.into_iter().flatten().map(|(name, value)| (name.to_owned(), value));
            Value::Object(fields.collect())
        })
        .boxed()
}

fn vm_spec() -> BoxedStrategy<Value> {
    mapping(vec![
        field("external", &[json!(true), json!(false)]),
        field("externalMethod", &[json!("PortList"), json!("WholeIP")]),
        field("externalPorts", &[json!([22]), json!([22, 443]), json!([])]),
        field("externalAllowICMP", &[json!(true), json!(false)]),
        field("running", &[json!(true), json!(false)]),
        field("runStrategy", &[json!("Always"), json!("Halted"), json!("Manual")]),
        field("instanceType", &[json!("u1.medium"), json!("u1.large"), json!(""), json!("none")]),
        field("instanceProfile", &[json!("ubuntu"), json!("windows.11.virtio"), json!("windows.10")]),
        field(
            "disks",
            &[
                json!([]),
                json!(["a", "b"]),
                json!([{"name": "a"}, {"name": "b", "bus": "sata"}]),
                json!([{"name": "b", "bus": "virtio"}, {"name": "a"}, {"name": "c"}]),
                json!([{"name": "a"}, {"name": "a"}]),
            ],
        ),
        field("networks", &[json!([{"name": "n"}]), json!([{}])]),
        field("subnets", &[json!([{"name": "n"}, {"name": "m"}])]),
        field("gpus", &[json!([{"name": "nvidia.com/AD102GL_L40S"}])]),
        field(
            "resources",
            &[json!({"cpu": 1, "sockets": 2, "memory": "2Gi"}), json!({"cpu": "2"}), json!({})],
        ),
        field("sshKeys", &[json!(["secret-one"]), json!(["secret-one", "secret-two"]), json!([])]),
        field("cloudInit", &[json!("#cloud-config\npassword: secret\n"), json!("secret"), json!("")]),
        field("cloudInitSeed", &[json!("one"), json!("two"), json!("")]),
        field("password", &[json!("secret-one"), json!({"of": "secret-two"})]),
    ])
}

fn disk_spec() -> BoxedStrategy<Value> {
    mapping(vec![
        field(
            "source",
            &[
                json!({}),
                json!({"image": {"name": "debian-12"}}),
                json!({"http": {"url": "https://ann:secret@example.org/?token=secret"}}),
                json!({"http": {"url": "https://example.org"}, "upload": {}}),
                json!({"disk": {"name": "a"}}),
            ],
        ),
        field("storage", &[json!("5Gi"), json!("20Gi"), json!("5120Mi"), json!(5)]),
        field("storageClass", &[json!("local"), json!("replicated"), json!("")]),
        field("optical", &[json!(true), json!(false)]),
    ])
}

/// A manifest as JSON, which is YAML.
fn resource() -> BoxedStrategy<Value> {
    let named = |kind: &'static str, spec: BoxedStrategy<Value>| {
        (select(vec!["a", "b", "c"]), select(vec![None, Some("tenant-a"), Some("tenant-b")]), spec).prop_map(
            move |(name, namespace, spec)| {
                let mut metadata = json!({"name": name});
                if let Some(namespace) = namespace {
                    metadata["namespace"] = json!(namespace);
                }
                json!({"apiVersion": "apps.cozystack.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec})
            },
        )
    };
    prop_oneof![named("VMInstance", vm_spec()), named("VMDisk", disk_spec())].boxed()
}

fn text(resources: &[Value]) -> String {
    let documents: Vec<String> = resources.iter().map(|resource| format!("---\n{resource:#}\n")).collect();
    documents.concat()
}

fn texts() -> BoxedStrategy<String> {
    vec(resource(), 0..5).prop_map(|resources| text(&resources)).boxed()
}

fn platforms() -> BoxedStrategy<Options> {
    let names = ["hikube", "cozystack", "cozystack@1.6", "cozystack@1.3", "cozystack@0.41", "cozystack@0.22"];
    select(names.to_vec()).prop_map(|name| Options::new(name.parse().unwrap())).boxed()
}

fn change(old: &str, new: &str, options: &Options) -> ChangeReport {
    let file = |text: &str| [SourceFile::parse("vm.yaml", text, &options.limits)];
    check_change(&file(old), &file(new), options)
}

proptest! {
    #[test]
    fn no_change_is_no_change(text in texts(), options in platforms()) {
        let report = change(&text, &text, &options);
        prop_assert_eq!(&report.changes, &[]);
        let of_change = |found: &&vmspec::diagnostic::Diagnostic| {
            vmspec::rules::find(found.rule).is_some_and(|rule| rule.group.name() == "change")
        };
        prop_assert_eq!(report.report.diagnostics.iter().find(of_change), None);
    }

    #[test]
    fn a_change_is_told_once_and_without_secrets(old in texts(), new in texts(), options in platforms()) {
        let report = change(&old, &new, &options);
        prop_assert!(!format!("{report:?}").contains("secret"), "{report:?}");
        for change in &report.changes {
            let paths: BTreeSet<String> = change.fields.iter().map(|field| field.path.to_string()).collect();
            prop_assert_eq!(paths.len(), change.fields.len());
            prop_assert_eq!(change.kind == ChangeKind::Changed, !change.fields.is_empty());
            let worst = change.fields.iter().map(|field| field.effect).max();
            prop_assert_eq!(worst.unwrap_or(change.effect), change.effect);
        }
        let back = change_counts(&change(&new, &old, &options));
        let [added, changed, removed] = change_counts(&report);
        prop_assert_eq!(back, [removed, changed, added]);
    }

    #[test]
    fn a_single_field_is_a_single_row(old in disk_spec(), storage in select(vec!["1Gi", "7Gi"])) {
        let mut new = old.clone();
        new["storage"] = json!(storage);
        let disk = |spec: &Value| {
            text(&[json!({"apiVersion": "apps.cozystack.io/v1alpha1", "kind": "VMDisk", "metadata": {"name": "d"}, "spec": spec})])
        };
        let report = change(&disk(&old), &disk(&new), &Options::default());
        let paths: Vec<String> =
            report.changes.iter().flat_map(|change| &change.fields).map(|field| field.path.to_string()).collect();
        prop_assert_eq!(paths, ["spec.storage"]);
    }

    #[test]
    fn no_text_is_too_broken(old in texts(), new in texts(), cut in any::<(u16, u16)>(), junk in "[ -~\n]{0,8}") {
        // Bytes are taken away and put in anywhere, on both sides.
        let broken = |text: &str, at: u16| {
            let at = usize::from(at) % (text.len() + 1);
            let end = (at + junk.len() * 3).min(text.len());
            format!("{}{junk}{}", &text[..at], &text[end..])
        };
        let report = change(&broken(&old, cut.0), &broken(&new, cut.1), &Options::default());
        let known = |effect: Effect| Effect::ALL.contains(&effect);
        prop_assert!(report.changes.iter().all(|change| known(change.effect)));
    }
}

fn change_counts(report: &ChangeReport) -> [usize; 3] {
    [ChangeKind::Added, ChangeKind::Changed, ChangeKind::Removed]
        .map(|kind| report.changes.iter().filter(|change| change.kind == kind).count())
}
