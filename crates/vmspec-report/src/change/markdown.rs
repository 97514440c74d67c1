//! For the comment on a pull request: a table of what changes, then the findings as a list.
//!
//! What comes from a manifest is either in a code span, with what could end it replaced, or escaped: it makes no links,
//! no mentions, no HTML and no headings.

use std::fmt::Write;

use vmspec::analysis::{ChangeKind, ChangeReport, ChangedResource};
use vmspec::change::Effect;

use super::{cut, field_name, other_errors, resource_name, same_fields, summary_line};
use crate::markdown::{cell, finding, prose, push_limited};
use crate::{Root, Sources};

/// Renders the table, the findings and the summary. There is always something to read.
pub fn render(report: &ChangeReport, sources: &Sources<'_>) -> String {
    let mut out = String::from("### What this changes on the platform\n\n");
    let rows: Vec<String> = report.changes.iter().flat_map(rows).collect();
    if !rows.is_empty() {
        out.push_str("| | Resource | Field | Old | New | What happens |\n|---|---|---|---|---|---|\n");
        push_limited(&mut out, &rows);
        out.push('\n');
    }
    let findings: Vec<String> = report
        .report
        .diagnostics
        .iter()
        .map(|diagnostic| finding(diagnostic, sources, &Root::default()))
        .collect();
    if !findings.is_empty() {
        push_limited(&mut out, &findings);
        out.push('\n');
    }
    for line in [Some(summary_line(report)), other_errors(report)].into_iter().flatten() {
        let _ = writeln!(out, "{}", prose(&line));
    }
    out
}

fn rows(change: &ChangedResource) -> Vec<String> {
    let sign = match change.kind {
        ChangeKind::Added => "new",
        ChangeKind::Changed => "",
        ChangeKind::Removed => "gone",
    };
    let name = cell(&resource_name(&change.resource));
    let row = |field: &str, old: &str, new: &str, effect: &str| {
        format!("| {sign} | {name} | {field} | {old} | {new} | {effect} |\n")
    };
    if change.kind != ChangeKind::Changed {
        return vec![row("", "", "", &effect(change.effect))];
    }
    let value = |value: Option<&String>| value.map(|value| cell(&cut(value))).unwrap_or_default();
    let fields = change.fields.iter().filter(|field| field.effect != Effect::Same).map(|field| {
        row(
            &cell(&field_name(field)),
            &value(field.old.as_ref()),
            &value(field.new.as_ref()),
            &effect(field.effect),
        )
    });
    let same = same_fields(&change.fields).map(|same| row(&prose(&same), "", "", ""));
    fields.chain(same).collect()
}

/// The phrase, in bold where something is lost or fails.
fn effect(effect: Effect) -> String {
    if effect > Effect::Restart { format!("**{}**", effect.phrase()) } else { effect.phrase().to_owned() }
}
