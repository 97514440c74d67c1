//! How a session goes, whatever it is about.

use serde_json::{Value, json};

use super::client::{Editor, rules};

const VM: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  running: true
  disks:
    - name: data
";

const DISK: &str =
    "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\nspec: {storage: 5Gi}\n";

#[test]
fn the_server_ends_as_the_protocol_has_it() {
    assert_eq!(Editor::open(&[], &json!({})).leave(), Some(1));
    let mut editor = Editor::open(&[], &json!({}));
    editor.ask("shutdown", Value::Null);
    let late = editor.respond("textDocument/hover", editor.at("vm.yaml", 0, 0)).response_result;
    assert_eq!(late.unwrap_err().code, -32600);
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn many_files_take_a_while() {
    let names: Vec<String> = (0..250).map(|number| format!("{number:03}.yaml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), DISK)).collect();
    let client = json!({"capabilities": {"window": {"workDoneProgress": true}}});
    let mut editor = Editor::open(&files, &client);
    editor.ask("textDocument/hover", editor.at("000.yaml", 1, 8));
    let token = editor.hear("window/workDoneProgress/create")["token"].clone();
    let told: Vec<_> = editor.told.iter().filter(|(method, _)| method == "$/progress").collect();
    assert!(told.iter().all(|(_, params)| params["token"] == token), "{told:?}");
    let kinds: Vec<_> = told.iter().map(|(_, params)| params["value"]["kind"].as_str().unwrap()).collect();
    assert_eq!((kinds[0], kinds[1], kinds[kinds.len() - 1], kinds.len()), ("begin", "report", "end", 12));
    assert_eq!(told[5].1["value"]["message"], "125 of 250 files");
    assert_eq!(told[5].1["value"]["percentage"], 50);

    // A second look at the same files is quick, and nobody needs to know.
    editor.told.clear();
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.ask("textDocument/hover", editor.at("000.yaml", 1, 8));
    assert!(editor.told.is_empty(), "{:?}", editor.told);
    editor.quit();

    let mut editor = Editor::open(&files, &json!({}));
    editor.ask("textDocument/hover", editor.at("000.yaml", 1, 8));
    assert!(editor.told.is_empty(), "{:?}", editor.told);
    editor.quit();
}

/// What was never saved, or lies elsewhere than on disk, is judged like a file, and beside files.
#[test]
fn buffers_that_are_no_files() {
    let mut editor =
        Editor::open(&[("disk.yaml", DISK)], &json!({"initializationOptions": {"complete": true}}));
    for uri in
        ["untitled:Untitled-1", "vscode-remote://ssh-remote%2Bhost/home/ann/vm.yaml", "git:/vm.yaml?%7B%7D"]
    {
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": VM});
        editor.tell("textDocument/didOpen", json!({"textDocument": document}));
        assert!(rules(&editor.wait(uri)).contains(&"deprecated-running"), "{uri}");
        let at = json!({"textDocument": {"uri": uri}, "position": {"line": 4, "character": 4}});
        let hover = editor.ask("textDocument/hover", at.clone());
        assert!(
            hover["contents"]["value"].as_str().is_some_and(|text| text.starts_with("**running**")),
            "{hover}"
        );
        let rename = json!({
            "textDocument": {"uri": uri}, "position": {"line": 6, "character": 12}, "newName": "store",
        });
        let edit = editor.ask("textDocument/rename", rename);
        let uris: Vec<_> = edit["documentChanges"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| change["textDocument"]["uri"].as_str().unwrap().to_owned())
            .collect();
        assert!(uris.iter().any(|one| one == uri) && uris.len() == 2, "{uris:?}");
        editor.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
        assert!(editor.wait(uri).is_empty());
    }
    editor.quit();
}

/// What other files make of a lens or a hint is asked for again.
#[test]
fn what_stands_beside_the_text_is_asked_for_again() {
    let refreshes = json!({"refreshSupport": true});
    let client = json!({"capabilities": {"workspace": {"codeLens": refreshes, "inlayHint": refreshes}}});
    let mut editor = Editor::open(&[("disk.yaml", DISK)], &client);
    editor.hear("workspace/codeLens/refresh");
    editor.hear("workspace/inlayHint/refresh");
    std::fs::write(editor.path("vm.yaml"), VM).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.hear("workspace/codeLens/refresh");
    let document = json!({"uri": editor.uri("disk.yaml")});
    let lenses = editor.ask("textDocument/codeLens", json!({"textDocument": document}));
    assert_eq!(lenses[0]["command"]["title"], "used by `web`");
    editor.quit();
}

/// Files go, come back under another name, and are still open in the editor.
#[test]
fn files_that_are_moved_while_they_are_open() {
    let client = json!({"initializationOptions": {"complete": true}});
    let mut editor = Editor::open(&[("vm.yaml", VM), ("disk.yaml", DISK)], &client);
    let watched = |editor: &mut Editor, names: &[(&str, u8)]| {
        let changes: Vec<_> =
            names.iter().map(|(name, kind)| json!({"uri": editor.uri(name), "type": kind})).collect();
        editor.tell("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    };
    assert!(!rules(&editor.edit("vm.yaml", VM)).contains(&"dangling-disk"));
    std::fs::remove_file(editor.path("disk.yaml")).unwrap();
    watched(&mut editor, &[("disk.yaml", 3)]);
    assert!(rules(&editor.wait("vm.yaml")).contains(&"dangling-disk"));

    // The file of the buffer itself is deleted: what is typed counts.
    std::fs::remove_file(editor.path("vm.yaml")).unwrap();
    std::fs::write(editor.path("moved.yaml"), DISK).unwrap();
    watched(&mut editor, &[("vm.yaml", 3), ("moved.yaml", 1)]);
    assert!(!rules(&editor.wait("vm.yaml")).contains(&"dangling-disk"));
    let definition = editor.ask("textDocument/definition", editor.at("vm.yaml", 6, 13));
    assert_eq!(definition["uri"], editor.uri("moved.yaml"));

    // The editor renames its buffer: it closes one and opens another.
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": editor.uri("vm.yaml")}}));
    assert!(editor.wait("vm.yaml").is_empty());
    assert!(rules(&editor.edit("other/vm.yaml", VM)).contains(&"deprecated-running"));

    // A directory takes the place of a file, and a file can't be read.
    std::fs::remove_file(editor.path("moved.yaml")).unwrap();
    std::fs::create_dir(editor.path("moved.yaml")).unwrap();
    std::fs::write(editor.path("bytes.yaml"), [0xff, 0xfe, 0x00, 0xd8]).unwrap();
    watched(&mut editor, &[("moved.yaml", 2), ("bytes.yaml", 1)]);
    assert_eq!(editor.ask("textDocument/definition", editor.at("other/vm.yaml", 6, 13)), Value::Null);
    editor.quit();
}

#[test]
fn several_folders_that_come_and_go() {
    let files = [("one/vm.yaml", VM), ("two/disk.yaml", DISK), ("three/vm.yaml", VM)];
    let editor = Editor::open(&files, &json!({}));
    let folder = |editor: &Editor, name: &str| json!({"uri": editor.uri(name), "name": name});
    let client = json!({
        "initializationOptions": {"complete": true},
        "workspaceFolders": [folder(&editor, "one"), folder(&editor, "two")],
    });
    let mut other = Editor::open(&[], &client);
    let uri = editor.uri("one/vm.yaml");
    let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": VM});
    other.tell("textDocument/didOpen", json!({"textDocument": document}));
    assert!(!rules(&other.wait(&uri)).contains(&"dangling-disk"));
    let change = |added: Value, removed: Value| json!({"event": {"added": added, "removed": removed}});
    let two = json!([folder(&editor, "two")]);
    other.tell("workspace/didChangeWorkspaceFolders", change(json!([]), two.clone()));
    assert!(rules(&other.wait(&uri)).contains(&"dangling-disk"));
    other.tell("workspace/didChangeWorkspaceFolders", change(two, json!([])));
    assert!(!rules(&other.wait(&uri)).contains(&"dangling-disk"));
    other.quit();
    editor.quit();
}

#[test]
fn hostile_texts_are_survived() {
    let deep = format!("kind: VMInstance\nspec: {}", "{a: ".repeat(20_000));
    let wide = format!("kind: VMInstance\nspec:\n{}", "  running: true\n".repeat(3_000));
    let bomb = (0..40).fold("a0: &a0 [x, x]\n".to_owned(), |text, level| {
        format!("{text}a{}: &a{} [*a{level}, *a{level}]\n", level + 1, level + 1)
    });
    let mut editor = Editor::open(&[], &json!({}));
    for (number, text) in
        [deep, wide, bomb, "\0\u{7}\u{feff}---\u{2028}".repeat(1_000), "\u{e5c1}".to_owned()]
            .into_iter()
            .enumerate()
    {
        let name = format!("{number}.yaml");
        let text = format!("apiVersion: apps.cozystack.io/v1alpha1\n{text}");
        editor.edit(&name, &text);
        let document = json!({"uri": editor.uri(&name)});
        let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
        for method in
            ["documentSymbol", "foldingRange", "codeLens", "inlayHint", "selectionRange", "codeAction"]
        {
            let params = json!({
                "textDocument": document,
                "range": range,
                "positions": [{"line": 2, "character": 5}, {"line": 4_000_000_000_u32, "character": 4_000_000_000_u32}],
                "context": {"diagnostics": []},
            });
            editor.ask(&format!("textDocument/{method}"), params);
        }
        editor.ask("textDocument/completion", editor.at(&name, 2, 3));
        editor.ask("textDocument/hover", editor.at(&name, 1, 3));
    }
    assert!(editor.shown.iter().all(|text| !text.contains("please report")), "{:?}", editor.shown);
    editor.quit();
}

#[test]
fn lenses_lead_to_what_they_speak_of_where_the_editor_can_follow() {
    let files = [("vm.yaml", VM), ("disk.yaml", DISK)];
    let lens = |client: Value| {
        let mut editor = Editor::open(&files, &client);
        editor.edit("disk.yaml", DISK);
        let document = json!({"uri": editor.uri("disk.yaml")});
        let lens = editor.ask("textDocument/codeLens", json!({"textDocument": document}))[0].clone();
        let uris = [editor.uri("disk.yaml"), editor.uri("vm.yaml")];
        // What an editor sends that carries out every command.
        let command = json!({"command": lens["command"]["command"], "arguments": []});
        assert_eq!(editor.ask("workspace/executeCommand", command), Value::Null);
        editor.quit();
        (lens, uris)
    };
    let (plain, _) = lens(json!({}));
    assert_eq!(plain["command"], json!({"title": "used by `web`", "command": ""}));
    let (full, [disk, vm]) = lens(
        json!({"capabilities": {"experimental": {"commands": {"commands": ["vmspec.showReferences"]}}}}),
    );
    assert_eq!(full["command"]["command"], "vmspec.showReferences");
    let range = json!({"start": {"line": 6, "character": 12}, "end": {"line": 6, "character": 16}});
    assert_eq!(
        full["command"]["arguments"],
        json!([disk, full["range"]["start"], [{"uri": vm, "range": range}]])
    );
}

#[test]
fn what_is_folded_and_selected() {
    let text = format!(
        "# A VM.\n# And more.\n{VM}  cloudInit: |\n    #cloud-config\n    users:\n      - name: ann\n        sudo: x\n"
    );
    let mut editor = Editor::open(&[("secret.yaml", "kind: Secret\na:\n  b: 1\n")], &json!({}));
    editor.edit("vm.yaml", &text);
    let document = json!({"uri": editor.uri("vm.yaml")});
    let folds = editor.ask("textDocument/foldingRange", json!({"textDocument": document}));
    let lines: Vec<_> = folds
        .as_array()
        .unwrap()
        .iter()
        .map(|fold| {
            (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap(), fold["kind"].as_str())
        })
        .collect();
    let expected: [(u64, u64, Option<&str>); 7] = [
        (0, 1, Some("comment")),
        (2, 13, None),
        (5, 13, None),
        (7, 8, None),
        (9, 13, None),
        (11, 13, None),
        (12, 13, None),
    ];
    assert_eq!(lines, expected);

    let position = json!({"line": 12, "character": 17});
    let answer = editor.ask(
        "textDocument/selectionRange",
        json!({"textDocument": document, "positions": [position, {"line": 99, "character": 0}]}),
    );
    assert_eq!(answer.as_array().unwrap().len(), 2);
    let mut around = Vec::new();
    let mut step = &answer[0];
    while !step.is_null() {
        let at = |end: &str| {
            (step["range"][end]["line"].as_u64().unwrap(), step["range"][end]["character"].as_u64().unwrap())
        };
        around.push((at("start"), at("end")));
        step = &step["parent"];
    }
    assert_eq!(around[..3], [((12, 14), (12, 17)), ((12, 8), (12, 17)), ((12, 8), (13, 15))]);
    assert_eq!(*around.last().unwrap(), ((2, 0), (13, 15)));

    // An editor folds other files by itself.
    let document = json!({"uri": editor.uri("secret.yaml")});
    assert_eq!(editor.ask("textDocument/foldingRange", json!({"textDocument": document})), Value::Null);
    editor.quit();
}
