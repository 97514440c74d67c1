//! Which rules apply, and how much their findings matter: what configuration files and flags say.
//!
//! [`RuleSettings`] is what is in force. It starts with every rule on, at its usual severity, and [`RuleLayer`]s are laid
//! over it one after the other: that of a configuration file, of an override in it, of the command line.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::{Group, Rule, all, find};
use crate::diagnostic::Severity;
use crate::nearest::nearest;

/// The severity that findings of a rule are given, or that they are not given at all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// The rule is off.
    Off,
    /// Its findings have this severity.
    On(Severity),
}

impl Level {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 4] =
        [Self::On(Severity::Error), Self::On(Severity::Warning), Self::On(Severity::Info), Self::Off];
    const NAMES: &'static [&'static str] = &["error", "warning", "info", "off"];

    /// `error`, `warning`, `info` or `off`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On(severity) => severity.name(),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Level {
    /// Reads the names. A bare `off` is false to kubectl's YAML, and taken for what it says.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LevelVisitor;
        impl Visitor<'_> for LevelVisitor {
            type Value = Level;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`error`, `warning`, `info` or `off`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Level, E> {
                let known = Level::ALL.into_iter().find(|level| level.name() == text);
                known.ok_or_else(|| E::unknown_variant(text, Level::NAMES))
            }

            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Level, E> {
                if value { Err(E::invalid_value(de::Unexpected::Bool(true), &self)) } else { Ok(Level::Off) }
            }
        }
        deserializer.deserialize_any(LevelVisitor)
    }
}

/// A rule, or all rules of a group.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// All rules of a group.
    Group(Group),
    /// One rule.
    Rule(&'static Rule),
}

impl Selector {
    /// Every group and every rule.
    pub fn all() -> impl Iterator<Item = Self> {
        groups().into_iter().map(Self::Group).chain(all().iter().copied().map(Self::Rule))
    }

    /// The name of the rule or the group.
    pub fn name(self) -> &'static str {
        match self {
            Self::Group(group) => group.name(),
            Self::Rule(rule) => rule.name,
        }
    }

    /// Whether it means this rule.
    pub fn matches(self, rule: &Rule) -> bool {
        self.closeness(rule) > 0
    }

    /// 2 for the rule itself, 1 for its group, 0 for any other.
    fn closeness(self, rule: &Rule) -> u8 {
        match self {
            Self::Rule(this) if this.name == rule.name => 2,
            Self::Group(group) if group == rule.group => 1,
            _ => 0,
        }
    }
}

/// The groups that have rules, in their order.
fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = all().iter().map(|rule| rule.group).collect();
    groups.dedup();
    groups
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl PartialEq for Selector {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Selector {}

/// The text names neither a rule nor a group of rules.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct UnknownSelector {
    /// The text.
    pub name: String,
    /// What may have been meant.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule and no group `{}`", self.name)?;
        self.nearest.map_or(Ok(()), |nearest| write!(f, ": did you mean `{nearest}`?"))
    }
}

impl std::error::Error for UnknownSelector {}

impl FromStr for Selector {
    type Err = UnknownSelector;

    /// # Errors
    ///
    /// If no rule and no group has this name.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if let Some(rule) = find(name) {
            return Ok(Self::Rule(rule));
        }
        let group = groups().into_iter().find(|group| group.name() == name);
        group.map(Self::Group).ok_or_else(|| UnknownSelector {
            name: name.to_owned(),
            nearest: nearest(name, Self::all().map(Self::name)).first().copied(),
        })
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SelectorVisitor;
        impl Visitor<'_> for SelectorVisitor {
            type Value = Selector;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a rule or a group")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Selector, E> {
                name.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(SelectorVisitor)
    }
}

/// What one place says about rules. A rule that is named counts for more than its group.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleLayer {
    /// Only these apply, whatever earlier layers say; nothing if that is left to them. The group [`Group::Syntax`] always
    /// applies, unless it is ignored: a text that can't be read would look like one without faults.
    pub select: Option<Vec<Selector>>,
    /// These don't apply.
    pub ignore: Vec<Selector>,
    /// The severities of their findings.
    pub severity: Vec<(Selector, Level)>,
}

/// What decided about a rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Cause {
    /// Which layer, counted from 0.
    pub layer: usize,
    /// Which part of it.
    pub clause: Clause,
}

/// A part of a [`RuleLayer`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Clause {
    /// `select`, which names the rule or does not.
    Select,
    /// `ignore`, at this index.
    Ignore(usize),
    /// `severity`, at this index.
    Severity(usize),
}

/// What is in force. Default: every rule, at its usual severity.
///
/// ```
/// use vmspec::diagnostic::Severity;
/// use vmspec::rules::{Level, RuleLayer, RuleSettings, find};
///
/// let mut settings = RuleSettings::default();
/// settings.lay_over(&RuleLayer {
///     ignore: vec!["storage".parse()?],
///     severity: vec![("unknown-field".parse()?, Level::On(Severity::Error))],
///     ..RuleLayer::default()
/// });
/// assert!(!settings.is_on(find("tight-disk").unwrap()));
/// assert_eq!(settings.level("unknown-field", Severity::Warning), Level::On(Severity::Error));
/// assert_eq!(settings.level("wrong-type", Severity::Error), Level::On(Severity::Error));
/// # Ok::<(), vmspec::rules::UnknownSelector>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleSettings {
    layers: usize,
    /// Rules that a layer has spoken of.
    settings: HashMap<&'static str, Setting>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Setting {
    selected: bool,
    level: Option<Level>,
    cause: Cause,
}

impl RuleSettings {
    /// Adds what another place says; it wins over what was said before.
    pub fn lay_over(&mut self, layer: &RuleLayer) {
        for rule in all() {
            self.decide(rule, layer);
        }
        self.layers += 1;
    }

    fn decide(&mut self, rule: &'static Rule, layer: &RuleLayer) {
        let before = self.settings.get(rule.name).copied();
        let mut selected = before.is_none_or(|setting| setting.selected);
        let mut level = before.and_then(|setting| setting.level);
        let mut clause = None;

        let mut selects = 0;
        if let Some(select) = &layer.select {
            selects = select.iter().map(|selector| selector.closeness(rule)).max().unwrap_or(0);
            if selects > 0 {
                selected = true;
                // Who asks for a rule wants to hear of it.
                level = level.filter(|level| *level != Level::Off);
                clause = Some(Clause::Select);
            } else if rule.group != Group::Syntax {
                selected = false;
                clause = Some(Clause::Select);
            }
        }
        let of_rule = |selector: Selector| Some(selector.closeness(rule)).filter(|closeness| *closeness > 0);
        let ignores =
            layer.ignore.iter().enumerate().filter_map(|(at, one)| Some((of_rule(*one)?, at))).max();
        if let Some((closeness, at)) = ignores
            && closeness >= selects
        {
            selected = false;
            clause = Some(Clause::Ignore(at));
        }
        let levels = layer.severity.iter().enumerate();
        let levels = levels.filter_map(|(at, (one, level))| Some((of_rule(*one)?, at, *level)));
        if let Some((_, at, given)) = levels.max_by_key(|(closeness, at, _)| (*closeness, *at)) {
            level = Some(given);
            if selected {
                clause = Some(Clause::Severity(at));
            }
        }
        let decided = clause.map(|clause| Cause { layer: self.layers, clause });
        if let Some(cause) = decided.or(before.map(|setting| setting.cause)) {
            self.settings.insert(rule.name, Setting { selected, level, cause });
        }
    }

    /// Whether a rule applies.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.level(rule.name, rule.severity) != Level::Off
    }

    /// The level of a finding of a rule that has this severity unless somebody says otherwise.
    pub fn level(&self, rule: &str, usual: Severity) -> Level {
        match self.settings.get(rule) {
            None => Level::On(usual),
            Some(Setting { selected: false, .. }) => Level::Off,
            Some(setting) => setting.level.unwrap_or(Level::On(usual)),
        }
    }

    /// What decided about a rule, if anything did.
    pub fn cause(&self, rule: &Rule) -> Option<Cause> {
        self.settings.get(rule.name).map(|setting| setting.cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selectors(text: &str) -> Vec<Selector> {
        text.split_whitespace().map(|name| name.parse().unwrap()).collect()
    }

    /// A layer from `+select -ignore rule=level`.
    fn layer(text: &str) -> RuleLayer {
        let mut layer = RuleLayer::default();
        for word in text.split_whitespace() {
            if let Some(name) = word.strip_prefix('+') {
                // `+` alone selects nothing.
                layer.select.get_or_insert_default().extend(selectors(name));
            } else if let Some(name) = word.strip_prefix('-') {
                layer.ignore.extend(selectors(name));
            } else {
                let (name, level) = word.split_once('=').unwrap();
                let level = Level::ALL.into_iter().find(|known| known.name() == level).unwrap();
                layer.severity.push((name.parse().unwrap(), level));
            }
        }
        layer
    }

    #[test]
    fn table() {
        // `tight-disk` is an info of the group `storage`; `yaml-syntax` an error of `syntax`.
        for (layers, tight_disk, yaml_syntax, cause) in [
            (&[][..], "info", "error", None),
            (&[""], "info", "error", None),
            (&["-storage"], "off", "error", Some((0, Clause::Ignore(0)))),
            (&["-disks -tight-disk"], "off", "error", Some((0, Clause::Ignore(1)))),
            (&["+storage"], "info", "error", Some((0, Clause::Select))),
            (&["+disks"], "off", "error", Some((0, Clause::Select))),
            (&["+"], "off", "error", Some((0, Clause::Select))),
            (&["+storage -tight-disk"], "off", "error", Some((0, Clause::Ignore(0)))),
            (&["+tight-disk -storage"], "info", "error", Some((0, Clause::Select))),
            (&["+storage -storage"], "off", "error", Some((0, Clause::Ignore(0)))),
            (&["-syntax"], "info", "off", None),
            (&["tight-disk=error"], "error", "error", Some((0, Clause::Severity(0)))),
            (&["tight-disk=error storage=off"], "error", "error", Some((0, Clause::Severity(0)))),
            (&["storage=off storage=warning"], "warning", "error", Some((0, Clause::Severity(1)))),
            (&["-storage", "+tight-disk"], "info", "error", Some((1, Clause::Select))),
            (&["tight-disk=off", "+storage"], "info", "error", Some((1, Clause::Select))),
            (&["tight-disk=error", "+storage"], "error", "error", Some((1, Clause::Select))),
            (&["tight-disk=off", "tight-disk=warning"], "warning", "error", Some((1, Clause::Severity(0)))),
            (&["-storage", "tight-disk=warning"], "off", "error", Some((0, Clause::Ignore(0)))),
            (&["tight-disk=error", "-disks"], "error", "error", Some((0, Clause::Severity(0)))),
        ] {
            let mut settings = RuleSettings::default();
            for text in layers {
                settings.lay_over(&layer(text));
            }
            let level = |name| settings.level(name, find(name).unwrap().severity).name();
            assert_eq!((level("tight-disk"), level("yaml-syntax")), (tight_disk, yaml_syntax), "{layers:?}");
            let found = settings.cause(find("tight-disk").unwrap());
            assert_eq!(found.map(|cause| (cause.layer, cause.clause)), cause, "{layers:?}");
        }
    }

    #[test]
    fn unknown_names() {
        for (name, message) in [
            ("tigth-disk", "there is no rule and no group `tigth-disk`: did you mean `tight-disk`?"),
            ("storages", "there is no rule and no group `storages`: did you mean `storage`?"),
            ("Q", "there is no rule and no group `Q`"),
        ] {
            assert_eq!(name.parse::<Selector>().unwrap_err().to_string(), message);
        }
    }
}
