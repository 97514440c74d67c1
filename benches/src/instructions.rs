//! Instructions instead of times: they hardly vary from run to run.
//!
//! Each stage runs under callgrind once with one call and once with two; the difference is one call without start-up.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::manifests;
use crate::stages::STAGES;
use crate::times::size;

/// The task of the process that callgrind watches.
pub(crate) const ONE: &str = "one";

const SIZES: [usize; 2] = [1_000, 100_000];

pub(crate) fn print_table() -> Result<()> {
    println!("| size | stage | instructions | per byte | ratio |\n|---|---|---|---|---|");
    for bytes in SIZES {
        let length = manifests::text(bytes).len();
        let mut bare = None;
        for stage in STAGES {
            let cost = counted(stage.name, bytes, 2)? - counted(stage.name, bytes, 1)?;
            let bare = *bare.get_or_insert(cost);
            println!(
                "| {} | {} | {cost} | {} | {}.{:02} |",
                size(length),
                stage.name,
                cost / length,
                cost / bare,
                cost * 100 / bare % 100
            );
        }
    }
    Ok(())
}

/// Runs a stage, for callgrind to watch.
pub(crate) fn run_one(stage: &str, bytes: &str, calls: &str) -> Result<()> {
    let stage = STAGES.iter().find(|known| known.name == stage).context("no such stage")?;
    let text = manifests::text(bytes.parse()?);
    for _ in 0..calls.parse::<usize>()? {
        (stage.run)(&text);
    }
    Ok(())
}

fn counted(stage: &str, bytes: usize, calls: usize) -> Result<usize> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args([ONE, stage, &bytes.to_string(), &calls.to_string()])
        .output()
        .context("`valgrind` can't be started: instructions are counted with it")?;
    let report = String::from_utf8_lossy(&output.stderr);
    let count = report.lines().find_map(|line| line.split_once("Collected : "));
    match count.and_then(|(_, count)| count.trim().parse().ok()) {
        Some(count) if output.status.success() => Ok(count),
        _ => bail!("callgrind gave no count for {stage}:\n{report}"),
    }
}
