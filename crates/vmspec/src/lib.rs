//! The offline truth about `VMInstance` and `VMDisk` manifests (`apps.cozystack.io/v1alpha1`) on Hikube and Cozystack.

#[cfg(feature = "yaml")]
pub mod analysis;
pub mod catalog;
pub mod change;
pub mod cloud_config;
#[cfg(feature = "yaml")]
pub mod config;
pub mod diagnostic;
#[cfg(feature = "kube")]
pub mod kube;
pub mod model;
pub mod nearest;
pub mod platform;
pub mod resolve;
pub mod rules;
#[cfg(feature = "schema")]
pub mod schema;
mod strict;

pub use model::{VMDisk, VMInstance};
pub use vmspec_yaml::{FieldPath, Segment, Span};
