//! When a VM runs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// When the platform keeps a VM running.
///
/// Source: `values.schema.json` of the chart vm-instance, Cozystack v1.0.0 to v1.6.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum RunStrategy {
    /// It is started, and started again whenever it stops.
    Always,
    /// It is stopped and stays so.
    Halted,
    /// It is started and stopped by hand only.
    Manual,
    /// It is started, and started again if it fails; it stays off after a clean shutdown.
    RerunOnFailure,
    /// It is started once and stays off after it has stopped, for whatever reason.
    Once,
}

impl RunStrategy {
    /// All strategies.
    pub const ALL: &'static [Self] =
        &[Self::Always, Self::Halted, Self::Manual, Self::RerunOnFailure, Self::Once];

    /// The name in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "Always",
            Self::Halted => "Halted",
            Self::Manual => "Manual",
            Self::RerunOnFailure => "RerunOnFailure",
            Self::Once => "Once",
        }
    }
}

impl fmt::Display for RunStrategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
