//! `vmspec config show`: what is in force, and which file or flag says so.

use serde::Serialize;
use vmspec::FieldPath;
use vmspec::config::Config;
use vmspec::diagnostic::Severity;
use vmspec::rules::{self, Clause, Group, Level, Rule, RuleSettings, Scope, Stage};
use vmspec_report::json;

use crate::Verdict;
use crate::args::{ConfigArgs, ConfigCommand, ConfigShowArgs, ListFormat};
use crate::configuration::{self, Flags, LayerOrigin, Settings, Source};
use crate::error::Error;
use crate::output::Output;
use crate::table::{Align, Table, bold};

pub(crate) fn run(args: &ConfigArgs) -> Result<Verdict, Error> {
    let ConfigCommand::Show(args) = &args.command;
    let output = Output::new(args.color.color);
    let flags = Flags { rules: Some(&args.rules), ..Flags::new(&args.target) };
    let shown = shown(args, &Settings::of_path(&args.path, &flags)?);
    output.write(&match args.format {
        ListFormat::Human => tables(&shown, output.color()),
        ListFormat::Json => json::to_text(&shown),
    })?;
    Ok(Verdict::Clean)
}

/// What is in force for a file or a directory.
#[derive(Serialize)]
struct Shown {
    path: String,
    /// The configuration file that counts.
    file: Option<String>,
    settings: Vec<ShownSetting>,
    rules: Vec<ShownRule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownSetting {
    name: &'static str,
    value: String,
    set_by: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownRule {
    name: &'static str,
    group: &'static str,
    level: &'static str,
    /// Its severity if nobody says otherwise.
    usual: &'static str,
    set_by: String,
}

/// Where nobody says anything.
const DEFAULT: &str = "default";

fn shown(args: &ConfigShowArgs, settings: &Settings) -> Shown {
    let layers = settings.layers(&args.path);
    let mut in_force = RuleSettings::default();
    for (_, layer) in &layers {
        in_force.lay_over(layer);
    }
    let said = |rule: &'static Rule| {
        let cause = in_force.cause(rule)?;
        let origin = layers.get(cause.layer).map_or(LayerOrigin::Flags, |(origin, _)| *origin);
        Some(set_by(settings.source.as_deref(), origin, cause.clause))
    };
    let scalars = scalars(args, settings);
    let stage_by =
        scalars.iter().find(|setting| setting.name == "stage").map(|setting| setting.set_by.clone());
    let rule = |rule: &&'static Rule| {
        let at_stage = at_stage(rule, settings.options.stage);
        let level = match at_stage {
            Level::Off => Level::Off,
            Level::On(severity) => in_force.level(rule.name, severity),
        };
        let by_stage = (at_stage != Level::On(rule.severity) && level == at_stage).then(|| stage_by.clone());
        ShownRule {
            name: rule.name,
            group: rule.group.name(),
            level: level.name(),
            usual: rule.severity.name(),
            set_by: by_stage.flatten().or_else(|| said(rule)).unwrap_or_else(|| DEFAULT.to_owned()),
        }
    };
    Shown {
        path: args.path.display().to_string(),
        file: settings.source.as_ref().map(|source| source.file.name().to_string()),
        settings: scalars,
        rules: rules::all().iter().map(rule).collect(),
    }
}

/// What the stage makes of a rule if nothing else is said of it.
fn at_stage(rule: &Rule, stage: Option<Stage>) -> Level {
    match (rule.group, stage) {
        (Group::Practice, Some(Stage::Development)) => Level::Off,
        (Group::Practice, Some(Stage::Production)) => Level::On(rule.severity.max(Severity::Warning)),
        _ => Level::On(rule.severity),
    }
}

/// The file and line, or the flag, that decides about a rule.
fn set_by(source: Option<&Source>, origin: LayerOrigin, clause: Clause) -> String {
    match (source, origin) {
        (Some(source), LayerOrigin::File) => place(source, &source.file.clause_path(None, clause)),
        (Some(source), LayerOrigin::Override(index)) => {
            place(source, &source.file.clause_path(Some(index), clause))
        }
        _ if clause == Clause::Select => "--select".to_owned(),
        _ => "--ignore".to_owned(),
    }
}

fn place(source: &Source, path: &FieldPath) -> String {
    format!("{}:{}", source.file.name(), source.file.line(path))
}

fn scalars(args: &ConfigShowArgs, settings: &Settings) -> Vec<ShownSetting> {
    let source = settings.source.as_deref();
    let config = source.map(|source| source.file.config());
    let in_file = |key: &'static str| source.map(|source| place(source, &FieldPath::root().key(key)));
    // The flag, if it is given; else the key in the file, if it is there.
    let setting = |name, value: String, flag: Option<&str>, is_written: fn(&Config) -> bool| {
        let by_file = || in_file(name).filter(|_| config.is_some_and(is_written));
        let set_by = flag.map(str::to_owned).or_else(by_file).unwrap_or_else(|| DEFAULT.to_owned());
        ShownSetting { name, value, set_by }
    };
    let target = &args.target;
    let given = |is_given: bool, flag: &'static str| is_given.then_some(flag);

    let mut catalogs = config.map(|config| config.catalogs.clone()).unwrap_or_default();
    let mut catalogs_by: Vec<String> =
        if catalogs.is_empty() { Vec::new() } else { in_file("catalogs").into_iter().collect() };
    if !target.catalog.is_empty() {
        catalogs.extend(target.catalog.iter().map(|path| path.display().to_string()));
        catalogs_by.push("--catalog".to_owned());
    }
    let stage = match settings.options.stage {
        None => "none",
        Some(Stage::Production) => "production",
        Some(Stage::Development) => "development",
    };
    let baseline = settings.baseline.as_deref().map(configuration::shown);
    let none = || "none".to_owned();
    vec![
        setting(
            "platform",
            settings.options.platform.to_string(),
            given(target.platform.is_some(), "--platform"),
            |config| config.platform.is_some(),
        ),
        ShownSetting {
            name: "catalogs",
            value: if catalogs.is_empty() { none() } else { catalogs.join(", ") },
            set_by: if catalogs.is_empty() { DEFAULT.to_owned() } else { catalogs_by.join(", ") },
        },
        setting("stage", stage.to_owned(), given(target.stage.is_some(), "--stage"), |config| {
            config.stage.is_some()
        }),
        setting(
            "complete",
            (settings.options.scope == Scope::Closed).to_string(),
            given(target.complete.is_some(), "--complete"),
            |config| config.complete.is_some(),
        ),
        setting("failOn", settings.fail_on.to_string(), None, |config| config.fail_on.is_some()),
        setting("baseline", baseline.unwrap_or_else(none), None, |config| config.baseline.is_some()),
    ]
}

fn tables(shown: &Shown, color: bool) -> String {
    let title = match &shown.file {
        Some(file) => format!("{} goes by {file}", shown.path),
        None => format!("{} goes by no configuration file", shown.path),
    };
    let mut settings =
        Table::new(&[("SETTING", Align::Left), ("VALUE", Align::Left), ("SET BY", Align::Left)]);
    for ShownSetting { name, value, set_by } in &shown.settings {
        settings.row([(*name).to_owned(), value.clone(), set_by.clone()]);
    }
    let mut text = format!("{}\n\n{}\n", bold(&title, color), settings.render(&settings.widths(), color));
    let changed: Vec<_> = shown.rules.iter().filter(|rule| rule.level != rule.usual).collect();
    if changed.is_empty() {
        return text + "All rules are on, at their usual severity.\n";
    }
    let mut rules = Table::new(&[
        ("RULE", Align::Left),
        ("SEVERITY", Align::Left),
        ("USUALLY", Align::Left),
        ("SET BY", Align::Left),
    ]);
    for ShownRule { name, level, usual, set_by, .. } in changed {
        rules.row([(*name).to_owned(), (*level).to_owned(), (*usual).to_owned(), set_by.clone()]);
    }
    text.push_str(&rules.render(&rules.widths(), color));
    text + "\nAll other rules are on, at their usual severity.\n"
}
