//! `vmspec rules`: list all rules.

use serde::Serialize;
use vmspec::rules;
use vmspec_report::json;

use crate::Verdict;
use crate::args::{ListFormat, RulesArgs};
use crate::error::Error;
use crate::output::Output;
use crate::table::{Align, Table, bold};

/// A rule as JSON.
#[derive(Serialize)]
struct ListedRule {
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    summary: &'static str,
    url: String,
}

pub(crate) fn run(args: &RulesArgs) -> Result<Verdict, Error> {
    let output = Output::new(args.color.color);
    output.write(&match args.format {
        ListFormat::Human => tables(output.color()),
        ListFormat::Json => json::to_text(&listed()),
    })?;
    Ok(Verdict::Clean)
}

fn listed() -> Vec<ListedRule> {
    let rules = rules::all().iter();
    rules
        .map(|rule| ListedRule {
            name: rule.name,
            group: rule.group.name(),
            severity: rule.severity.name(),
            summary: rule.summary,
            url: rule.url(),
        })
        .collect()
}

fn tables(color: bool) -> String {
    let columns = [("RULE", Align::Left), ("SEVERITY", Align::Left), ("FINDS", Align::Left)];
    let mut groups: Vec<(&'static str, Table)> = Vec::new();
    let mut all = Table::new(&columns);
    for rule in rules::all() {
        let row = || [rule.name.to_owned(), rule.severity.name().to_owned(), rule.summary.to_owned()];
        all.row(row());
        match groups.last_mut() {
            Some((group, table)) if *group == rule.group.name() => table.row(row()),
            _ => {
                let mut table = Table::new(&columns);
                table.row(row());
                groups.push((rule.group.name(), table));
            }
        }
    }
    let widths = all.widths();
    let mut text = String::new();
    for (index, (group, table)) in groups.iter().enumerate() {
        text.push_str(&bold(group, color));
        text.push('\n');
        text.push_str(&if index == 0 { table.render(&widths, color) } else { table.render_rows(&widths) });
        text.push('\n');
    }
    text + &format!("{} rules; `vmspec explain RULE` says more about one\n", rules::all().len())
}
