use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vmspec_yaml::{IssueKind, Limits, decode, parse};

use super::{Matches, ResourceChange, compare, effect};
use crate::FieldPath;
use crate::model::{VMDisk, VMDiskSpec, VMInstance, VMInstanceSpec};
use crate::platform::Platform;
use crate::rules::Bundle;

fn platform(text: &str) -> Platform {
    text.parse().unwrap()
}

fn object(kind: &str, spec: &str) -> Value {
    let spec = decode::<Value>(parse(spec, &Limits::default()).root(0).unwrap(), &Limits::default()).value;
    json!({"apiVersion": "apps.cozystack.io/v1alpha1", "kind": kind, "metadata": {"name": "x"}, "spec": spec})
}

/// The fields that differ, one a line: `field: old -> new = effect`.
fn changes(kind: &str, platform: &Platform, old: &str, new: &str) -> String {
    let (mut before, mut after) = (Bundle::before_change(platform), Bundle::new(platform));
    let [old, new] = [old, new].map(|spec| object(kind, spec));
    let machines: [VMInstance; 2];
    let disks: [VMDisk; 2];
    if kind == VMInstance::KIND {
        machines = [old, new].map(|object| serde_json::from_value(object).unwrap());
        before.add_instance(&machines[0]);
        after.add_instance(&machines[1]);
    } else {
        disks = [old, new].map(|object| serde_json::from_value(object).unwrap());
        before.add_disk(&disks[0]);
        after.add_disk(&disks[1]);
    }
    let changes = compare(&before, &after, &Matches::new(&before, &after));
    let [ResourceChange::Kept { fields, .. }] = changes.as_slice() else { panic!("{changes:?}") };
    let line = |field: &super::FieldChange| {
        let shown = |value: &Option<String>| value.clone().unwrap_or("-".to_owned());
        let path = field.path.to_string().replace("spec.", "");
        format!("{path}: {} -> {} = {}", shown(&field.old), shown(&field.new), field.effect)
    };
    fields.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn effects_on_a_disk() {
    let cases = [
        ("hikube", "storage: 5Gi", "storage: 6Gi", "storage: 5Gi -> 6Gi = live"),
        ("hikube", "storage: 6Gi", "storage: 5Gi", "storage: 6Gi -> 5Gi = ignored"),
        ("hikube", "{}", "storage: 5120Mi", "storage: - -> 5120Mi = same"),
        ("hikube", "storage: 5Gi", "storage: 6442450944", "storage: 5Gi -> 6442450944 = refused"),
        ("cozystack@0.37.9", "storage: 6Gi", "storage: 5Gi", "storage: 6Gi -> 5Gi = refused"),
        ("cozystack@0.22", "storage: 6Gi", "storage: 5Gi", "storage: 6Gi -> 5Gi = ignored"),
        ("cozystack@0.22", "storage: 5Gi", "storage: 6Gi", "storage: 5Gi -> 6Gi = ignored"),
        ("hikube", "storageClass: local", "{}", "storageClass: local -> - = ignored"),
        ("hikube", "storageClass: ''", "storageClass:", "storageClass: \"\" -> null = same"),
        ("hikube", "optical: true", "optical: false", "optical: true -> false = restart"),
        ("hikube", "{}", "optical: false", "optical: - -> false = same"),
        ("hikube", "{}", "source: {}", "source: - -> {} = same"),
        (
            "hikube",
            "source: {image: {name: a}}",
            "source: {http: {url: 'https://u:p@h/x?token=t#f'}}",
            "source.http.url: - -> https://…@h/x?… = ignored\nsource.image.name: a -> - = ignored",
        ),
        ("hikube", "password: a", "password: b", "password: hidden -> hidden, changed = ignored"),
    ];
    for (name, old, new, expected) in cases {
        assert_eq!(changes(VMDisk::KIND, &platform(name), old, new), expected, "{name}: {old} => {new}");
    }
}

#[test]
fn effects_on_exposure_and_run_state() {
    let cases = [
        ("hikube", "external: true", "{}", "external: true -> - = new-service"),
        ("cozystack@0.41", "external: true", "{}", "external: true -> - = unknown"),
        ("hikube", "external: false", "{}", "external: false -> - = same"),
        ("hikube", "externalPorts: [22]", "externalPorts: [80]", "externalPorts: 22 -> 80 = ignored"),
        (
            "hikube",
            "{external: true, externalPorts: [22]}",
            "{external: true, externalPorts: [22, 80]}",
            "externalPorts: 22 -> 22, 80 = live",
        ),
        (
            "cozystack@1.3",
            "{external: true, externalPorts: [22]}",
            "{external: true, externalPorts: [22, 80]}",
            "externalPorts: 22 -> 22, 80 = ignored",
        ),
        (
            "hikube",
            "{external: true, externalPorts: [22]}",
            "{external: true, externalPorts: []}",
            "externalPorts: 22 -> [] = refused",
        ),
        (
            "hikube",
            "external: true",
            "{external: true, externalMethod: WholeIP}",
            "externalMethod: - -> WholeIP = live",
        ),
        (
            "cozystack@1.3",
            "external: true",
            "{external: true, externalAllowICMP: false}",
            "externalAllowICMP: - -> false = ignored",
        ),
        (
            "hikube",
            "running: false",
            "runStrategy: Halted",
            "runStrategy: - -> Halted = same\nrunning: false -> - = same",
        ),
        (
            "cozystack@1.6",
            "running: false",
            "runStrategy: Halted",
            "runStrategy: - -> Halted = live\nrunning: false -> - = ignored",
        ),
        ("cozystack@0.41", "running: true", "running: false", "running: true -> false = live"),
        ("cozystack@0.24", "running: true", "running: false", "running: true -> false = same"),
        ("cozystack", "running: true", "running: false", "running: true -> false = unknown"),
    ];
    assert_changes_of_a_vm(&cases);
}

#[test]
fn effects_on_size_and_devices() {
    let cases = [
        ("hikube", "instanceType: u1.large", "{}", "instanceType: u1.large -> - = restart"),
        ("hikube", "instanceType: u1.medium", "{}", "instanceType: u1.medium -> - = same"),
        ("hikube", "{}", "instanceType: ''", "instanceType: - -> \"\" = refused"),
        (
            "cozystack@0.41",
            "{}",
            "{instanceType: '', resources: {cpu: 1, sockets: 1, memory: 1Gi}}",
            "instanceType: - -> \"\" = refused\nresources.cpu: - -> 1 = refused\n\
             resources.memory: - -> 1Gi = refused\nresources.sockets: - -> 1 = refused",
        ),
        ("hikube", "{}", "resources: {memory: 1Gi}", "resources.memory: - -> 1Gi = refused"),
        ("hikube", "{}", "resources: {cpu: 1}", "resources.cpu: - -> 1 = same"),
        (
            "hikube",
            "{instanceType: '', resources: {cpu: 1, sockets: 1, memory: 1Gi}}",
            "{instanceType: '', resources: {cpu: 2, sockets: 1, memory: 1024Mi}}",
            "resources.cpu: 1 -> 2 = restart\nresources.memory: 1Gi -> 1024Mi = restart",
        ),
        (
            "hikube",
            "instanceProfile: ubuntu",
            "instanceProfile: fedora",
            "instanceProfile: ubuntu -> fedora = restart",
        ),
        ("cozystack@0.41", "{}", "cpuModel: host-model", "cpuModel: - -> host-model = ignored"),
        ("hikube", "gpus: [{name: a}]", "gpus: []", "gpus: a -> [] = restart"),
        ("cozystack@0.29", "gpus: [{name: a}]", "gpus: []", "gpus: a -> [] = ignored"),
    ];
    assert_changes_of_a_vm(&cases);
}

#[test]
fn effects_on_networks_disks_and_user_data() {
    let cases = [
        (
            "hikube",
            "subnets: [{name: a}]",
            "networks: [{name: a}]",
            "networks: - -> a = same\nsubnets: a -> - = same",
        ),
        (
            "hikube",
            "{networks: [{name: a}], subnets: [{name: b}]}",
            "{networks: [{name: a}], subnets: [{name: c}]}",
            "subnets: b -> c = ignored",
        ),
        (
            "hikube",
            "disks: [{name: a}, {name: b, bus: scsi}]",
            "disks: [{name: b, bus: sata}, {name: c, bus: sata}]",
            "disks: a, b -> b, c (bus sata) = restart\ndisks[0].bus: scsi -> sata = restart",
        ),
        ("hikube", "disks: [a]", "disks: [{name: a}]", "disks[0]: a -> {name: a} = same"),
        ("cozystack", "disks: [{name: a}]", "disks: [a]", "disks[0]: {name: a} -> a = refused"),
        (
            "cozystack@0.33.1",
            "disks: [a]",
            "disks: [{name: a, bus: sata}]",
            "disks[0]: a -> {name: a (bus sata)} = same",
        ),
        ("hikube", "sshKeys: [a]", "sshKeys: [b]", "sshKeys: 1 key -> 1 key, changed = ignored"),
        (
            "hikube",
            "sshKeys: [a]",
            "{sshKeys: [a, b], cloudInitSeed: s}",
            "cloudInitSeed: - -> s = restart\nsshKeys: 1 key -> 2 keys = restart",
        ),
        ("hikube", "{}", "cloudInit: \"a\\nb\\n\"", "cloudInit: - -> 2 lines = restart"),
        ("hikube", "cloudInitSeed: a", "cloudInitSeed: ''", "cloudInitSeed: a -> \"\" = ignored"),
        ("cozystack@0.29", "{}", "cloudInitSeed: a", "cloudInitSeed: - -> a = ignored"),
        ("hikube", "{systemDisk: {size: 1}}", "{}", "systemDisk.size: hidden -> - = ignored"),
    ];
    assert_changes_of_a_vm(&cases);
}

/// Platform, old spec, new spec, the fields that differ.
type Case = (&'static str, &'static str, &'static str, &'static str);

fn assert_changes_of_a_vm(cases: &[Case]) {
    for (name, old, new, expected) in cases {
        assert_eq!(&changes(VMInstance::KIND, &platform(name), old, new), expected, "{name}: {old} => {new}");
    }
}

/// The names of the fields that a type has.
fn fields_of<T: DeserializeOwned>() -> &'static [&'static str] {
    let tree = parse("noSuchField: 1", &Limits::default());
    let issues = decode::<T>(tree.root(0).unwrap(), &Limits::default()).issues;
    let known = issues.into_iter().find_map(|issue| match issue.kind {
        IssueKind::UnknownField { known, .. } => Some(known),
        _ => None,
    });
    known.unwrap()
}

#[test]
fn every_field_of_the_models_has_an_effect() {
    let platform = Platform::hikube();
    let (vm, disk) = (VMInstance::builder("x").build(), VMDisk::new("x", VMDiskSpec::default()));
    let mut bundle = Bundle::new(&platform);
    let (vm, disk) = (bundle.add_instance(&vm), bundle.add_disk(&disk));
    for (id, fields) in [(vm, fields_of::<VMInstanceSpec>()), (disk, fields_of::<VMDiskSpec>())] {
        let resource = bundle.get(id).unwrap();
        for field in fields {
            let path = FieldPath::root().key("spec").key(*field);
            assert!(effect(&path, resource, resource, &bundle).is_some(), "{path} has no effect");
        }
    }
}
