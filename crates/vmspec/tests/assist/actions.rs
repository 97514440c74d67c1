//! What can be done about findings, and what becomes of a disk's name.

use vmspec::Span;
use vmspec::analysis::assist::{ActionKind, code_actions, inlay_hints, lenses, references, rename};
use vmspec::analysis::{Options, SourceFile, Workspace, check};
use vmspec_yaml::edit::apply;

use super::support::split;

const VM: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\n";
const DISK: &str =
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n  source: {}\n";

/// A finding that is ignored by the action is gone, whatever stands around it, and nothing new is found.
#[test]
fn findings_can_be_ignored_in_place() {
    for (marked, rule, comment) in [
        (
            format!("{VM}spec:\n  run‸ning: true # now\n"),
            "deprecated-running",
            "running: true # now # vmspec: ignore[deprecated-running]\n",
        ),
        (
            format!("{VM}spec:\r\n  run‸ning: true\r\n"),
            "deprecated-running",
            "running: true # vmspec: ignore[deprecated-running]\r\n",
        ),
        (
            format!("{VM}spec:\n  run‸ning: true"),
            "deprecated-running",
            "running: true # vmspec: ignore[deprecated-running]",
        ),
        (
            format!("{VM}spec:\n  instanceType: u1.‸nano # vmspec: ignore[x] ü\n"),
            "undersized-instance",
            "# vmspec: ignore[undersized-instance, x] ü",
        ),
        (
            format!("{VM}spec: {{run‸ning: true, external: true}}\n"),
            "deprecated-running",
            "external: true} # vmspec: ignore[deprecated-running]\n",
        ),
        (
            format!("{VM}spec:\n  cloudInit: |\n    #cloud-config\n    package: [x]\n    pass‸wort: [x]\n"),
            "unknown-cloud-config-key",
            "cloudInit: | # vmspec: ignore[unknown-cloud-config-key]\n",
        ),
    ] {
        let (text, offset) = split(&marked);
        let options = Options::default();
        let files = [SourceFile::parse("it.yaml", text.as_str(), &options.limits)];
        let workspace = Workspace::new(&files, &options);
        let actions = code_actions(&workspace, 0, Span::at(offset));
        let action = actions.iter().find(|action| {
            action.kind == ActionKind::Suppress
                && action.diagnostic.as_ref().is_some_and(|found| found.rule == rule)
        });
        let action = action.unwrap_or_else(|| panic!("{rule} can't be ignored in\n{text}\n{actions:#?}"));
        let edited = apply(&text, &action.edits);
        assert!(edited.contains(comment), "{edited}");
        let rules = |text: &str| -> Vec<_> {
            check("it.yaml", text, &options).diagnostics.iter().map(|found| found.rule).collect()
        };
        let (before, after) = (rules(&text), rules(&edited));
        assert!(!after.contains(&rule) && after.len() < before.len(), "{before:?} {after:?}\n{edited}");
    }
}

#[test]
fn all_safe_fixes_at_once() {
    let text =
        format!("{VM}spec:\n  running: true\n  subnets: [{{name: a}}]\n---\n{}", VM.replace("web", "db"))
            + "spec: {running: true}\n";
    let options = Options::default();
    let files = [SourceFile::parse("it.yaml", text.as_str(), &options.limits)];
    let workspace = Workspace::new(&files, &options);
    let at = text.find("running").expect("a field");
    let actions = code_actions(&workspace, 0, Span::at(at));
    let all = actions.iter().find(|action| action.kind == ActionKind::FixAll).expect("an action");
    let edited = apply(&text, &all.edits);
    assert!(
        edited.contains("  runStrategy: Always\n") && edited.contains("{runStrategy: Always}"),
        "{edited}"
    );
    assert_eq!(code_actions(&workspace, 0, Span::at(0)).len(), 0, "nothing is wrong at the start");
}

/// A disk gets its new name in all files, in the quotes that it has; others of the name stay.
#[test]
fn disks_are_renamed() {
    let vm = format!("{VM}spec:\n  disks:\n    - name: data # ü\n    - \"data\"\n    - name: other\n");
    let copy =
        DISK.replace("name: data", "name: copy").replace("source: {}", "source: {disk: {name: 'data'}}");
    let elsewhere = format!("{VM}  namespace: b\nspec:\n  disks: [{{name: data}}]\n");
    let disk = DISK.replace("name: data\n", "name: data\n  namespace: a\n");
    let options = Options::default();
    let texts = [vm.as_str(), &copy, &elsewhere, &disk];
    let files = texts.map(|text| SourceFile::parse("it.yaml", text, &options.limits));
    let workspace = Workspace::new(&files, &options);
    let at = vm.find("name: data").expect("a name") + 7;
    let edits = rename(&workspace, 0, at, "store").expect("edits");
    let edited = |file: usize| {
        let of_file = edits.iter().filter(|(of, _)| *of == file).map(|(_, edit)| edit.clone());
        apply(texts[file], &of_file.collect::<Vec<_>>())
    };
    assert_eq!(edited(0), vm.replace("name: data", "name: store").replace("\"data\"", "\"store\""));
    assert_eq!(edited(1), copy.replace("'data'", "'store'"));
    assert_eq!(edited(2), elsewhere);
    assert_eq!(edited(3), disk.replace("name: data", "name: store"));
    assert_eq!(references(&workspace, 0, at, true).len(), 4);

    for (name, reason) in [("copy", "there is a disk `copy` already"), ("No", "`No`"), ("", "")] {
        let error = rename(&workspace, 0, at, name).expect_err("a refusal").to_string();
        assert!(error.contains(reason), "{error}");
    }
    let at = vm.find("other").expect("a name");
    let error = rename(&workspace, 0, at, "new").expect_err("a refusal").to_string();
    assert_eq!(error, "no disk of these files is named here");
}

#[test]
fn what_is_shown_beside_the_text() {
    let text = format!("{DISK}---\n{VM}spec:\n  instanceType: u1.large\n  disks: [{{name: data}}]\n");
    let options = Options::default();
    let files = [SourceFile::parse("it.yaml", text.as_str(), &options.limits)];
    let workspace = Workspace::new(&files, &options);
    let all = Span::new(0, text.len());
    let hints: Vec<_> = inlay_hints(&workspace, 0, all).into_iter().map(|hint| hint.label).collect();
    assert_eq!(hints, ["2 vCPU, 8 GiB, series U", "5Gi, blank"]);
    assert!(inlay_hints(&workspace, 0, Span::new(0, 10)).is_empty());
    let lenses = lenses(&workspace, 0);
    assert_eq!(lenses.len(), 1);
    assert_eq!(lenses[0].title, "used by `web`");
    assert_eq!(lenses[0].places[0].span.slice(&text), "data");
}
