//! Completion in a cloud-config that is not a `|` block: one in quotes, a `>` block, or plain text of several lines.
//!
//! There the lines of the file are not those of the cloud-config. So the place is found in the cloud-config as a text of
//! its own, and what is chosen is written into the file as its scalar is written.

use vmspec_yaml::edit::{Edit, apply, edits_of_value};
use vmspec_yaml::{Limits, Node, ScalarMap, ScalarStyle, Span, parse};

use super::{CompletionItem, Completions, Scene, fields, items, tidy};
use crate::analysis::assist::cursor::{self, Cursor, MARK};
use crate::analysis::assist::spot;
use crate::analysis::{SourceFile, Workspace};
use crate::model::VMInstance;
use crate::rules::spec_field;

/// What could be written at a byte offset of such a cloud-config; nothing for other places.
pub(super) fn complete(workspace: &Workspace<'_>, file: &SourceFile, offset: usize) -> Option<Completions> {
    let tree = file.tree();
    let offset = (0..=offset.min(tree.text().len())).rev().find(|at| tree.text().is_char_boundary(*at))?;
    let index = tree.documents().iter().position(|document| document.span().touches(offset))?;
    let document = file.documents().iter().find(|document| document.index == index)?;
    if spot::kind_of(document) != Some(VMInstance::KIND) {
        return None;
    }
    let root = tree.root(index)?;
    let holder = root.descend(&spec_field("cloudInit"))?;
    let quotes = match holder.style()? {
        ScalarStyle::Literal => return None,
        ScalarStyle::DoubleQuoted | ScalarStyle::SingleQuoted => 1,
        ScalarStyle::Plain | ScalarStyle::Folded => 0,
    };
    let range = holder.span().range();
    if holder.is_alias() || !(range.start + quotes..=range.end - quotes).contains(&offset) {
        return None;
    }
    let (scalar, config) = spot::cloud_config_of(root)?;
    let options = workspace.options();
    let map = scalar.scalar_map()?;
    let at = map.value_offset(offset);
    let mut completions = Completions { span: Span::at(offset), ..Completions::default() };
    // Blanks that are no part of the value, such as indentation, lead to no place in it.
    if map.source_offset(at) != offset {
        return Some(completions);
    }
    for cursor in cursor::locate(&config, at, &options.limits) {
        let token = Span::new(cursor.token.start, cursor.token.end);
        let span = map.span(token.range());
        let Some(cursor) = in_file(scalar, &map, cursor, &options.limits) else { continue };
        let Some(root) = cursor.root() else { continue };
        let Some(known) = fields::at(VMInstance::KIND, &cursor.path) else { continue };
        let scene =
            Scene { workspace, platform: &options.platform, cursor: &cursor, root, kind: VMInstance::KIND };
        let mut found = Vec::new();
        items(&scene, known, &mut found);
        completions.span = span;
        completions.items.extend(found.into_iter().filter_map(|item| written(scalar, token, span, item)));
    }
    tidy(&mut completions.items);
    Some(completions)
}

/// A cursor of the cloud-config as one of the file. A line that stands at the wrong depth is left there: in the file it
/// may be a part of another.
fn in_file(scalar: Node<'_>, map: &ScalarMap, cursor: Cursor, limits: &Limits) -> Option<Cursor> {
    if cursor.repair.is_some() {
        return None;
    }
    let span = map.span(cursor.token.clone());
    let marked = apply(scalar.tree().text(), &[Edit { span, text: MARK.to_owned() }]);
    Some(Cursor {
        tree: parse(marked, limits),
        path: spec_field("cloudInit").nested().join(&cursor.path),
        token: span.range(),
        ..cursor
    })
}

/// An item with its text as it is written in the file; only the first line of it where the scalar takes no more, and
/// nothing if it takes not even that.
fn written(scalar: Node<'_>, token: Span, span: Span, item: CompletionItem) -> Option<CompletionItem> {
    let source = scalar.tree().text();
    let as_written = |text: &str| {
        let edits = edits_of_value(scalar, &[Edit { span: token, text: text.to_owned() }])?;
        let edited = apply(source, &edits);
        let behind = source.len() - span.end as usize;
        edited.get(span.start as usize..edited.len().checked_sub(behind)?).map(str::to_owned)
    };
    let first_line = item.text.lines().next().unwrap_or_default();
    let text = as_written(&item.text).or_else(|| as_written(first_line))?;
    Some(CompletionItem { text, snippet: None, ..item })
}
