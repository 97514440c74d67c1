//! `docs/rules/README.md`, the table of all rules, and `docs/rules/not-checked.md`, the table of what is known about
//! faulty manifests.

use std::fmt::Write;

use vmspec::rules::{self, Group, Rule};

use crate::coverage::{Coverage, Fact};

/// Where the two tables of facts and rules are made.
const MADE_FROM: &str = "[`coverage.yaml`](coverage.yaml)";

/// The table of all rules, by group.
pub(crate) fn index() -> String {
    let mut text = format!(
        "# Rules\n\n\
         What vmspec finds, by group: {} rules.\n\
         Each has a page with a bad and a good manifest, and a source; `vmspec explain RULE` prints it.\n\
         An *error* is what the platform rejects or what cannot work, a *warning* what works otherwise than it reads or is risky, an *info* advice.\n\
         The severity is the usual one: it can be another where the release of the platform is known.\n\
         A *safe* fix changes nothing that gets deployed, an *unsafe* one does, and a *manual* one is a suggestion.\n\n\
         [What is not checked, and why](not-checked.md).\n",
        rules::all().len()
    );
    let mut group: Option<Group> = None;
    for rule in rules::all() {
        if group != Some(rule.group) {
            group = Some(rule.group);
            let _ = write!(
                text,
                "\n## {}\n\n| rule | severity | fix | what it finds |\n|---|---|---|---|\n",
                rule.group.name()
            );
        }
        let name = rule.name;
        let severity = rule.severity.name();
        let _ = writeln!(
            text,
            "| [`{name}`]({name}.md) | {severity} | {} | {} |",
            fixes(rule),
            cell(rule.summary)
        );
    }
    text
}

/// The kinds of fixes that the rule's page tells of.
fn fixes(rule: &Rule) -> String {
    let Some((_, section)) = rule.page().split_once("\n## Fix\n") else { return String::new() };
    let section = section.split("\n## ").next().unwrap_or_default().to_lowercase();
    let says = |kind: &&str| section.split(|letter: char| !letter.is_alphabetic()).any(|word| word == *kind);
    let kinds: Vec<&str> = ["safe", "unsafe", "manual"].into_iter().filter(says).collect();
    kinds.join(", ")
}

/// The tables of what is checked and what is not.
pub(crate) fn not_checked(coverage: &Coverage) -> String {
    let mut text = format!(
        "# What is checked, and what is not\n\n\
         This is what we know of manifests that fail or surprise, from the sources of the platform and from trying, with the rules that report it.\n\
         The numbers never change.\n\
         The table is made from {MADE_FROM}, which has a proof for each line: a manifest on which the rule speaks.\n\n\
         ## Not checked\n\n\
         | fact | reason |\n|---|---|\n"
    );
    for Fact { number, sentence, reason, .. } in &coverage.facts {
        if let Some(reason) = reason {
            let _ = writeln!(text, "| {number}: {} | {} |", cell(sentence), cell(reason));
        }
    }
    text.push_str("\n## Checked\n\n| fact | rules |\n|---|---|\n");
    for Fact { number, sentence, rules, .. } in coverage.facts.iter().filter(|fact| !fact.rules.is_empty()) {
        let links: Vec<String> = rules.keys().map(|name| format!("[`{name}`]({name}.md)")).collect();
        let _ = writeln!(text, "| {number}: {} | {} |", cell(sentence), links.join(", "));
    }
    text.push_str("\n## Checked besides\n\n| rule | reason |\n|---|---|\n");
    for (name, reason) in &coverage.besides {
        let _ = writeln!(text, "| [`{name}`]({name}.md) | {} |", cell(reason.as_str().unwrap_or_default()));
    }
    text
}

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_fixes_are_read_from_the_page() {
        for (rule, expected) in [
            ("undersized-disk", "unsafe"),
            ("deprecated-running", "safe, unsafe"),
            ("tiny-disk", "unsafe"),
            ("tight-disk", ""),
        ] {
            assert_eq!(fixes(rules::find(rule).unwrap()), expected, "{rule}");
        }
    }
}
