//! What mends a finding, or hides it.

use vmspec_yaml::Span;
use vmspec_yaml::edit::{Edit, apply};

use crate::analysis::{FileReport, Report, SourceFile, Workspace, fix_all_with, suppressions};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::rules;

/// Something that a person can have done.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct CodeAction {
    /// What it does, as an order: ``use `runStrategy: Halted` ``.
    pub title: String,
    /// What it is.
    pub kind: ActionKind,
    /// What is done to the file: replacements of bytes that do not overlap.
    pub edits: Vec<Edit>,
    /// The finding that it is about; nothing for one that is about all of them.
    pub diagnostic: Option<Diagnostic>,
}

/// What a [`CodeAction`] is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum ActionKind {
    /// Mends one finding.
    Fix(Applicability),
    /// Mends all that can be mended without asking.
    FixAll,
    /// Keeps one finding out of the report, by a comment.
    Suppress,
}

/// Findings at a range for which a comment is offered. Each costs a few parses of the file.
const MOST_SUPPRESSIONS: usize = 5;

/// What can be done about the findings at a range of bytes: their fixes, all safe fixes of the file, and comments that
/// hide them.
///
/// ```
/// use vmspec::analysis::assist::{ActionKind, code_actions};
/// use vmspec::analysis::{Options, SourceFile, Workspace};
/// use vmspec::Span;
///
/// let options = Options::default();
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec:\n  running: true\n";
/// let files = [SourceFile::parse("vm.yaml", text, &options.limits)];
/// let workspace = Workspace::new(&files, &options);
/// let at = text.find("running").unwrap();
/// let actions = code_actions(&workspace, 0, Span::at(at));
/// assert_eq!(actions[0].title, "use `runStrategy: Always`");
/// assert_eq!(actions.last().unwrap().kind, ActionKind::Suppress);
/// ```
pub fn code_actions(workspace: &Workspace<'_>, file: usize, range: Span) -> Vec<CodeAction> {
    let Some(source) = workspace.files().get(file) else { return Vec::new() };
    let found = workspace.check_file(file).diagnostics;
    actions_for(workspace, file, source, &found, range)
}

/// The same for findings that are at hand already.
fn actions_for(
    workspace: &Workspace<'_>,
    file: usize,
    source: &SourceFile,
    found: &[Diagnostic],
    range: Span,
) -> Vec<CodeAction> {
    let touches = |span: Span| span.start <= range.end && range.start <= span.end;
    let here: Vec<&Diagnostic> = found.iter().filter(|diagnostic| touches(diagnostic.span)).collect();
    let mut actions: Vec<CodeAction> = Vec::new();
    for &diagnostic in &here {
        for fix in diagnostic.fixes().filter(|fix| !fix.edits.is_empty()) {
            actions.push(CodeAction {
                title: fix.title.clone(),
                kind: ActionKind::Fix(fix.applicability),
                edits: fix.edits.clone(),
                diagnostic: Some(diagnostic.clone()),
            });
        }
    }
    actions.sort_by_key(|action| match action.kind {
        ActionKind::Fix(applicability) => std::cmp::Reverse(applicability),
        _ => std::cmp::Reverse(Applicability::Manual),
    });
    if found.iter().any(is_safe) && !here.is_empty() {
        actions.extend(fix_all_action(workspace, file));
    }
    for &diagnostic in here.iter().take(MOST_SUPPRESSIONS) {
        let Some(edit) = suppression(workspace, source, diagnostic) else { continue };
        let title = format!("ignore `{}` here", diagnostic.rule);
        let is_known = |action: &CodeAction| action.title == title && action.edits.first() == Some(&edit);
        if !actions.iter().any(is_known) {
            let (kind, edits) = (ActionKind::Suppress, vec![edit.clone()]);
            actions.push(CodeAction { title, kind, edits, diagnostic: Some(diagnostic.clone()) });
        }
    }
    actions
}

fn is_safe(diagnostic: &Diagnostic) -> bool {
    diagnostic
        .fix
        .as_ref()
        .is_some_and(|fix| fix.applicability == Applicability::Safe && !fix.edits.is_empty())
}

/// The action that mends everything in a file that can be mended without asking; nothing if there is nothing.
///
/// ```
/// use vmspec::analysis::assist::fix_all_action;
/// use vmspec::analysis::{Options, SourceFile, Workspace};
///
/// let options = Options::default();
/// let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: web}\nspec: {disks: [web-system]}\n";
/// let files = [SourceFile::parse("web.yaml", text, &options.limits)];
/// let action = fix_all_action(&Workspace::new(&files, &options), 0).unwrap();
/// assert!(vmspec_yaml::edit::apply(text, &action.edits).contains("disks: [{name: web-system}]"));
/// ```
pub fn fix_all_action(workspace: &Workspace<'_>, file: usize) -> Option<CodeAction> {
    let source = workspace.files().get(file)?;
    let name = source.name();
    let check = |workspace: &Workspace<'_>| {
        let reports = workspace.files().iter().enumerate().map(|(index, _)| {
            if index == file { workspace.check_file(index) } else { FileReport::default() }
        });
        Report::of_files(workspace.files().iter().zip(reports))
    };
    let accepts =
        |found: &Diagnostic, fix: &Fix| found.file == *name && fix.applicability == Applicability::Safe;
    let fixed = fix_all_with(workspace.files().to_vec(), workspace.options(), check, accepts);
    let edits = fixed.edits.into_iter().nth(file).filter(|edits| !edits.is_empty())?;
    let title = match fixed.applied.len() {
        1 => "apply the safe fix".to_owned(),
        2 => "apply both safe fixes".to_owned(),
        count => format!("apply all {count} safe fixes"),
    };
    Some(CodeAction { title, kind: ActionKind::FixAll, edits, diagnostic: None })
}

/// The edit that adds a comment which hides a finding, tried out.
fn suppression(workspace: &Workspace<'_>, source: &SourceFile, diagnostic: &Diagnostic) -> Option<Edit> {
    if !rules::find(diagnostic.rule)?.can_be_suppressed() {
        return None;
    }
    let text = source.text();
    let limits = &workspace.options().limits;
    let hides = |edit: &Edit| {
        let edited = source.with_text(apply(text, std::slice::from_ref(edit)), limits);
        let shift = |offset: u32| {
            let added = if edit.span.start <= offset { edit.text.len() } else { 0 };
            offset as usize + added
        };
        let span = Span::new(shift(diagnostic.span.start), shift(diagnostic.span.end));
        let moved = Diagnostic { span, ..diagnostic.clone() };
        edited.diagnostics().len() == source.diagnostics().len()
            && suppressions::hide(edited.suppressions(), vec![moved]).shown.is_empty()
    };
    candidates(text, diagnostic, source).into_iter().find(hides)
}

/// Places for a comment, the best first: among the names of one that is on the line, behind the line, above it, and
/// behind the line of the text that the finding is in.
fn candidates(text: &str, diagnostic: &Diagnostic, source: &SourceFile) -> Vec<Edit> {
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let rule = diagnostic.rule;
    let line = line_around(text, diagnostic.span.start as usize);
    let mut candidates = Vec::new();
    let above = line_around(text, line.start.saturating_sub(1) as usize);
    for range in [line, above] {
        if let Some(at) = range.slice(text).find("vmspec: ignore[") {
            let at = range.start as usize + at + "vmspec: ignore[".len();
            candidates.push(Edit { span: Span::at(at), text: format!("{rule}, ") });
        }
    }
    let behind = |line: Span| {
        let kept = line.slice(text).trim_end().len();
        let at = line.start as usize + kept;
        Edit { span: Span::at(at), text: format!(" # vmspec: ignore[{rule}]") }
    };
    candidates.push(behind(line));
    let content = line.slice(text);
    let indent = content.get(..content.len() - content.trim_start().len()).unwrap_or_default();
    let text_above = format!("{indent}# vmspec: ignore[{rule}]{line_break}");
    candidates.push(Edit { span: Span::at(line.start as usize), text: text_above });
    let root = source.tree().root(diagnostic.document).and_then(|root| root.descend(&diagnostic.item));
    let holder = root.and_then(|root| root.get("spec")).and_then(|spec| spec.entry("cloudInit"));
    if let Some((key, value)) = holder
        && value.span().touches(diagnostic.span.start as usize)
    {
        candidates.push(behind(line_around(text, key.span().start as usize)));
    }
    candidates
}

fn line_around(text: &str, offset: usize) -> Span {
    let before = text.get(..offset).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = text.get(offset..).unwrap_or_default();
    Span::new(start, offset + rest.find(['\n', '\r']).unwrap_or(rest.len()))
}
