//! Editors that ask for findings.

use serde_json::{Value, json};

use super::client::{Editor, VM};

const DISK: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\nspec: {}\n";

/// An editor that asks; and that asks again when it is told to.
fn open(files: &[(&str, &str)], refreshes: bool) -> Editor {
    let client = json!({
        "capabilities": {
            "textDocument": {"diagnostic": {"dynamicRegistration": false}},
            "workspace": {"diagnostics": {"refreshSupport": refreshes}},
        },
        "initializationOptions": {"complete": true},
    });
    Editor::open(files, &client)
}

fn pull(editor: &mut Editor, name: &str, known: &Value) -> Value {
    let document = json!({"uri": editor.uri(name)});
    editor.ask("textDocument/diagnostic", json!({"textDocument": document, "previousResultId": known}))
}

fn type_in(editor: &mut Editor, name: &str, text: &str) {
    let document = json!({"uri": editor.uri(name), "languageId": "yaml", "version": 1, "text": text});
    editor.tell("textDocument/didOpen", json!({"textDocument": document}));
}

fn rules(report: &Value) -> Vec<&str> {
    report["items"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap()).collect()
}

#[test]
fn who_asks_is_answered_and_not_told() {
    let mut editor = open(&[], true);
    assert_eq!(
        editor.capabilities["diagnosticProvider"],
        json!({"identifier": "vmspec", "interFileDependencies": true, "workspaceDiagnostics": true})
    );
    type_in(&mut editor, "vm.yaml", VM);
    let report = pull(&mut editor, "vm.yaml", &Value::Null);
    assert_eq!(report["kind"], "full");
    assert_eq!(rules(&report), ["deprecated-running", "string-disk", "dangling-disk"]);
    let known = report["resultId"].clone();
    let again = pull(&mut editor, "vm.yaml", &known);
    assert_eq!(again, json!({"kind": "unchanged", "resultId": known}));

    // A disk that comes to be in another file changes what is wrong here.
    type_in(&mut editor, "disk.yaml", DISK);
    let report = pull(&mut editor, "vm.yaml", &known);
    assert_eq!(rules(&report), ["deprecated-running", "nothing-to-boot", "string-disk"]);
    assert_ne!(report["resultId"], known);

    let unknown = pull(&mut editor, "nowhere.yaml", &Value::Null);
    assert_eq!(unknown["items"], json!([]));
    assert!(editor.diagnostics.is_empty(), "{:?}", editor.diagnostics);
    editor.quit();
}

#[test]
fn who_asks_is_told_when_to_ask_again() {
    let mut editor = open(&[], true);
    editor.hear("workspace/diagnostic/refresh");
    type_in(&mut editor, "vm.yaml", VM);
    let known = pull(&mut editor, "vm.yaml", &Value::Null)["resultId"].clone();
    std::fs::write(editor.path("disk.yaml"), DISK).unwrap();
    let change = json!({"uri": editor.uri("disk.yaml"), "type": 1});
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
    editor.hear("workspace/diagnostic/refresh");
    assert_eq!(
        rules(&pull(&mut editor, "vm.yaml", &known)),
        ["deprecated-running", "nothing-to-boot", "string-disk"]
    );
    editor.quit();
}

/// Otherwise it would go on showing what has become wrong.
#[test]
fn who_can_not_be_told_to_ask_again_is_told_of_findings() {
    let mut editor = open(&[], false);
    assert_eq!(editor.capabilities["diagnosticProvider"], Value::Null);
    assert_eq!(editor.edit("vm.yaml", VM).len(), 3);
    editor.quit();
}

#[test]
fn all_files_are_asked_about_at_once() {
    let mut editor = open(&[("vm.yaml", VM), ("disk.yaml", DISK), (".vmspec.yaml", "stage: test\n")], true);
    let ask = |known: &Value| json!({"previousResultIds": known});
    editor.hear("workspace/diagnostic/refresh");
    let report = editor.ask("workspace/diagnostic", ask(&json!([])));
    let items = report["items"].as_array().unwrap();
    let names: Vec<_> =
        items.iter().map(|item| item["uri"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!(names, [".vmspec.yaml", "disk.yaml", "vm.yaml"]);
    assert_eq!(rules(&items[0]), ["invalid-configuration"]);
    assert_eq!(items[2]["version"], Value::Null);
    let known: Vec<_> =
        items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();

    // While everything is known the answer waits, until there is something new or it is called off.
    let first = editor.begin("workspace/diagnostic", ask(&json!(known)));
    editor.tell("$/cancelRequest", json!({"id": first}));
    assert_eq!(editor.end(first).response_result.unwrap_err().code, -32800);
    let second = editor.begin("workspace/diagnostic", ask(&json!(known)));
    editor.ask("textDocument/hover", editor.at("vm.yaml", 4, 4));
    std::fs::remove_file(editor.path("disk.yaml")).unwrap();
    std::fs::write(editor.path(".vmspec.yaml"), "").unwrap();
    let change = json!({"uri": editor.uri("disk.yaml"), "type": 3});
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
    let report = editor.end(second).response_result.unwrap();
    let of = |name: &str| {
        let mut items = report["items"].as_array().unwrap().iter();
        items.find(|item| item["uri"].as_str().unwrap().ends_with(name)).unwrap().clone()
    };
    assert_eq!((&of("/disk.yaml")["kind"], &of("/disk.yaml")["items"]), (&json!("full"), &json!([])));
    assert_eq!(of("/.vmspec.yaml")["items"], json!([]));
    assert_eq!(rules(&of("/vm.yaml")), ["deprecated-running", "string-disk", "dangling-disk"]);

    // A question that waits when the session ends is answered before.
    let known: Vec<_> =
        [of("/vm.yaml")].iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    let third = editor.begin("workspace/diagnostic", ask(&json!(known)));
    let end = editor.begin("shutdown", Value::Null);
    assert_eq!(editor.end(third).response_result.unwrap()["items"], json!([]));
    editor.end(end).response_result.unwrap();
    assert_eq!(editor.leave(), Some(0));
}
