//! One message after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self, Notification as _};
use lsp_types::request::{self, Request as _};
use lsp_types::{
    ConfigurationItem, ConfigurationParams, DidChangeConfigurationParams,
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, InitializeParams,
    InitializeResult, MessageType, Registration, RegistrationParams, ServerInfo, ShowMessageParams,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::capabilities::{self, Client};
use crate::desk::Desk;
use crate::inbox::Inbox;
use crate::outbox::{Outbox, Progress};
use crate::settings::ClientSettings;
use crate::telling::Told;
use crate::{Ending, Environment, ServeError, inbox, requests, uris};

/// The id of the request for the client's settings.
const SETTINGS_REQUEST: &str = "vmspec/settings";

pub(crate) fn run(connection: Connection, environment: Environment) -> Result<Ending, ServeError> {
    let (id, raw) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(raw.clone())?;
    let client = Client::new(&params.capabilities, raw.get("capabilities").unwrap_or(&Value::Null));
    let result = InitializeResult {
        capabilities: capabilities::of_server(client),
        server_info: Some(ServerInfo {
            name: "vmspec".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    let settings = params.initialization_options.as_ref().and_then(ClientSettings::read);
    let desk = Desk::new(environment, folders(&params), settings.unwrap_or_default());
    let mut server = Server::new(connection, client, desk);
    server.outbox.answer(Response::new_ok(id, result));
    Ok(server.serve())
}

/// The folders that are open.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten();
    let mut paths: Vec<PathBuf> = folders.filter_map(|folder| uris::path_of(&folder.uri)).collect();
    #[expect(deprecated, reason = "older clients know nothing else")]
    if let (true, Some(root)) = (paths.is_empty(), &params.root_uri) {
        paths.extend(uris::path_of(root));
    }
    paths
}

pub(crate) struct Server {
    inbox: Inbox,
    pub(crate) outbox: Outbox,
    pub(crate) client: Client,
    pub(crate) desk: Desk,
    pub(crate) told: Told,
    /// The last that was shown to the person of what should say how to judge.
    shown: Option<String>,
    /// How often files were looked up.
    lookups: usize,
    is_shut_down: bool,
}

impl Server {
    fn new(connection: Connection, client: Client, desk: Desk) -> Self {
        Self {
            inbox: Inbox::new(&connection),
            outbox: Outbox(connection),
            client,
            desk,
            told: Told::default(),
            shown: None,
            lookups: 0,
            is_shut_down: false,
        }
    }

    fn serve(&mut self) -> Ending {
        loop {
            if self.told.is_outdated() && !self.is_shut_down && self.inbox.is_empty() {
                self.guarded("telling findings", Self::tell_findings);
            }
            let Some(message) = self.inbox.next() else { return Ending::Abrupt };
            match message {
                Message::Notification(note) if note.method == notification::Exit::METHOD => {
                    return if self.is_shut_down { Ending::Orderly } else { Ending::Abrupt };
                }
                Message::Request(request) => {
                    if let Some(response) = self.respond(request) {
                        self.outbox.answer(response);
                    }
                }
                Message::Notification(note) => {
                    let method = note.method.clone();
                    self.guarded(&method, |server| server.note(note));
                }
                Message::Response(response) => self.guarded("a response", |server| server.answered(response)),
            }
        }
    }

    /// Does something; a panic in it is told to the client and goes no further.
    fn guarded(&mut self, what: &str, act: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| act(self))).is_err() {
            self.desk.invalidate();
            self.outbox.log(format!("vmspec failed at {what}; please report this"));
        }
    }

    /// The answer to a request, unless it waits; a panic in finding it is an error for an answer.
    fn respond(&mut self, request: Request) -> Option<Response> {
        let id = request.id.clone();
        if self.inbox.is_called_off(&id) {
            return Some(called_off(id));
        }
        let method = request.method.clone();
        catch_unwind(AssertUnwindSafe(|| self.dispatch(request))).unwrap_or_else(|_| {
            self.desk.invalidate();
            let message = format!("vmspec failed at {method}; please report this");
            Some(Response::new_err(id, ErrorCode::InternalError as i32, message))
        })
    }

    fn dispatch(&mut self, request: Request) -> Option<Response> {
        if self.is_shut_down {
            let message = "the server was asked to end".to_owned();
            return Some(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, message));
        }
        if request.method == request::Shutdown::METHOD {
            self.is_shut_down = true;
            self.end_waiting();
            return Some(Response::new_ok(request.id, Value::Null));
        }
        self.refresh();
        if request.method == request::WorkspaceDiagnosticRequest::METHOD {
            return self.workspace_findings(request);
        }
        Some(match request.method.as_str() {
            request::DocumentDiagnosticRequest::METHOD => self.document_findings(request),
            request::Completion::METHOD => self.answer(request, requests::completion),
            request::HoverRequest::METHOD => self.answer(request, requests::hover),
            request::CodeActionRequest::METHOD => self.answer(request, requests::code_actions),
            request::GotoDefinition::METHOD => self.answer(request, requests::definition),
            request::References::METHOD => self.answer(request, requests::references),
            request::PrepareRenameRequest::METHOD => self.answer(request, requests::prepare_rename),
            request::DocumentSymbolRequest::METHOD => self.answer(request, requests::document_symbols),
            request::InlayHintRequest::METHOD => self.answer(request, requests::inlay_hints),
            request::CodeLensRequest::METHOD => self.answer(request, requests::code_lenses),
            request::FoldingRangeRequest::METHOD => self.answer(request, requests::folding_ranges),
            request::SelectionRangeRequest::METHOD => self.answer(request, requests::selection_ranges),
            // What a lens that only tells has for a command.
            request::ExecuteCommand::METHOD => Response::new_ok(request.id, Value::Null),
            request::Rename::METHOD => self.rename(request),
            method => {
                let message = format!("`{method}` is not known here");
                Response::new_err(request.id, ErrorCode::MethodNotFound as i32, message)
            }
        })
    }

    /// Answers with what a function finds.
    fn answer<P: DeserializeOwned, R: Serialize>(
        &self,
        request: Request,
        find: fn(&Desk, Client, &P) -> Option<R>,
    ) -> Response {
        match serde_json::from_value(request.params) {
            Ok(params) => Response::new_ok(request.id, find(&self.desk, self.client, &params)),
            Err(error) => malformed(request.id, &request.method, &error),
        }
    }

    fn rename(&self, request: Request) -> Response {
        match serde_json::from_value(request.params) {
            Ok(params) => match requests::rename(&self.desk, self.client, &params) {
                Ok(edit) => Response::new_ok(request.id, edit),
                Err(reason) => Response::new_err(request.id, ErrorCode::RequestFailed as i32, reason),
            },
            Err(error) => malformed(request.id, &request.method, &error),
        }
    }

    fn note(&mut self, note: Notification) {
        match note.method.as_str() {
            notification::Initialized::METHOD => self.register(),
            notification::Cancel::METHOD => {
                let waiting = inbox::called_off(&note.into()).and_then(|id| self.told.forget(&id));
                if let Some(id) = waiting {
                    self.outbox.answer(called_off(id));
                }
                return;
            }
            notification::DidOpenTextDocument::METHOD => {
                let Some(params) = params::<notification::DidOpenTextDocument>(note) else { return };
                let document = params.text_document;
                self.desk.open(document.uri, document.version, document.text);
                return self.told.note_typing();
            }
            notification::DidChangeTextDocument::METHOD => {
                let Some(params) = params::<notification::DidChangeTextDocument>(note) else { return };
                let document = params.text_document;
                self.desk.change(&document.uri, document.version, params.content_changes, self.client.unit);
                return self.told.note_typing();
            }
            notification::DidCloseTextDocument::METHOD => {
                let Some(params) = params::<notification::DidCloseTextDocument>(note) else { return };
                self.desk.close(&params.text_document.uri);
            }
            notification::DidSaveTextDocument::METHOD | notification::DidChangeWatchedFiles::METHOD => {
                self.desk.invalidate();
            }
            notification::DidChangeConfiguration::METHOD => {
                let Some(params) = params::<notification::DidChangeConfiguration>(note) else { return };
                self.configure(&params);
            }
            notification::DidChangeWorkspaceFolders::METHOD => {
                let Some(params) = params::<notification::DidChangeWorkspaceFolders>(note) else { return };
                let paths = |folders: Vec<lsp_types::WorkspaceFolder>| -> Vec<PathBuf> {
                    folders.iter().filter_map(|folder| uris::path_of(&folder.uri)).collect()
                };
                let (added, removed) = (paths(params.event.added), paths(params.event.removed));
                self.desk.folders.retain(|folder| !removed.contains(folder));
                self.desk.folders.extend(added);
                self.desk.invalidate();
            }
            _ => return,
        }
        self.told.note_change();
    }

    fn configure(&mut self, params: &DidChangeConfigurationParams) {
        if let Some(settings) = ClientSettings::read(&params.settings) {
            self.desk.settings = settings;
            self.desk.invalidate();
        } else {
            self.ask_for_settings();
        }
    }

    /// Asks to be told of files that change, and for settings, if the client does such things.
    fn register(&self) {
        if self.client.watches_files {
            let watcher = |glob: &str| FileSystemWatcher {
                glob_pattern: GlobPattern::String(glob.to_owned()),
                kind: None,
            };
            let options = DidChangeWatchedFilesRegistrationOptions {
                watchers: vec![watcher("**/*.{yaml,yml,json}"), watcher("**/.vmspec.yaml")],
            };
            let registration = Registration {
                id: "vmspec/files".to_owned(),
                method: notification::DidChangeWatchedFiles::METHOD.to_owned(),
                register_options: serde_json::to_value(options).ok(),
            };
            let params = RegistrationParams { registrations: vec![registration] };
            self.outbox.ask::<request::RegisterCapability>("vmspec/files", params);
        }
        self.ask_for_settings();
    }

    fn ask_for_settings(&self) {
        if self.client.has_settings {
            let item = ConfigurationItem { scope_uri: None, section: Some("vmspec".to_owned()) };
            let params = ConfigurationParams { items: vec![item] };
            self.outbox.ask::<request::WorkspaceConfiguration>(SETTINGS_REQUEST, params);
        }
    }

    fn answered(&mut self, response: Response) {
        if response.id != RequestId::from(SETTINGS_REQUEST.to_owned()) {
            return;
        }
        let value = response.response_result.ok();
        let settings = value.as_ref().and_then(|value| value.get(0)).and_then(ClientSettings::read);
        if let Some(settings) = settings
            && settings != self.desk.settings
        {
            self.desk.settings = settings;
            self.desk.invalidate();
            self.told.note_change();
        }
    }

    /// Looks up what has become stale, and tells of settings and configuration files that are at fault, once.
    pub(crate) fn refresh(&mut self) {
        self.lookups += 1;
        let mut progress = Progress::new(&self.outbox, self.client.shows_progress, self.lookups);
        let Some(outcome) = self.desk.refresh(&mut progress) else { return };
        drop(progress);
        let message = outcome.err();
        if let Some(message) = message.clone().filter(|_| self.shown != message) {
            let params = ShowMessageParams { typ: MessageType::ERROR, message };
            self.outbox.tell::<notification::ShowMessage>(params);
        }
        self.shown = message;
    }
}

/// The answer to a request that was called off.
fn called_off(id: RequestId) -> Response {
    Response::new_err(id, ErrorCode::RequestCanceled as i32, "called off by the client".to_owned())
}

/// The answer to a request whose parameters can't be understood.
pub(crate) fn malformed(id: RequestId, method: &str, error: &serde_json::Error) -> Response {
    let message = format!("the parameters of `{method}` can't be understood: {error}");
    Response::new_err(id, ErrorCode::InvalidParams as i32, message)
}

/// The parameters of a notification; nothing if they can't be understood.
fn params<N: notification::Notification>(note: Notification) -> Option<N::Params> {
    serde_json::from_value(note.params).ok()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serde_json::json;

    use super::*;
    use crate::Group;

    /// An environment that panics the first few times.
    fn shaky(times: u32) -> Environment {
        let left = Cell::new(times);
        Environment {
            list: Box::new(|_| Vec::new()),
            configure: Box::new(move |paths, _| {
                if left.get() > 0 {
                    left.set(left.get() - 1);
                    panic!("as asked for by a test");
                }
                let files = (0..paths.len()).collect();
                Ok(vec![Group { options: vmspec::analysis::Options::default(), baseline: None, files }])
            }),
            proofread: Box::new(|_, _| Vec::new()),
        }
    }

    #[test]
    fn a_panic_is_an_answer_and_the_server_goes_on() {
        let (server, client) = Connection::memory();
        let thread = std::thread::spawn(move || run(server, shaky(2)));
        let ask = |id: i32, method: &str, params: serde_json::Value| {
            let request = Request::new(id.into(), method.to_owned(), params);
            client.sender.send(request.into()).unwrap();
            loop {
                match client.receiver.recv().unwrap() {
                    Message::Response(response) if response.id == id.into() => {
                        return response.response_result;
                    }
                    _ => {}
                }
            }
        };
        let tell = |method: &str, params: serde_json::Value| {
            client.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
        };
        ask(1, "initialize", json!({"capabilities": {}})).unwrap();
        tell("initialized", json!({}));
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a}\n";
        let document = json!({"uri": "untitled:a", "languageId": "yaml", "version": 1, "text": text});
        let place = json!({"textDocument": {"uri": "untitled:a"}, "position": {"line": 1, "character": 8}});
        tell("textDocument/didOpen", json!({"textDocument": document}));
        // How often it panics while it publishes depends on how fast the messages come.
        let mut answers = (2..6).map(|id| ask(id, "textDocument/hover", place.clone()));
        let answer = answers.find_map(Result::ok).unwrap();
        assert!(answer["contents"]["value"].as_str().unwrap().starts_with("**VMDisk**"), "{answer}");
        ask(9, "shutdown", serde_json::Value::Null).unwrap();
        tell("exit", serde_json::Value::Null);
        assert_eq!(thread.join().unwrap().unwrap(), Ending::Orderly);
    }

    #[test]
    fn a_panic_in_a_request_is_an_error() {
        let (connection, _client) = Connection::memory();
        let desk = Desk::new(shaky(1), Vec::new(), ClientSettings::default());
        let client = Client::new(&lsp_types::ClientCapabilities::default(), &Value::Null);
        let mut server = Server::new(connection, client, desk);
        let request = || {
            Request::new(
                7.into(),
                "textDocument/hover".to_owned(),
                json!({"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 0}}),
            )
        };
        let error = server.respond(request()).unwrap().response_result.unwrap_err();
        assert_eq!(error.code, ErrorCode::InternalError as i32);
        assert_eq!(error.message, "vmspec failed at textDocument/hover; please report this");
        assert!(server.respond(request()).unwrap().response_result.is_ok());
    }

    #[test]
    fn a_request_that_was_called_off_is_not_answered() {
        let (connection, client) = Connection::memory();
        let desk = Desk::new(shaky(0), Vec::new(), ClientSettings::default());
        let mut server = Server::new(
            connection,
            Client::new(&lsp_types::ClientCapabilities::default(), &Value::Null),
            desk,
        );
        let note = Notification::new("$/cancelRequest".to_owned(), json!({"id": 7}));
        client.sender.send(note.into()).unwrap();
        while !server.inbox.is_called_off(&7.into()) {
            std::thread::yield_now();
        }
        for (id, code) in [(7, ErrorCode::RequestCanceled), (8, ErrorCode::MethodNotFound)] {
            let request = Request::new(id.into(), "textDocument/paint".to_owned(), json!({}));
            let error = server.respond(request).unwrap().response_result.unwrap_err();
            assert_eq!(error.code, code as i32);
        }
    }
}
