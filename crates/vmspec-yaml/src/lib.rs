//! YAML as Kubernetes reads it, with the place of everything.
//!
//! This crate knows nothing of any schema. It turns text into a [`Tree`] whose every node knows its bytes, reads plain
//! scalars as `kubectl` does (which is neither YAML 1.1 nor 1.2) or as another [`Dialect`], decodes nodes into any serde type while collecting
//! *all* errors instead of the first, and turns operations on paths into text edits that keep comments and layout.
//!
//! Start reading at [`parse`], then [`Tree`], then [`decode`](mod@decode).
//!
//! What is deliberately not here: emission of YAML, and any type of the underlying parser in a public signature.

pub mod decode;
mod dialect;
pub mod edit;
mod json;
mod limits;
mod line_index;
mod merge;
mod parse;
mod path;
mod problem;
pub mod scalar;
mod scalar_map;
mod span;
mod tree;

pub use decode::{Decoded, Issue, IssueKind, STRING_OR_STRUCT, decode};
pub use dialect::Dialect;
pub use json::from_json;
pub use limits::Limits;
pub use line_index::{ColumnUnit, LineIndex, Position};
pub use parse::{parse, parse_as, parse_bytes};
pub use path::{FieldPath, ParsePathError, Segment};
pub use problem::{Problem, ProblemKind};
pub use scalar_map::ScalarMap;
pub use span::Span;
pub use tree::{Document, Entry, Node, NodeId, NodeKind, ScalarStyle, Tree};

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
