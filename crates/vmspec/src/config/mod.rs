//! Configuration files, `.vmspec.yaml`: what they say, and what is wrong with them.
//!
//! Reading one is pure: which file counts for which manifest, and what its paths and globs lead to, is for those to find
//! out who have a file system. The schema of these files is [`schema::config`](crate::schema::config).

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use vmspec_yaml::{ColumnUnit, FieldPath, LineIndex, Segment, Span, Tree};

use crate::diagnostic::Diagnostic;
use crate::platform::Platform;
use crate::rules::{Clause, Level, RuleLayer, Selector, Stage, configuration};
use crate::strict::{self, Fault, Strict};

/// The name of the file that counts for its directory and those below.
pub const FILE_NAME: &str = ".vmspec.yaml";

/// What a configuration file says. Everything may be left out.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Config {
    /// Where the manifests go: `hikube` or `cozystack`, with a version as in `cozystack@1.6` if it is known.
    #[serde(deserialize_with = "platform")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("examples" = ["hikube", "cozystack", "cozystack@1.6"])))]
    pub platform: Option<Platform>,
    /// Catalog files to lay over the built-in catalog, for what the provider offers. Paths are relative to this file.
    pub catalogs: Vec<String>,
    /// What the VMs are for.
    pub stage: Option<Stage>,
    /// Whether the files that are checked together are everything there is: a disk that none of them defines does not
    /// exist.
    pub complete: Option<bool>,
    /// The least severity that makes the exit code 1; with `off`, findings never do.
    pub fail_on: Option<Level>,
    /// A file of findings that are accepted for now, relative to this file.
    pub baseline: Option<String>,
    /// Apply these rules and groups of rules only.
    pub select: Option<Vec<Selector>>,
    /// Don't apply these rules and groups of rules.
    pub ignore: Vec<Selector>,
    /// The severity of findings by rule or group.
    pub severity: SeverityMap,
    /// What is different for some of the files. Of several that name a file, later ones win.
    pub overrides: Vec<Override>,
}

/// What is different for some of the files.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Override {
    /// The files, as globs relative to this file: `legacy/**`, `**/*-test.yaml`.
    pub files: Vec<String>,
    /// Apply these rules and groups of rules only.
    #[serde(default)]
    pub select: Option<Vec<Selector>>,
    /// Don't apply these rules and groups of rules.
    #[serde(default)]
    pub ignore: Vec<Selector>,
    /// The severity of findings by rule or group.
    #[serde(default)]
    pub severity: SeverityMap,
}

impl Config {
    /// What it says about rules, but for overrides.
    pub fn rules(&self) -> RuleLayer {
        layer(self.select.as_ref(), &self.ignore, &self.severity)
    }
}

impl Override {
    /// What it says about rules.
    pub fn rules(&self) -> RuleLayer {
        layer(self.select.as_ref(), &self.ignore, &self.severity)
    }
}

fn layer(select: Option<&Vec<Selector>>, ignore: &[Selector], severity: &SeverityMap) -> RuleLayer {
    RuleLayer { select: select.cloned(), ignore: ignore.to_vec(), severity: severity.0.clone() }
}

/// Severities by rule or group, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeverityMap(pub Vec<(Selector, Level)>);

impl<'de> Deserialize<'de> for SeverityMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = SeverityMap;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping of rules to severities")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SeverityMap, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(SeverityMap(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

fn platform<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Platform>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(de::Error::custom)).transpose()
}

/// A configuration file that has been read.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    name: Arc<str>,
    tree: Tree,
    config: Config,
}

impl ConfigFile {
    /// Reads a text. The name is only repeated in diagnostics. A text without content says nothing, which is fine.
    ///
    /// ```
    /// use vmspec::config::ConfigFile;
    ///
    /// let text = "platform: cozystack@1.6\nignore: [practice]\n";
    /// let file = ConfigFile::read(".vmspec.yaml", text).unwrap();
    /// assert_eq!(file.config().platform.as_ref().unwrap().to_string(), "cozystack@1.6");
    ///
    /// let faults = ConfigFile::read(".vmspec.yaml", "stages: production\n").unwrap_err();
    /// assert_eq!(faults[0].message, "unknown key `stages`: did you mean `stage`?");
    /// ```
    ///
    /// # Errors
    ///
    /// With everything that is wrong with the text, as findings of the rule `invalid-configuration`.
    pub fn read(name: impl Into<Arc<str>>, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let name = name.into();
        let Strict { tree, value, faults } = strict::read::<Config>(text);
        if faults.is_empty() {
            Ok(Self { name, tree, config: value.unwrap_or_default() })
        } else {
            Err(faults.into_iter().map(|fault| diagnostic(&name, fault)).collect())
        }
    }

    /// The name, as given.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The text, as given.
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// What it says.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The finding that what stands at a path is wrong, for those who can tell: a file that is not there, a glob that is
    /// none.
    pub fn fault(&self, path: FieldPath, message: String) -> Diagnostic {
        diagnostic(&self.name, Fault { span: self.span(&path), message, path })
    }

    /// The line of a key or an item, from 1.
    pub fn line(&self, path: &FieldPath) -> u32 {
        let lines = LineIndex::new(self.text());
        lines.position(self.text(), self.span(path).start, ColumnUnit::Utf8).line + 1
    }

    /// The path of what decides about a rule, in the file itself or in one of its overrides.
    pub fn clause_path(&self, overriding: Option<usize>, clause: Clause) -> FieldPath {
        let (base, severity) =
            match overriding.and_then(|index| Some((index, self.config.overrides.get(index)?))) {
                Some((index, one)) => (FieldPath::root().key("overrides").index(index), &one.severity),
                None => (FieldPath::root(), &self.config.severity),
            };
        match clause {
            Clause::Select => base.key("select"),
            Clause::Ignore(index) => base.key("ignore").index(index),
            Clause::Severity(index) => {
                let name = severity.0.get(index).map_or("", |(selector, _)| selector.name());
                base.key("severity").key(name)
            }
        }
    }

    /// The bytes of an item, or of a key's value; of the key where the value spans lines.
    fn span(&self, path: &FieldPath) -> Span {
        let Some(root) = (0..self.tree.documents().len()).find_map(|index| self.tree.root(index)) else {
            return Span::at(0);
        };
        let Some(node) = root.descend(path) else { return Span::at(root.span().start as usize) };
        let is_inline = !node.span().slice(self.text()).contains('\n');
        let key = match (path.parent(), path.last()) {
            (Some(parent), Some(Segment::Key(name))) => {
                root.descend(&parent).and_then(|parent| parent.entry(name)).map(|(key, _)| key.span())
            }
            _ => None,
        };
        if is_inline { node.span() } else { key.unwrap_or(node.span()) }
    }
}

/// A fault of one of our own files as a finding.
pub(crate) fn diagnostic(name: &Arc<str>, fault: Fault) -> Diagnostic {
    let rule = &configuration::INVALID_CONFIGURATION;
    Diagnostic {
        rule: rule.name,
        severity: rule.severity,
        args: vec![("reason", fault.message.clone())],
        message: fault.message,
        help: None,
        file: Arc::clone(name),
        document: 0,
        item: FieldPath::root(),
        resource: None,
        path: fault.path,
        span: fault.span,
        labels: Vec::new(),
        fix: None,
        alternatives: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
