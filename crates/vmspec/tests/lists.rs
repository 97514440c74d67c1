//! Lists of resources: an item is judged as if it stood in a document of its own.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panics"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;
use vmspec::Span;
use vmspec::analysis::assist::{complete, definition, hover, rename, symbols};
use vmspec::analysis::{
    Baseline, Options, Report, SourceFile, Workspace, check, check_change, fix_all, migrate,
};
use vmspec::diagnostic::{Applicability, Diagnostic};
use vmspec::rules::{self, Group, Scope};
use vmspec_yaml::edit::{apply, to_json_patch};
use vmspec_yaml::{Limits, Node, decode, parse};

const DISK: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: cache\nspec:\n  source:\n    image:\n      name: ubuntu-2404\n  storage: 20Gi\n  storageClass: replicated\n";
const VM: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata:\n  name: web\nspec:\n  runStrategy: Always\n  instanceType: u1.large\n  disks:\n    - name: cache\n  sshKeys:\n    - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6 ops@example.com\n";
const SECRET: &str = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n";

/// A list as `kubectl` prints it, in which each document is an item.
fn list(documents: &[&str]) -> String {
    let mut text = "apiVersion: v1\nitems:\n".to_owned();
    for document in documents {
        for (number, line) in document.lines().enumerate() {
            let lead = if line.is_empty() { "" } else { ["- ", "  "][usize::from(number > 0)] };
            let _ = writeln!(text, "{lead}{line}");
        }
    }
    text + "kind: List\nmetadata:\n  resourceVersion: \"\"\n"
}

fn report(text: &str) -> Report {
    check("it.yaml", text, &Options::default())
}

/// Blocks of YAML on the pages of the rules, but for those about the text itself, which mean another text in a list.
fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let mut examples = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_of_text = rules::find(&name).is_none_or(|rule| matches!(rule.group, Group::Syntax));
        if is_of_text || rules::find(&name).is_some_and(|rule| rule.group == Group::Configuration) {
            continue;
        }
        let page = fs::read_to_string(path).unwrap();
        for block in page.split("\n```yaml").skip(1) {
            let (_, block) = block.split_once('\n').unwrap();
            let (text, _) = block.split_once("\n```").unwrap();
            examples.push((name.clone(), format!("{text}\n")));
        }
    }
    assert!(examples.len() > 100);
    examples
}

/// What is said of a place, wherever the document stands.
fn told(report: &Report, text: &str) -> Vec<String> {
    let first_line = |span: Span| span.slice(text).lines().next().unwrap_or_default().to_owned();
    let told = |found: &Diagnostic| {
        let fixes: Vec<_> = found.fixes().map(|fix| (&fix.title, fix.applicability)).collect();
        let labels: Vec<_> =
            found.labels.iter().map(|label| (&label.message, first_line(label.span))).collect();
        let Diagnostic { rule, severity, message, help, resource, path, span, .. } = found;
        let at = first_line(*span);
        format!("{rule} {severity:?} {message} {help:?} {resource:?} {path} {at:?} {labels:?} {fixes:?}")
    };
    let mut told: Vec<_> = report.diagnostics.iter().map(told).collect();
    told.sort_unstable();
    told
}

fn json_of(node: Node<'_>) -> Option<Value> {
    decode::<Value>(node, &Limits::default()).value
}

/// The items of a list, or the documents of a text.
fn values(text: &str) -> Vec<Value> {
    let tree = parse(text, &Limits::default());
    let root = tree.root(0).unwrap();
    match root.get("items") {
        Some(items) => items.items().filter_map(json_of).collect(),
        None => (0..tree.documents().len()).filter_map(|index| json_of(tree.root(index)?)).collect(),
    }
}

#[test]
fn items_are_judged_as_documents() {
    for (name, text) in examples() {
        let documents: Vec<&str> = documents_of(&text);
        let plain = documents.join("---\n");
        let listed = list(&documents);
        let (alone, among) = (report(&plain), report(&listed));
        assert_eq!(told(&alone, &plain), told(&among, &listed), "{name}\n{listed}");
        let counts =
            |report: &Report| (report.summary.documents, report.summary.checked, report.summary.skipped);
        assert_eq!(counts(&alone), counts(&among), "{name}\n{listed}");
    }
}

/// The documents of a text that hold anything.
fn documents_of(text: &str) -> Vec<&str> {
    let holds_anything = |part: &&str| parse(*part, &Limits::default()).root(0).is_some();
    let mut rest = text.strip_prefix("---\n").unwrap_or(text);
    let mut documents = Vec::new();
    while let Some(end) = rest.find("\n---\n") {
        documents.push(&rest[..=end]);
        rest = &rest[end + "\n---\n".len()..];
    }
    documents.push(rest);
    documents.into_iter().filter(holds_anything).collect()
}

/// A fix does the same to an item as to a document, as text and as a JSON Patch of the list.
#[test]
fn fixes_do_the_same_to_items() {
    for (name, text) in examples() {
        let documents: Vec<&str> = documents_of(&text);
        let (plain, listed) = (documents.join("---\n"), list(&documents));
        let fixed = |text: &str| {
            let file = SourceFile::parse("it.yaml", text, &Limits::default());
            let fixed =
                fix_all(vec![file], &Options::default(), |_, fix| fix.applicability >= Applicability::Unsafe);
            values(fixed.files[0].text())
        };
        assert_eq!(fixed(&plain), fixed(&listed), "{name}\n{listed}");
        let before = json_of(parse(&*listed, &Limits::default()).root(0).unwrap());
        for found in &report(&listed).diagnostics {
            for fix in found.fixes().filter(|fix| !fix.operations.is_empty()) {
                let after = values(&apply(&listed, &fix.edits));
                let pointer = found.item.to_json_pointer().unwrap();
                let item = before.as_ref().and_then(|list| list.pointer(&pointer)).unwrap();
                let patch = to_json_patch(item, &fix.operations).unwrap();
                assert!(
                    !after.is_empty() && patch.as_array().is_some_and(|steps| !steps.is_empty()),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn lists_are_taken_apart() {
    let ours = "apiVersion: apps.cozystack.io/v1alpha1\n";
    let bare = "metadata: {name: cache}\nspec: {storage: 20Gi}\n";
    let nested = |levels: usize| {
        let inner = list(&[&DISK.replace("20Gi", "much")]);
        (1..levels).fold(inner, |text, _| list(&[&text]))
    };
    let table: &[(&str, String, [usize; 3], &str)] = &[
        ("kinds of any sort", list(&[SECRET, DISK, VM, SECRET]), [4, 2, 2], ""),
        ("nothing", "kind: List\nitems: []\n".to_owned(), [1, 0, 1], ""),
        ("no items", "kind: List\n".to_owned(), [1, 0, 1], ""),
        ("another kind with items", "kind: Shop\nitems: [{kind: VMDisk}]\n".to_owned(), [1, 0, 1], ""),
        ("no mappings", "kind: List\nitems: [1, null, [x]]\n".to_owned(), [3, 0, 3], ""),
        (
            "a kind of its own",
            format!("{ours}kind: VMDiskList\nitems:\n- {}", bare.replace('\n', "\n  ")),
            [1, 1, 0],
            "",
        ),
        (
            "a kind of its own, and a faulty item",
            format!(
                "{ours}kind: VMDiskList\nitems:\n- {}",
                bare.replace('\n', "\n  ").replace("20Gi", "much")
            ),
            [1, 1, 0],
            "items[0] VMDisk/cache invalid-value spec.storage `much`",
        ),
        (
            "nested",
            nested(4),
            [1, 1, 0],
            "items[0].items[0].items[0].items[0] VMDisk/cache invalid-value spec.storage `much`",
        ),
        (
            "nested too deep",
            nested(5),
            [0, 0, 0],
            "items[0].items[0].items[0].items[0]  limit-exceeded  `apiVersion`",
        ),
        (
            "a fault between items",
            list(&[DISK, VM]).replace(
                "- apiVersion: apps.cozystack.io/v1alpha1\n  kind: VMI",
                "oops\n- apiVersion: apps.cozystack.io/v1alpha1\n  kind: VMI",
            ),
            [2, 2, 0],
            "  yaml-syntax items `oops`",
        ),
        (
            "a fault in an item",
            list(&[DISK, VM])
                .replace("  spec:\n    runStrategy: Always", "  oops\n  spec:\n    runStrategy: Never"),
            [2, 2, 0],
            "items[1] VMInstance/web yaml-syntax  `oops`\nitems[1] VMInstance/web unknown-value spec.runStrategy `Never`",
        ),
        ("a fault in an item of another kind", list(&[DISK, &SECRET.replace("token", "{")]), [2, 1, 1], ""),
        (
            "a template",
            list(&[DISK, &VM.replace("web", "{{ .Values.name }}")]),
            [1, 1, 0],
            "  yaml-syntax items[1].metadata.name `{{ .Values.name }}`",
        ),
        (
            "a template in a list of others",
            list(&[&SECRET.replace("token", "{{ .Values.name }}")]),
            [1, 0, 1],
            "",
        ),
    ];
    for (what, text, counts, expected) in table {
        let report = report(text);
        let found: Vec<_> = report
            .diagnostics
            .iter()
            .map(|found| {
                let resource = found.resource.as_ref().map(|name| format!("{}/{}", name.kind, name.name));
                let at = found.span.slice(text);
                format!(
                    "{} {} {} {} `{at}`",
                    found.item,
                    resource.unwrap_or_default(),
                    found.rule,
                    found.path
                )
            })
            .collect();
        let summary = report.summary;
        assert_eq!(
            [summary.documents, summary.checked, summary.skipped],
            *counts,
            "{what}\n{text}\n{found:#?}"
        );
        assert_eq!(found.join("\n"), *expected, "{what}\n{text}");
    }
}

#[test]
fn comments_and_annotations_in_items() {
    let small = DISK.replace("replicated", "local");
    let listed = list(&[DISK, &small.replace("cache", "other"), VM]);
    let ignored = "# vmspec: ignore[unreplicated-storage]";
    let table = [
        ("none", listed.clone(), "22 unreplicated-storage"),
        ("the line", listed.replace("local", &format!("local {ignored}")), "hidden"),
        (
            "the item",
            listed.replacen("- api", &format!("{ignored}\n- api"), 2).replacen(
                &format!("{ignored}\n"),
                "",
                1,
            ),
            "hidden",
        ),
        (
            "an entry of the item",
            listed.replace("name: other", &format!("name: other\n  {ignored}")),
            "hidden",
        ),
        (
            "another item",
            listed.replacen("- api", &format!("{ignored}\n- api"), 1),
            "2 unused-suppression cache, 23 unreplicated-storage",
        ),
        ("the list", format!("{ignored}\n{listed}"), "hidden"),
        (
            "an annotation",
            listed.replace(
                "name: other",
                "name: other\n    annotations: {vmspec.dev/ignore: unreplicated-storage}",
            ),
            "hidden",
        ),
        (
            "an annotation of another item",
            listed.replace(
                "name: web",
                "name: web\n    annotations: {vmspec.dev/ignore: unreplicated-storage}",
            ),
            "22 unreplicated-storage, 27 unused-suppression web",
        ),
    ];
    for (what, text, expected) in table {
        let report = report(&text);
        let line = |found: &Diagnostic| text[..found.span.start as usize].lines().count();
        let found: Vec<_> = report
            .diagnostics
            .iter()
            .map(|found| match &found.resource {
                Some(name) if found.rule == "unused-suppression" => {
                    format!("{} {} {}", line(found), found.rule, name.name)
                }
                _ => format!("{} {}", line(found), found.rule),
            })
            .collect();
        let found = if found.is_empty() && report.suppressed.len() == 1 {
            "hidden".to_owned()
        } else {
            found.join(", ")
        };
        assert_eq!(found, expected, "{what}\n{text}");
    }
}

/// What was accepted in documents is accepted in items, and a change from the one to the other is none.
#[test]
fn a_list_is_no_other_manifest() {
    let options = Options::default();
    let documents = [DISK.replace("replicated", "local"), VM.to_owned(), DISK.replace("cache", "other")];
    let file = |text: String| [SourceFile::parse("it.yaml", text, &options.limits)];
    let plain = file(documents.join("---\n"));
    let listed = file(list(&[&documents[0], &documents[1], &documents[2]]));

    let found = Workspace::new(&plain, &options).check_file(0);
    assert!(!found.diagnostics.is_empty());
    let baseline = Baseline::of_files([(&plain[0], &found)]);
    let mut found = Workspace::new(&listed, &options).check_file(0);
    let mut open = baseline.open();
    open.accept(&listed[0], &mut found);
    assert!(found.diagnostics.is_empty(), "{:?}", found.diagnostics);

    let change = check_change(&plain, &listed, &options);
    assert_eq!((change.changes.len(), change.unchanged), (0, 3));
    let larger = file(list(&[&documents[1], &documents[0].replace("20Gi", "10Gi")]));
    let change = check_change(&listed, &larger, &options);
    let changed: Vec<_> = change
        .changes
        .iter()
        .map(|change| {
            let item = |name: &Option<vmspec::analysis::DocumentName>| {
                name.as_ref().map(|name| name.item.to_string())
            };
            (change.resource.name.as_str(), item(&change.old), item(&change.new))
        })
        .collect();
    let some = |item: &str| Some(item.to_owned());
    assert_eq!(changed, [("cache", some("items[0]"), some("items[1]")), ("other", some("items[2]"), None)]);
    let shrunk = change.report.diagnostics.iter().find(|found| found.rule == "shrunk-disk").unwrap();
    assert_eq!(shrunk.item.to_string(), "items[1]");
    assert_eq!(shrunk.span.slice(larger[0].text()), "10Gi");
}

/// What is missing is known only if nothing of the list is lost.
#[test]
fn items_refer_to_each_other() {
    let mut options = Options::default();
    options.scope = Scope::Closed;
    let dangling = |text: &str| {
        let report = check("it.yaml", text, &options);
        report.diagnostics.iter().any(|found| found.rule == "dangling-disk")
    };
    assert!(dangling(&list(&[VM])));
    assert!(!dangling(&list(&[VM, DISK])));
    assert!(!dangling(&list(&[VM, SECRET]).replace("- apiVersion: v1", "oops\n- apiVersion: v1")));
}

#[test]
fn too_many_items_are_told() {
    let mut options = Options::default();
    options.limits.documents = 3;
    let text = list(&[SECRET, DISK, VM, VM]);
    let report = check("it.yaml", &text, &options);
    let told: Vec<_> = report.diagnostics.iter().map(|found| (found.rule, found.path.to_string())).collect();
    assert_eq!(told, [("limit-exceeded", "items[2]".to_owned())]);
    assert_eq!(report.summary.checked, 1);
}

#[test]
fn migration_rewrites_items() {
    let old = VM.replace("runStrategy: Always", "running: true").replace("- name: cache", "- cache");
    let file = SourceFile::parse("it.yaml", list(&[DISK, &old]), &Limits::default());
    let migration = migrate(vec![file], &Options::default(), &"cozystack@1.6".parse().unwrap());
    assert_eq!(migration.files[0].text(), list(&[DISK, VM]));
}

/// What editors ask for, at a cursor in an item.
#[test]
fn editors_are_answered_in_items() {
    let options = Options::default();
    let listed = list(&[DISK, VM]);
    let typed = [
        ("  instanceType: u1.large", "  ins‸", "instanceProfile"),
        ("u1.large", "u1‸", "u1.xlarge"),
        ("name: cache\n    sshKeys", "name: ‸\n    sshKeys", "cache"),
        ("  instanceType: u1.large", "  cloudInit: |\n        #cloud-config\n        us‸", "users"),
    ];
    for (written, marked, expected) in typed {
        let text = listed.replacen(written, marked, 1);
        let at = text.find('‸').unwrap_or_else(|| panic!("{written} is not in\n{listed}"));
        let text = text.replace('‸', "");
        let files = [SourceFile::parse("it.yaml", text.as_str(), &options.limits)];
        let completions = complete(&Workspace::new(&files, &options), 0, at);
        let labels: Vec<_> = completions.items.iter().map(|item| item.label.as_str()).collect();
        assert!(labels.contains(&expected), "{expected} is not among {labels:?} in\n{text}");
    }
    let files = [SourceFile::parse("it.yaml", listed.as_str(), &options.limits)];
    let workspace = Workspace::new(&files, &options);
    let of_type = hover(&workspace, 0, listed.find("u1.large").unwrap()).unwrap();
    assert!(of_type.markdown.contains("2 vCPU"), "{}", of_type.markdown);
    let used = listed.rfind("name: cache").unwrap() + "name: ".len();
    let defined = listed.find("name: cache").unwrap() + "name: ".len();
    assert_eq!(definition(&workspace, 0, used).unwrap().span, Span::new(defined, defined + 5));
    assert_eq!(rename(&workspace, 0, used, "other").unwrap().len(), 2);
    let names: Vec<_> = symbols(&files[0]).into_iter().map(|symbol| symbol.name).collect();
    assert_eq!(names, ["cache", "web"]);
}
