//! Every report is one by its schema.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::path::Path;

use serde_json::{Value, json};
use vmspec::analysis::{Options, SourceFile, Workspace, migrate};
use vmspec::platform::Platform;
use vmspec_report::migration::{MigratedFile, MigrationReport};
use vmspec_report::{Sources, json, schema};

/// The report of a text, as printed.
fn report(text: &str) -> Value {
    let options = Options::default();
    let files = [SourceFile::parse("manifest.yaml", text, &options.limits)];
    let report = Workspace::new(&files, &options).check();
    serde_json::from_str(&json::render(&report, &Sources::new(&files))).unwrap()
}

/// The manifests in the pages of the rules, faulty ones most of all.
fn manifests() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let mut manifests = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let page = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let blocks = page.split("```yaml").skip(1).filter_map(|rest| rest.split_once('\n'));
        manifests.extend(blocks.filter_map(|(_, block)| Some(block.split_once("```")?.0.to_owned())));
    }
    manifests
}

#[test]
fn the_schema_takes_every_report() {
    let schema = schema::report();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut findings = 0;
    for manifest in manifests() {
        let report = report(&manifest);
        let faults: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}\n{report:#}");
        findings += report["diagnostics"].as_array().map_or(0, Vec::len);
    }
    assert!(findings > 20, "only {findings} findings were looked at");
}

#[test]
fn the_schema_takes_every_migration() {
    let schema = schema::migration();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let options = Options::default();
    let platform: Platform = "cozystack@1.6".parse().unwrap();
    let (mut applied, mut open) = (0, 0);
    for manifest in manifests() {
        let files = vec![SourceFile::parse("manifest.yaml", manifest, &options.limits)];
        let migration = migrate(files, &options, &platform);
        let names = vec![MigratedFile { file: "manifest.yaml".to_owned(), changed: true, text: None }];
        let sources = Sources::new(&migration.files);
        let (done, left) = (&migration.applied, migration.open);
        let told = MigrationReport::new(platform.to_string(), names, done, left, &migration.report, &sources);
        let told = serde_json::to_value(told).unwrap();
        let faults: Vec<String> = validator.iter_errors(&told).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}\n{told:#}");
        applied += told["applied"].as_array().map_or(0, Vec::len);
        open += told["open"].as_array().map_or(0, Vec::len);
    }
    assert!(applied > 5 && open > 5, "{applied} applied, {open} open");
    assert!(!validator.is_valid(&json!({"version": 1})));
}

#[test]
fn the_schema_takes_nothing_else() {
    let validator = jsonschema::validator_for(&schema::report()).unwrap();
    let manifest = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a}\nspec: {storageclass: local}\n";
    let good = report(manifest);
    assert!(validator.is_valid(&good));
    let changes = [
        ("/version", json!(2)),
        ("/summary/errors", json!(-1)),
        ("/summary", json!({})),
        ("/diagnostics", json!({})),
        ("/diagnostics/0/severity", json!("fatal")),
        ("/diagnostics/0/message", json!(null)),
        ("/diagnostics/0/span", json!([0, 1])),
        ("/diagnostics/0/fix/applicability", json!("maybe")),
        ("/diagnostics/0/fix/patch/0/op", json!("test")),
    ];
    for (pointer, value) in changes {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} in {good:#}")) = value;
        assert!(!validator.is_valid(&bad), "{pointer}");
    }
}
