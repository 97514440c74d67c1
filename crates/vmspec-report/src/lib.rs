//! Renders what vmspec found.
//!
//! | module | for |
//! |---|---|
//! | [`human`] | people at a terminal: the line, the underline, labels, what to do, the fix as a diff |
//! | [`concise`] | editors and `grep`: one line a finding |
//! | [`markdown`] | the comment on a pull request |
//! | [`json`](mod@json) | programs: the JSON report, a contract (see [`wire`]) |
//! | [`jsonl`] | the same findings, one a line |
//! | [`sarif`] | code scanning |
//! | [`github`], [`gitlab`] | annotations of the code hosts |
//! | [`junit`], [`checkstyle`], [`rdjson`] | other tools of pipelines |
//! | [`change`] | what a change does: for people, programs and pull requests |
//! | [`migration`] | what became of manifests on their way to another platform: for programs |
//!
//! [`render`] renders any [`Format`].
//! All renderers take the [`Report`](vmspec::analysis::Report) and the [`Sources`] it speaks of, and return text.
//! Nothing is printed, read or looked up here.
//!
//! Manifests are hostile until proven otherwise, so whatever comes from one is made harmless before it leaves:
//! see [`escape`] (terminals, pipelines) and [`secrets`] (passwords, private keys).

pub mod change;
pub mod checkstyle;
pub mod concise;
pub mod escape;
mod format;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod junit;
mod located;
pub mod markdown;
pub mod migration;
pub mod rdjson;
mod root;
pub mod sarif;
#[cfg(feature = "schema")]
pub mod schema;
pub mod secrets;
mod sources;
pub mod summary;
pub mod wire;
mod xml;

pub use format::{Format, Options, RuleText, UnknownFormat, render};
pub use root::Root;
pub use sources::{Source, Sources};

/// Where the page of a rule is published.
///
/// ```
/// assert!(vmspec_report::rule_url("undersized-disk").ends_with("/rules/undersized-disk"));
/// ```
pub fn rule_url(rule: &str) -> String {
    format!("{}/rules/{rule}", env!("CARGO_PKG_HOMEPAGE"))
}

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
