//! For the comment on a pull request: the findings as a list, and a summary.
//!
//! What comes from a manifest is either in a code span, with what could end it replaced, or escaped: it makes no links,
//! no mentions, no HTML and no headings.

use std::fmt::Write;

use vmspec::analysis::Report;
use vmspec::diagnostic::{Diagnostic, Severity};

use crate::{Root, Sources, escape, rule_url, summary};

/// Rows of a table, and findings, that are shown at most: a comment has a limit.
const MOST_ROWS: usize = 200;

/// Renders the summary and the findings, those that matter most first. There is always something to read.
pub fn render(report: &Report, sources: &Sources<'_>, root: &Root) -> String {
    let mut out = format!("### vmspec\n\n{}\n", prose(&summary::line(report)));
    let mut diagnostics: Vec<&Diagnostic> = report.diagnostics.iter().collect();
    diagnostics.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    let findings: Vec<String> =
        diagnostics.iter().map(|diagnostic| finding(diagnostic, sources, root)).collect();
    if !findings.is_empty() {
        out.push('\n');
        push_limited(&mut out, &findings);
    }
    for line in [summary::fixable(report), summary::stale(report)].into_iter().flatten() {
        let _ = write!(out, "\n{}\n", prose(&line));
    }
    out
}

/// Adds lines up to a limit, and says how many more there are.
pub(crate) fn push_limited(out: &mut String, lines: &[String]) {
    out.extend(lines.iter().take(MOST_ROWS).map(String::as_str));
    if let Some(more) = lines.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let _ = writeln!(out, "\n… and {more} more");
    }
}

/// A finding as an item of a list.
pub(crate) fn finding(diagnostic: &Diagnostic, sources: &Sources<'_>, root: &Root) -> String {
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
        code(&format!("{}{place}", root.path_of(&diagnostic.file))),
        prose(&diagnostic.message)
    );
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  {}", prose(help));
    }
    text
}

/// Text as a code span in a cell of a table.
pub(crate) fn cell(text: &str) -> String {
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
pub(crate) fn prose(text: &str) -> String {
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
                // A line that starts with two of them is a command to a pipeline that prints it.
                ':' if out.ends_with(':') => out.push_str("&#58;"),
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
