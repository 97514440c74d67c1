//! The offline truth about `VMInstance` and `VMDisk` manifests (`apps.cozystack.io/v1alpha1`) on Hikube and Cozystack.
//!
//! # Where to start
//!
//! | you have | start at |
//! |---|---|
//! | a text | [`analysis::check`], or [`analysis::Workspace`] for several |
//! | a [`VMInstance`] or [`VMDisk`], built in Rust or read by serde | [`rules::Bundle`] and [`rules::check`] |
//! | the question what a manifest means | [`resolve::resolve_instance`], [`resolve::resolve_disk`] |
//! | an old and a new text | [`analysis::check_change`] |
//! | a cursor in an editor | [`analysis::assist`] |
//! | the wish to know what a platform offers | [`platform::Platform`] and [`catalog::Catalog`] |
//! | a tool that knows JSON Schema | [`schema::schema`] |
//! | a Kubernetes client | [`kube`] |
//!
//! ```
//! # #[cfg(feature = "yaml")] {
//! use vmspec::analysis::{Options, check};
//!
//! let text = "\
//! apiVersion: apps.cozystack.io/v1alpha1
//! kind: VMDisk
//! metadata:
//!   name: web-system
//! spec:
//!   source:
//!     image:
//!       name: rocky-9
//!   storage: 5Gi
//!   storageClass: replicated
//! ";
//! let report = check("disk.yaml", text, &Options::default());
//! let found = &report.diagnostics[0];
//! assert_eq!(found.rule, "undersized-disk");
//! assert_eq!(found.span.slice(text), "5Gi");
//! assert_eq!(found.message, "disk is 5Gi, image `rocky-9` needs at least 11Gi");
//! # }
//! ```
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | none | [`model`], [`catalog`], [`platform`] and [`cloud_config`]: models and catalogs |
//! | `rules` | [`resolve`], [`rules`] and [`change`]: what resources mean, and what is wrong with them |
//! | `yaml`, on by default | [`analysis`] and [`config`]: from texts to diagnostics; implies `rules` |
//! | `docs` | `Rule::page` and `Rule::summary`: what each rule says of itself; implies `rules` |
//! | `schema` | [`mod@schema`]: JSON Schemas, and `schemars::JsonSchema` for the models; `Rule::summary` too |
//! | `emit` | `model::to_yaml`: models as YAML |
//! | `kube` | [`mod@kube`]: both kinds for clients of kube-rs |
//!
//! Features only add: what there is without one is the same with it.

// docs.rs builds with a compiler that can say which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "yaml")]
pub mod analysis;
pub mod catalog;
#[cfg(feature = "rules")]
pub mod change;
pub mod cloud_config;
#[cfg(feature = "yaml")]
pub mod config;
#[cfg(feature = "rules")]
pub mod diagnostic;
mod fields;
#[cfg(feature = "kube")]
pub mod kube;
pub mod model;
pub mod nearest;
pub mod platform;
#[cfg(feature = "rules")]
pub mod resolve;
#[cfg(feature = "rules")]
pub mod rules;
#[cfg(feature = "schema")]
pub mod schema;
mod strict;

pub use model::{VMDisk, VMInstance};
pub use vmspec_yaml::{FieldPath, Segment, Span};

/// The examples of the README run as tests.
#[cfg(all(doctest, feature = "yaml"))]
#[doc = include_str!("../README.md")]
mod readme {}
