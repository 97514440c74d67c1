//! What an editor asks for while someone writes, as plain data.

use serde::Serialize;
use vmspec::Span;
use vmspec::analysis::assist::{
    self, ActionKind, CodeAction, CompletionItem, Completions, Hover, Symbol, SymbolKind,
};
use vmspec_report::wire::{Applicability, ByteSpan, Edit};

#[derive(Serialize)]
pub(crate) struct CompletionList<'a> {
    span: ByteSpan,
    repair: Option<Edit>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    label: &'a str,
    kind: &'static str,
    detail: Option<&'a str>,
    documentation: Option<&'a str>,
    text: &'a str,
    snippet: Option<&'a str>,
    deprecated: bool,
    unfit: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct Explanation<'a> {
    span: ByteSpan,
    markdown: &'a str,
}

#[derive(Serialize)]
pub(crate) struct Action<'a> {
    title: &'a str,
    kind: &'static str,
    applicability: Option<Applicability>,
    edits: Vec<Edit>,
    finding: Option<ActionFinding<'a>>,
}

/// The finding that an action is about.
#[derive(Serialize)]
struct ActionFinding<'a> {
    rule: &'a str,
    message: &'a str,
    span: ByteSpan,
}

#[derive(Serialize)]
pub(crate) struct Outline<'a> {
    name: &'a str,
    detail: &'a str,
    kind: &'static str,
    span: ByteSpan,
    selection: ByteSpan,
    children: Vec<Outline<'a>>,
}

pub(crate) fn completions(completions: &Completions) -> CompletionList<'_> {
    CompletionList {
        span: completions.span.into(),
        repair: completions.repair.as_ref().map(edit),
        items: completions.items.iter().map(item).collect(),
    }
}

fn item(item: &CompletionItem) -> Item<'_> {
    Item {
        label: &item.label,
        kind: item.kind.name(),
        detail: item.detail.as_deref(),
        documentation: item.documentation.as_deref(),
        text: &item.text,
        snippet: item.snippet.as_deref(),
        deprecated: item.deprecated,
        unfit: item.unfit.as_deref(),
    }
}

pub(crate) fn explanation(hover: &Hover) -> Explanation<'_> {
    Explanation { span: hover.span.into(), markdown: &hover.markdown }
}

pub(crate) fn action(action: &CodeAction) -> Action<'_> {
    let (kind, applicability) = match action.kind {
        ActionKind::Fix(applicability) => ("fix", Some(applicability.into())),
        ActionKind::FixAll => ("fix-all", None),
        ActionKind::Suppress => ("suppress", None),
        _ => ("other", None),
    };
    let finding = action.diagnostic.as_ref().map(|diagnostic| ActionFinding {
        rule: diagnostic.rule,
        message: &diagnostic.message,
        span: diagnostic.span.into(),
    });
    let edits = action.edits.iter().map(edit).collect();
    Action { title: &action.title, kind, applicability, edits, finding }
}

/// As deep as the tree of the text is, which has a limit.
pub(crate) fn outline(symbol: &Symbol) -> Outline<'_> {
    Outline {
        name: &symbol.name,
        detail: &symbol.detail,
        kind: match symbol.kind {
            SymbolKind::Resource => "resource",
            SymbolKind::Item => "item",
            _ => "field",
        },
        span: symbol.span.into(),
        selection: symbol.selection.into(),
        children: symbol.children.iter().map(outline).collect(),
    }
}

fn edit(edit: &vmspec_yaml::edit::Edit) -> Edit {
    Edit { start: edit.span.start, end: edit.span.end, text: edit.text.clone() }
}

/// The bytes from `start` to `end`, which come from a caller.
pub(crate) fn range(start: u32, end: u32) -> Span {
    Span { start, end: end.max(start) }
}

pub(crate) use assist::{code_actions, complete, hover, symbols};
