//! The stages of a check, each with all stages before it; the bare events of the parser below all of them; and what
//! people use without vmspec.

use std::hint::black_box;
use std::sync::LazyLock;

use granit_parser::Parser;
use jsonschema::Validator;
use serde::Deserialize;
use serde_json::Value;
use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec::platform::Platform;
use vmspec::schema::{Draft, Flavour, Kind, schema};
use vmspec::{VMDisk, VMInstance};
use vmspec_yaml::{Limits, parse};

/// A stage by its name.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&str),
}

/// All stages; the first is what the others are compared with.
pub(crate) const STAGES: &[Stage] = &[
    Stage { name: "events", run: events },
    Stage { name: "parse", run: |text| drop(black_box(parse(text, &limits()))) },
    Stage { name: "decode", run: decode },
    Stage { name: "resolve", run: resolve },
    Stage { name: "check", run: check },
    Stage { name: "validate", run: validate },
];

/// The events of the parser crate, looked at and dropped.
fn events(text: &str) {
    for event in Parser::new_from_str(text) {
        if black_box(event).is_err() {
            break;
        }
    }
}

/// All documents as the models of their kinds.
fn decode(text: &str) {
    let limits = limits();
    let tree = parse(text, &limits);
    for index in 0..tree.documents().len() {
        let Some(root) = tree.root(index) else { continue };
        match root.get("kind").map(vmspec_yaml::Node::text) {
            Some(VMInstance::KIND) => drop(black_box(vmspec_yaml::decode::<VMInstance>(root, &limits))),
            Some(VMDisk::KIND) => drop(black_box(vmspec_yaml::decode::<VMDisk>(root, &limits))),
            _ => {}
        }
    }
}

/// A check without rules: faults of text and structure, references and what fields mean.
fn resolve(text: &str) {
    let options = Options::default();
    let files = [SourceFile::parse("manifest.yaml", text, &options.limits)];
    black_box(Workspace::new(&files, &options));
}

/// Everything: rules, places, report.
fn check(text: &str) {
    let options = Options::default();
    let files = [SourceFile::parse("manifest.yaml", text, &options.limits)];
    black_box(Workspace::new(&files, &options).check());
}

/// All documents by libyaml, each validated by the JSON Schema of its kind. No places, no rules.
pub(crate) fn validate(text: &str) {
    static VALIDATORS: LazyLock<Vec<(&str, Validator)>> = LazyLock::new(validators);
    for document in serde_yaml::Deserializer::from_str(text) {
        let Ok(document) = Value::deserialize(document) else { break };
        let kind = document.get("kind").and_then(Value::as_str).unwrap_or_default();
        if let Some((_, validator)) = VALIDATORS.iter().find(|(name, _)| *name == kind) {
            black_box(validator.iter_errors(&document).count());
        }
    }
}

fn validators() -> Vec<(&'static str, Validator)> {
    let validator = |kind: Kind| {
        let schema = schema(kind, &Platform::hikube(), Flavour::Plain, Draft::Draft202012);
        Some((kind.name(), jsonschema::validator_for(&schema).ok()?))
    };
    Kind::ALL.into_iter().filter_map(validator).collect()
}

fn limits() -> Limits {
    Limits::default()
}
