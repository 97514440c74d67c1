//! What holds for every text.

use proptest::prelude::*;
use vmspec::analysis::{Options, Report, SourceFile, Workspace, check};
use vmspec::diagnostic::Diagnostic;
use vmspec::rules::{self, Scope, Stage};

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
];

fn manifest() -> impl Strategy<Value = String> {
    let line = prop::sample::select(LINES).prop_map(str::to_owned);
    (prop::collection::vec(line, 0..40), prop::sample::select(&["\n", "\r\n"][..]), prop::bool::ANY).prop_map(
        |(lines, end, mark)| {
            let mark = if mark { "\u{feff}" } else { "" };
            format!("{mark}{}{end}", lines.join(end))
        },
    )
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

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
