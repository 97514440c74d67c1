//! The user data in a VM's `cloudInit`: what kind it is, and what a cloud-config says.
//!
//! * [`UserDataKind::of`] tells the kind by how the text begins, as cloud-init does.
//! * [`CloudConfig`] is what a cloud-config says, as written.
//! * [`UserData`] is both; [`UserData::read`] makes it of a text.
//!
//! Text and its places are the business of `analysis`, which reads the cloud-config as a document of its own.

#[cfg(feature = "yaml")]
pub(crate) mod deprecated;
mod header;
pub mod model;

pub use header::{HEADER, Misspelling, UserDataKind, misspelling};
pub use model::CloudConfig;

use vmspec_yaml::decode::{Options, decode_with};
use vmspec_yaml::{Decoded, Dialect, Limits, NodeKind, Problem, ProblemKind, Tree, parse_as};

/// The user data of a VM.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UserData {
    /// What kind it is.
    pub kind: UserDataKind,
    /// What a cloud-config says, without what could not be read. Nothing for other kinds, and where cloud-init skips all
    /// of it, since it is not YAML or no mapping.
    pub config: Option<CloudConfig>,
}

impl UserData {
    /// Reads user data.
    ///
    /// ```
    /// use vmspec::cloud_config::UserData;
    ///
    /// let data = UserData::read("#cloud-config\nhostname: web\n");
    /// let hostname = data.config.and_then(|config| config.hostname);
    /// assert_eq!(hostname.as_deref(), Some("web"));
    /// ```
    pub fn read(text: &str) -> Self {
        let kind = UserDataKind::of(text);
        let config = (kind == UserDataKind::CloudConfig)
            .then(|| {
                let limits = Limits::default();
                let tree = parse(text, &limits);
                decode(&tree, &limits).and_then(|decoded| decoded.value).filter(|_| is_readable(&tree))
            })
            .flatten();
        Self { kind, config }
    }
}

/// Parses a cloud-config as cloud-init does.
pub(crate) fn parse(text: &str, limits: &Limits) -> Tree {
    parse_as(text, Dialect::PyYaml, limits)
}

/// Decodes a cloud-config; nothing if it is no mapping. One without content is an empty mapping.
///
/// Issues do not repeat values.
pub(crate) fn decode(tree: &Tree, limits: &Limits) -> Option<Decoded<CloudConfig>> {
    let Some(root) = tree.root(0) else {
        return Some(Decoded::sound(CloudConfig::default()));
    };
    let mut options = Options::new(limits);
    options.null_is_absent = false;
    options.names_values = false;
    (root.kind() == NodeKind::Mapping).then(|| decode_with(root, &options))
}

/// Whether cloud-init reads anything of this text: one document of YAML.
pub(crate) fn is_readable(tree: &Tree) -> bool {
    let is_harmless = |problem: &Problem| matches!(problem.kind, ProblemKind::DuplicateKey { .. });
    tree.problems().is_empty()
        && tree.documents().len() <= 1
        && tree.documents().iter().all(|document| document.problems().iter().all(is_harmless))
}
