//! Generated manifests with many faults.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::sample::subsequence;

const API: &str = "apiVersion: apps.cozystack.io/v1alpha1";

/// Fields of a `VMDisk` with and without faults; names occur once.
const DISK: &[&str] = &[
    "storage: 5Gi",
    "storageClass: local",
    "optical: \"no\"",
    "size: 20GB",
    "source:\n    image:\n      name: rocky-9",
    "_namespace: x",
    "storageclass: {deep: [1, 2]}",
];

/// Fields of a `VMInstance`.
const INSTANCE: &[&str] = &[
    "running: true",
    "runStrategy: Allways",
    "external: yes please",
    "externalMethod: WholeIP",
    "externalPorts:\n  - 22\n  - 22\n  - 70000",
    "disks:\n  - name: a\n    bus: usbc\n  - vm-disk-b\n  - {name: a}",
    "subnets:\n  - name: \"\"\n  -\n    name: Net",
    "image: |+\n    rocky\n\n",
    "sshKeys: [a,\n    b]",
];

/// One document, with any of the faults.
pub(crate) fn manifest() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["web", "Web", "vm-disk-web", ""]);
    let fields = prop_oneof![
        subsequence(DISK, 0..=DISK.len()).prop_map(|fields| ("VMDisk", fields)),
        subsequence(INSTANCE, 0..=INSTANCE.len()).prop_map(|fields| ("VMInstance", fields)),
        subsequence(INSTANCE, 0..=INSTANCE.len()).prop_map(|fields| ("VMinstance", fields)),
    ];
    (name, fields).prop_map(|(name, (kind, fields))| {
        let mut text = format!("{API}\nkind: {kind}\nmetadata:\n  name: {name:?}\nspec:\n");
        for field in fields {
            let _ = writeln!(text, "  {field}");
        }
        text
    })
}
