//! Which documents are read, which are skipped, and what is wrong with what they say they are.

use vmspec::analysis::Options;

use crate::drawing::{report, structure};

const DISK: &str =
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n  storage: 20Gi\n";

#[test]
fn documents_are_counted() {
    let cases: &[(&str, [usize; 3])] = &[
        ("", [0, 0, 0]),
        ("# nothing\n", [0, 0, 0]),
        ("---\n---\n", [0, 0, 0]),
        (DISK, [1, 1, 0]),
        ("kind: Secret\napiVersion: v1\n", [1, 0, 1]),
        ("- a list\n", [1, 0, 1]),
        ("text\n", [1, 0, 1]),
        ("kind: VirtualMachine\napiVersion: kubevirt.io/v1\n", [1, 0, 1]),
        ("kind: VMDiskList\napiVersion: apps.cozystack.io/v1alpha1\nitems: []\n", [1, 0, 1]),
        ("kind: VMInstanceList\napiVersion: apps.cozystack.io/v1alpha1\nitems: []\n", [1, 0, 1]),
        ("kind: Tenant\napiVersion: apps.cozystack.io/v1alpha1\n", [1, 0, 1]),
        ("kind: [VMDisk]\n", [1, 0, 1]),
        // Ours, but for a mistake.
        ("kind: vmdisk\n", [1, 1, 0]),
        ("kind: VMDisc\napiVersion: apps.cozystack.io/v1alpha1\n", [1, 1, 0]),
        ("kind: VirtualMachine\napiVersion: apps.cozystack.io/v1alpha1\n", [1, 1, 0]),
        ("apiVersion: apps.cozystack.io/v1alpha1\n", [1, 1, 0]),
    ];
    for (text, expected) in cases {
        let summary = report(&[("", text)], &Options::default()).summary;
        assert_eq!([summary.documents, summary.checked, summary.skipped], *expected, "{text}");
    }
}

#[test]
fn several_files_and_documents_add_up() {
    let several = format!("{DISK}---\nkind: Secret\napiVersion: v1\n---\n# nothing\n---\n{DISK}");
    let summary = report(&[("a", &several), ("b", DISK), ("c", "")], &Options::default()).summary;
    assert_eq!([summary.files, summary.documents, summary.checked, summary.skipped], [3, 4, 3, 1]);
}

#[test]
fn a_diagnostic_names_its_document_and_resource() {
    let text =
        format!("# first\n---\nkind: Secret\n---\n{DISK}  optical: maybe\n---\n{DISK}  optical: never\n");
    let text = text.replacen("name: data", "name: data\n  namespace: tenant-a", 1);
    let report = report(&[("", &text)], &Options::default());
    let found: Vec<_> = report.diagnostics.iter().filter(|found| found.rule == "wrong-type").collect();
    let resources: Vec<_> = found.iter().map(|found| found.resource.clone().expect("a resource")).collect();
    assert_eq!(found[0].document + 1, found[1].document);
    assert_eq!(resources[0].namespace.as_deref(), Some("tenant-a"));
    assert_eq!((resources[1].kind.as_str(), resources[1].name.as_str()), ("VMDisk", "data"));
    assert_eq!(resources[1].namespace, None);
}

const KIND_AND_API_VERSION: &[(&str, &str)] = &[
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: a
spec: {storage: 20Gi}
", ""),
    ("kind: VMDisk
metadata:
  name: a
spec: {storage: 20Gi}
", "
kind: VMDisk
^^^^ error[missing-field]: `apiVersion` is missing, expected `apps.cozystack.io/v1alpha1`
at 0:apiVersion
safe fix: add `apiVersion: apps.cozystack.io/v1alpha1`
"),
    ("apiVersion: ''
kind: VMDisk
metadata:
  name: a
spec: {storage: 20Gi}
", "
apiVersion: ''
            ^^ error[missing-field]: `apiVersion` is missing, expected `apps.cozystack.io/v1alpha1`
            at 0:apiVersion
            safe fix: add `apiVersion: apps.cozystack.io/v1alpha1`
"),
    ("apiVersion: apps.cozystack.io/v1
kind: VMDisk
metadata:
  name: a
spec: {storage: 20Gi}
", "
apiVersion: apps.cozystack.io/v1
            ^^^^^^^^^^^^^^^^^^^^ error[wrong-api-version]: `apps.cozystack.io/v1` has no such kind, expected `apps.cozystack.io/v1alpha1`
            at 0:apiVersion
            safe fix: use `apps.cozystack.io/v1alpha1`
"),
    ("apiVersion: v1
kind: VMInstance
metadata:
  name: a
spec: {disks: [a]}
", "
apiVersion: v1
            ^^ error[wrong-api-version]: `v1` has no such kind, expected `apps.cozystack.io/v1alpha1`
            at 0:apiVersion
            safe fix: use `apps.cozystack.io/v1alpha1`
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
metadata:
  name: a
spec: {storage: 20Gi}
", "
apiVersion: apps.cozystack.io/v1alpha1
^^^^^^^^^^ error[missing-field]: `kind` is missing, expected `VMInstance` or `VMDisk`
at 0:kind
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: vmdisk
metadata:
  name: a
spec: {storage: 20Gi}
", "
kind: vmdisk
      ^^^^^^ error[unknown-kind]: there is no kind `vmdisk`, expected `VMDisk`
      at 0:kind
      safe fix: use `VMDisk`
"),
    ("apiVersion: v1
kind: vminstance
spec: {disks: [a]}
", "
kind: vminstance
      ^^^^^^^^^^ error[unknown-kind]: there is no kind `vminstance`, expected `VMInstance`
      at 0:kind
      safe fix: use `VMInstance`
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstnace
metadata:
  name: a
spec: {storage: 20Gi}
", "
kind: VMInstnace
      ^^^^^^^^^^ error[unknown-kind]: there is no kind `VMInstnace`, expected `VMInstance`
      at 0:kind
      safe fix: use `VMInstance`

spec: {storage: 20Gi}
       ^^^^^^^ warning[unknown-field]: unknown field `storage`, which the platform ignores
       at 0:spec.storage
       help: storage belongs to a `VMDisk`
"),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VirtualMachine
metadata:
  name: a
spec: {storage: 20Gi}
", "
kind: VirtualMachine
      ^^^^^^^^^^^^^^ warning[removed-kind]: the kind `VirtualMachine` was removed in v1.0.0, expected a `VMInstance` with `VMDisk`s
      at 0:kind
      help: give each disk a `VMDisk` of its own, and list their names in `disks` of a `VMInstance`
"),
    ("apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: a
spec: {storage: 20Gi}
", ""),
    ("kind: VMDisc
", ""),
    ("kind: Deployment
apiVersion: apps/v1
spec: {size: 5, size: 6}
", ""),
    ("apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisc
metadata:
  name: a
spec: {storag: 20Gi}
", "
kind: VMDisc
      ^^^^^^ error[unknown-kind]: there is no kind `VMDisc`, expected `VMDisk`
      at 0:kind
      safe fix: use `VMDisk`

spec: {storag: 20Gi}
       ^^^^^^ warning[unknown-field]: unknown field `storag`, which the platform ignores
       at 0:spec.storag
       help: did you mean `storage`?
       unsafe fix: rename `storag` to `storage`
"),
];

#[test]
fn faults_of_kind_and_api_version() {
    for (text, expected) in KIND_AND_API_VERSION {
        assert_eq!(structure(text), *expected, "{text}");
    }
}
