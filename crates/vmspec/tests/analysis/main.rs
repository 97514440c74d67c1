//! From texts to diagnostics: what is said, where, and of what nothing is said.

#![expect(clippy::expect_used, reason = "helpers of tests may panic")]

mod change_premises;
mod damage;
mod documents;
mod drawing;
mod fixes;
mod premises;
mod properties;
mod structure;
mod workspace;
