//! What the client says about how to judge.

use std::path::PathBuf;

use serde::Deserialize;

/// What the client says about how to judge. It wins over configuration files, as flags do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ClientSettings {
    /// Where the manifests go: `hikube`, `cozystack`, with a version as in `cozystack@1.6`.
    pub platform: Option<String>,
    /// What the VMs are for: `development` or `production`.
    pub stage: Option<String>,
    /// Whether the workspace holds everything there is.
    pub complete: Option<bool>,
    /// Catalog files to lay over the built-in one.
    pub catalogs: Vec<PathBuf>,
    /// A configuration file in place of the nearest `.vmspec.yaml`.
    pub config: Option<PathBuf>,
}

impl ClientSettings {
    /// Reads settings, be they alone or under the name `vmspec`; nothing if they are neither.
    pub(crate) fn read(value: &serde_json::Value) -> Option<Self> {
        let inner = value.get("vmspec").unwrap_or(value);
        if inner.is_null() {
            return None;
        }
        Self::deserialize(inner).ok()
    }
}
