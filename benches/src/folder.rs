//! A folder of many small files, from the disk to findings: all cores here, against a JSON Schema validator with a YAML
//! parser on one.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rayon::prelude::*;
use vmspec::analysis::{Options, SourceFile, Workspace};

use crate::manifests;
use crate::stages::validate;
use crate::times::shown;

const FILES: usize = 10_000;
const ROUNDS: usize = 5;

pub(crate) fn print_table() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("vmspec-benches-{}", std::process::id()));
    let files = write_files(&folder)?;
    let outcome = measure(&folder, &files);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn write_files(folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let mut files = Vec::with_capacity(FILES);
    for number in 0..FILES {
        let file = folder.join(format!("{number:05}.yaml"));
        std::fs::write(&file, manifests::group(number))?;
        files.push(file);
    }
    Ok(files)
}

fn measure(folder: &Path, files: &[PathBuf]) -> Result<()> {
    let threads = rayon::current_num_threads();
    println!(
        "{} files of about {} bytes, best of {ROUNDS} by turns\n",
        files.len(),
        manifests::group(0).len()
    );
    let program = command_line();
    let mut best = [Duration::MAX; 4];
    for _ in 0..ROUNDS {
        let timed = [
            time(|| check_folder(files))?,
            time(|| validate_folder(files))?,
            time(|| read_folder(files))?,
            program.as_deref().map_or(Ok(Duration::MAX), |program| time(|| run(program, folder)))?,
        ];
        for (best, time) in best.iter_mut().zip(timed) {
            *best = time.min(*best);
        }
    }
    let [ours, theirs, reading, whole_program] = best;
    let ratio = |time: Duration| time.as_secs_f64() / theirs.as_secs_f64();
    println!("| what | threads | time | ratio |\n|---|---|---|---|");
    println!("| yaml_serde and jsonschema: read, parse, validate | 1 | {} | 1 |", shown(theirs));
    println!("| vmspec as a library: read, check | {threads} | {} | {:.2} |", shown(ours), ratio(ours));
    if whole_program < Duration::MAX {
        let name = "`vmspec check --format concise`, the whole program";
        println!("| {name} | {threads} | {} | {:.2} |", shown(whole_program), ratio(whole_program));
    }
    println!("| reading the files alone | 1 | {} | {:.2} |", shown(reading), ratio(reading));
    Ok(())
}

fn time(work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn read_folder(files: &[PathBuf]) -> Result<()> {
    for file in files {
        black_box(std::fs::read(file)?);
    }
    Ok(())
}

fn check_folder(files: &[PathBuf]) -> Result<()> {
    let options = Options::default();
    let load = |path: &PathBuf| -> Result<SourceFile> {
        Ok(SourceFile::parse_bytes(path.to_string_lossy(), &std::fs::read(path)?, &options.limits))
    };
    let files = files.par_iter().map(load).collect::<Result<Vec<_>>>()?;
    let resolved = files.par_iter().map(|file| file.resolve(&options.platform)).collect();
    let workspace = Workspace::of_resolved(&files, resolved, &options);
    let diagnostics = (0..files.len()).into_par_iter().map(|index| workspace.check_file(index)).collect();
    black_box(workspace.report(diagnostics));
    drop(workspace);
    files.into_par_iter().for_each(drop);
    Ok(())
}

fn validate_folder(files: &[PathBuf]) -> Result<()> {
    for file in files {
        validate(&std::fs::read_to_string(file)?);
    }
    Ok(())
}

/// The program beside this one, if it was built.
fn command_line() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?.with_file_name("vmspec");
    program.exists().then_some(program)
}

fn run(program: &Path, folder: &Path) -> Result<()> {
    let mut command = Command::new(program);
    command.args(["check", "--format", "concise", "--exit-zero"]).arg(folder);
    let output = command.output().with_context(|| format!("`{}` can't be started", program.display()))?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
