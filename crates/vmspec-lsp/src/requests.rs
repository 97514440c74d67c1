//! What is answered.

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, CodeLens,
    CodeLensParams, Command, CompletionItem, CompletionItemKind, CompletionItemTag, CompletionList,
    CompletionParams, CompletionTextEdit, DocumentChanges, DocumentSymbol, DocumentSymbolParams,
    DocumentSymbolResponse, Documentation, FoldingRange, FoldingRangeKind, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverContents, HoverParams, InlayHint,
    InlayHintLabel, InlayHintParams, InsertTextFormat, InsertTextMode, Location, MarkupContent, MarkupKind,
    OneOf, OptionalVersionedTextDocumentIdentifier, Position, PrepareRenameResponse, Range, ReferenceParams,
    RenameParams, SelectionRange, SelectionRangeParams, SymbolKind, TextDocumentEdit,
    TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::json;
use vmspec::analysis::Workspace;
use vmspec::analysis::assist::{self, ActionKind, CompletionKind, FoldKind};
use vmspec::diagnostic::Applicability;
use vmspec_yaml::edit::Edit;

use crate::capabilities::{Client, FIX_ALL, SHOW_REFERENCES};
use crate::convert::Places;
use crate::desk::{Bundle, Desk};
use crate::{findings, uris};

/// A file that is asked about.
struct Asked<'d> {
    desk: &'d Desk,
    client: Client,
    bundle: &'d Bundle,
    workspace: Workspace<'d>,
    index: usize,
    places: Places<'d>,
}

impl<'d> Asked<'d> {
    fn new(desk: &'d Desk, client: Client, uri: &Uri) -> Option<Self> {
        let (bundle, place) = desk.find(&uris::name_of(uri))?;
        let file = bundle.files.get(place.file)?;
        let places = Places::new(file, client.unit);
        Some(Self { desk, client, bundle, workspace: bundle.workspace(), index: place.file, places })
    }

    /// A place in any file of the bundle.
    fn location(&self, place: assist::Location) -> Option<Location> {
        let file = self.bundle.files.get(place.file)?;
        let range = Places::new(file, self.client.unit).range(place.span);
        Some(Location::new(self.desk.uri(file.name())?, range))
    }

    /// Edits of files of the bundle, by their places there and in the order of these.
    fn workspace_edit(&self, edits: Vec<(usize, Edit)>) -> Option<WorkspaceEdit> {
        let mut documents: Vec<TextDocumentEdit> = Vec::new();
        for (index, edit) in edits {
            let file = self.bundle.files.get(index)?;
            let uri = self.desk.uri(file.name())?;
            let edit = OneOf::Left(Places::new(file, self.client.unit).edit(&edit));
            match documents.last_mut() {
                Some(last) if last.text_document.uri == uri => last.edits.push(edit),
                _ => {
                    let version = self.desk.version(file.name());
                    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
                    documents.push(TextDocumentEdit { text_document, edits: vec![edit] });
                }
            }
        }
        Some(WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(documents)),
            ..WorkspaceEdit::default()
        })
    }
}

fn markdown(value: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value }
}

pub(crate) fn completion(desk: &Desk, client: Client, params: &CompletionParams) -> Option<CompletionList> {
    let at = &params.text_document_position;
    let asked = Asked::new(desk, client, &at.text_document.uri)?;
    let found = assist::complete(&asked.workspace, asked.index, asked.places.offset(at.position));
    let range = asked.places.range(found.span);
    let file = asked.bundle.files.get(asked.index)?;
    let quote = found.span.slice(file.text()).chars().next().filter(|first| matches!(first, '"' | '\''));
    let repair: Option<Vec<TextEdit>> = found.repair.as_ref().map(|edit| vec![asked.places.edit(edit)]);
    let items = found.items.into_iter().enumerate().map(|(order, item)| {
        let snippet = item.snippet.filter(|_| client.takes_snippets);
        let is_snippet = snippet.is_some();
        let (format, mode) = if is_snippet {
            (InsertTextFormat::SNIPPET, InsertTextMode::ADJUST_INDENTATION)
        } else {
            (InsertTextFormat::PLAIN_TEXT, InsertTextMode::AS_IS)
        };
        let detail = match (&item.unfit, item.detail) {
            (Some(reason), Some(detail)) => Some(format!("{detail} ({reason})")),
            (Some(reason), None) => Some(reason.clone()),
            (None, detail) => detail,
        };
        CompletionItem {
            kind: Some(completion_kind(item.kind)),
            detail,
            documentation: item.documentation.map(|text| Documentation::MarkupContent(markdown(text))),
            tags: item.deprecated.then(|| vec![CompletionItemTag::DEPRECATED]),
            sort_text: Some(format!("{order:04}")),
            filter_text: quote.map(|quote| format!("{quote}{}", item.label)),
            insert_text_format: Some(format),
            insert_text_mode: client.keeps_indentation.then_some(mode),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, snippet.unwrap_or(item.text)))),
            additional_text_edits: repair.clone(),
            label: item.label,
            ..CompletionItem::default()
        }
    });
    Some(CompletionList { is_incomplete: false, items: items.collect() })
}

fn completion_kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Key => CompletionItemKind::PROPERTY,
        CompletionKind::CatalogEntry => CompletionItemKind::CONSTANT,
        CompletionKind::Resource => CompletionItemKind::REFERENCE,
        CompletionKind::Manifest => CompletionItemKind::SNIPPET,
        _ => CompletionItemKind::ENUM_MEMBER,
    }
}

pub(crate) fn hover(desk: &Desk, client: Client, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let asked = Asked::new(desk, client, &at.text_document.uri)?;
    let found = assist::hover(&asked.workspace, asked.index, asked.places.offset(at.position))?;
    let range = Some(asked.places.range(found.span));
    Some(Hover { contents: HoverContents::Markup(markdown(found.markdown)), range })
}

pub(crate) fn code_actions(
    desk: &Desk,
    client: Client,
    params: &CodeActionParams,
) -> Option<CodeActionResponse> {
    let asked = Asked::new(desk, client, &params.text_document.uri)?;
    let wants = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|one| is_within(kind.as_str(), one.as_str())))
    };
    let span = asked.places.span(params.range);
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        actions = assist::code_actions(&asked.workspace, asked.index, span);
    }
    let is_asked_for = params.context.only.is_some() && wants(&FIX_ALL);
    let has_it = actions.iter().any(|action| action.kind == ActionKind::FixAll);
    if is_asked_for && !has_it {
        actions.extend(assist::fix_all_action(&asked.workspace, asked.index));
    }
    let file = asked.bundle.files.get(asked.index)?;
    let actions = actions.into_iter().filter_map(|action| {
        // What only a person can decide is nobody's first choice.
        let is_preferred = matches!(action.kind, ActionKind::Fix(fix) if fix > Applicability::Manual);
        let kind = if action.kind == ActionKind::FixAll { FIX_ALL } else { CodeActionKind::QUICKFIX };
        let edits = action.edits.into_iter().map(|edit| (asked.index, edit)).collect();
        let found = action.diagnostic.as_ref();
        let found = found.map(|found| findings::diagnostic(desk, asked.bundle, file, found, client.unit));
        Some(CodeActionOrCommand::CodeAction(CodeAction {
            title: action.title,
            kind: Some(kind),
            diagnostics: found.map(|found| vec![found]),
            edit: Some(asked.workspace_edit(edits)?),
            is_preferred: Some(is_preferred),
            ..CodeAction::default()
        }))
    });
    Some(actions.collect())
}

/// Whether a kind is one, or a part of one: `source.fixAll` is a part of `source`.
fn is_within(kind: &str, of: &str) -> bool {
    of.is_empty() || kind.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

pub(crate) fn definition(
    desk: &Desk,
    client: Client,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let at = &params.text_document_position_params;
    let asked = Asked::new(desk, client, &at.text_document.uri)?;
    let found = assist::definition(&asked.workspace, asked.index, asked.places.offset(at.position))?;
    asked.location(found).map(GotoDefinitionResponse::Scalar)
}

pub(crate) fn references(desk: &Desk, client: Client, params: &ReferenceParams) -> Option<Vec<Location>> {
    let at = &params.text_document_position;
    let asked = Asked::new(desk, client, &at.text_document.uri)?;
    let offset = asked.places.offset(at.position);
    let with_definition = params.context.include_declaration;
    let found = assist::references(&asked.workspace, asked.index, offset, with_definition);
    Some(found.into_iter().filter_map(|place| asked.location(place)).collect())
}

pub(crate) fn prepare_rename(
    desk: &Desk,
    client: Client,
    params: &TextDocumentPositionParams,
) -> Option<PrepareRenameResponse> {
    let asked = Asked::new(desk, client, &params.text_document.uri)?;
    let span = assist::renamable(&asked.workspace, asked.index, asked.places.offset(params.position))?;
    Some(PrepareRenameResponse::Range(asked.places.range(span)))
}

/// # Errors
///
/// With the reason why there can be no such name.
pub(crate) fn rename(
    desk: &Desk,
    client: Client,
    params: &RenameParams,
) -> Result<Option<WorkspaceEdit>, String> {
    let at = &params.text_document_position;
    let Some(asked) = Asked::new(desk, client, &at.text_document.uri) else { return Ok(None) };
    let offset = asked.places.offset(at.position);
    let edits = assist::rename(&asked.workspace, asked.index, offset, &params.new_name);
    let edits = edits.map_err(|error| error.to_string())?;
    Ok(asked.workspace_edit(edits))
}

pub(crate) fn document_symbols(
    desk: &Desk,
    client: Client,
    params: &DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let asked = Asked::new(desk, client, &params.text_document.uri)?;
    let symbols = assist::symbols(asked.bundle.files.get(asked.index)?);
    let symbols = symbols.into_iter().map(|symbol| document_symbol(asked.places, symbol));
    Some(DocumentSymbolResponse::Nested(symbols.collect()))
}

/// Three levels deep: a resource, its fields, their items.
fn document_symbol(places: Places<'_>, symbol: assist::Symbol) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| document_symbol(places, child)).collect();
    #[expect(deprecated, reason = "the struct can't be made without its old field")]
    DocumentSymbol {
        name: if symbol.name.is_empty() { "(no name)".to_owned() } else { symbol.name },
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: match symbol.kind {
            assist::SymbolKind::Resource => SymbolKind::OBJECT,
            assist::SymbolKind::Item => SymbolKind::STRING,
            _ => SymbolKind::PROPERTY,
        },
        tags: None,
        deprecated: None,
        range: places.range(symbol.span),
        selection_range: places.range(symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

pub(crate) fn inlay_hints(desk: &Desk, client: Client, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let asked = Asked::new(desk, client, &params.text_document.uri)?;
    let found = assist::inlay_hints(&asked.workspace, asked.index, asked.places.span(params.range));
    let hints = found.into_iter().map(|hint| InlayHint {
        position: asked.places.position(hint.offset),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Some(hints.collect())
}

pub(crate) fn code_lenses(desk: &Desk, client: Client, params: &CodeLensParams) -> Option<Vec<CodeLens>> {
    let asked = Asked::new(desk, client, &params.text_document.uri)?;
    let lenses = assist::lenses(&asked.workspace, asked.index).into_iter().map(|lens| {
        let range = asked.places.range(lens.span);
        let places: Vec<_> = lens.places.iter().filter_map(|place| asked.location(*place)).collect();
        let arguments = (client.shows_references && !places.is_empty())
            .then(|| vec![json!(params.text_document.uri), json!(range.start), json!(places)]);
        // A lens whose command has no name is one that only tells.
        let command = if arguments.is_some() { SHOW_REFERENCES } else { "" };
        let command = Command { title: lens.title, command: command.to_owned(), arguments };
        CodeLens { range, command: Some(command), data: None }
    });
    Some(lenses.collect())
}

pub(crate) fn folding_ranges(
    desk: &Desk,
    client: Client,
    params: &FoldingRangeParams,
) -> Option<Vec<FoldingRange>> {
    let asked = Asked::new(desk, client, &params.text_document.uri)?;
    let folds = assist::folds(asked.bundle.files.get(asked.index)?);
    let ranges = folds.into_iter().map(|fold| {
        let range = asked.places.range(fold.span);
        FoldingRange {
            start_line: range.start.line,
            end_line: range.end.line,
            kind: (fold.kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        }
    });
    let ranges: Vec<_> = ranges.collect();
    // An editor folds by indentation where nobody answers.
    (!ranges.is_empty()).then_some(ranges)
}

pub(crate) fn selection_ranges(
    desk: &Desk,
    client: Client,
    params: &SelectionRangeParams,
) -> Option<Vec<SelectionRange>> {
    let asked = Asked::new(desk, client, &params.text_document.uri)?;
    let file = asked.bundle.files.get(asked.index)?;
    let around = |position: &Position| {
        let spans = assist::selections(file, asked.places.offset(*position));
        let grown = spans.into_iter().rev().fold(None, |parent, span| {
            Some(SelectionRange { range: asked.places.range(span), parent: parent.map(Box::new) })
        });
        // Every place must have an answer, even one where nothing stands.
        grown.unwrap_or_else(|| SelectionRange { range: Range::new(*position, *position), parent: None })
    };
    Some(params.positions.iter().map(around).collect())
}
