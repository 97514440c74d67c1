//! Values and fields that the types don't take.

use crate::drawing::structure;

/// The head of a `VMInstance` up to its spec.
const VM: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n";
const DISK: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n";

const INSTANCE: &[(&str, &str)] = &[
    ("  externalPorts:\n    - port: 443\n", "
    - port: 443
      ^^^^ error[wrong-type]: `externalPorts[0]` is a mapping, expected a port number from 1 to 65535
      at 0:spec.externalPorts[0]
      help: list each port by its number: `- 443`
"),
    (r#"  external: "true"
"#, r#"
  external: "true"
            ^^^^^^ error[wrong-type]: `external` is text, expected a boolean
            at 0:spec.external
            safe fix: write `true`
"#),
    ("  external: yes # kubectl reads this as a boolean
", ""),
    ("  external: maybe
", "
  external: maybe
            ^^^^^ error[wrong-type]: `external` is text, expected a boolean
            at 0:spec.external
"),
    ("  externalPorts: 22
", "
  externalPorts: 22
                 ^^ error[wrong-type]: `externalPorts` is the number `22`, expected a list
                 at 0:spec.externalPorts
                 safe fix: make it a list
"),
    (r#"  externalPorts: ["22", 0x50, 0, http]
"#, r#"
  externalPorts: ["22", 0x50, 0, http]
                  ^^^^ error[wrong-type]: `externalPorts[0]` is text, expected a port number from 1 to 65535
                  at 0:spec.externalPorts[0]
                  safe fix: write `22`

  externalPorts: ["22", 0x50, 0, http]
                              ^ error[invalid-value]: `externalPorts[2]`: port 0 is out of range: expected 1 to 65535
                              at 0:spec.externalPorts[2]

  externalPorts: ["22", 0x50, 0, http]
                                 ^^^^ error[wrong-type]: `externalPorts[3]` is text, expected a port number from 1 to 65535
                                 at 0:spec.externalPorts[3]
                                 help: list each port by its number: `- 443`
"#),
    ("  externalMethod: wholeip
", "
  externalMethod: wholeip
                  ^^^^^^^ error[unknown-value]: `externalMethod` is `wholeip`, expected one of `PortList`, `WholeIP`
                  at 0:spec.externalMethod
                  help: did you mean `WholeIP`?
                  safe fix: use `WholeIP`
"),
    ("  externalMethod: Everything
", "
  externalMethod: Everything
                  ^^^^^^^^^^ error[unknown-value]: `externalMethod` is `Everything`, expected one of `PortList`, `WholeIP`
                  at 0:spec.externalMethod
"),
    ("  runStrategy: [Always]
", "
  runStrategy: [Always]
               ^^^^^^^^ error[wrong-type]: `runStrategy` is a list, expected one of `Always`, `Halted`, `Manual`, `RerunOnFailure`, `Once`
               at 0:spec.runStrategy
"),
    (r#"  running: "no"
"#, r#"
  running: "no"
           ^^^^ error[wrong-type]: `running` is text, expected a boolean
           at 0:spec.running
           safe fix: write `false`
"#),
    ("  instanceType: on
", "
  instanceType: on
                ^^ error[wrong-type]: `instanceType` is the boolean `on`, expected text
                at 0:spec.instanceType
                safe fix: put it in quotes
"),
    ("  cloudInitSeed: 0123
", "
  cloudInitSeed: 0123
                 ^^^^ error[wrong-type]: `cloudInitSeed` is the number `0123`, expected text
                 at 0:spec.cloudInitSeed
                 safe fix: put it in quotes
"),
    ("  cloudInit:
    users: []
", "
  cloudInit:
  ^^^^^^^^^ error[wrong-type]: `cloudInit` is a mapping, expected text
  at 0:spec.cloudInit
  help: write `cloudInit: |`, which makes the lines below it text
  safe fix: make it text that begins with `#cloud-config`
"),
    ("  sshKeys: ssh-ed25519 AAAA
", "
  sshKeys: ssh-ed25519 AAAA
           ^^^^^^^^^^^^^^^^ error[wrong-type]: `sshKeys` is text, expected a list
           at 0:spec.sshKeys
           safe fix: make it a list
"),
    ("  gpus:
    - nvidia.com/AD102GL_L40S
    - name: nvidia.com/AD102GL_L40S
      count: 2
", "
    - nvidia.com/AD102GL_L40S
      ^^^^^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `gpus[0]` is text, expected a GPU: a mapping with a `name`
      at 0:spec.gpus[0]
      safe fix: make it a mapping with `name`

      count: 2
      ^^^^^ warning[unknown-field]: unknown field `count`, which the platform ignores
      at 0:spec.gpus[1].count
      help: each GPU is an entry of its own
"),
    ("  networks: [subnet-84dbec17]
", "
  networks: [subnet-84dbec17]
             ^^^^^^^^^^^^^^^ error[wrong-type]: `networks[0]` is text, expected a network: a mapping with a `name`
             at 0:spec.networks[0]
             safe fix: make it a mapping with `name`
"),
    ("  disks: web-system
", "
  disks: web-system
         ^^^^^^^^^^ error[wrong-type]: `disks` is text, expected a list
         at 0:spec.disks
         safe fix: make it a list
"),
    ("  disks:
    - nam: web-system
    - bus: sata
    - 5
    - name: web-data
      size: 20Gi
", "
    - nam: web-system
      ^^^ error[unknown-field]: unknown field `nam`, which the platform ignores
      at 0:spec.disks[0].nam
      help: did you mean `name`?
      safe fix: rename `nam` to `name`

    - bus: sata
      ^^^ error[missing-field]: `disks[1]` has no `name`
      at 0:spec.disks[1].name

    - 5
      ^ error[wrong-type]: `disks[2]` is the number `5`, expected a disk: a name or `{name, bus}`
      at 0:spec.disks[2]

      size: 20Gi
      ^^^^ warning[unknown-field]: unknown field `size`, which the platform ignores
      at 0:spec.disks[3].size
      help: this belongs to the `VMDisk` of that name
"),
    (r#"  resources:
    cpu: ""
    memory: 4GB
    sokets: 1
"#, r#"
    cpu: ""
         ^^ error[invalid-value]: `cpu`: an empty text is not a size; leave the field out or give a quantity such as `2`
         at 0:spec.resources.cpu
         safe fix: leave it out

    memory: 4GB
            ^^^ error[invalid-value]: `memory`: `4GB` has the unknown suffix `GB`, expected a quantity such as `20Gi`
            at 0:spec.resources.memory
            manual fix: write `4G`
            or: write `4Gi`

    sokets: 1
    ^^^^^^ warning[unknown-field]: unknown field `sokets`, which the platform ignores
    at 0:spec.resources.sokets
    help: did you mean `sockets`?
    unsafe fix: rename `sokets` to `sockets`
"#),
    ("  systemDisk:
    size: 20Gi
  userData: x
  hostName: web
  colour: red
", "
  systemDisk:
  ^^^^^^^^^^ warning[unknown-field]: unknown field `systemDisk`, which the platform ignores
  at 0:spec.systemDisk
  help: each disk is a `VMDisk` of its own, and `disks` lists their names

  userData: x
  ^^^^^^^^ warning[unknown-field]: unknown field `userData`, which the platform ignores
  at 0:spec.userData
  help: user data for cloud-init is `cloudInit`
  unsafe fix: rename `userData` to `cloudInit`

  hostName: web
  ^^^^^^^^ warning[unknown-field]: unknown field `hostName`, which the platform ignores
  at 0:spec.hostName
  help: the host name of the guest is set in `cloudInit`

  colour: red
  ^^^^^^ warning[unknown-field]: unknown field `colour`, which the platform ignores
  at 0:spec.colour
"),
    ("  sshKey: [a]
  sshKeys: [b]
", "
  sshKey: [a]
  ^^^^^^ warning[unknown-field]: unknown field `sshKey`, which the platform ignores
  at 0:spec.sshKey
  help: SSH keys are a list: `sshKeys`
"),
    ("  external: true
  external: false
", "
  external: false
  ^^^^^^^^ error[duplicate-key]: `external` is given twice: expected each key once
  at 0:spec.external
  line 6, `external`: first set here
  manual fix: keep the second one
  or: keep the first one
"),
    ("  _cluster: {}
", "
  _cluster: {}
  ^^^^^^^^ error[reserved-field]: the platform refuses `_cluster`: names that start with `_` are its own
  at 0:spec._cluster
  safe fix: remove `_cluster`
"),
    ("  externalPorts: [80-90]
", "
  externalPorts: [80-90]
                  ^^^^^ error[wrong-type]: `externalPorts[0]` is text, expected a port number from 1 to 65535
                  at 0:spec.externalPorts[0]
                  help: list each port by its number: `- 443`
"),
    ("  cloudInit:
    # Who may come in.
    users:
      - name: ann # the first
", "
  cloudInit:
  ^^^^^^^^^ error[wrong-type]: `cloudInit` is a mapping, expected text
  at 0:spec.cloudInit
  help: write `cloudInit: |`, which makes the lines below it text
  safe fix: make it text that begins with `#cloud-config`
"),
    // The text would lead out of itself.
    ("  sshKeys: &keys []
  cloudInit:
    ssh_authorized_keys: *keys
", "
  cloudInit:
  ^^^^^^^^^ error[wrong-type]: `cloudInit` is a mapping, expected text
  at 0:spec.cloudInit
  help: write `cloudInit: |`, which makes the lines below it text
"),
    ("  spec:
    external: true
", "
  spec:
  ^^^^ warning[unknown-field]: unknown field `spec`, which the platform ignores
  at 0:spec.spec
"),
];

#[test]
fn of_an_instance() {
    for (text, expected) in INSTANCE {
        assert_eq!(structure(&format!("{VM}{text}")), *expected, "{text}");
    }
}

const DISKS: &[(&str, &str)] = &[
    (r#"  optical: "yes"
"#, r#"
  optical: "yes"
           ^^^^^ error[wrong-type]: `optical` is text, expected a boolean
           at 0:spec.optical
           safe fix: write `true`
"#),
    ("  storage: 20 Gi
", "
  storage: 20 Gi
           ^^^^^ error[invalid-value]: `storage`: `20 Gi` has a blank in it, expected a quantity such as `20Gi`
           at 0:spec.storage
           manual fix: write `20Gi`
"),
    ("  storage: 1.5
", "
  storage: 1.5
           ^^^ error[wrong-type]: `storage` is the number `1.5`, expected a quantity such as `20Gi`
           at 0:spec.storage
"),
    ("  storage: [20Gi]
", "
  storage: [20Gi]
           ^^^^^^ error[wrong-type]: `storage` is a list, expected a quantity such as `20Gi`
           at 0:spec.storage
"),
    (r#"  storage: ""
"#, r#"
  storage: ""
           ^^ error[invalid-value]: `storage`: an empty text is not a size; leave the field out or give a quantity such as `20Gi`
           at 0:spec.storage
           safe fix: leave it out
"#),
    ("  size: 100Gi
", "
  size: 100Gi
  ^^^^ warning[unknown-field]: unknown field `size`, which the platform ignores
  at 0:spec.size
  help: the size of a disk is `storage`
  unsafe fix: rename `size` to `storage`
"),
    ("  storageclass: local
", "
  storageclass: local
  ^^^^^^^^^^^^ warning[unknown-field]: unknown field `storageclass`, which the platform ignores
  at 0:spec.storageclass
  help: did you mean `storageClass`?
  unsafe fix: rename `storageclass` to `storageClass`
"),
    ("  source: debian-12
", "
  source: debian-12
          ^^^^^^^^^ error[wrong-type]: `source` is text, expected a source: a mapping with `image`, `http`, `upload` or `disk`, or `{}` for a blank disk
          at 0:spec.source
"),
    ("  source:
    image: debian-12
", "
    image: debian-12
           ^^^^^^^^^ error[wrong-type]: `image` is text, expected an image: a mapping with a `name`
           at 0:spec.source.image
           safe fix: make it a mapping with `name`
"),
    ("  source:
    http: https://example.org/x.qcow2
", "
    http: https://example.org/x.qcow2
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `http` is text, expected a download: a mapping with a `url`
          at 0:spec.source.http
          safe fix: make it a mapping with `url`
"),
    ("  source:
    image:
      nam: debian-12
", "
      nam: debian-12
      ^^^ error[unknown-field]: unknown field `nam`, which the platform ignores
      at 0:spec.source.image.nam
      help: did you mean `name`?
      safe fix: rename `nam` to `name`
"),
    ("  source:
    http: {}
", "
    http: {}
    ^^^^ error[missing-field]: `http` has no `url`
    at 0:spec.source.http.url
"),
    ("  storage: 20Gi
  storage: 30Gi
", "
  storage: 30Gi
  ^^^^^^^ error[duplicate-key]: `storage` is given twice: expected each key once
  at 0:spec.storage
  line 6, `storage`: first set here
  manual fix: keep the second one
  or: keep the first one
"),
];

#[test]
fn of_a_disk() {
    for (text, expected) in DISKS {
        assert_eq!(structure(&format!("{DISK}{text}")), *expected, "{text}");
    }
}

const METADATA: &[(&str, &str)] = &[
    (
        "apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: a
spec: {}
",
        "
metadata: a
          ^ error[wrong-type]: `metadata` is text, expected metadata: a mapping with a `name`
          at 0:metadata
          safe fix: make it a mapping with `name`

spec: {}
      ^^ warning[empty-spec]: spec is empty: the disk is blank, has 5Gi and the storage class `replicated`
      at 0:spec
",
    ),
    (
        "apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: 5
  labels:
    tier: 1
spec: {}
",
        "
  name: 5
        ^ error[wrong-type]: `name` is the number `5`, expected text
        at 0:metadata.name
        safe fix: put it in quotes

    tier: 1
          ^ error[wrong-type]: `tier` is the number `1`, expected text
          at 0:metadata.labels.tier
          safe fix: put it in quotes

spec: {}
      ^^ warning[empty-spec]: spec is empty: the disk is blank, has 5Gi and the storage class `replicated`
      at 0:spec
",
    ),
    (
        "apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: a
  lables: {a: b}
specs: {}
",
        "
apiVersion: apps.cozystack.io/v1alpha1
^^^^^^^^^^ warning[empty-spec]: spec is empty: the disk is blank, has 5Gi and the storage class `replicated`
at 0:spec

  lables: {a: b}
  ^^^^^^ warning[unknown-field]: unknown field `lables`, which the platform ignores
  at 0:metadata.lables
  help: did you mean `labels`?
  unsafe fix: rename `lables` to `labels`

specs: {}
^^^^^ warning[unknown-field]: unknown field `specs`, which the platform ignores
at 0:specs
help: did you mean `spec`?
unsafe fix: rename `specs` to `spec`
",
    ),
    (
        "apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: a
spec: []
",
        "
spec: []
      ^^ error[wrong-type]: `spec` is a list, expected the spec of a `VMDisk`: a mapping
      at 0:spec
",
    ),
    (
        r#"apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
appVersion: 0.0.0
metadata:
  creationTimestamp: "2026-01-02T03:04:05Z"
  name: a
  namespace: tenant-a
  resourceVersion: "5"
  uid: 6c0ee2b1-8f4a-4a3b-9c0a-1d4f0a8e8a11
spec:
  optical: false
  source: {}
  storage: 5Gi
  storageClass: replicated
status:
  conditions:
    - lastTransitionTime: "2026-01-02T03:04:05Z"
      message: Helm install succeeded
      reason: InstallSucceeded
      status: "True"
      type: Ready
  version: 0.0.0
"#,
        "",
    ),
];

#[test]
fn of_metadata_and_status() {
    for (text, expected) in METADATA {
        assert_eq!(structure(text), *expected, "{text}");
    }
}
