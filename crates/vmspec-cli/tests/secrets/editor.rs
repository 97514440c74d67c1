//! The same for what the language server says: of every manifest everything is asked, at many places, and every message
//! is looked through.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use super::client::Editor;
use super::planted::{MARKS, manifests};

/// What a message repeats of a secret, and around it.
fn leak(message: &str) -> Option<String> {
    let at = MARKS.iter().filter_map(|mark| message.find(mark)).min()?;
    let before: String = message[..at].chars().rev().take(200).collect();
    let behind = message[at..].chars().take(60);
    Some(before.chars().rev().chain(behind).collect())
}

/// Asks for everything that is about the whole of a file.
fn ask_of_file(editor: &mut Editor, uri: &str, lines: usize) {
    let document = json!({"uri": uri});
    let position = |line: usize| json!({"line": line, "character": 0});
    let range = json!({"start": position(0), "end": position(lines)});
    for only in [json!(null), json!(["source.fixAll"])] {
        let context = json!({"diagnostics": [], "only": only});
        let params = json!({"textDocument": document, "range": range, "context": context});
        editor.ask("textDocument/codeAction", params);
    }
    for method in ["documentSymbol", "inlayHint", "codeLens", "foldingRange", "diagnostic"] {
        editor.ask(&format!("textDocument/{method}"), json!({"textDocument": document, "range": range}));
    }
}

/// Asks for everything that is about a place, or only for what could be written there.
fn ask_at(editor: &mut Editor, uri: &str, line: usize, character: usize, for_all: bool) {
    let place = json!({
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": character},
        "positions": [{"line": line, "character": character}],
        "context": {"includeDeclaration": true, "triggerKind": 1},
        "newName": "another",
    });
    editor.ask("textDocument/completion", place.clone());
    if !for_all {
        return;
    }
    for method in ["hover", "definition", "references", "prepareRename", "selectionRange"] {
        editor.ask(&format!("textDocument/{method}"), place.clone());
    }
    // A refusal is an answer too.
    let _ = editor.respond("textDocument/rename", place);
}

#[test]
fn no_message_to_an_editor_shows_a_secret() {
    let client = json!({"capabilities": {"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}}});
    let mut editor = Editor::open(&[], &client);
    editor.kept = Some(Vec::new());
    let mut leaks: BTreeSet<String> = BTreeSet::new();
    // Templates come twice, with two forms of the secret.
    for (index, text) in manifests().iter().enumerate() {
        let uri = format!("untitled:{index}");
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        editor.tell("textDocument/didOpen", json!({"textDocument": document}));
        ask_of_file(&mut editor, &uri, text.lines().count());
        for (number, line) in text.lines().enumerate().skip(3).filter(|_| index % 2 == 0) {
            let width = line.encode_utf16().count();
            let start = line.len() - line.trim_start().len();
            let value = line.find(": ").map_or(width / 2, |at| at + 2);
            let is_near = MARKS.iter().any(|mark| line.contains(mark));
            for character in
                if is_near { BTreeSet::from([start, value, width]) } else { BTreeSet::from([width]) }
            {
                ask_at(&mut editor, &uri, number, character, is_near);
            }
        }
        editor.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
        let kept = editor.kept.replace(Vec::new()).unwrap();
        leaks.extend(kept.iter().filter_map(|message| leak(message)));
    }
    let wrong = leaks.iter().fold(String::new(), |mut wrong, leak| {
        let _ = writeln!(wrong, "{leak}\n");
        wrong
    });
    assert!(leaks.is_empty(), "{} leaks:\n{wrong}", leaks.len());
    assert_eq!(editor.shown, [""; 0]);
    assert_eq!(editor.ask("shutdown", Value::Null), Value::Null);
    editor.leave();
}
