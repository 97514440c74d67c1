//! The fuzz targets on their seeds and on changes of them, the same ones in every run.

use std::panic::catch_unwind;
use std::path::Path;

use vmspec_fuzz::mutate::{Numbers, mutated};

/// Changed texts for each target. `VMSPEC_FUZZ_ROUNDS` asks for more.
const ROUNDS: u64 = 1000;

fn rounds() -> u64 {
    std::env::var("VMSPEC_FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS)
}

/// The seeds, and every manifest of the repository.
const MANIFESTS: &[&str] = &["seeds", "../examples", "../docs/rules"];
/// Cloud-configs and other user data.
const USER_DATA: &[&str] = &["seeds/user-data"];
const KEYS: &[&str] = &["seeds/keys"];

/// The files in these folders.
fn seeds(folders: &[&str]) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for folder in folders {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        files.extend(entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_file()));
    }
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    assert!(seeds.len() >= 5, "the seeds are there");
    seeds
}

fn drive(target: fn(&[u8]), folders: &[&str], prefix: &[u8]) {
    let seeds = seeds(folders);
    let with_prefix = |text: &[u8], numbers: &mut Numbers| {
        let mut data: Vec<u8> = prefix.iter().map(|_| u8::try_from(numbers.below(256)).unwrap()).collect();
        data.extend_from_slice(text);
        data
    };
    let mut numbers = Numbers::new(0);
    for seed in &seeds {
        target(&with_prefix(seed, &mut numbers));
    }
    for round in 0..rounds() {
        let mut numbers = Numbers::new(round);
        let text = mutated(&seeds, &mut numbers);
        let data = with_prefix(&text, &mut numbers);
        if catch_unwind(|| target(&data)).is_err() {
            let file = std::env::temp_dir().join(format!("vmspec-fuzz-{round}"));
            std::fs::write(&file, &data).unwrap();
            panic!("round {round} broke it; its input is in {}", file.display());
        }
    }
}

#[test]
fn parse() {
    drive(vmspec_fuzz::parse, MANIFESTS, &[]);
}

#[test]
fn decode() {
    drive(vmspec_fuzz::decode, MANIFESTS, &[]);
}

#[test]
fn check() {
    drive(vmspec_fuzz::check, MANIFESTS, &[]);
}

#[test]
fn edit() {
    drive(vmspec_fuzz::edit, MANIFESTS, &[0; 8]);
}

#[test]
fn nested() {
    drive(vmspec_fuzz::nested, USER_DATA, &[]);
}

#[test]
fn keys() {
    drive(vmspec_fuzz::keys, KEYS, &[]);
}
