//! What holds for every text.

use proptest::prelude::*;
use vmspec::analysis::{Options, Report, SourceFile, Workspace, check};
use vmspec::diagnostic::Diagnostic;
use vmspec::rules::{self, Scope, Stage};
use vmspec_yaml::edit::apply;

/// Lines that manifests are made of, right and wrong.
const LINES: &[&str] = &[
    "apiVersion: apps.cozystack.io/v1alpha1",
    "kind: VMInstance",
    "kind: VMDisk",
    "kind: VirtualMachine",
    "metadata:",
    "metadata: {name: web}",
    "  name: web",
    "  name: Größe😀",
    "  namespace: tenant-a",
    "  labels: {a: b, n: 5}",
    "spec:",
    "spec: &spec",
    "  <<: *spec",
    "  external: true",
    "  external: \"true\"",
    "  externalMethod: WholeIP",
    "  externalMethod: wholeip",
    "  externalPorts: [22, 80, 22, http]",
    "  externalPorts:",
    "    - 22",
    "    - 70000",
    "  externalAllowICMP: false",
    "  running: false",
    "  runStrategy: Always",
    "  instanceType: u1.nano",
    "  instanceProfile: ubuntu",
    "  instanceProfile: ",
    "  resources: {cpu: 2, memory: 4GB}",
    "  disks:",
    "    - web",
    "    - name: web",
    "      bus: ide",
    "    - {}",
    "  networks:",
    "    - name: default",
    "  subnets: [{name: a/b}]",
    "  gpus: [nvidia.com/L40S]",
    "  sshKeys: [ssh-ed25519 AAAA]",
    "  cloudInit: |",
    "    #cloud-config",
    "    users: [default]",
    "  source: {image: {name: rocky-9}}",
    "  source:",
    "    http: {url: https://example.org/x.qcow2}",
    "    disk: {name: web}",
    "  storage: 5Gi",
    "  storage: 20 Gi",
    "  storageclass: local",
    "  storageClass: local",
    "  optical: yes",
    "  _x: 1",
    "# comment",
    "",
    "---",
    "...",
    "{{ .Values.x }}",
    "\tx: 1",
    "x: [",
    "y: }",
    "z: \"\\u12\"",
    "? a",
];

/// The beginnings of manifests that the lines go into.
const HEADS: &[&[&str]] = &[
    &[],
    &["apiVersion: apps.cozystack.io/v1alpha1", "kind: VMInstance", "metadata:", "  name: web", "spec:"],
    &["apiVersion: apps.cozystack.io/v1alpha1", "kind: VMDisk", "metadata:", "  name: web", "spec:"],
];

fn manifest() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        30 => prop::sample::select(LINES).prop_map(str::to_owned),
        1 => "[ -~]{0,20}",
    ];
    let lines = (prop::sample::select(HEADS), prop::collection::vec(line, 0..20));
    (lines, prop::sample::select(&["\n", "\r\n"][..]), prop::bool::ANY).prop_map(
        |((head, lines), end, mark)| {
            let mark = if mark { "\u{feff}" } else { "" };
            let head: String = head.iter().flat_map(|line| [line, end]).collect();
            format!("{mark}{head}{}{end}", lines.join(end))
        },
    )
}

/// Fields of the spec of a `VMInstance`, and of a `VMDisk`, most of them with a fault.
const VM_FIELDS: &[&str] = &[
    "external: true",
    "external: \"false\"",
    "externalMethod: WholeIP",
    "externalMethod: portList # all",
    "externalPorts: [22, 80, 22, http]",
    "externalPorts:\n    - 22\n    - '443'\n    - 70000\n    # the last\n    - 22",
    "externalPorts: 8080",
    "externalPorts: []",
    "externalAllowICMP: false",
    "running: false",
    "running: \"yes\"",
    "runStrategy: Always",
    "runStrategy: halted",
    "instanceType: u1.nano",
    "instanceType: u1.lareg",
    "instanceProfile: ubunto",
    "instanceProfile: windows.2k25",
    "resources: {cpu: \"\", memory: 4GB}",
    "resources:\n    cpu: 500m\n    sockets: 1",
    "disks:\n    - web\n    - name: web\n      bus: ide\n    - vm-disk-data",
    "disks: [{name: a, bus: SATA}, {nam: b}]",
    "disks: web",
    "networks:\n    - front\n    - name: back\n    - {name: back}",
    "subnets: [{name: front}]",
    "gpus: [nvidia.com/AD102GL_L40S]",
    "gpus:\n    - name: nvidia.com/L40S\n      count: 2",
    "sshKeys: ssh-ed25519 AAAA",
    "sshKeys:\n    - ssh-rsa AAAA...\n    - ssh-rsa AAAA...",
    "cloudInit: |\n    #cloud-config\n    users: [default]",
    "cloudInitSeed: 0123",
    "userData: text",
    "_internal: {a: 1}",
];
const DISK_FIELDS: &[&str] = &[
    "source: {image: {name: rocky-9}}",
    "source:\n    image: vm-image-debian-12",
    "source:\n    http:\n      url: http://example.org/debian.iso\n    upload: {}",
    "source: # nothing\n",
    "source: {disk: {name: web}}",
    "storage: 5Gi",
    "storage: 20 gi",
    "storage: 30",
    "storage: \"\"",
    "size: 10Gi",
    "storageClass: replicatd",
    "storageclass: local",
    "optical: \"yes\"",
    "optical: true",
];

/// Manifests without damage.
fn sound_manifest() -> impl Strategy<Value = String> {
    let document = |kind: &'static str, fields: &'static [&'static str]| {
        prop::sample::subsequence(fields, 0..8).prop_shuffle().prop_map(move |fields| {
            let fields: String = fields.iter().flat_map(|field| ["  ", field, "\n"]).collect();
            format!("apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: web\nspec:\n{fields}")
        })
    };
    let document = prop_oneof![document("VMInstance", VM_FIELDS), document("VMDisk", DISK_FIELDS)];
    prop::collection::vec(document, 1..4).prop_map(|documents| documents.join("---\n"))
}

fn any_options() -> impl Strategy<Value = Options> {
    let platforms = &["hikube", "cozystack", "cozystack@1.6", "cozystack@0.41", "hikube@1.3"][..];
    let stages = &[None, Some(Stage::Production), Some(Stage::Development)][..];
    let (platforms, stages) = (prop::sample::select(platforms), prop::sample::select(stages));
    (platforms, stages, prop::bool::ANY).prop_map(|(platform, stage, complete)| {
        let mut options = Options::new(platform.parse().expect("a platform"));
        options.stage = stage;
        options.scope = if complete { Scope::Closed } else { Scope::Open };
        options
    })
}

/// Checks what holds for every diagnostic of a text.
fn is_sound(text: &str, found: &Diagnostic) {
    let spans = [found.span].into_iter().chain(found.labels.iter().map(|label| label.span));
    let edits = found.fix.iter().flat_map(|fix| &fix.edits);
    for span in spans.chain(edits.map(|edit| edit.span)) {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(start <= end && text.get(start..end).is_some(), "{span:?} of {} in {text:?}", found.rule);
    }
    assert!(!found.message.is_empty() && !found.message.contains('\n'), "{}", found.message);
    assert!(rules::find(found.rule).is_some());
    assert_eq!(found.path.to_string().parse().as_ref(), Ok(&found.path));
    let mut ends = 0;
    for edit in found.fix.iter().flat_map(|fix| &fix.edits) {
        assert!(edit.span.start >= ends, "edits of {} overlap or are not in order", found.rule);
        ends = edit.span.end;
    }
}

fn check_twice(text: &str, options: &Options) -> Report {
    let report = check("test.yaml", text, options);
    for found in &report.diagnostics {
        is_sound(text, found);
    }
    assert!(report.diagnostics.is_sorted_by_key(|found| found.span));
    let again = check("test.yaml", text, options);
    assert_eq!((again.summary, &again.diagnostics), (report.summary, &report.diagnostics));
    report
}

/// Applies each fix alone: its finding goes, and the text stays as sound as it was.
fn fixes_help(text: &str, options: &Options) {
    let before = check("test.yaml", text, options).diagnostics;
    let same = |one: &Diagnostic| {
        let (rule, path, message) = (one.rule, one.path.clone(), one.message.clone());
        move |other: &&Diagnostic| other.rule == rule && other.path == path && other.message == message
    };
    let of_rule =
        |diagnostics: &[Diagnostic], rule| diagnostics.iter().filter(|found| found.rule == rule).count();
    for found in &before {
        let Some(fix) = &found.fix else { continue };
        let fixed = apply(text, &fix.edits);
        assert_ne!(fixed, text, "the fix of {} changes nothing", found.rule);
        let after = check("test.yaml", &fixed, options).diagnostics;
        // A third of its kind takes the place of a second that is removed.
        let is_gone = !after.iter().any(|other| same(found)(&other))
            || of_rule(&after, found.rule) < of_rule(&before, found.rule);
        assert!(is_gone, "the fix of {} leaves {}:\n{fixed}", found.rule, found.message);
        let faults =
            |diagnostics| of_rule(diagnostics, "yaml-syntax") + of_rule(diagnostics, "duplicate-key");
        assert!(faults(&after) <= faults(&before), "the fix of {} breaks the text:\n{fixed}", found.rule);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_report(text in "\\PC*", options in any_options()) {
        check_twice(&text, &options);
    }

    #[test]
    fn any_bytes_give_a_sound_report(bytes in prop::collection::vec(prop::num::u8::ANY, 0..200)) {
        let options = Options::default();
        let file = SourceFile::parse_bytes("test.yaml", &bytes, &options.limits);
        let text = file.text().to_owned();
        for found in Workspace::new(&[file], &options).check().diagnostics {
            is_sound(&text, &found);
        }
    }

    #[test]
    fn any_manifest_gives_a_sound_report(text in manifest(), options in any_options()) {
        check_twice(&text, &options);
    }

    #[test]
    fn each_fix_removes_its_finding(text in prop_oneof![sound_manifest(), manifest()], options in any_options()) {
        fixes_help(&text, &options);
    }

    #[test]
    fn any_sound_manifest_gives_a_sound_report(text in sound_manifest(), options in any_options()) {
        check_twice(&text, &options);
    }

    /// The line ends and the mark of byte order have no meaning.
    #[test]
    fn line_ends_change_nothing(lines in prop::collection::vec(prop::sample::select(LINES), 0..30)) {
        let said = |text: &str| {
            let report = check("test.yaml", text, &Options::default());
            report.diagnostics.into_iter().map(|found| (found.rule, found.path, found.message)).collect::<Vec<_>>()
        };
        let unix = said(&(lines.join("\n") + "\n"));
        prop_assert_eq!(said(&(lines.join("\r\n") + "\r\n")), unix.clone());
        prop_assert_eq!(said(&format!("\u{feff}{}\n", lines.join("\n"))), unix);
    }
}
