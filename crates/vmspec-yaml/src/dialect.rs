//! Who reads a text.

use crate::ScalarStyle;
use crate::scalar::{self, Refusal, Value};

/// Which reader's YAML a text is. The same characters mean different things to different readers.
///
/// ```
/// use vmspec_yaml::scalar::Value;
/// use vmspec_yaml::{Dialect, Limits, parse_as};
///
/// let tree = parse_as("at: 22:22\n", Dialect::PyYaml, &Limits::default());
/// assert_eq!(tree.root(0).unwrap().get("at").unwrap().value(), Some(Value::Int(1342)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Dialect {
    /// `kubectl`, which reads manifests: see [`scalar`](mod@scalar).
    #[default]
    Kubectl,
    /// `yaml.safe_load` of PyYAML, which reads YAML 1.1, and with which cloud-init reads its configuration.
    ///
    /// `22:22` is 1342, `0o17` and `1e3` are text, `2026-01-31` is a date and no text. Of keys that are written twice
    /// the last counts, and a key may be any scalar.
    ///
    /// Source: measured on PyYAML 6.0.3, 2026-11-22.
    PyYaml,
}

impl Dialect {
    /// Reads a scalar as [`scalar::read`] does, as this reader.
    ///
    /// # Errors
    ///
    /// If the reader refuses the scalar.
    pub fn read<'t>(
        self,
        text: &'t str,
        style: ScalarStyle,
        tag: Option<&str>,
    ) -> Result<Value<'t>, Refusal> {
        match self {
            Self::Kubectl => scalar::read(text, style, tag),
            Self::PyYaml => scalar::pyyaml::read(text, style, tag),
        }
    }

    /// What to call the reader in a message.
    pub(crate) fn reader(self) -> &'static str {
        match self {
            Self::Kubectl => "kubectl",
            Self::PyYaml => "PyYAML",
        }
    }
}
