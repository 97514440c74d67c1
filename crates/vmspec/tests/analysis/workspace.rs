//! Several files, references between them, scope, stage, order.

use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec::rules::{Scope, Stage};

use crate::drawing::{draw, report};

const VM: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  external: true
  externalMethod: WholeIP
  disks:
    - name: web-system
    - name: web-data
";

const DISK: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: web-system
spec:
  source:
    image:
      name: rocky-9
  storage: 20Gi
";

fn with_scope(scope: Scope) -> Options {
    let mut options = Options::default();
    options.scope = scope;
    options
}

#[test]
fn references_lead_into_other_files() {
    let files = [("vm.yaml", VM), ("disk.yaml", DISK)];
    let dangling = |scope| draw(&files, &with_scope(scope), |found| found.rule == "dangling-disk");
    assert_eq!(dangling(Scope::Open), "");
    assert_eq!(
        dangling(Scope::Closed),
        "
    - name: web-data
            ^^^^^^^^ error[dangling-disk]: there is no `VMDisk` named `web-data`
            at vm.yaml 0:spec.disks[1].name
            help: until there is one the VM can't be made, nor changed
"
    );
}

#[test]
fn labels_lead_into_other_files() {
    let again = DISK.replace("20Gi", "40Gi");
    let files = [("a.yaml", DISK), ("b.yaml", again.as_str())];
    assert_eq!(
        draw(&files, &with_scope(Scope::Closed), |found| found.rule == "duplicate-resource"),
        "
  name: web-system
        ^^^^^^^^^^ warning[duplicate-resource]: there is another `VMDisk` with the name `web-system`
        at b.yaml 0:metadata.name
        help: the one that is applied last replaces the other
        a.yaml line 4, `web-system`: the first one
"
    );
}

/// What can't be read is no premise: here the second disk of that name may have another one.
#[test]
fn a_resource_without_a_readable_name_is_no_duplicate() {
    let again = DISK.replace("name: web-system", "name: [web-system]");
    let files = [("a.yaml", DISK), ("b.yaml", again.as_str())];
    assert_eq!(draw(&files, &with_scope(Scope::Closed), |found| found.rule == "duplicate-resource"), "");
}

#[test]
fn the_stage_decides_on_practice() {
    let severity = |stage| {
        let mut options = Options::default();
        options.stage = stage;
        let report = report(&[("", VM)], &options);
        report
            .diagnostics
            .iter()
            .find(|found| found.rule == "exposed-whole-ip")
            .map(|found| found.severity.name())
    };
    assert_eq!(severity(None), Some("info"));
    assert_eq!(severity(Some(Stage::Production)), Some("warning"));
    assert_eq!(severity(Some(Stage::Development)), None);
}

#[test]
fn the_platform_decides_on_removed_kinds() {
    let text = VM.replace("VMInstance", "VirtualMachine");
    let severity = |platform: &str| {
        let options = Options::new(platform.parse().unwrap());
        let report = report(&[("", &text)], &options);
        report
            .diagnostics
            .iter()
            .find(|found| found.rule == "removed-kind")
            .map(|found| found.severity.name())
    };
    assert_eq!(severity("cozystack@1.6"), Some("error"));
    assert_eq!(severity("cozystack"), Some("warning"));
    assert_eq!(severity("hikube"), Some("warning"));
    assert_eq!(severity("cozystack@0.41"), None);
}

#[test]
fn diagnostics_come_by_file_and_place() {
    let faulty = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: b
spec:
  externalPorts: [443, http]
  runStrategy: Sometimes
  size: 5
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: a
spec:
  size: 5
";
    let files: Vec<_> =
        ["z.yaml", "a.yaml"].map(|name| SourceFile::parse(name, faulty, &Options::default().limits)).into();
    let options = Options::default();
    let workspace = Workspace::new(&files, &options);
    let report = workspace.check();
    let places: Vec<_> =
        report.diagnostics.iter().map(|found| (found.file.to_string(), found.span)).collect();
    let (first, second) = places.split_at(places.len() / 2);
    assert!(first.len() > 3 && first.iter().all(|(file, _)| file == "z.yaml"));
    assert!(second.iter().all(|(file, _)| file == "a.yaml"));
    assert!(first.is_sorted() && second.is_sorted());
    // Files can be checked one by one, in any order.
    let apart: Vec<_> = [1, 0].map(|index| workspace.check_file(index)).into_iter().rev().collect();
    assert_eq!(workspace.report(apart).diagnostics, report.diagnostics);
    assert_eq!(workspace.check().diagnostics, report.diagnostics);
    let summary = report.summary;
    assert_eq!(summary.errors + summary.warnings + summary.infos, report.diagnostics.len());
    assert!(workspace.check_file(2).diagnostics.is_empty());
}

#[test]
fn what_is_told_of_one_file_is_bounded() {
    let fields = (0..30).fold(String::new(), |text, index| text + &format!("  field{index}: x\n"));
    let text = format!(
        "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec:\n  storage: 5Gi\n{fields}"
    );
    let mut options = vmspec::analysis::Options::default();
    assert_eq!(vmspec::analysis::check("d.yaml", &text, &options).diagnostics.len(), 30);
    options.most_diagnostics = 10;
    let diagnostics = vmspec::analysis::check("d.yaml", &text, &options).diagnostics;
    assert_eq!(diagnostics.len(), 11);
    let last = diagnostics.last().expect("a notice");
    assert_eq!(last.rule, "limit-exceeded");
    assert_eq!(last.span.slice(&text), "field10");
    assert_eq!(last.message, "more than 10 findings in this file: 20 from here on are not told");
}
