//! For the comment on a pull request: a table of what changes, then the findings as a list.
//!
//! What comes from a manifest is either in a code span, with what could end it replaced, or escaped: it makes no links,
//! no mentions, no HTML and no headings.

use std::fmt::Write;

use vmspec::analysis::{ChangeKind, ChangeReport, ChangedResource};
use vmspec::change::Effect;
use vmspec::diagnostic::{Diagnostic, Severity};

use super::{cut, field_name, other_errors, resource_name, same_fields, summary_line};
use crate::{Sources, escape, rule_url};

/// Rows of the table, and findings, that are shown at most: a comment has a limit.
const MOST_ROWS: usize = 200;

/// Renders the table, the findings and the summary. There is always something to read.
pub fn render(report: &ChangeReport, sources: &Sources<'_>) -> String {
    let mut out = String::from("### What this changes on the platform\n\n");
    let rows: Vec<String> = report.changes.iter().flat_map(rows).collect();
    if !rows.is_empty() {
        out.push_str("| | Resource | Field | Old | New | What happens |\n|---|---|---|---|---|---|\n");
        push_limited(&mut out, &rows);
        out.push('\n');
    }
    let findings: Vec<String> =
        report.report.diagnostics.iter().map(|diagnostic| finding(diagnostic, sources)).collect();
    if !findings.is_empty() {
        push_limited(&mut out, &findings);
        out.push('\n');
    }
    for line in [Some(summary_line(report)), other_errors(report)].into_iter().flatten() {
        let _ = writeln!(out, "{}", prose(&line));
    }
    out
}

fn push_limited(out: &mut String, lines: &[String]) {
    out.extend(lines.iter().take(MOST_ROWS).map(String::as_str));
    if let Some(more) = lines.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let _ = writeln!(out, "\n… and {more} more");
    }
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

fn finding(diagnostic: &Diagnostic, sources: &Sources<'_>) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "**error**",
        Severity::Warning => "**warning**",
        Severity::Info => "info",
    };
    let place = sources
        .get(&diagnostic.file)
        .map_or_else(String::new, |source| format!(":{}", source.position(diagnostic.span.start).line + 1));
    let mut text = format!(
        "- {severity} [{}]({}) {}: {}\n",
        diagnostic.rule,
        rule_url(diagnostic.rule),
        code(&format!("{}{place}", diagnostic.file)),
        prose(&diagnostic.message)
    );
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  {}", prose(help));
    }
    text
}

/// Text as a code span in a cell of a table.
fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Text as a code span.
fn code(text: &str) -> String {
    let text = escape::line(text).replace('`', "'");
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// A sentence of ours with code spans, in which names from a manifest stand. Whatever those hold, no part of it becomes
/// anything but code or text.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str(&code(part));
            continue;
        }
        for character in escape::line(part).chars() {
            match character {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '@' => out.push_str("&#64;"),
                '\\' | '[' | ']' | '*' | '_' | '#' | '|' | '!' | '~' => out.extend(['\\', character]),
                _ => out.push(character),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn nothing_gets_out_of_a_code_span() {
        for (text, expected) in
            [("20Gi", "`20Gi`"), ("a`b|c\n", "`a'b|c␊`"), ("", ""), ("<img src=x>", "`<img src=x>`")]
        {
            assert_eq!(code(text), expected);
        }
        for (text, expected) in [
            ("disk `a` is gone", "disk `a` is gone"),
            ("disk `a`<b>@ann[x](y) `c` is", "disk `a`&lt;b&gt;&#64;ann\\[x\\](y) `c` is"),
            ("disk `a` [x](y)` is", "disk `a` \\[x\\](y)`is`"),
        ] {
            assert_eq!(prose(text), expected);
        }
    }
}
