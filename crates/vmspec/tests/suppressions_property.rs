//! For generated manifests: a suppression of each finding hides exactly these, and none is called unused.

#![cfg(test)]

mod manifests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use manifests::manifest;
use proptest::prelude::*;
use vmspec::analysis::{Options, Report, check};
use vmspec::rules;
use vmspec_yaml::{ColumnUnit, LineIndex};

/// Where to write a suppression.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Form {
    Behind,
    Above,
    Head,
    Annotation,
}

fn options() -> Options {
    Options::new("cozystack@1.6".parse().unwrap())
}

fn of_report(report: &Report) -> Vec<(String, String)> {
    report.diagnostics.iter().map(|found| (found.rule.to_owned(), found.message.clone())).collect()
}

/// The text with suppressions of the rules on each line, from 0.
fn suppressed(text: &str, rules_by_line: &BTreeMap<u32, BTreeSet<&str>>, form: Form) -> String {
    let directive = |rules: &BTreeSet<&str>| {
        let rules: Vec<_> = rules.iter().copied().collect();
        format!("# vmspec: ignore[{}] tested", rules.join(", "))
    };
    let all: BTreeSet<&str> = rules_by_line.values().flatten().copied().collect();
    let mut written = String::new();
    if form == Form::Head && !all.is_empty() {
        written = directive(&all) + "\n";
    }
    for (number, line) in (0..).zip(text.lines()) {
        let rules = rules_by_line.get(&number);
        if let (Form::Above, Some(rules)) = (form, rules) {
            let indent = " ".repeat(line.len() - line.trim_start().len());
            let _ = writeln!(written, "{indent}{}", directive(rules));
        }
        written.push_str(line);
        if let (Form::Behind, Some(rules)) = (form, rules) {
            let _ = write!(written, " {}", directive(rules));
        }
        written.push('\n');
        if form == Form::Annotation && line == "metadata:" && !all.is_empty() {
            let all: Vec<_> = all.iter().copied().collect();
            let _ = writeln!(written, "  annotations: {{vmspec.dev/ignore: {:?}}}", all.join(" "));
        }
    }
    written
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_suppression_for_each_finding_hides_them_all(
        documents in prop::collection::vec(manifest(), 1..3),
        form in prop::sample::select(vec![Form::Behind, Form::Above, Form::Head, Form::Annotation]),
        chosen in prop::collection::vec(any::<bool>(), 40),
    ) {
        // The head and the annotation speak for one document.
        let documents = match form {
            Form::Head | Form::Annotation => documents.into_iter().take(1).collect(),
            Form::Behind | Form::Above => documents,
        };
        let text = documents.join("---\n");
        let before = check("test.yaml", &text, &options());
        let lines = LineIndex::new(&text);
        let mut rules_by_line: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
        let mut wanted = Vec::new();
        for (found, chosen) in before.diagnostics.iter().zip(&chosen) {
            if *chosen && rules::find(found.rule).is_some_and(vmspec::rules::Rule::can_be_suppressed) {
                let line = lines.position(&text, found.span.start, ColumnUnit::Utf8).line;
                rules_by_line.entry(line).or_default().insert(found.rule);
                wanted.push((found.rule.to_owned(), found.message.clone()));
            }
        }
        let written = suppressed(&text, &rules_by_line, form);
        let after = check("test.yaml", &written, &options());

        let mut hidden: Vec<_> = after
            .suppressed
            .iter()
            .map(|found| (found.diagnostic.rule.to_owned(), found.diagnostic.message.clone()))
            .collect();
        let shown = of_report(&after);
        for finding in &wanted {
            let at = hidden.iter().position(|hidden| hidden == finding);
            prop_assert!(at.is_some(), "{finding:?} is not hidden in\n{written}");
            hidden.remove(at.unwrap());
        }
        // What else is hidden lies below a line that was chosen, and is of a rule that was.
        for (rule, _) in &hidden {
            prop_assert!(rules_by_line.values().flatten().any(|chosen| chosen == rule), "{rule} in\n{written}");
        }
        let mut all = of_report(&before);
        let mut again = [shown, wanted, hidden].concat();
        all.sort();
        again.sort();
        prop_assert_eq!(all, again, "in\n{}", written);
    }
}
