//! Keys and values at a cursor.

use super::support::{chosen, labels};

const VM: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\n";
const DISK: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\n";

/// What is typed, what is chosen, and what becomes of it.
type Case = (String, &'static str, String);

fn check(cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for (marked, label, expected) in cases {
        let result = std::panic::catch_unwind(|| chosen(&marked, label));
        match result {
            Ok(found) if found == expected => {}
            Ok(found) => wrong.push(format!("--- {label} in\n{marked}\ngave\n{found}\nnot\n{expected}")),
            Err(_) => {
                wrong.push(format!("--- {label} is not offered in\n{marked}\nbut {:?}", labels(&marked)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn vm(part: &str) -> String {
    format!("{VM}{part}")
}

fn disk(part: &str) -> String {
    format!("{DISK}{part}")
}

fn both(part: &str) -> String {
    format!("{DISK}---\n{VM}{part}")
}

/// Keys on empty lines, half typed, in front of a value, with other keys below.
#[test]
fn keys() {
    check(vec![
        (vm("spec:\n  ‸"), "instanceType", vm("spec:\n  instanceType: ")),
        (vm("spec:\n  ‸\n"), "instanceType", vm("spec:\n  instanceType: \n")),
        (vm("spec:\n  inst‸"), "instanceType", vm("spec:\n  instanceType: ")),
        (vm("spec:\n  inst‸: u1.large"), "instanceType", vm("spec:\n  instanceType: u1.large")),
        (vm("spec:\n  in‸st: u1.large"), "instanceType", vm("spec:\n  instanceType: u1.large")),
        (
            vm("spec:\n  ‸\n  running: true\n"),
            "disks",
            vm("spec:\n  disks:\n    - name: \n  running: true\n"),
        ),
        (vm("spec:\n  running: true\n  ‸"), "resources", vm("spec:\n  running: true\n  resources:\n    ")),
        (vm("spec:\n  cl‸"), "cloudInit", vm("spec:\n  cloudInit: |\n    #cloud-config\n    ")),
        (vm("‸"), "spec", vm("spec:\n  ")),
        (disk("spec:\n  source:\n    ‸"), "image", disk("spec:\n  source:\n    image:\n      name: ")),
        (disk("spec:\n  source:\n    ‸"), "upload", disk("spec:\n  source:\n    upload: {}")),
    ]);
}

/// A line that stands too deep is put right.
#[test]
fn wrong_depth() {
    check(vec![
        (
            vm("spec:\n  running: true\n     ‸"),
            "instanceType",
            vm("spec:\n  running: true\n  instanceType: "),
        ),
        (
            vm("spec:\n  running: true\n   inst‸"),
            "instanceType",
            vm("spec:\n  running: true\n  instanceType: "),
        ),
        (vm("spec:\n  running: true\n\t‸"), "instanceType", vm("spec:\n  running: true\n  instanceType: ")),
    ]);
}

/// Values, with and without what is typed of them, without a blank behind the colon.
#[test]
fn values() {
    check(vec![
        (vm("spec:\n  instanceType: ‸"), "u1.large", vm("spec:\n  instanceType: u1.large")),
        (vm("spec:\n  instanceType: u1‸"), "u1.large", vm("spec:\n  instanceType: u1.large")),
        (
            vm("spec:\n  instanceType: u‸1.medium # now"),
            "u1.large",
            vm("spec:\n  instanceType: u1.large # now"),
        ),
        (vm("spec:\n  instanceType:‸"), "u1.large", vm("spec:\n  instanceType: u1.large")),
        (vm("spec:\n  instanceType: \"u‸\"\n"), "u1.large", vm("spec:\n  instanceType: \"u1.large\"\n")),
        (
            vm("spec:\n  external: ‸\n  running: true\n"),
            "true",
            vm("spec:\n  external: true\n  running: true\n"),
        ),
        (vm("spec:\n  runStrategy: H‸"), "Halted", vm("spec:\n  runStrategy: Halted")),
        (vm("spec:\n  cloudInit: ‸"), "#cloud-config", vm("spec:\n  cloudInit: |\n    #cloud-config\n    ")),
        (vm("spec:\n  externalPorts:\n    - ‸"), "443", vm("spec:\n  externalPorts:\n    - 443")),
        (vm("spec:\n  externalPorts:\n    ‸"), "443", vm("spec:\n  externalPorts:\n    - 443")),
        (
            vm("spec:\n  externalPorts:\n    - 22\n    ‸"),
            "443",
            vm("spec:\n  externalPorts:\n    - 22\n    - 443"),
        ),
        (vm("spec:\n  externalPorts: [22, ‸]"), "443", vm("spec:\n  externalPorts: [22, 443]")),
        (vm("spec:\n  externalPorts: [22, ‸"), "443", vm("spec:\n  externalPorts: [22, 443")),
        (
            vm("spec:\n  externalPorts: [\n    22,\n    ‸\n  ]\n"),
            "443",
            vm("spec:\n  externalPorts: [\n    22,\n    443\n  ]\n"),
        ),
        (disk("spec:\n  storageClass: ‸"), "local", disk("spec:\n  storageClass: local")),
        (
            disk("spec:\n  source:\n    image:\n      name: ub‸"),
            "ubuntu-2404",
            disk("spec:\n  source:\n    image:\n      name: ubuntu-2404"),
        ),
        (
            disk("spec:\n  source: {image: {name: ‸}}"),
            "ubuntu-2404",
            disk("spec:\n  source: {image: {name: ubuntu-2404}}"),
        ),
        (disk("spec:\n  source: {‸}"), "image", disk("spec:\n  source: {image: {}}")),
        (disk("spec:\n  source: {‸"), "image", disk("spec:\n  source: {image: {}")),
        (disk("spec: {storage: 5Gi, ‸"), "storageClass", disk("spec: {storage: 5Gi, storageClass: ")),
    ]);
}

/// JSON is YAML, in quotes.
#[test]
fn json() {
    let json = |part: &str| {
        format!(
            "{{\n  \"apiVersion\": \"apps.cozystack.io/v1alpha1\",\n  \"kind\": \"VMDisk\",\n  \"spec\": {{{part}}}\n}}\n"
        )
    };
    check(vec![
        (json("\"storageClass\": \"‸\""), "local", json("\"storageClass\": \"local\"")),
        (json("\"optical\": ‸"), "true", json("\"optical\": true")),
        (json("\"‸\""), "storage", json("\"storage\": ")),
        (
            json("\n    \"optical\": true,\n    \"sto‸\"\n  "),
            "storage",
            json("\n    \"optical\": true,\n    \"storage\": \n  "),
        ),
    ]);
}

/// Names of disks in other documents.
#[test]
fn disks() {
    check(vec![
        (both("spec:\n  disks:\n    - name: ‸"), "data", both("spec:\n  disks:\n    - name: data")),
        (both("spec:\n  disks:\n    - ‸"), "data", both("spec:\n  disks:\n    - name: data")),
        (both("spec:\n  disks:\n    ‸"), "data", both("spec:\n  disks:\n    - name: data")),
        (
            both("spec:\n  disks:\n  - name: x\n  ‸"),
            "data",
            both("spec:\n  disks:\n  - name: x\n  - name: data"),
        ),
        (both("spec:\n  disks:\n  - name: x\n    ‸"), "bus", both("spec:\n  disks:\n  - name: x\n    bus: ")),
        (both("spec:\n  disks: [{name: ‸}]"), "data", both("spec:\n  disks: [{name: data}]")),
        (both("spec:\n  disks: [‸]"), "data", both("spec:\n  disks: [{name: data}]")),
        (
            both("spec:\n  disks:\n    - name: x\n      bus: ‸"),
            "sata",
            both("spec:\n  disks:\n    - name: x\n      bus: sata"),
        ),
    ]);
}

/// Keys and values of a cloud-config.
#[test]
fn in_cloud_config() {
    check(vec![
        (
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    ‸"),
            "packages",
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    packages:\n      - "),
        ),
        (
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    us‸\n"),
            "users",
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    users:\n      - \n"),
        ),
        (
            vm(
                "spec:\n  cloudInit: |\n    #cloud-config\n    users:\n      - name: a\n        ‸\n  external: true\n",
            ),
            "shell",
            vm(
                "spec:\n  cloudInit: |\n    #cloud-config\n    users:\n      - name: a\n        shell: \n  external: true\n",
            ),
        ),
        (
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    ssh_pwauth: ‸\n"),
            "false",
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    ssh_pwauth: false\n"),
        ),
        (
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    power_state:\n      mode: ‸\n"),
            "reboot",
            vm("spec:\n  cloudInit: |\n    #cloud-config\n    power_state:\n      mode: reboot\n"),
        ),
    ]);
}

/// A cloud-config that is no `|` block: what is chosen is written as the scalar is.
#[test]
fn in_quotes_and_folds() {
    let single = "spec:\n  cloudInit: '#cloud-config\n\n    users:\n\n    - name: ann''s\n\n    pow‸'\n";
    let folded =
        "spec:\n  cloudInit: >\n    #cloud-config\n\n    ü: 🚀\n\n    power_state:\n      mode: ‸x\n";
    let plain = "spec:\n  cloudInit: #cloud-config‸\n";
    check(vec![
        (
            vm("spec:\n  cloudInit: \"#cloud-config\\n‸\"\n"),
            "packages",
            vm("spec:\n  cloudInit: \"#cloud-config\\npackages:\\n  - \"\n"),
        ),
        (
            vm(
                "spec: {cloudInit: \"#cloud-config\\nü: \\\"🚀\\\"\\nusers:\\n- name: ann\\n  sh‸\\npackages: []\"}\n",
            ),
            "shell",
            vm(
                "spec: {cloudInit: \"#cloud-config\\nü: \\\"🚀\\\"\\nusers:\\n- name: ann\\n  shell: \\npackages: []\"}\n",
            ),
        ),
        (
            vm("spec:\n  cloudInit: \"#cloud-config\\nssh_pwauth: \\\"‸\\\"\\n\"\n"),
            "false",
            vm("spec:\n  cloudInit: \"#cloud-config\\nssh_pwauth: \\\"false\\\"\\n\"\n"),
        ),
        (
            vm("spec:\n  cloudInit: '#cloud-config\n\n    ssh_pwauth: ''‸'''\n"),
            "false",
            vm("spec:\n  cloudInit: '#cloud-config\n\n    ssh_pwauth: ''false'''\n"),
        ),
        // Where new lines can't be written, the first one is.
        (vm(single), "power_state", vm(&single.replace("pow‸", "power_state:"))),
        (vm(folded), "reboot", vm(&folded.replace("‸x", "reboot"))),
    ]);
    assert_eq!(labels(&vm(plain)), [""; 0]);
    // Another line of the file than of the cloud-config, and an escape.
    assert_eq!(labels(&vm(&folded.replace("‸x", "x\n  ‸  \n"))), [""; 0]);
    assert_eq!(labels(&vm("spec:\n  cloudInit: \"#cloud-config\\‸nusers: []\"\n")), [""; 0]);
}

/// While the rest is broken.
#[test]
fn broken() {
    check(vec![
        (
            vm("spec:\n  disks: [\n  running true\n  external: ‸\n"),
            "true",
            vm("spec:\n  disks: [\n  running true\n  external: true\n"),
        ),
        (vm("spec:\n  inst\n  oops\n  ‸\n"), "instanceType", vm("spec:\n  inst\n  oops\n  instanceType: \n")),
        (vm("spec:\n  x: 'ü\n  external: ‸\n"), "true", vm("spec:\n  x: 'ü\n  external: true\n")),
    ]);
}

/// Characters of several bytes, and CR LF.
#[test]
fn characters() {
    check(vec![
        (
            vm("  labels:\n    größe: '🚀'\nspec:\n  external: ‸ # für 🚀\n"),
            "true",
            vm("  labels:\n    größe: '🚀'\nspec:\n  external: true # für 🚀\n"),
        ),
        (vm("spec:\r\n  ‸\r\n"), "disks", vm("spec:\r\n  disks:\r\n    - name: \r\n")),
    ]);
}

/// At the top of a document.
#[test]
fn at_the_top() {
    check(vec![
        (format!("{DISK}---\n‸"), "kind", format!("{DISK}---\nkind: ")),
        ("kind: ‸".to_owned(), "VMDisk", "kind: VMDisk".to_owned()),
        (
            "apiVersion: ‸".to_owned(),
            "apps.cozystack.io/v1alpha1",
            "apiVersion: apps.cozystack.io/v1alpha1".to_owned(),
        ),
    ]);
}

/// Where nothing can be said, nothing is offered.
#[test]
fn nothing() {
    let table = [
        "apiVersion: v1\nkind: Secret\ndata:\n  ‸",
        "services:\n  web:\n    ‸",
        &format!("{VM}spec:\n  # a comm‸ent\n"),
        &format!("{VM}spec:\n  external: true # ‸\n"),
        &format!("{VM}spec:\n  cloudInit: |\n    #!/bin/sh\n    ‸\n"),
        &format!(
            "{VM}spec:\n  cloudInit: |\n    #cloud-config\n    write_files:\n      - path: /x\n        content: |\n          ‸\n"
        ),
        &format!("{VM}spec:\n  cloudInitSeed: ‸\n"),
    ];
    for marked in table {
        assert_eq!(labels(marked), [""; 0], "{marked}");
    }
}

/// Keys that are there, that the platform fills in, or that exclude each other are not offered.
#[test]
fn not_offered() {
    for (marked, label) in [
        (format!("{VM}spec:\n  external: true\n  ‸"), "external"),
        (format!("{VM}spec:\n  external: true\n  ‸\n"), "source"),
        (format!("{DISK}spec:\n  ‸\n"), "instanceType"),
        (format!("{DISK}‸"), "status"),
        (format!("{DISK}spec:\n  source:\n    upload: {{}}\n    ‸"), "image"),
        (format!("{VM}spec:\n  externalPorts:\n    - 22\n    - ‸"), "22"),
        (format!("{DISK}---\n{VM}spec:\n  disks:\n    - name: data\n    - ‸"), "data"),
    ] {
        assert!(!labels(&marked).contains(&label.to_owned()), "{label} in\n{marked}");
    }
}
