//! Every rule has a page in `docs/rules`, and every example on it is true.
//!
//! A page has the headings *Why*, *Bad*, *Good*, *Source*, and *Fix* if the rule has fixes. A YAML block under *Bad*
//! marks each error and warning at the end of its line, `# warning: rule-name`; an info is marked if it is the rule's
//! own. A block under *Good* gives nothing above info, and nothing of the rule. The block under *Fix*, if there is one,
//! is what the first *Bad* block becomes. Words after `yaml` set the options: `platform=cozystack@1.6`, `complete`,
//! `stage=production`.
//!
//! A rule about changes has pairs of blocks: one with the word `old`, then one with the word `new`, which is judged as a
//! change of the old one as well as by itself. A block with the word `configuration` is a configuration file. Marks stand
//! in the text that the finding points into.
//!
//! Below each *Bad* block stands what vmspec prints, in a block of `text` that `cargo xtask generate` writes.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests fail by panics")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use vmspec::analysis::{Options, Report, SourceFile, check, check_change};
use vmspec::config::ConfigFile;
use vmspec::diagnostic::{Applicability, Diagnostic, Severity};
use vmspec::rules::{self, Rule, Scope, Stage};
use vmspec_yaml::edit::apply;
use vmspec_yaml::{ColumnUnit, LineIndex};

/// Rules that speak of more text than a page should hold. They have their examples in their own tests.
const TOO_LARGE: [&str; 1] = ["oversized-user-data"];

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules")
}

/// The name of the text of a block.
const PAGE: &str = "page.yaml";
/// The name of the text before the change.
const OLD: &str = "old.yaml";

struct Block {
    section: String,
    info: String,
    options: Options,
    text: String,
    /// The text before the change, if the block is about one.
    old: Option<String>,
}

impl Block {
    fn is(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|found| found == word)
    }

    /// What is said of the text, and of the change that leads to it.
    fn report(&self) -> Report {
        if self.is("configuration") {
            return Report::of_diagnostics(ConfigFile::read(PAGE, &self.text).err().unwrap_or_default());
        }
        let mut report = check(PAGE, &self.text, &self.options);
        if let Some(old) = &self.old {
            let file = |name: &str, text: &str| [SourceFile::parse(name, text, &self.options.limits)];
            let change = check_change(&file(OLD, old), &file(PAGE, &self.text), &self.options);
            report.diagnostics.extend(change.report.diagnostics);
        }
        report
    }
}

struct Page {
    headings: Vec<String>,
    sections: BTreeMap<String, String>,
    blocks: Vec<Block>,
    problems: Vec<String>,
}

fn options_of(info: &str, problems: &mut Vec<String>) -> Options {
    let mut options = Options::default();
    for word in info.split_whitespace().skip(1) {
        match word.split_once('=').unwrap_or((word, "")) {
            ("platform", platform) => match platform.parse() {
                Ok(platform) => options.platform = platform,
                Err(error) => problems.push(format!("{word}: {error}")),
            },
            ("complete", "") => options.scope = Scope::Closed,
            ("stage", "production") => options.stage = Some(Stage::Production),
            ("stage", "development") => options.stage = Some(Stage::Development),
            ("old" | "new" | "configuration", "") => {}
            _ => problems.push(format!("unknown option `{word}` on a YAML block")),
        }
    }
    options
}

fn read_page(text: &str) -> Page {
    let mut page =
        Page { headings: Vec::new(), sections: BTreeMap::new(), blocks: Vec::new(), problems: Vec::new() };
    let mut section = String::new();
    let mut block: Option<Block> = None;
    let mut old: Option<String> = None;
    for line in text.lines() {
        match &mut block {
            Some(open) if line.trim_end() == "```" => {
                let (is_old, is_new) = (open.is("old"), open.is("new"));
                if is_new != old.is_some() {
                    page.problems.push("a block `old` and a block `new` do not follow each other".to_owned());
                }
                open.old = old.take();
                match block.take() {
                    Some(closed) if is_old => old = Some(closed.text),
                    closed => page.blocks.extend(closed),
                }
            }
            Some(open) => {
                open.text.push_str(line);
                open.text.push('\n');
            }
            None if line.starts_with("```yaml") => {
                let info = line.trim_start_matches("```").to_owned();
                let options = options_of(&info, &mut page.problems);
                block =
                    Some(Block { section: section.clone(), info, options, text: String::new(), old: None });
            }
            None => {
                if let Some(heading) = line.strip_prefix("## ") {
                    heading.trim().clone_into(&mut section);
                    page.headings.push(section.clone());
                } else {
                    let body = page.sections.entry(section.clone()).or_default();
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
    }
    if old.is_some() {
        page.problems.push("a block `old` has no block `new`".to_owned());
    }
    if block.is_some() {
        page.problems.push("a code block is not closed".to_owned());
    }
    page
}

/// File, line number from 0, severity, rule.
type Mark = (&'static str, usize, String, String);

fn marks(block: &Block) -> BTreeSet<Mark> {
    let old = block.old.as_deref().unwrap_or_default();
    let lines = |file, text: &str| {
        text.lines().enumerate().map(|(number, line)| (file, number, line.to_owned())).collect::<Vec<_>>()
    };
    let mut marks = BTreeSet::new();
    for (file, number, line) in [lines(OLD, old), lines(PAGE, &block.text)].concat() {
        let mut rest = line.as_str();
        while let Some((_, comment)) = rest.split_once("# ") {
            rest = comment;
            for severity in ["error", "warning", "info"] {
                if let Some(name) = comment.strip_prefix(severity).and_then(|tail| tail.strip_prefix(": ")) {
                    let name = name.split_whitespace().next().unwrap_or_default();
                    marks.insert((file, number, severity.to_owned(), name.to_owned()));
                }
            }
        }
    }
    marks
}

fn found(block: &Block, report: &Report, rule: &Rule) -> BTreeSet<Mark> {
    report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity > Severity::Info || diagnostic.rule == rule.name)
        .map(|diagnostic| {
            let (file, text) = match &block.old {
                Some(old) if &*diagnostic.file == OLD => (OLD, old),
                _ => (PAGE, &block.text),
            };
            let position = LineIndex::new(text).position(text, diagnostic.span.start, ColumnUnit::Utf8);
            (file, position.line as usize, diagnostic.severity.name().to_owned(), diagnostic.rule.to_owned())
        })
        .collect()
}

fn listed(report: &Report) -> String {
    let line = |diagnostic: &Diagnostic| {
        format!(
            "    {}[{}] at {}: {}\n",
            diagnostic.severity.name(),
            diagnostic.rule,
            diagnostic.path,
            diagnostic.message
        )
    };
    report.diagnostics.iter().map(line).collect()
}

/// The text without the marks, which would be stale after a fix.
fn unmarked(text: &str) -> String {
    let strip =
        |line: &str| match line.find("# error: ").or(line.find("# warning: ")).or(line.find("# info: ")) {
            Some(at) => line[..at].trim_end().to_owned(),
            None => line.to_owned(),
        };
    text.lines().map(|line| strip(line) + "\n").collect()
}

/// The text after all fixes of a rule, one at a time, the first edit of each place first.
fn fixed(
    text: &str,
    options: &Options,
    rule: &Rule,
    problems: &mut Vec<String>,
) -> Option<(String, Applicability)> {
    let mut text = text.to_owned();
    let mut least = None;
    for _ in 0..20 {
        let report = check(PAGE, &text, options);
        let fix = report
            .diagnostics
            .into_iter()
            .filter(|found| found.rule == rule.name)
            .find_map(|found| found.fix);
        let Some(fix) = fix else { return least.map(|least| (text, least)) };
        least = Some(least.map_or(fix.applicability, |least: Applicability| least.min(fix.applicability)));
        let next = apply(&text, &fix.edits);
        if next == text {
            problems.push(format!("the fix \"{}\" changes nothing", fix.title));
            return None;
        }
        text = next;
    }
    problems.push("the fixes never end".to_owned());
    None
}

fn check_page(rule: &Rule, text: &str) -> Vec<String> {
    let page = read_page(text);
    let mut problems = page.problems;
    if text.lines().next() != Some(&format!("# {}", rule.name)) {
        problems.push(format!("the first line is not `# {}`", rule.name));
    }
    for heading in ["Why", "Bad", "Good", "Source"] {
        if !page.headings.iter().any(|found| found == heading) {
            problems.push(format!("there is no `## {heading}`"));
        }
    }
    let mut saw_rule = false;
    let mut fix_seen = None;
    for block in &page.blocks {
        let report = block.report();
        match block.section.as_str() {
            "Bad" => {
                let (expected, found) = (marks(block), found(block, &report, rule));
                saw_rule |= found.iter().any(|(_, _, _, name)| name == rule.name);
                if expected != found {
                    problems.push(format!("marks {expected:?}, but found {found:?}\n{}", listed(&report)));
                }
                let text = unmarked(&block.text);
                if let Some((text, applicability)) = fixed(&text, &block.options, rule, &mut problems) {
                    let left = check(PAGE, &text, &block.options);
                    let with_fix = |found: &&Diagnostic| found.rule == rule.name && found.fix.is_some();
                    if left.diagnostics.iter().any(|found| with_fix(&found)) {
                        problems.push(format!("the fix leaves the finding:\n{text}"));
                    }
                    fix_seen.get_or_insert((text, applicability));
                }
            }
            "Good" => {
                let found = found(block, &report, rule);
                if !found.is_empty() {
                    problems.push(format!("a good example gives {found:?}\n{}", listed(&report)));
                }
            }
            _ => {}
        }
    }
    if !saw_rule && !TOO_LARGE.contains(&rule.name) {
        problems.push("no bad example gives the rule's finding".to_owned());
    }
    let section = page.sections.get("Fix");
    match (&fix_seen, section) {
        (Some(_), None) => problems.push("the rule has a fix, but the page has no `## Fix`".to_owned()),
        (None, Some(_)) => problems.push("the page has `## Fix`, but no bad example gives a fix".to_owned()),
        (Some((text, applicability)), Some(section)) => {
            if !section.to_lowercase().contains(applicability.name()) {
                problems.push(format!("`## Fix` does not say that the fix is {}", applicability.name()));
            }
            let expected = page.blocks.iter().find(|block| block.section == "Fix");
            if expected.is_some_and(|block| block.text != *text) {
                problems.push(format!("the fix gives:\n{text}"));
            }
        }
        (None, None) => {}
    }
    problems
}

#[test]
fn every_rule_has_a_page_whose_examples_are_true() {
    let mut failures = String::new();
    for rule in rules::all() {
        let path = pages().join(format!("{}.md", rule.name));
        let problems = match fs::read_to_string(&path) {
            Ok(text) => check_page(rule, &text),
            Err(error) => vec![format!("no page: {error}")],
        };
        for problem in problems {
            let _ = writeln!(failures, "docs/rules/{}.md: {problem}", rule.name);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_page_belongs_to_a_rule() {
    let names: BTreeSet<_> = rules::all().iter().map(|rule| format!("{}.md", rule.name)).collect();
    for entry in fs::read_dir(pages()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_about_all = ["README.md", "not-checked.md", "coverage.yaml"].contains(&name.as_str());
        assert!(names.contains(&name) || is_about_all, "{name} is not a rule");
    }
}
