//! The offline truth about `VMInstance` and `VMDisk` manifests (`apps.cozystack.io/v1alpha1`) on Hikube and Cozystack.

pub mod diagnostic;

pub use vmspec_yaml::{FieldPath, Segment, Span};
