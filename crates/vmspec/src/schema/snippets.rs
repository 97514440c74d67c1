//! Whole manifests and parts of them to start from, in the syntax of VS Code: `${1:name}` is where the cursor goes.

use serde_json::{Value, json};

use super::Kind;
use crate::model::API_VERSION;

/// Manifests of a kind.
pub(super) fn of_manifests(kind: Kind) -> Value {
    let manifest = |label: &str, description: &str, name: &str, spec: Value| {
        json!({
            "label": label,
            "description": description,
            "body": {
                "apiVersion": API_VERSION,
                "kind": kind.name(),
                "metadata": { "name": format!("${{1:{name}}}") },
                "spec": spec,
            },
        })
    };
    match kind {
        Kind::VMInstance => json!([
            manifest(
                "VMInstance, minimal",
                "A virtual machine with one disk and an SSH key",
                "web",
                json!({
                    "runStrategy": "Always",
                    "instanceType": "${2:u1.medium}",
                    "instanceProfile": "${3:ubuntu}",
                    "disks": [{ "name": "${4:web-system}" }],
                    "sshKeys": ["${5:ssh-ed25519 …}"],
                }),
            ),
            manifest(
                "VMInstance, exposed",
                "A virtual machine that the Internet reaches on the listed ports",
                "web",
                json!({
                    "runStrategy": "Always",
                    "instanceType": "${2:u1.medium}",
                    "instanceProfile": "${3:ubuntu}",
                    "external": true,
                    "externalMethod": "PortList",
                    "externalPorts": ["${4:22}"],
                    "disks": [{ "name": "${5:web-system}" }],
                    "sshKeys": ["${6:ssh-ed25519 …}"],
                }),
            ),
        ]),
        Kind::VMDisk => json!([
            manifest(
                "VMDisk from an image",
                "A disk that begins as a copy of one of the platform's images",
                "web-system",
                json!({
                    "source": { "image": { "name": "${2:debian-12}" } },
                    "storage": "${3:20Gi}",
                    "storageClass": "${4:replicated}",
                }),
            ),
            manifest(
                "VMDisk, blank",
                "An empty disk for data",
                "web-data",
                json!({ "storage": "${2:50Gi}", "storageClass": "${3:replicated}" }),
            ),
            manifest(
                "VMDisk from a download",
                "A disk that begins as a downloaded image",
                "web-system",
                json!({
                    "source": { "http": { "url": "${2:https://example.org/image.qcow2}" } },
                    "storage": "${3:20Gi}",
                    "storageClass": "${4:replicated}",
                }),
            ),
            manifest(
                "VMDisk, optical",
                "A CD-ROM with an installer",
                "installer",
                json!({
                    "source": { "http": { "url": "${2:https://example.org/installer.iso}" } },
                    "optical": true,
                    "storage": "${3:10Gi}",
                    "storageClass": "${4:replicated}",
                }),
            ),
        ]),
    }
}

/// A disk of a VM.
pub(super) fn of_disk() -> Value {
    json!([
        { "label": "a disk", "description": "Attached as the profile says", "body": { "name": "${1:web-data}" } },
        {
            "label": "a disk on a bus",
            "description": "`sata` for an optical disk",
            "body": { "name": "${1:installer}", "bus": "${2:sata}" },
        },
    ])
}

/// User data.
pub(super) fn of_cloud_init() -> Value {
    json!([{
        "label": "a cloud-config",
        "description": "What cloud-init sets up when the VM starts for the first time",
        "body": "|\n  #cloud-config\n  packages:\n    - ${1:nginx}\n",
    }])
}

/// A size without an instance type.
pub(super) fn of_resources() -> Value {
    json!([{
        "label": "a size of one's own",
        "description": "Needs `instanceType: \"\"` beside it",
        "body": { "cpu": "${1:2}", "sockets": "${2:1}", "memory": "${3:4Gi}" },
    }])
}

/// A source of a disk.
pub(super) fn of_source(name: &str) -> Value {
    let snippet = match name {
        "image" => json!({
            "label": "an image of the platform",
            "description": "A copy of a golden image",
            "body": { "image": { "name": "${1:debian-12}" } },
        }),
        "http" => json!({
            "label": "a download",
            "description": "An image from an address",
            "body": { "http": { "url": "${1:https://example.org/image.qcow2}" } },
        }),
        // An empty mapping as an object would be left out, and the key alone is null.
        "upload" => json!({
            "label": "an upload",
            "description": "An image from this computer, with `virtctl image-upload`",
            "body": "upload: {}",
        }),
        "disk" => json!({
            "label": "another disk",
            "description": "A copy of a VMDisk",
            "body": { "disk": { "name": "${1:web-system}" } },
        }),
        _ => return json!([]),
    };
    json!([snippet])
}
