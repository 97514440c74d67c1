//! The pages of the rules, with what vmspec prints for each *Bad* example below it.
//!
//! A page is written by hand but for these blocks of `text`. Whether its examples are true is tested elsewhere, in
//! `crates/vmspec/tests/rule_pages.rs`, which also says how a page is made.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use vmspec::analysis::{Options, Report, SourceFile, Workspace, check_change};
use vmspec::config::{self, ConfigFile};
use vmspec::rules::{self, Rule, Scope, Stage};
use vmspec_report::{Sources, human};

use crate::command::root;

/// Columns of what is printed, so that it fits a page.
const WIDTH: usize = 100;

/// The path of a rule's page from the root, and its text as it should be.
///
/// # Errors
///
/// If a page can't be read, or is not made as it should be.
pub(crate) fn all() -> Result<Vec<(String, String)>> {
    rules::all()
        .iter()
        .map(|rule| {
            let path = format!("docs/rules/{}.md", rule.name);
            let text = std::fs::read_to_string(root().join(&path)).context(path.clone())?;
            let rendered = with_findings(rule, &text).with_context(|| path.clone())?;
            Ok((path, rendered))
        })
        .collect()
}

/// A YAML block of a page.
struct Block {
    /// What stands behind the backticks.
    info: String,
    text: String,
}

impl Block {
    fn has(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|found| found == word)
    }

    fn options(&self) -> Result<Options> {
        let mut options = Options::default();
        for word in self.info.split_whitespace().skip(1) {
            match word.split_once('=').unwrap_or((word, "")) {
                ("platform", platform) => options.platform = platform.parse()?,
                ("complete", "") => options.scope = Scope::Closed,
                ("stage", "production") => options.stage = Some(Stage::Production),
                ("stage", "development") => options.stage = Some(Stage::Development),
                ("old" | "new" | "configuration", "") => {}
                _ => bail!("unknown option `{word}` on a YAML block"),
            }
        }
        Ok(options)
    }
}

/// The page with the findings of its bad examples.
fn with_findings(rule: &Rule, page: &str) -> Result<String> {
    let mut out = String::with_capacity(page.len() * 2);
    let mut lines = page.lines().peekable();
    let mut is_bad = false;
    let mut old: Option<Block> = None;
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            is_bad = heading.trim() == "Bad";
        }
        if is_bad && line == "```text" {
            // What was printed when the page was generated last, with the empty line above it.
            lines.by_ref().find(|line| *line == "```");
            out.truncate(out.trim_end_matches('\n').len() + 1);
            continue;
        }
        push_line(&mut out, line);
        let Some(info) = line.strip_prefix("```").filter(|info| info.starts_with("yaml")) else { continue };
        let mut block = Block { info: info.to_owned(), text: String::new() };
        for line in lines.by_ref() {
            push_line(&mut out, line);
            if line == "```" {
                break;
            }
            push_line(&mut block.text, line);
        }
        if block.has("old") {
            old = Some(block);
        } else if is_bad {
            let findings = findings(rule, old.take().as_ref(), &block)?;
            let _ = write!(out, "\n```text\n{}\n```\n", findings.trim_end());
        }
    }
    Ok(out)
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// What vmspec prints of the rule for an example, without the marks in it.
fn findings(rule: &Rule, old: Option<&Block>, block: &Block) -> Result<String> {
    let options = block.options()?;
    let file = |name: &str, block: &Block| SourceFile::parse(name, unmarked(&block.text), &options.limits);
    let mut files = vec![file("new.yaml", block)];
    let mut report = match old {
        None if block.has("configuration") => {
            files = vec![file(config::FILE_NAME, block)];
            let read = ConfigFile::read(config::FILE_NAME, &unmarked(&block.text));
            Report::of_diagnostics(read.err().unwrap_or_default())
        }
        None => {
            files = vec![file("manifest.yaml", block)];
            Workspace::new(&files, &options).check()
        }
        Some(old) => {
            files.push(file("old.yaml", old));
            let (new, old) = files.split_at(1);
            let mut report = Workspace::new(new, &options).check();
            report.diagnostics.extend(check_change(old, new, &options).report.diagnostics);
            report
        }
    };
    report.diagnostics.retain(|found| found.rule == rule.name);
    if report.diagnostics.is_empty() {
        bail!("an example has no finding of `{}` once its marks are gone", rule.name);
    }
    let mut layout = human::Options::default();
    layout.width = WIDTH;
    Ok(human::render(&report, &Sources::new(&files), &layout))
}

/// The text without the marks at the ends of lines, `# error: rule-name`, which nobody has in a manifest.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let marks = ["# error: ", "# warning: ", "# info: "].iter().filter_map(|mark| line.find(mark)).min();
        push_line(&mut out, marks.map_or(line, |at| line[..at].trim_end()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# tiny-disk\n\n## Bad\n\n```yaml\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: data}\nspec:\n  storage: \"512\" # error: tiny-disk\n```\n\n## Good\n\n```text\nkept\n```\n";

    #[test]
    fn findings_stand_below_their_example_and_are_replaced() {
        let rule = rules::find("tiny-disk").unwrap();
        let once = with_findings(rule, PAGE).unwrap();
        let expected = "  storage: \"512\" # error: tiny-disk\n```\n\n```text\nerror[tiny-disk]: ";
        assert!(once.contains(expected), "{once}");
        assert!(once.contains(" --> manifest.yaml:5:12\n"), "{once}");
        assert!(once.ends_with("\n```\n\n## Good\n\n```text\nkept\n```\n"), "{once}");
        assert_eq!(with_findings(rule, &once).unwrap(), once);
        assert_eq!(with_findings(rule, &once.replace("manifest", "older")).unwrap(), once);
    }
}
