//! Times, the best of many, all stages by turns so that a noisy minute hits them alike.

use std::time::{Duration, Instant};

use crate::manifests;
use crate::stages::STAGES;

/// Sizes of the texts, with the number of rounds.
const SIZES: [(usize, usize); 3] = [(1_000, 2_000), (100_000, 100), (10_000_000, 5)];

pub(crate) fn print_table() {
    print!("| size |");
    for stage in STAGES {
        print!(" {} |", stage.name);
    }
    println!("\n|---|{}", "---|".repeat(STAGES.len()));
    for (bytes, rounds) in SIZES {
        let text = manifests::text(bytes);
        let best = best_of(&text, rounds);
        let bare = best.first().copied().unwrap_or_default();
        print!("| {} |", size(text.len()));
        for time in best {
            print!(" {} = {:.2} |", shown(time), time.as_secs_f64() / bare.as_secs_f64());
        }
        println!();
    }
}

fn best_of(text: &str, rounds: usize) -> Vec<Duration> {
    let mut best = vec![Duration::MAX; STAGES.len()];
    for _ in 0..rounds {
        for (stage, best) in STAGES.iter().zip(&mut best) {
            let start = Instant::now();
            (stage.run)(text);
            *best = start.elapsed().min(*best);
        }
    }
    best
}

/// A number of bytes as people say it.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..1_000_000 => format!("{} KB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// A duration in the unit that suits it.
pub(crate) fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1e-3 {
        format!("{:.1} µs", seconds * 1e6)
    } else if seconds < 1.0 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}
