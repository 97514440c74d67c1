//! Counting what test programs report.

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Takes in one line of output, if it is a summary of cargo's test harness (`test result: ok. 3 passed; 0 failed; …`)
    /// or of Node's (`# pass 3`, `# fail 0`, with `ℹ` in place of `#` in its other format).
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(summary) = line.trim().strip_prefix("test result:") {
            for part in summary.split([';', '.']) {
                let mut words = part.split_whitespace();
                let (Some(count), Some(word)) = (words.next(), words.next()) else { continue };
                let Ok(count) = count.parse::<u64>() else { continue };
                match word {
                    "passed" => self.passed += count,
                    "failed" => self.failed += count,
                    _ => {}
                }
            }
        } else if let Some(summary) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            match summary.split_once(' ') {
                Some(("pass", count)) => self.passed += count.trim().parse::<u64>().unwrap_or(0),
                Some(("fail", count)) => self.failed += count.trim().parse::<u64>().unwrap_or(0),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn summaries_of_both_harnesses_are_read() {
        let lines = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                12,
                0,
            ),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 3, 2),
            ("# pass 7", 7, 0),
            ("ℹ fail 4", 0, 4),
            ("# passing by", 0, 0),
            ("test parse::tests::passed ... ok", 0, 0),
            ("running 3 tests", 0, 0),
        ];
        for (line, passed, failed) in lines {
            let mut tally = Tally::default();
            tally.read(line);
            assert_eq!(tally, Tally { passed, failed }, "{line}");
        }
    }
}
