//! An editor, as far as a server can tell.

use std::collections::HashMap;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A VM with an old field and its disk in the short form.
pub(crate) const VM: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  running: true
  disks:
    - data
";

pub(crate) struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next_id: i32,
    pub(crate) folder: TempDir,
    /// What the server said of itself.
    pub(crate) capabilities: Value,
    /// The last diagnostics of each file, by name.
    pub(crate) diagnostics: HashMap<String, Vec<Value>>,
    /// What it showed to the person.
    pub(crate) shown: Vec<String>,
    /// What else it told and asked: methods and parameters.
    pub(crate) told: Vec<(String, Value)>,
    /// Every message as it came, if they are kept.
    pub(crate) kept: Option<Vec<String>>,
    /// Responses that nobody has waited for yet.
    answers: HashMap<RequestId, Response>,
}

impl Editor {
    /// Opens a folder with these files.
    pub(crate) fn open(files: &[(&str, &str)], client: &Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_vmspec"))
            .args(["lsp", "--stdio"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut editor = Self {
            child,
            input,
            output,
            next_id: 0,
            folder,
            capabilities: Value::Null,
            diagnostics: HashMap::new(),
            shown: Vec::new(),
            told: Vec::new(),
            kept: None,
            answers: HashMap::new(),
        };
        let mut params = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": {},
            "workspaceFolders": [{"uri": editor.uri(""), "name": "it"}],
        });
        for (key, value) in client.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        editor.capabilities = editor.ask("initialize", params)["capabilities"].clone();
        editor.tell("initialized", json!({}));
        editor
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.path(name);
        format!("file://{}", path.display().to_string().trim_end_matches('/'))
    }

    fn send(&mut self, message: &Message) {
        let mut input = self.input.as_mut().unwrap();
        message.write(&mut input).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// Sends a request and does not wait.
    pub(crate) fn begin(&mut self, method: &str, params: Value) -> i32 {
        self.next_id += 1;
        let id = RequestId::from(self.next_id);
        self.send(&Message::Request(Request::new(id, method.to_owned(), params)));
        self.next_id
    }

    /// Waits for the response to a request.
    pub(crate) fn end(&mut self, id: i32) -> Response {
        loop {
            if let Some(response) = self.answers.remove(&RequestId::from(id)) {
                return response;
            }
            let message = self.read();
            self.note(message);
        }
    }

    /// The response to a request, whatever comes before it.
    pub(crate) fn respond(&mut self, method: &str, params: Value) -> Response {
        let id = self.begin(method, params);
        self.end(id)
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.respond(method, params).response_result.unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    fn read(&mut self) -> Message {
        let message = Message::read(&mut self.output).unwrap().expect("the server is there");
        if let Some(kept) = &mut self.kept {
            kept.push(serde_json::to_string(&message).unwrap());
        }
        message
    }

    fn note(&mut self, message: Message) {
        match message {
            Message::Notification(note) if note.method == "textDocument/publishDiagnostics" => {
                let uri = note.params["uri"].as_str().unwrap().to_owned();
                let name = uri.strip_prefix(&format!("{}/", self.uri(""))).unwrap_or(&uri).to_owned();
                let found = note.params["diagnostics"].as_array().unwrap().clone();
                self.diagnostics.insert(name, found);
            }
            Message::Notification(note) => {
                self.shown.extend(note.params["message"].as_str().map(str::to_owned));
                self.told.push((note.method, note.params));
            }
            Message::Request(request) => {
                self.send(&Message::Response(Response::new_ok(request.id, Value::Null)));
                self.told.push((request.method, request.params));
            }
            Message::Response(response) => {
                let id = response.id.clone();
                assert!(self.answers.insert(id, response).is_none(), "answered twice");
            }
        }
    }

    /// Opens a file with this text, and waits for what is wrong with it.
    pub(crate) fn edit(&mut self, name: &str, text: &str) -> Vec<Value> {
        let document = json!({"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
        self.wait(name)
    }

    /// Replaces a range, given as its start and end, and waits for what is wrong then.
    pub(crate) fn change(
        &mut self,
        name: &str,
        version: i32,
        range: [[u32; 2]; 2],
        text: &str,
    ) -> Vec<Value> {
        let position = |[line, character]: [u32; 2]| json!({"line": line, "character": character});
        let range = json!({"start": position(range[0]), "end": position(range[1])});
        let document = json!({"uri": self.uri(name), "version": version});
        let changes = json!([{"range": range, "text": text}]);
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
        self.wait(name)
    }

    /// Waits for the next diagnostics of a file.
    pub(crate) fn wait(&mut self, name: &str) -> Vec<Value> {
        self.diagnostics.remove(name);
        while !self.diagnostics.contains_key(name) {
            let message = self.read();
            self.note(message);
        }
        self.diagnostics[name].clone()
    }

    /// The parameters of a question about a place.
    pub(crate) fn at(&self, name: &str, line: u32, character: u32) -> Value {
        json!({
            "textDocument": {"uri": self.uri(name)},
            "position": {"line": line, "character": character},
        })
    }

    /// The last parameters of what the server told or asked by this method; waits for it.
    pub(crate) fn hear(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.told.iter().rposition(|(told, _)| told == method) {
                return self.told.remove(at).1;
            }
            let message = self.read();
            self.note(message);
        }
    }

    /// Ends the session as the protocol has it.
    pub(crate) fn quit(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        assert_eq!(self.leave(), Some(0));
    }

    /// Leaves, and says how the server ended.
    pub(crate) fn leave(mut self) -> Option<i32> {
        self.tell("exit", Value::Null);
        self.input = None;
        self.child.wait().unwrap().code()
    }
}

/// The rules of diagnostics.
pub(crate) fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|found| found["code"].as_str().unwrap()).collect()
}

/// A text with edits of the protocol applied, whose columns count UTF-16.
pub(crate) fn applied(text: &str, edits: &Value) -> String {
    let lines = vmspec_yaml::LineIndex::new(text);
    let offset = |position: &Value| {
        let place = vmspec_yaml::Position {
            line: u32::try_from(position["line"].as_u64().unwrap()).unwrap(),
            column: u32::try_from(position["character"].as_u64().unwrap()).unwrap(),
        };
        lines.offset(text, place, vmspec_yaml::ColumnUnit::Utf16) as usize
    };
    let edits = edits.as_array().unwrap().iter().map(|edit| vmspec_yaml::edit::Edit {
        span: vmspec_yaml::Span::new(offset(&edit["range"]["start"]), offset(&edit["range"]["end"])),
        text: edit["newText"].as_str().unwrap().to_owned(),
    });
    vmspec_yaml::edit::apply(text, &edits.collect::<Vec<_>>())
}

/// Whether a program can be started.
pub(crate) fn is_installed(program: &str) -> bool {
    let output = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    output.is_ok_and(|status| status.success())
}

/// The binary under test.
pub(crate) fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_vmspec"))
}
