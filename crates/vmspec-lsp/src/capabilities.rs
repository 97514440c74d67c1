//! What client and server can do.

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionItemCapability, CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities,
    FoldingRangeProviderCapability, HoverProviderCapability, InsertTextMode, OneOf, RenameOptions,
    SaveOptions, SelectionRangeProviderCapability, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde_json::Value;
use vmspec_yaml::ColumnUnit;

use crate::convert;

/// What the client can do, as far as it matters here.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub(crate) struct Client {
    pub(crate) unit: ColumnUnit,
    pub(crate) takes_snippets: bool,
    /// Whether it leaves the indentation of later lines alone if it is asked to.
    pub(crate) keeps_indentation: bool,
    pub(crate) watches_files: bool,
    pub(crate) has_settings: bool,
    /// Whether it asks for findings, and asks again when it is told to.
    pub(crate) asks_for_findings: bool,
    pub(crate) shows_progress: bool,
    /// Whether it asks for lenses again when it is told to.
    pub(crate) refreshes_lenses: bool,
    /// The same for hints.
    pub(crate) refreshes_hints: bool,
    /// Whether it can show the places that a lens speaks of.
    pub(crate) shows_references: bool,
}

impl Client {
    /// `raw` is the same as the client sent it.
    pub(crate) fn new(capabilities: &ClientCapabilities, raw: &Value) -> Self {
        let general = capabilities.general.as_ref();
        let completion = capabilities.text_document.as_ref().and_then(|text| text.completion.as_ref());
        let item = completion.and_then(|completion| completion.completion_item.as_ref());
        let workspace = capabilities.workspace.as_ref();
        let keeps = |item: &CompletionItemCapability| {
            let modes = item.insert_text_mode_support.as_ref()?;
            Some(modes.value_set.contains(&InsertTextMode::AS_IS))
        };
        Self {
            unit: convert::unit(general.and_then(|general| general.position_encodings.as_deref())),
            takes_snippets: item.and_then(|item| item.snippet_support).unwrap_or(false),
            keeps_indentation: item.and_then(keeps).unwrap_or(false),
            watches_files: workspace
                .and_then(|workspace| workspace.did_change_watched_files)
                .and_then(|watching| watching.dynamic_registration)
                .unwrap_or(false),
            has_settings: workspace.and_then(|workspace| workspace.configuration).unwrap_or(false),
            asks_for_findings: asks(raw),
            shows_progress: capabilities
                .window
                .as_ref()
                .and_then(|window| window.work_done_progress)
                .unwrap_or(false),
            refreshes_lenses: workspace
                .and_then(|workspace| workspace.code_lens.as_ref())
                .and_then(|lens| lens.refresh_support)
                .unwrap_or(false),
            refreshes_hints: workspace
                .and_then(|workspace| workspace.inlay_hint.as_ref())
                .and_then(|hint| hint.refresh_support)
                .unwrap_or(false),
            shows_references: knows_command(capabilities, SHOW_REFERENCES),
        }
    }
}

/// Whether the client asks for findings. One that can't be told to ask again would show what has become wrong by a change
/// of another file; such a client is told of findings like those that never ask.
///
/// `lsp-types` looks for this under a name that the protocol does not have.
fn asks(raw: &Value) -> bool {
    raw.pointer("/textDocument/diagnostic").is_some_and(Value::is_object)
        && raw.pointer("/workspace/diagnostics/refreshSupport") == Some(&Value::Bool(true))
}

/// Whether the client says that it can carry out a command itself. It says so where clients of rust-analyzer do, as the
/// protocol has no place for it.
fn knows_command(capabilities: &ClientCapabilities, command: &str) -> bool {
    let commands = capabilities.experimental.as_ref().and_then(|all| all.pointer("/commands/commands"));
    commands.and_then(Value::as_array).is_some_and(|commands| commands.iter().any(|one| one == command))
}

/// The command that shows places: it takes the URI and position that they have to do with, and the places.
pub(crate) const SHOW_REFERENCES: &str = "vmspec.showReferences";

/// All fixes of a file at once.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::SOURCE_FIX_ALL;

/// What the server can do.
pub(crate) fn of_server(client: Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(convert::encoding(client.unit)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([":", " ", "-", "\"", "{", "[", ","].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        diagnostic_provider: client.asks_for_findings.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("vmspec".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
            ..CodeActionOptions::default()
        })),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
