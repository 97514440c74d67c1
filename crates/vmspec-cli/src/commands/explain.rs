//! `vmspec explain`: the page of a rule, for a terminal.

use vmspec::nearest::nearest;
use vmspec::rules::{self, Rule};

use crate::Verdict;
use crate::args::ExplainArgs;
use crate::error::Error;
use crate::markdown;
use crate::output::Output;
use crate::table::{bold, dim};

pub(crate) fn run(args: &ExplainArgs) -> Result<Verdict, Error> {
    let output = Output::new(args.color.color);
    let rule = find_rule(&args.rule)?;
    output.write(&explain(rule, output.color()))?;
    Ok(Verdict::Clean)
}

/// The rule of this name; a name with spaces or capitals around it is taken for the same.
pub(crate) fn find_rule(name: &str) -> Result<&'static Rule, Error> {
    let plain = name.trim().to_ascii_lowercase();
    rules::find(&plain).ok_or_else(|| {
        let names = rules::all().iter().map(|rule| rule.name);
        let nearest = nearest(&plain, names).into_iter().map(str::to_owned).collect();
        Error::UnknownRule { name: name.to_owned(), nearest }
    })
}

fn explain(rule: &Rule, color: bool) -> String {
    let mut text = bold(rule.name, color);
    text.push_str(&dim(&format!("  ({}, usually {})", rule.group.name(), rule.severity.name()), color));
    text.push_str("\n\n");
    text.push_str(&markdown::render(rule.page(), color));
    text.push('\n');
    text.push_str(&rule.url());
    text.push('\n');
    text
}
