//! Renders what vmspec found.
//!
//! | module | for |
//! |---|---|
//! | [`human`] | people at a terminal: the line, the underline, labels, what to do, the fix as a diff |
//! | [`concise`] | editors and `grep`: one line a finding |
//! | [`json`] | programs: the JSON report, a contract (see [`wire`]) |
//! | [`change`] | what a change does: for people, programs and pull requests |
//!
//! All renderers take the [`Report`](vmspec::analysis::Report) and the [`Sources`] it speaks of, and return text.
//! Nothing is printed, read or looked up here.
//!
//! Manifests are hostile until proven otherwise, so whatever comes from one is made harmless before it leaves:
//! see [`escape`] (terminals, pipelines) and [`secrets`] (passwords, private keys).

pub mod change;
pub mod concise;
pub mod escape;
pub mod human;
pub mod json;
#[cfg(feature = "schema")]
pub mod schema;
pub mod secrets;
mod sources;
pub mod summary;
pub mod wire;

pub use sources::{Source, Sources};

/// Where the page of a rule is published.
///
/// ```
/// assert!(vmspec_report::rule_url("undersized-disk").ends_with("/rules/undersized-disk"));
/// ```
pub fn rule_url(rule: &str) -> String {
    format!("{}/rules/{rule}", env!("CARGO_PKG_HOMEPAGE"))
}
