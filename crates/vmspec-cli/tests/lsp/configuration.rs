//! What is in force: configuration files, and what the editor is set to.

use serde_json::{Value, json};

use super::client::{Editor, rules};

const VM: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  running: true
  disks:
    - data
";

fn watched(editor: &mut Editor, name: &str) {
    let change = json!({"uri": editor.uri(name), "type": 2});
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
}

#[test]
fn configuration_files_count_and_are_watched() {
    let configuration = "ignore: [deprecated-running]\n";
    let client =
        json!({"capabilities": {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}});
    let mut editor = Editor::open(&[(".vmspec.yaml", configuration)], &client);
    assert!(!rules(&editor.edit("vm.yaml", VM)).contains(&"deprecated-running"));

    std::fs::write(editor.path(".vmspec.yaml"), "ignore: []\n").unwrap();
    watched(&mut editor, ".vmspec.yaml");
    assert!(rules(&editor.wait("vm.yaml")).contains(&"deprecated-running"));

    std::fs::write(
        editor.path(".vmspec.yaml"),
        "ignore: [no-such-rule]\nseverity: {deprecated-running: error}\n",
    )
    .unwrap();
    watched(&mut editor, ".vmspec.yaml");
    editor.ask("textDocument/hover", editor.at("vm.yaml", 4, 4));
    assert!(editor.shown.iter().any(|text| text.contains("no-such-rule")), "{:?}", editor.shown);

    std::fs::write(editor.path(".vmspec.yaml"), "severity: {deprecated-running: error}\n").unwrap();
    watched(&mut editor, ".vmspec.yaml");
    let found = editor.wait("vm.yaml");
    let running = found.iter().find(|found| found["code"] == "deprecated-running").unwrap();
    assert_eq!(running["severity"], 1);
    editor.quit();
}

#[test]
fn the_editor_can_say_what_is_in_force() {
    let client = json!({"initializationOptions": {"platform": "cozystack@1.6"}});
    let mut editor = Editor::open(&[], &client);
    let severity_of = |found: &[Value], rule: &str| {
        found.iter().find(|found| found["code"] == rule).map(|found| found["severity"].clone())
    };
    let found = editor.edit("vm.yaml", VM);
    assert_eq!(severity_of(&found, "string-disk"), Some(json!(1)), "{found:?}");

    editor.tell(
        "workspace/didChangeConfiguration",
        json!({"settings": {"vmspec": {"platform": "hikube", "complete": true}}}),
    );
    let found = editor.wait("vm.yaml");
    assert_eq!(severity_of(&found, "string-disk"), Some(json!(3)), "{found:?}");
    assert_eq!(severity_of(&found, "dangling-disk"), Some(json!(1)), "{found:?}");

    editor.tell("workspace/didChangeConfiguration", json!({"settings": {"vmspec": {"platform": "plan9"}}}));
    editor.ask("textDocument/hover", editor.at("vm.yaml", 4, 4));
    assert!(editor.shown.iter().any(|text| text.contains("plan9")), "{:?}", editor.shown);
    editor.quit();
}

#[test]
fn disks_on_disk_are_watched() {
    let disk = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\nspec: {}\n";
    let client = json!({"initializationOptions": {"complete": true}});
    let mut editor = Editor::open(&[], &client);
    assert!(rules(&editor.edit("vm.yaml", VM)).contains(&"dangling-disk"));
    std::fs::write(editor.path("data.yaml"), disk).unwrap();
    watched(&mut editor, "data.yaml");
    assert!(!rules(&editor.wait("vm.yaml")).contains(&"dangling-disk"));
    editor.quit();
}
