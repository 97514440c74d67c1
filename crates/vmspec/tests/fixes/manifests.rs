//! Manifests that nobody wrote: fields with right and wrong values, in any order, layout and company.

use proptest::prelude::*;
use vmspec::analysis::Options;
use vmspec::rules::{Scope, Stage};

/// Ways to write each field of a VM's spec, right and wrong; a line break and two blanks lead into lists and
/// mappings in block style.
const VM_FIELDS: &[&[&str]] = &[
    &["external: true", "external: false", "external: \"true\"", "external: yes", "external: 1", "external:"],
    &[
        "externalMethod: PortList",
        "externalMethod: WholeIP",
        "externalMethod: wholeIP",
        "externalMethod: \"Portlist\"",
        "externalMethod: NAT",
    ],
    &[
        "externalPorts: [22, 443]",
        "externalPorts: [22, 22, 22]",
        "externalPorts: []",
        "externalPorts:",
        "externalPorts: 22",
        "externalPorts:\n- 22\n- \"443\"\n- 22",
        "externalPorts:\n  - 3389\n  - 51820\n  - 3389",
        "externalPorts: [\n  22,\n  5432,\n  22\n  ]",
        "externalPorts: [ssh, 22, 22]",
        "externalPorts: [70000, 22]",
    ],
    &["externalAllowICMP: true", "externalAllowICMP: false", "externalAllowIcmp: false"],
    &["running: true", "running: false", "running: \"no\"", "running: yes"],
    &[
        "runStrategy: Always",
        "runStrategy: Halted",
        "runStrategy: halted",
        "runStrategy: \"Manual\"",
        "runStrategy:",
        "runStrategy: Stopped",
        "run_strategy: Halted",
    ],
    &[
        "instanceType: u1.large",
        "instanceType: u1.medium",
        "instanceType: U1.Large",
        "instanceType: u1.larg",
        "instanceType: u1.nano",
        "instanceType: gn1.xlarge",
        "instanceType: \"\"",
        "instanceType:",
        "flavor: u1.large",
        "type: u1.large",
    ],
    &[
        "instanceProfile: ubuntu",
        "instanceProfile: windows",
        "instanceProfile: windows.11.virtio",
        "instanceProfile: windows.2k25",
        "instanceProfile: oraclelinux",
        "instanceProfile: debain",
        "instanceProfile: \"\"",
        "profile: ubuntu",
    ],
    &[
        "disks:\n  - name: system\n  - name: data",
        "disks:\n- name: system\n  bus: virtio\n- name: iso\n  bus: virtio",
        "disks: [system, data]",
        "disks:\n  - system\n  - name: data\n  - data",
        "disks:\n  - name: data\n  - name: data\n    bus: sata\n  - name: system",
        "disks: [{name: system, bus: ide}, {name: vm-disk-data}]",
        "disks:\n  - name: system\n    bus: SATA\n    size: 20Gi\n  - {bus: sata}",
        "disks: []",
        "disks:",
        "disks: system",
        "disk: system",
        "systemDisk: {size: 20Gi}",
        "disks:\n  -\n    name: iso\n  -   name: system\n      bootOrder: 1",
    ],
    &[
        "networks:\n  - name: front",
        "networks: [{name: front}, {name: front}, {name: back}]",
        "networks: [front]",
        "networks: []",
        "networks: [{}]",
        "networks:\n- name: default\n- name: a/b",
        "network: front",
    ],
    &[
        "subnets: [{name: front}]",
        "subnets:\n  - name: front\n  - name: front",
        "subnets: []",
        "subnets: [front, back]",
    ],
    &[
        "gpus: [{name: nvidia.com/AD102GL_L40S}]",
        "gpus: [nvidia.com/AD102GL_L40S]",
        "gpus: [{name: L40S, count: 2}]",
        "gpu: nvidia.com/AD102GL_L40S",
        "gpus: [{}]",
    ],
    &["cpuModel: host-passthrough", "cpuModel: qemu64", "cpuModel: haswell", "cpuModel: 486"],
    &[
        "resources: {cpu: 2, sockets: 1, memory: 4Gi}",
        "resources: {cpu: \"\", memory: \"\"}",
        "resources:\n  cpu: 500m\n  memory: 4GB",
        "resources:\n  cpu: \"2\"\n  memory: 4096",
        "resources: {memory: 4 Gi}",
        "resources: {cores: 2}",
        "resources: {cpu: 2.5, sockets: 2, memory: 8G}",
        "resources: {}",
        "memory: 4Gi",
        "cpu: 2",
    ],
    &[
        "sshKeys:\n  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJhxYk8Vw6u6N1k1hI1FmQWv8Qm4q0s1Zr4p3yV7kX2d a@example.org",
        "sshKeys: [ssh-rsa AAAAB3...]",
        "sshKeys: ssh-rsa AAAAB3...",
        "sshKey: ssh-rsa AAAA",
        "sshKeys: []",
    ],
    &[
        "cloudInit: |\n  #cloud-config\n  users: [default]",
        "cloudInit: {users: [default]}",
        "cloudInit: \"\"",
        "userData: |\n  #cloud-config\n  packages:\n    - nginx",
        "cloudInit: |\n  packages: [nginx]",
    ],
    &["cloudInitSeed: 0123", "cloudInitSeed: seed", "cloudInitSeed: 1"],
    &["_cluster: {}", "hostname: web", "nameOverride: x", "storage: 20Gi", "template: {spec: {}}"],
];

/// The same for a disk.
const DISK_FIELDS: &[&[&str]] = &[
    &[
        "source:\n  image:\n    name: ubuntu-2404",
        "source: {image: {name: rocky-9}}",
        "source: {image: {name: ubuntu-24.04}}",
        "source: {image: {name: ubuntu}}",
        "source: {image: {name: vm-image-debian-12}}",
        "source: {image: {}}",
        "source: {image: rocky-9}",
        "source:\n  http:\n    url: https://example.org/latest/a.iso",
        "source: {http: {url: \"https://example.org/a.qcow2\"}}",
        "source: {http: {url: ftp://example.org/a.img}}",
        "source: {http: {uri: https://example.org/a.img}}",
        "source: {http: https://example.org/a.img}",
        "source: {upload: {}}",
        "source: {upload: true}",
        "source: {disk: {name: system}}",
        "source: {disk: {name: vm-disk-data}}",
        "source:\n  image: {name: debian-12}\n  upload: {}",
        "source: {registry: {url: docker://x}}",
        "source: {}",
        "source:",
        "image: ubuntu-2404",
        "source: ubuntu-2404",
    ],
    &[
        "storage: 20Gi",
        "storage: 5Gi",
        "storage: 11Gi",
        "storage: 20G",
        "storage: 20GB",
        "storage: 20 Gi",
        "storage: \"\"",
        "storage: 21474836480",
        "storage: 500m",
        "storage: 0",
        "storage: 20gi",
        "storage: '1.5Ti'",
        "storage: [20Gi]",
        "storage:",
        "size: 20Gi",
        "Storage: 20Gi",
    ],
    &[
        "storageClass: replicated",
        "storageClass: local",
        "storageClass: Replicated",
        "storageClass: replicatd",
        "storageClass: \"\"",
        "storageClass:",
        "storageClass: on",
        "storageClassName: replicated",
        "storageclass: local",
    ],
    &["optical: true", "optical: false", "optical: \"yes\"", "optical: no", "optical: 1", "cdrom: true"],
    &["_x: 1", "bus: sata", "name: data", "foo: bar"],
];

const API_VERSIONS: &[&str] = &[
    "apiVersion: apps.cozystack.io/v1alpha1",
    "apiVersion: apps.cozystack.io/v1alpha1",
    "apiVersion: apps.cozystack.io/v1alpha1",
    "apiVersion: \"apps.cozystack.io/v1alpha1\"",
    "apiVersion: apps.cozystack.io/v1",
    "apiVersion:",
    "",
];

const VM_KINDS: &[&str] =
    &["kind: VMInstance", "kind: VMInstance", "kind: VMInstance", "kind: VmInstance", "kind: vminstance"];

const DISK_KINDS: &[&str] =
    &["kind: VMDisk", "kind: VMDisk", "kind: VMDisk", "kind: VMDIsk", "kind: VMDisks"];

const METADATA: &[&str] = &[
    "metadata:\n  name: system",
    "metadata:\n  name: system\n  namespace: tenant-a",
    "metadata: {name: data, namespace: tenant-b}",
    "metadata: {name: data}",
    "metadata:\n  name: data\n  labels: {app: web}",
    "metadata: {name: iso}",
    "metadata: {name: web}",
    "metadata: {name: Web_1}",
    "metadata: {name: vm-disk-data}",
    "metadata: {name: a, namespace: default, finalizers: [x]}",
    "metadata: {generateName: web-}",
    "metadata: {name: 12}",
    "metadata: {}",
    "name: web",
];

const OTHERS: &[&str] = &[
    "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}",
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VirtualMachine\nmetadata: {name: old}\nspec: {running: false}",
    "kind: VMDisk\nspec: {storage: &size 20Gi, storageclass: *size}",
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: twice}\nspec:\n  storage: 20Gi\n  storage: 10GB",
    "",
];

/// One way to write each of some of the fields, in any order.
fn fields(all: &'static [&'static [&'static str]]) -> impl Strategy<Value = Vec<&'static str>> {
    let each: Vec<_> =
        all.iter().map(|ways| prop::option::weighted(0.4, prop::sample::select(*ways))).collect();
    each.prop_map(|chosen| chosen.into_iter().flatten().collect::<Vec<_>>()).prop_shuffle()
}

/// A document without comments: its top-level entries.
fn document() -> impl Strategy<Value = String> {
    let of = |kinds: &'static [&'static str], all: &'static [&'static [&'static str]]| {
        (
            prop::sample::select(API_VERSIONS),
            prop::sample::select(kinds),
            prop::sample::select(METADATA),
            fields(all),
            prop::sample::select(&[2_usize, 2, 4][..]),
        )
            .prop_map(|(api_version, kind, metadata, fields, indent)| {
                let mut lines: Vec<String> = [api_version, kind, metadata]
                    .iter()
                    .filter(|part| !part.is_empty())
                    .map(|part| (*part).to_owned())
                    .collect();
                lines.push("spec:".to_owned());
                let pad = " ".repeat(indent);
                lines
                    .extend(fields.iter().flat_map(|field| field.lines()).map(|line| format!("{pad}{line}")));
                lines.join("\n")
            })
    };
    prop_oneof![
        5 => of(VM_KINDS, VM_FIELDS),
        4 => of(DISK_KINDS, DISK_FIELDS),
        1 => prop::sample::select(OTHERS).prop_map(str::to_owned),
    ]
}

/// Puts comments above and behind lines, as the bits say, but not into text blocks.
fn with_comments(document: &str, mut bits: u64, number: &mut usize) -> String {
    let mut draw = || {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bits >> 60
    };
    let mut comment = || {
        *number += 1;
        format!("# c{number}.")
    };
    let mut text = String::new();
    let mut block_indent = None;
    for line in document.lines() {
        let indent = line.len() - line.trim_start().len();
        if block_indent.is_some_and(|block| indent > block) {
            text.push_str(line);
            text.push('\n');
            continue;
        }
        block_indent = line.ends_with('|').then_some(indent);
        if draw() < 3 {
            text.push_str(&" ".repeat(indent));
            text.push_str(&comment());
            text.push('\n');
        }
        if draw() < 1 {
            text.push('\n');
        }
        text.push_str(line);
        if draw() < 4 {
            text.push(' ');
            text.push_str(&comment());
        }
        text.push('\n');
    }
    text
}

/// Files of one to four documents.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let documents = prop::collection::vec((document(), any::<u64>()), 1..5);
    let start = prop::sample::select(&["", "", "", "---\n", "# head\n", "\u{feff}"][..]);
    (documents, start, prop::sample::select(&["\n", "\n", "\r\n"][..]), any::<bool>()).prop_map(
        |(documents, start, line_break, ends_with_break)| {
            let mut number = 0;
            let documents: Vec<String> = documents
                .iter()
                .map(|(document, bits)| with_comments(document, *bits, &mut number))
                .collect();
            let mut text = format!("{start}{}", documents.join("---\n"));
            if !ends_with_break {
                text.pop();
            }
            text.replace('\n', line_break)
        },
    )
}

/// Where a text goes. Small, since it is printed when a test fails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) platform: &'static str,
    stage: Option<Stage>,
    complete: bool,
}

impl Target {
    pub(crate) fn options(self) -> Options {
        let mut options = Options::new(self.platform.parse().expect("a platform"));
        options.stage = self.stage;
        options.scope = if self.complete { Scope::Closed } else { Scope::Open };
        options
    }
}

pub(crate) fn target() -> impl Strategy<Value = Target> {
    let platforms = vec!["hikube", "hikube", "cozystack", "cozystack@1.6", "cozystack@1.4", "cozystack@0.41"];
    let stages = vec![None, None, Some(Stage::Production), Some(Stage::Development)];
    (prop::sample::select(platforms), prop::sample::select(stages), any::<bool>())
        .prop_map(|(platform, stage, complete)| Target { platform, stage, complete })
}
