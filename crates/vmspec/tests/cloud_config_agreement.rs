//! Whether cloud-config is accepted and rejected as cloud-init's own validator does it.
//!
//! "Reject" is a finding above info of one of the rules below: those that speak of what cloud-init can't read, does not
//! know or does not take. A key that is given twice is a warning of ours which that validator does not give.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use vmspec::analysis::{Options, check};
use vmspec::diagnostic::Severity;

const REJECTING: [&str; 6] = [
    "missing-cloud-config-header",
    "misspelled-cloud-config-header",
    "unreadable-cloud-config",
    "unknown-cloud-config-key",
    "invalid-cloud-config",
    "limit-exceeded",
];

/// Rows on which the two differ, and why.
const DIFFERING: [(&str, &str); 2] = [
    (
        "C0265",
        "a `#cloud-config-archive`, a list that cloud-init reads, although its validator takes no list",
    ),
    ("C0307", "a null in `reporting`, whose values are not looked at"),
];

/// What is wrong with a text as the `cloudInit` of a VM.
fn faults(text: &str) -> Vec<String> {
    // JSON is YAML, and keeps the text as it is.
    let manifest = json!({
        "apiVersion": "apps.cozystack.io/v1alpha1",
        "kind": "VMInstance",
        "metadata": {"name": "test"},
        "spec": {"cloudInit": text},
    });
    let report = check("test.yaml", &manifest.to_string(), &Options::default());
    let rejecting = report
        .diagnostics
        .into_iter()
        .filter(|found| found.severity > Severity::Info && REJECTING.contains(&found.rule));
    rejecting.map(|found| format!("{} {}: {}", found.rule, found.path, found.message)).collect()
}

#[test]
fn verdicts_agree_with_cloud_init() {
    let Some(shared) = std::env::var_os("VMSPEC_SHARED") else {
        println!("skipped: what cloud-init says of texts, since VMSPEC_SHARED is not set");
        return;
    };
    let corpus = Path::new(&shared).join("corpus");
    let rows = std::fs::read_to_string(corpus.join("cloud-config.jsonl")).expect("the table");
    let mut differing: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).expect("a row");
        let text =
            std::fs::read_to_string(corpus.join(row["file"].as_str().unwrap_or_default())).expect("a text");
        let verdict = &row["cloud_init_schema_26_2"];
        let faults = faults(&text);
        count += 1;
        if faults.is_empty() == (verdict["verdict"] == "invalid") {
            differing.insert(
                row["id"].as_str().unwrap_or_default().to_owned(),
                format!("{faults:?}, cloud-init {verdict}"),
            );
        }
    }
    for (id, reason) in DIFFERING {
        assert!(differing.remove(id).is_some(), "agrees now: {id}, {reason}");
    }
    assert!(differing.is_empty(), "{} of {count} differ:\n{differing:#?}", differing.len());
    assert!(DIFFERING.len() * 100 <= count * 4, "agreement is below 96 %");
}

/// Cloud-configs that cloud-init refuses, each for another reason, and some that it takes.
const CONFIGS: [&str; 21] = [
    "hostname: web",
    "users: [default, {name: ann, groups: [sudo], lock_passwd: true}]",
    "packages: [nginx, [curl, 7.88.1]]",
    "runcmd: [[sh, -c, date], date]",
    "users: [{name: ann, lock_passwd: maybe}]",
    "runcmd: reboot",
    "bootcmd: {a: b}",
    "packages: {a: b}",
    "write_files: [{content: x}]",
    "growpart: {mode: maybe}",
    "ntp: {pools: x}",
    "mounts: [x]",
    "power_state: {mode: dance}",
    "chpasswd: {users: [{name: a}]}",
    "apt: {sources: []}",
    "disable_root: 3",
    "locale: [a]",
    "timezone: 1",
    "swap: {size: [1]}",
    "- a",
    "a: [",
];

/// What cloud-init refuses has a finding. The other way does not hold: versions before 23.1 let unknown keys pass.
#[test]
fn what_the_installed_cloud_init_refuses_has_a_finding() {
    let Ok(version) = Command::new("cloud-init").arg("--version").output() else {
        println!("skipped: what cloud-init refuses, since it is not installed");
        return;
    };
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    println!("compared with {version}");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cloud-config.yaml");
    let mut wrong = Vec::new();
    for config in CONFIGS {
        let text = format!("#cloud-config\n{config}\n");
        std::fs::write(&file, &text).expect("a file");
        let checked = Command::new("cloud-init").args(["schema", "--config-file"]).arg(&file).output();
        let is_refused = !checked.expect("cloud-init runs").status.success();
        if is_refused && faults(&text).is_empty() {
            wrong.push(config);
        }
    }
    assert!(wrong.is_empty(), "{version} refuses {wrong:?}");
}
