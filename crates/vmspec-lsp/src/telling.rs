//! Findings on their way to the client: told as they come, or asked for.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use lsp_server::{Request, RequestId, Response};
use lsp_types::notification::PublishDiagnostics;
use lsp_types::request::{
    CodeLensRefresh, DocumentDiagnosticRequest, InlayHintRefreshRequest, Request as _,
    WorkspaceDiagnosticRefresh,
};
use lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};
use serde_json::Value;

use crate::findings::Judge;
use crate::server::{Server, malformed};
use crate::uris;

/// What the client has been told, and what has changed since.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// What it was last told of each file; nothing if it asks.
    published: HashMap<PathBuf, (Uri, Vec<Diagnostic>)>,
    /// Whether a file that is open has changed.
    has_typing: bool,
    /// Whether anything else has changed.
    has_change: bool,
    /// The question about all files that is answered when there is something new to say.
    waiting: Option<(RequestId, WorkspaceDiagnosticParams)>,
}

impl Told {
    /// Notes that the text of an open file has changed.
    pub(crate) fn note_typing(&mut self) {
        self.has_typing = true;
    }

    /// Notes that something else has changed, such as a file on disk or a setting.
    pub(crate) fn note_change(&mut self) {
        self.has_change = true;
    }

    /// Whether there may be something new to tell.
    pub(crate) fn is_outdated(&self) -> bool {
        self.has_typing || self.has_change
    }

    /// Forgets the question that waits, if it is this one.
    pub(crate) fn forget(&mut self, id: &RequestId) -> Option<RequestId> {
        let waiting = self.waiting.take_if(|(waiting, _)| waiting == id);
        waiting.map(|(id, _)| id)
    }
}

impl Server {
    /// Tells what is new, or that there is something to ask for.
    pub(crate) fn tell_findings(&mut self) {
        let has_change = std::mem::take(&mut self.told.has_change);
        self.told.has_typing = false;
        self.refresh();
        if has_change && self.client.refreshes_lenses {
            self.outbox.ask::<CodeLensRefresh>("vmspec/lenses", Value::Null);
        }
        if has_change && self.client.refreshes_hints {
            self.outbox.ask::<InlayHintRefreshRequest>("vmspec/hints", Value::Null);
        }
        if !self.client.asks_for_findings {
            return self.publish();
        }
        // A client asks by itself about what is typed, and about all other files that it shows.
        if has_change {
            self.outbox.ask::<WorkspaceDiagnosticRefresh>("vmspec/findings", Value::Null);
            let waiting = self.told.waiting.take();
            if let Some(response) = waiting.and_then(|(id, params)| self.workspace_answer(id, params)) {
                self.outbox.answer(response);
            }
        }
    }

    /// Tells what is wrong with the files that are open, and with the configuration, where that has changed.
    fn publish(&mut self) {
        let mut current: HashMap<PathBuf, (Uri, Vec<Diagnostic>)> = HashMap::new();
        let mut judge = Judge::new(&self.desk, self.client.unit);
        let mut messages = Vec::new();
        let open = self.desk.open_documents().map(|(name, _)| name);
        for name in open.chain(self.desk.faulty()) {
            let Some(uri) = self.uri(name) else { continue };
            if current.contains_key(name) {
                continue;
            }
            let Some(found) = judge.of(name) else { continue };
            if self.told.published.get(name).is_none_or(|(_, published)| *published != found) {
                let version = self.desk.version(&name.to_string_lossy());
                messages.push(PublishDiagnosticsParams::new(uri.clone(), found.clone(), version));
            }
            current.insert(name.to_owned(), (uri, found));
        }
        for (name, (uri, _)) in &self.told.published {
            if !current.contains_key(name) {
                messages.push(PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None));
            }
        }
        for message in messages {
            self.outbox.tell::<PublishDiagnostics>(message);
        }
        self.told.published = current;
    }

    fn uri(&self, name: &Path) -> Option<Uri> {
        self.desk.uri(&name.to_string_lossy())
    }

    /// What is wrong with one file, if the client does not know it yet.
    pub(crate) fn document_findings(&self, request: Request) -> Response {
        let params: DocumentDiagnosticParams = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => return malformed(request.id, DocumentDiagnosticRequest::METHOD, &error),
        };
        let name = uris::name_of(&params.text_document.uri);
        let items = Judge::new(&self.desk, self.client.unit).of(&name).unwrap_or_default();
        let result_id = result_id(&items);
        let report = if params.previous_result_id.as_ref() == Some(&result_id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
        } else {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: Some(result_id),
                    items,
                },
            })
        };
        Response::new_ok(request.id, report)
    }

    /// What is wrong with all files; the answer waits while the client knows all of it.
    pub(crate) fn workspace_findings(&mut self, request: Request) -> Option<Response> {
        match serde_json::from_value(request.params) {
            Ok(params) => self.workspace_answer(request.id, params),
            Err(error) => Some(malformed(request.id, &request.method, &error)),
        }
    }

    fn workspace_answer(&mut self, id: RequestId, params: WorkspaceDiagnosticParams) -> Option<Response> {
        let report = self.workspace_report(&params);
        let is_new = |item: &WorkspaceDocumentDiagnosticReport| {
            matches!(item, WorkspaceDocumentDiagnosticReport::Full(_))
        };
        if !params.previous_result_ids.is_empty() && !report.items.iter().any(is_new) {
            let replaced = self.told.waiting.replace((id, params));
            return replaced.map(|(id, _)| Response::new_ok(id, WorkspaceDiagnosticReport::default()));
        }
        Some(Response::new_ok(id, report))
    }

    fn workspace_report(&self, params: &WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
        let mut known: HashMap<&str, &str> = params
            .previous_result_ids
            .iter()
            .map(|known| (known.uri.as_str(), known.value.as_str()))
            .collect();
        let mut judge = Judge::new(&self.desk, self.client.unit);
        let mut items = Vec::new();
        for name in self.desk.names() {
            let (Some(uri), Some(found)) = (self.uri(&name), judge.of(&name)) else { continue };
            let version = self.desk.version(&name.to_string_lossy()).map(i64::from);
            let result_id = result_id(&found);
            items.push(if known.remove(uri.as_str()) == Some(&result_id) {
                WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
                })
            } else {
                full_report(uri, version, Some(result_id), found)
            });
        }
        // Of files that are gone nothing is wrong any more.
        let gone = params.previous_result_ids.iter().filter(|one| known.contains_key(one.uri.as_str()));
        items.extend(gone.map(|one| full_report(one.uri.clone(), None, None, Vec::new())));
        WorkspaceDiagnosticReport { items }
    }

    /// Answers what waits, since there will be nothing new.
    pub(crate) fn end_waiting(&mut self) {
        if let Some((id, _)) = self.told.waiting.take() {
            self.outbox.answer(Response::new_ok(id, WorkspaceDiagnosticReport::default()));
        }
    }
}

fn full_report(
    uri: Uri,
    version: Option<i64>,
    result_id: Option<String>,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// Names what was found, so that the same has the same name.
fn result_id(found: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(found).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
