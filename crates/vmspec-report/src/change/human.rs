//! For people at a terminal: a table of what changes and what comes of it, then the findings.
//!
//! ```text
//! ~ VMDisk web-data
//!     storage       20Gi → 50Gi         applied live
//!     storageClass  local → replicated  silently ignored
//! + VMDisk web-logs                     created
//! - VMDisk web-old                      data lost
//! ```

use anstyle::{AnsiColor, Style};
use vmspec::analysis::{ChangeKind, ChangeReport, ChangedResource};
use vmspec::change::Effect;

use super::{cut, field_name, same_fields};
use crate::human::{self, Options};
use crate::{Sources, escape};

/// Spaces between columns.
const GAP: usize = 2;
/// What stands for a field that is not written.
const NOT_WRITTEN: &str = "–";

/// Renders the table and the findings, an empty line after each part. Without changes and findings the text is empty.
pub fn render(report: &ChangeReport, sources: &Sources<'_>, options: &Options) -> String {
    let mut out = table(report, options.color);
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&human::render(&report.report, sources, options));
    out
}

/// A line of the table.
enum Line {
    /// A resource as a heading.
    Resource(String),
    /// Something with an effect: a resource that comes or goes, or a field with its values.
    Effect { is_resource: bool, name: String, values: String, effect: Effect },
    /// A remark.
    Note(String),
}

fn table(report: &ChangeReport, color: bool) -> String {
    let lines: Vec<Line> = report.changes.iter().flat_map(lines).collect();
    let widest = |of: fn(&Line) -> usize| lines.iter().map(of).max().unwrap_or(0);
    let names = widest(|line| match line {
        Line::Effect { is_resource: false, name, .. } => name.chars().count(),
        _ => 0,
    });
    let values = widest(|line| match line {
        Line::Effect { values, .. } => values.chars().count(),
        _ => 0,
    });
    let resources = widest(|line| match line {
        Line::Effect { is_resource: true, name, .. } => name.chars().count(),
        _ => 0,
    });
    let indent = "    ";
    let effect_column = (indent.len() + names + GAP + values).max(resources) + GAP;
    let mut out = String::new();
    for line in &lines {
        match line {
            Line::Resource(name) => out.push_str(&paint(Style::new().bold(), name, color)),
            Line::Note(note) => {
                out.push_str(&paint(Style::new().dimmed(), &format!("{indent}{note}"), color));
            }
            Line::Effect { is_resource, name, values, effect } => {
                let (style, text) = if *is_resource {
                    (Style::new().bold(), name.clone())
                } else {
                    (Style::new(), format!("{indent}{name:names$}{:GAP$}{values}", ""))
                };
                let padding = effect_column.saturating_sub(text.chars().count());
                out.push_str(&paint(style, &text, color));
                out.push_str(&" ".repeat(padding));
                out.push_str(&paint(effect_style(*effect), effect.phrase(), color));
            }
        }
        out.push('\n');
    }
    out
}

fn lines(change: &ChangedResource) -> Vec<Line> {
    let sign = match change.kind {
        ChangeKind::Added => '+',
        ChangeKind::Changed => '~',
        ChangeKind::Removed => '-',
    };
    let name = escape::line(&format!("{sign} {}", super::resource_name(&change.resource))).into_owned();
    if change.kind != ChangeKind::Changed {
        return vec![Line::Effect { is_resource: true, name, values: String::new(), effect: change.effect }];
    }
    let shown = |value: Option<&String>| {
        value.map_or_else(|| NOT_WRITTEN.to_owned(), |value| escape::line(&cut(value)).into_owned())
    };
    let fields = change.fields.iter().filter(|field| field.effect != Effect::Same);
    let fields = fields.map(|field| Line::Effect {
        is_resource: false,
        name: escape::line(&field_name(field)).into_owned(),
        values: format!("{} → {}", shown(field.old.as_ref()), shown(field.new.as_ref())),
        effect: field.effect,
    });
    let note = same_fields(&change.fields).map(|note| Line::Note(escape::line(&note).into_owned()));
    [Line::Resource(name)].into_iter().chain(fields).chain(note).collect()
}

/// Red for what is lost or fails, yellow for what may surprise, green for what just works.
fn effect_style(effect: Effect) -> Style {
    match effect {
        Effect::Live | Effect::Created => AnsiColor::Green.on_default(),
        Effect::Ignored | Effect::Unknown | Effect::Restart => AnsiColor::Yellow.on_default(),
        Effect::ReplacesService | Effect::Deleted | Effect::Refused | Effect::DataLost => {
            AnsiColor::BrightRed.on_default().bold()
        }
        _ => Style::new(),
    }
}

fn paint(style: Style, text: &str, color: bool) -> String {
    if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
