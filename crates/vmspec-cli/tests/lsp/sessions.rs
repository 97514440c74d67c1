//! What an editor gets to see.

use serde_json::{Value, json};

use super::client::{Editor, applied, rules};

const VM: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
  labels: {größe: '🚀'}
spec:
  instanceType: u1.large
  running: true # für 🚀
  disks:
    - name: data
";

const DISK: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: data
spec:
  source:
    image:
      name: ubuntu-2404
  storage: 20Gi
";

fn open() -> Editor {
    Editor::open(&[("vm.yaml", VM), ("disks/data.yaml", DISK)], &json!({}))
}

#[test]
fn findings_come_and_go_with_what_is_typed() {
    let mut editor = open();
    let found = editor.edit("vm.yaml", VM);
    let running = found.iter().find(|found| found["code"] == "deprecated-running").unwrap();
    assert_eq!(running["range"]["start"], json!({"line": 7, "character": 2}));
    assert_eq!(running["severity"], 3);
    assert_eq!(running["source"], "vmspec");
    assert_eq!(running["tags"], json!([2]));
    let link = running["codeDescription"]["href"].as_str().unwrap();
    assert!(link.starts_with("https://") && link.contains("deprecated-running"), "{link}");

    let found = editor.change("vm.yaml", 2, [[7, 2], [7, 15]], "runStrategy: Always");
    assert!(!rules(&found).contains(&"deprecated-running"), "{found:?}");
    // Behind the emoji of the same line, counted in UTF-16.
    let found = editor.change("vm.yaml", 3, [[7, 31], [7, 31]], "\n  instanceTyp: x");
    let unknown = found.iter().find(|found| found["code"] == "unknown-field").unwrap();
    assert_eq!(unknown["range"]["start"], json!({"line": 8, "character": 2}));
    assert!(unknown["message"].as_str().unwrap().contains("did you mean `instanceType`?"), "{unknown}");
    editor.quit();
}

#[test]
fn columns_are_counted_as_the_editor_likes() {
    let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a, labels: {ü: '🚀'}, oops: 1}\n";
    for (encodings, chosen, column) in [
        (json!(["utf-8"]), "utf-8", 42),
        (json!(["utf-16", "utf-8"]), "utf-16", 39),
        (json!(["utf-32"]), "utf-32", 38),
        (json!(["utf-7"]), "utf-16", 39),
        (Value::Null, "utf-16", 39),
    ] {
        let client = json!({"capabilities": {"general": {"positionEncodings": encodings}}});
        let mut editor = Editor::open(&[], &client);
        assert_eq!(editor.capabilities["positionEncoding"], chosen);
        let found = editor.edit("a.yaml", text);
        let unknown = found.iter().find(|found| found["code"] == "unknown-field").unwrap();
        assert_eq!(unknown["range"]["start"], json!({"line": 2, "character": column}), "{chosen}");
        editor.quit();
    }
}

#[test]
fn disks_in_other_files_are_known() {
    let mut editor = open();
    editor.edit("vm.yaml", VM);
    let place = editor.at("vm.yaml", 9, 13);

    let definition = editor.ask("textDocument/definition", place.clone());
    assert_eq!(definition["uri"], editor.uri("disks/data.yaml"));
    assert_eq!(definition["range"]["start"], json!({"line": 3, "character": 8}));

    let mut asked = place.clone();
    asked["context"] = json!({"includeDeclaration": true});
    let references = editor.ask("textDocument/references", asked);
    assert_eq!(references.as_array().unwrap().len(), 2);

    assert_eq!(
        editor.ask("textDocument/prepareRename", place.clone())["end"],
        json!({"line": 9, "character": 16})
    );
    let mut asked = place.clone();
    asked["newName"] = json!("store");
    let edit = editor.ask("textDocument/rename", asked.clone());
    let changes = edit["documentChanges"].as_array().unwrap();
    let texts: Vec<_> = changes
        .iter()
        .map(|change| {
            let is_vm = change["textDocument"]["uri"] == editor.uri("vm.yaml");
            assert_eq!(change["textDocument"]["version"], if is_vm { json!(1) } else { Value::Null });
            applied(if is_vm { VM } else { DISK }, &change["edits"])
        })
        .collect();
    assert!(texts.contains(&VM.replace("name: data", "name: store")));
    assert!(texts.contains(&DISK.replace("name: data", "name: store")));
    asked["newName"] = json!("Not A Name");
    let refused = editor.respond("textDocument/rename", asked).response_result.unwrap_err();
    assert!(refused.message.contains("Not A Name"), "{}", refused.message);

    let hover = editor.ask("textDocument/hover", place);
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**data**: 20Gi, image ubuntu-2404"));

    // A disk that is renamed in its own file, unsaved, is another disk.
    editor.edit("disks/data.yaml", &DISK.replace("name: data", "name: other"));
    assert_eq!(editor.ask("textDocument/definition", editor.at("vm.yaml", 9, 13)), Value::Null);
    editor.quit();
}

#[test]
fn what_is_shown_beside_the_text() {
    let mut editor = open();
    editor.edit("vm.yaml", VM);
    let document = json!({"uri": editor.uri("vm.yaml")});
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = editor.ask("textDocument/inlayHint", json!({"textDocument": document, "range": range}));
    let labels: Vec<_> = hints.as_array().unwrap().iter().map(|hint| hint["label"].clone()).collect();
    assert_eq!(labels, ["2 vCPU, 8 GiB, series U", "20Gi, image ubuntu-2404"]);

    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": document}));
    assert_eq!(symbols[0]["name"], "web");
    assert_eq!(symbols[0]["detail"], "VMInstance");
    assert_eq!(symbols[0]["children"][2]["children"][0]["name"], "data");

    editor.edit("disks/data.yaml", DISK);
    let document = json!({"uri": editor.uri("disks/data.yaml")});
    let lenses = editor.ask("textDocument/codeLens", json!({"textDocument": document}));
    assert_eq!(lenses[0]["command"]["title"], "used by `web`");
    editor.quit();
}

#[test]
fn completion_is_offered_while_the_text_is_broken() {
    let client = json!({"capabilities": {"textDocument": {"completion": {"completionItem": {
        "snippetSupport": true,
        "insertTextModeSupport": {"valueSet": [1, 2]},
    }}}}});
    let text = format!("{VM}    - name: \n  inst");
    let mut editor = Editor::open(&[("data.yaml", DISK)], &client);
    editor.edit("vm.yaml", &text);
    let keys = editor.ask("textDocument/completion", editor.at("vm.yaml", 11, 6));
    let item = |list: &Value, label: &str| {
        let mut items = list["items"].as_array().unwrap().iter();
        items.find(|item| item["label"] == label).unwrap_or_else(|| panic!("{label} in {list}")).clone()
    };
    let profile = item(&keys, "instanceProfile");
    assert_eq!(profile["textEdit"]["newText"], "instanceProfile: $0");
    assert_eq!(profile["insertTextFormat"], 2);
    assert_eq!(profile["insertTextMode"], 2);
    assert!(profile["documentation"]["value"].as_str().unwrap().contains("Default: `ubuntu`"));
    let keys = item(&keys, "sshKeys");
    assert_eq!(keys["textEdit"]["newText"], "sshKeys:\n  - $0");

    let names = Editor::open(&[("data.yaml", DISK)], &json!({}));
    let mut plain = names;
    plain.edit("vm.yaml", &VM.replace("name: data\n", "name: "));
    let names = plain.ask("textDocument/completion", plain.at("vm.yaml", 9, 12));
    assert_eq!(item(&names, "data")["textEdit"]["newText"], "data");
    assert_eq!(item(&names, "data")["insertTextFormat"], 1);
    plain.quit();
    editor.quit();
}

#[test]
fn faults_are_mended() {
    let mut editor = open();
    let found = editor.edit("vm.yaml", VM);
    let running = found.iter().find(|found| found["code"] == "deprecated-running").unwrap();
    let document = json!({"uri": editor.uri("vm.yaml")});
    let asked = |only: Value| {
        json!({
            "textDocument": document,
            "range": running["range"],
            "context": {"diagnostics": [running], "only": only},
        })
    };
    let actions = editor.ask("textDocument/codeAction", asked(Value::Null));
    let kinds: Vec<_> = actions.as_array().unwrap().iter().map(|action| action["kind"].clone()).collect();
    assert_eq!(kinds, ["quickfix", "source.fixAll", "quickfix"]);
    assert_eq!(actions[0]["title"], "use `runStrategy: Always`");
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(actions[0]["diagnostics"][0]["code"], "deprecated-running");
    let mended = applied(VM, &actions[0]["edit"]["documentChanges"][0]["edits"]);
    assert_eq!(mended, VM.replace("running: true", "runStrategy: Always"));
    let hidden = applied(VM, &actions[2]["edit"]["documentChanges"][0]["edits"]);
    assert!(hidden.contains("running: true # für 🚀 # vmspec: ignore[deprecated-running]\n"), "{hidden}");

    let all = editor.ask("textDocument/codeAction", asked(json!(["source.fixAll"])));
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert_eq!(applied(VM, &all[0]["edit"]["documentChanges"][0]["edits"]), mended);
    let none = editor.ask("textDocument/codeAction", asked(json!(["refactor"])));
    assert_eq!(none, json!([]));
    editor.quit();
}

#[test]
fn other_kinds_are_left_alone() {
    let mut editor = Editor::open(&[], &json!({}));
    assert_eq!(
        editor.edit("secret.yaml", "apiVersion: v1\nkind: Secret\nstringData: {a: b}\n"),
        [Value::Null; 0]
    );
    for method in ["completion", "hover", "definition"] {
        let answer = editor.ask(&format!("textDocument/{method}"), editor.at("secret.yaml", 2, 13));
        let is_empty = answer.is_null() || answer["items"] == json!([]);
        assert!(is_empty, "{method}: {answer}");
    }
    editor.quit();
}

#[test]
fn nonsense_is_answered_and_survived() {
    let mut editor = open();
    let unknown = editor.respond("textDocument/paint", json!({})).response_result.unwrap_err();
    assert_eq!(unknown.code, -32601);
    let malformed = editor.respond("textDocument/hover", json!({"a": 1})).response_result.unwrap_err();
    assert_eq!(malformed.code, -32602);
    editor.tell("textDocument/didChange", json!({"b": 2}));
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": "file:///nowhere.yaml"}}));
    assert_eq!(editor.ask("textDocument/hover", editor.at("nowhere.yaml", 7, 7)), Value::Null);
    assert!(rules(&editor.edit("vm.yaml", VM)).contains(&"deprecated-running"));
    // A place beyond the text is its end.
    editor.change("vm.yaml", 2, [[900, 900], [900, 900]], "x");
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": editor.uri("vm.yaml")}}));
    assert_eq!(editor.wait("vm.yaml"), [Value::Null; 0]);
    editor.quit();
}
