//! What is in force: configuration files, and what the editor is set to.

use serde_json::{Value, json};

use super::client::{Editor, VM, rules};

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

/// What is wrong with a configuration file is told in that file, as it is typed.
#[test]
fn mistakes_in_configuration_files_have_a_place() {
    let mut editor = Editor::open(&[("broken.yaml", "a: [\n")], &json!({}));
    let found = editor.edit(".vmspec.yaml", "# ü\nstages: test\nignore: [no-such-rule]\n");
    let places: Vec<_> = found
        .iter()
        .map(|found| (found["range"]["start"]["line"].clone(), found["message"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(
        places,
        [
            (json!(1), "unknown key `stages`: did you mean `stage`?".to_owned()),
            (json!(2), "`ignore[0]`: there is no rule and no group `no-such-rule`".to_owned()),
        ]
    );
    assert_eq!(rules(&found), ["invalid-configuration"; 2]);
    let found = editor.change(
        ".vmspec.yaml",
        2,
        [[1, 0], [2, 22]],
        "catalogs: [no.yaml, broken.yaml]\nbaseline: none.yaml\noverrides: [{files: ['a[']}]",
    );
    assert!(found[0]["message"].as_str().unwrap().starts_with("`a[` is no glob"), "{found:?}");
    let found = editor.change(".vmspec.yaml", 3, [[3, 0], [3, 28]], "");
    let messages: Vec<_> = found.iter().map(|found| found["message"].as_str().unwrap()).collect();
    assert!(messages[0].starts_with("can't read `no.yaml`: no such file"), "{messages:?}");
    assert!(messages[1].starts_with("`broken.yaml` is not a catalog: "), "{messages:?}");
    assert!(messages[2].starts_with("can't read `none.yaml`: "), "{messages:?}");
    assert_eq!(found[1]["range"]["start"], json!({"line": 1, "character": 20}));
    assert!(editor.change(".vmspec.yaml", 4, [[1, 0], [2, 19]], "stage: production").is_empty());

    // What is typed is not in force before it is saved.
    editor.change(".vmspec.yaml", 5, [[1, 0], [1, 17]], "complete: 7");
    assert!(!rules(&editor.edit("vm.yaml", VM)).contains(&"dangling-disk"));
    assert!(editor.shown.is_empty(), "{:?}", editor.shown);
    editor.quit();
}

/// One that is not open is told of as well, once.
#[test]
fn a_faulty_configuration_file_is_told_of() {
    let mut editor = Editor::open(&[(".vmspec.yaml", "stage: test\n")], &json!({}));
    editor.edit("vm.yaml", VM);
    assert_eq!(editor.wait(".vmspec.yaml").len(), 1);
    watched(&mut editor, "vm.yaml");
    editor.ask("textDocument/hover", editor.at("vm.yaml", 4, 4));
    assert_eq!(editor.shown.len(), 1, "{:?}", editor.shown);
    std::fs::write(editor.path(".vmspec.yaml"), "stage: production\n").unwrap();
    watched(&mut editor, ".vmspec.yaml");
    assert!(editor.wait(".vmspec.yaml").is_empty());
    editor.quit();
}
