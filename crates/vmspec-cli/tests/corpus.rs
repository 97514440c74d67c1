//! Real manifests with verdicts made by hand: what of them is found, and whether anything else is said.
//!
//! The manifests are other people's and not part of the project. They are read, and counted by their own script, where
//! `VMSPEC_SHARED` names the folder that holds them; elsewhere the test prints that it was skipped.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The least that is found, of severity and count; more is better, and should be written down here.
const FOUND: [(&str, u32); 3] = [("recall_error", 80), ("recall_warning", 52), ("recall_hint", 40)];

#[test]
fn real_manifests_get_the_verdicts_of_people() {
    let Some(folder) = std::env::var_os("VMSPEC_SHARED") else {
        println!("skipped: VMSPEC_SHARED is not set");
        return;
    };
    let script = Path::new(&folder).join("corpus/score.py");
    let run = Command::new("python3").arg(script).arg(env!("CARGO_BIN_EXE_vmspec")).arg("--list").output();
    let run = run.expect("python3 runs");
    let listed = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{listed}{}", String::from_utf8_lossy(&run.stderr));

    // The last line is made of pairs: `recall_error 77/81 … false_alarms 0 …`.
    let words: Vec<&str> = listed.lines().last().unwrap_or_default().split(' ').collect();
    let score: BTreeMap<&str, &str> = words.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    assert_eq!(score.get("false_alarms"), Some(&"0"), "{listed}");
    for (name, least) in FOUND {
        let found =
            score.get(name).and_then(|share| share.split_once('/')).and_then(|(found, _)| found.parse().ok());
        assert!(found.is_some_and(|found: u32| found >= least), "{name} is below {least}:\n{listed}");
    }
}
