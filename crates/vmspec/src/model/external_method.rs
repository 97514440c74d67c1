//! How a VM is exposed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How an external VM is reached. It has a public address of its own either way.
///
/// Source: `values.schema.json` of the chart vm-instance, Cozystack v0.25.0 to v1.6.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ExternalMethod {
    /// Only the TCP ports in `externalPorts` are open.
    PortList,
    /// Everything is open: all ports and protocols reach the VM.
    WholeIP,
}

impl ExternalMethod {
    /// All methods.
    pub const ALL: &'static [Self] = &[Self::PortList, Self::WholeIP];

    /// The name in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PortList => "PortList",
            Self::WholeIP => "WholeIP",
        }
    }
}

impl fmt::Display for ExternalMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
