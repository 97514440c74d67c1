//! What decoding says about manifests that the models do not take.

#![cfg(test)]

use vmspec::model::{ParseQuantityErrorKind, Quantity, Spelling, VMDisk, VMInstance};
use vmspec_yaml::{Decoded, IssueKind, Limits, decode, parse};

fn read<T: for<'t> serde::Deserialize<'t>>(yaml: &str) -> Decoded<T> {
    let limits = Limits::default();
    let tree = parse(yaml, &limits);
    assert!(tree.problems().is_empty(), "{:?}", tree.problems());
    decode(tree.root(0).expect("a document"), &limits)
}

/// Each issue as its path, the text at fault and what is wrong.
fn issues<T: for<'t> serde::Deserialize<'t>>(yaml: &str) -> Vec<String> {
    read::<T>(yaml)
        .issues
        .iter()
        .map(|issue| {
            let at = yaml.get(issue.span.range()).unwrap_or("?").trim_end();
            let what = match &issue.kind {
                IssueKind::WrongType { expected, .. } => format!("expected {expected}"),
                IssueKind::InvalidValue { message } => message.clone(),
                IssueKind::UnknownValue { found, known } => {
                    format!("unknown {found}, known {}", known.join(" "))
                }
                IssueKind::MissingField { field } => return format!("{} missing {field}", issue.path),
                IssueKind::UnknownField { field, known } => {
                    format!("unknown field {field} of {}", known.len())
                }
                other => format!("{other:?}"),
            };
            format!("{} [{at}] {what}", issue.path)
        })
        .collect()
}

#[test]
fn all_faults_of_an_instance_are_named() {
    let yaml = "\
spec:
  external: maybe
  externalMethod: wholeip
  externalPorts: [22, 70000, '443', 0, 8080.0, 1.5]
  runStrategy: true
  disks:
  - system
  - name: data
    buss: sata
  - bus: virtio
  - 5
  - null
  - [a]
  gpus: [{}, nvidia.com/A10]
  networks: [{}]
  resources: {cpu: '', memory: 4GB, sockets: 1.5}
  storageclass: local
  sshKeys: ssh-ed25519 AAAA
metadata: web
";
    assert_eq!(
        issues::<VMInstance>(yaml),
        [
            "spec.external [maybe] expected a boolean",
            "spec.externalMethod [wholeip] unknown wholeip, known PortList WholeIP",
            "spec.externalPorts[1] [70000] port 70000 is out of range: expected 1 to 65535",
            "spec.externalPorts[2] ['443'] expected a port number from 1 to 65535",
            "spec.externalPorts[3] [0] port 0 is out of range: expected 1 to 65535",
            "spec.externalPorts[5] [1.5] expected a port number from 1 to 65535",
            "spec.runStrategy [true] expected one of `Always`, `Halted`, `Manual`, `RerunOnFailure`, `Once`",
            "spec.disks[1].buss [buss] unknown field buss of 2",
            "spec.disks[2].name missing name",
            "spec.disks[3] [5] expected a disk: a name or `{name, bus}`",
            "spec.disks[4] [null] expected a disk: a name or `{name, bus}`",
            "spec.disks[5] [[a]] expected a disk: a name or `{name, bus}`",
            "spec.gpus[0].name missing name",
            "spec.gpus[1] [nvidia.com/A10] expected a GPU: a mapping with a `name`",
            "spec.resources.cpu [''] an empty text is not a size; leave the field out or give a quantity such as `20Gi`",
            "spec.resources.memory [4GB] `4GB` has the unknown suffix `GB`, expected a quantity such as `20Gi`",
            "spec.resources.sockets [1.5] expected a quantity such as `20Gi`",
            "spec.storageclass [storageclass] unknown field storageclass of 17",
            "spec.sshKeys [ssh-ed25519 AAAA] expected a list",
            "metadata [web] expected metadata: a mapping with a `name`",
        ]
    );
}

#[test]
fn all_faults_of_a_disk_are_named() {
    let yaml = "\
kind: VMDisk
spec:
  source:
    image: {}
    http: {url: null}
    upload: true
    s3: {bucket: images}
  storage: 20 Gi
  optical: 1
";
    assert_eq!(
        issues::<VMDisk>(yaml),
        [
            "spec.source.image.name missing name",
            "spec.source.http.url [null] expected text",
            "spec.source.upload [true] expected an upload: `{}`",
            "spec.source.s3 [s3] unknown field s3 of 4",
            "spec.storage [20 Gi] `20 Gi` has a blank in it, expected a quantity such as `20Gi`",
            "spec.optical [1] expected a boolean",
        ]
    );
}

#[test]
fn a_bad_quantity_can_be_recognised() {
    for issue in read::<VMDisk>("spec: {storage: 20GB}")
        .issues
        .iter()
        .chain(&read::<VMDisk>("spec: {storage: [5]}").issues)
    {
        match &issue.kind {
            IssueKind::InvalidValue { message } => {
                assert!(message.ends_with(Quantity::EXPECTED), "{message}");
            }
            IssueKind::WrongType { expected, .. } => assert_eq!(expected, Quantity::EXPECTED),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!("20GB".parse::<Quantity>().unwrap_err().kind(), ParseQuantityErrorKind::UnknownSuffix);
}

#[test]
fn what_was_written_is_remembered() {
    let yaml = "
apiVersion: apps.cozystack.io/v1alpha1
spec:
  running: no
  instanceType: null
  disks: [system, {name: data, bus: null, boot: 2}]
  resources: {cpu: 2, memory: 4Gi}
";
    let spec = read::<VMInstance>(yaml).value.and_then(|model| model.spec).expect("a spec");
    assert_eq!(spec.running, Some(false));
    assert!(spec.unmodeled.is_null("instanceType"));
    let disks = spec.disks.expect("disks");
    assert_eq!(
        disks.iter().map(|disk| disk.spelling).collect::<Vec<_>>(),
        [Spelling::Text, Spelling::Object]
    );
    assert!(disks[1].unmodeled.is_null("bus"));
    assert_eq!(disks[1].unmodeled.fields.get("boot"), Some(&2.into()));
    let resources = spec.resources.expect("resources");
    assert!(resources.cpu.is_some_and(|cpu| cpu.is_bare_number() && cpu.as_count_ceil() == 2));
    assert!(resources.memory.is_some_and(|memory| !memory.is_bare_number()));
}
