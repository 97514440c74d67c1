//! The table of what is known about faulty manifests and of the rules that report it, `docs/rules/coverage.yaml`.
//!
//! It is true if every number is there, every name is that of a rule, every rule is named, and every proof makes its
//! rule speak.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use vmspec::analysis::{Options, SourceFile, check, check_change};
use vmspec::model::{API_VERSION, VMDisk, VMInstance};
use vmspec::rules::{self, Scope, Stage};
use vmspec_yaml::{Document, Limits, decode, parse};

use crate::command::root;

const PATH: &str = "docs/rules/coverage.yaml";

/// All facts, and the rules that rest on none of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coverage {
    /// Rules beside the numbered facts, each with its reason.
    pub(crate) besides: Map<String, Value>,
    pub(crate) facts: Vec<Fact>,
}

/// Something that is known to fail or to surprise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) number: String,
    /// A sentence in lower case without a full stop.
    #[serde(rename = "fact")]
    pub(crate) sentence: String,
    /// The rules that report it, each with a [`Proof`].
    #[serde(default)]
    pub(crate) rules: Map<String, Value>,
    /// Why it, or a part of it, is not checked.
    pub(crate) reason: Option<String>,
}

/// A manifest on which a rule speaks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    #[serde(default)]
    platform: Option<String>,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    stage: Option<String>,
    /// What was there before, for a rule about changes.
    old: Option<Manifests>,
    #[serde(flatten)]
    new: Manifests,
}

/// Resources in short.
#[derive(Debug, Deserialize)]
struct Manifests {
    /// The spec of the VM `web`.
    vm: Option<Value>,
    /// The spec of the disk `data`.
    disk: Option<Value>,
    /// Specs of VMs by name.
    #[serde(default)]
    vms: Map<String, Value>,
    /// Specs of disks by name.
    #[serde(default)]
    disks: Map<String, Value>,
    /// Whole objects.
    #[serde(default)]
    objects: Vec<Value>,
    /// A text as it stands.
    text: Option<String>,
}

impl Manifests {
    fn text(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let object = |kind: &str, name: &str, spec: &Value| json!({"apiVersion": API_VERSION, "kind": kind, "metadata": {"name": name}, "spec": spec});
        let disks = self.disks.iter().map(|(name, spec)| object(VMDisk::KIND, name, spec));
        let disk = self.disk.iter().map(|spec| object(VMDisk::KIND, "data", spec));
        let vms = self.vms.iter().map(|(name, spec)| object(VMInstance::KIND, name, spec));
        let vm = self.vm.iter().map(|spec| object(VMInstance::KIND, "web", spec));
        let documents: Vec<String> = disks
            .chain(disk)
            .chain(vms)
            .chain(vm)
            .chain(self.objects.iter().cloned())
            .map(|object| format!("{object}\n"))
            .collect();
        documents.join("---\n")
    }
}

impl Proof {
    fn options(&self) -> Result<Options> {
        let mut options = Options::default();
        if let Some(platform) = &self.platform {
            options.platform = platform.parse()?;
        }
        if self.complete {
            options.scope = Scope::Closed;
        }
        options.stage = match self.stage.as_deref() {
            None => None,
            Some("production") => Some(Stage::Production),
            Some(other) => bail!("there is no stage `{other}`"),
        };
        Ok(options)
    }

    /// The names of the rules that speak on it.
    fn spoken(&self) -> Result<BTreeSet<&'static str>> {
        let options = self.options()?;
        let text = self.new.text();
        let diagnostics = match &self.old {
            None => check("proof.yaml", &text, &options).diagnostics,
            Some(old) => {
                let file = |name: &str, text: String| [SourceFile::parse(name, text, &options.limits)];
                let change = check_change(&file("old.yaml", old.text()), &file("new.yaml", text), &options);
                change.report.diagnostics
            }
        };
        Ok(diagnostics.iter().map(|diagnostic| diagnostic.rule).collect())
    }
}

/// The numbers that must be there: those of manifests and of changes. Those of what happens inside of a VM, from
/// 131 on, may be.
fn required_numbers() -> impl Iterator<Item = String> {
    (1..=130).chain(155..=172).map(|number| number.to_string()).chain(["93a".to_owned()])
}

impl Coverage {
    /// Reads the table.
    ///
    /// # Errors
    ///
    /// If it can't be read.
    pub(crate) fn read() -> Result<Self> {
        let text = std::fs::read_to_string(root().join(PATH)).context(PATH)?;
        Self::from_text(text)
    }

    fn from_text(text: String) -> Result<Self> {
        let tree = parse(text, &Limits::default());
        let problems = tree.documents().iter().flat_map(Document::problems);
        let faults: Vec<String> = problems
            .map(|problem| {
                let before = tree.text().get(..problem.span.start as usize).unwrap_or_default();
                format!("{PATH}:{}: {}", before.matches('\n').count() + 1, problem.message)
            })
            .collect();
        if !faults.is_empty() {
            bail!("{}", faults.join("\n"));
        }
        if tree.documents().len() > 1 {
            bail!("{PATH}: there are several documents, expected one");
        }
        let node = tree.root(0).with_context(|| format!("{PATH} is empty"))?;
        let decoded = decode::<Self>(node, &Limits::default());
        if let Some(issue) = decoded.issues.first() {
            bail!("{PATH}: {issue:?}");
        }
        decoded.value.with_context(|| format!("{PATH} can't be read"))
    }

    /// Everything that is not true.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let numbers: Vec<&str> = self.facts.iter().map(|fact| fact.number.as_str()).collect();
        let unique: BTreeSet<&str> = numbers.iter().copied().collect();
        if unique.len() != numbers.len() {
            faults.push("a number is there twice".to_owned());
        }
        faults.extend(
            required_numbers()
                .filter(|number| !unique.contains(number.as_str()))
                .map(|number| format!("fact {number} is missing")),
        );
        for fact in &self.facts {
            if fact.rules.is_empty() && fact.reason.is_none() {
                faults.push(format!("fact {} has neither rules nor a reason", fact.number));
            }
            for (rule, proof) in &fact.rules {
                match spoken(proof) {
                    Ok(spoken) if spoken.contains(rule.as_str()) => {}
                    Ok(spoken) => {
                        faults.push(format!("fact {}: the proof of `{rule}` gives {spoken:?}", fact.number));
                    }
                    Err(error) => {
                        faults.push(format!("fact {}: the proof of `{rule}`: {error:#}", fact.number));
                    }
                }
            }
        }
        let named: BTreeSet<&str> = self
            .facts
            .iter()
            .flat_map(|fact| fact.rules.keys())
            .chain(self.besides.keys())
            .map(String::as_str)
            .collect();
        let known: BTreeSet<&str> = rules::all().iter().map(|rule| rule.name).collect();
        faults.extend(named.difference(&known).map(|name| format!("there is no rule `{name}`")));
        faults.extend(known.difference(&named).map(|name| {
            format!("no fact names `{name}`: add it to one with a proof, or to `besides` with a reason")
        }));
        faults
    }
}

fn spoken(proof: &Value) -> Result<BTreeSet<&'static str>> {
    Proof::deserialize(proof)?.spoken()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete_and_true() {
        let faults = Coverage::read().unwrap().faults();
        assert!(faults.is_empty(), "{PATH}:\n{}", faults.join("\n"));
    }

    #[test]
    fn what_is_no_yaml_is_not_read() {
        for (text, expected) in [
            ("besides: {}\nfacts: []\nfacts: []\n", "docs/rules/coverage.yaml:3: `facts` is given twice"),
            ("besides: {}\nfacts: [\n", "docs/rules/coverage.yaml:"),
            ("besides: {}\nfacts: []\n---\n{}\n", "there are several documents"),
        ] {
            let error = Coverage::from_text(text.to_owned()).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn what_is_not_true_is_found() {
        let text = "{besides: {no-such-rule: x}, facts: [{number: '1', fact: a}, {number: '2', fact: b, rules: {tiny-disk: {disk: {storage: 5Gi}}, no-disks: {vn: {}}}}]}";
        let tree = parse(text, &Limits::default());
        let coverage: Coverage = decode(tree.root(0).unwrap(), &Limits::default()).value.unwrap();
        let faults = coverage.faults();
        for expected in [
            "there is no rule `no-such-rule`",
            "fact 1 has neither rules nor a reason",
            "fact 2: the proof of `tiny-disk` gives {}",
            "fact 2: the proof of `no-disks`: unknown field `vn`",
            "fact 93a is missing",
            "no fact names `wrong-type`: add it to one with a proof, or to `besides` with a reason",
        ] {
            assert!(faults.iter().any(|fault| fault == expected), "{expected}: {faults:#?}");
        }
    }
}
