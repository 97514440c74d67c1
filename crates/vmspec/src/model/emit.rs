//! Models as text, in the form in which `kubectl` prints objects: keys in alphabetical order.
//!
//! Deliberately not here: changes to text that exists. Those are edits, which keep comments and layout.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::Serializer;
use serde_json::Value;

/// A value can't be written, which no model of this crate can be blamed for: a map whose keys are no text, for example.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
#[error("cannot be written: {0}")]
pub struct EmitError(String);

/// Writes a value as JSON, as `kubectl get -o json` does: four spaces for each level, keys in alphabetical order.
///
/// ```
/// use vmspec::VMDisk;
/// use vmspec::model::to_json;
///
/// assert_eq!(to_json(&VMDisk::default())?, "{}");
/// # Ok::<(), vmspec::model::EmitError>(())
/// ```
///
/// # Errors
///
/// [`EmitError`] if JSON has no form for the value.
pub fn to_json(value: &impl Serialize) -> Result<String, EmitError> {
    let value = serde_json::to_value(value).map_err(|error| EmitError(error.to_string()))?;
    let mut text = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let sorted = Sorted { value: &value, blocks: false };
    let written = sorted.serialize(&mut serde_json::Serializer::with_formatter(&mut text, formatter));
    written.map_err(|error| EmitError(error.to_string()))?;
    String::from_utf8(text).map_err(|error| EmitError(error.to_string()))
}

/// Writes a value as YAML, as `kubectl get -o yaml` does: keys in alphabetical order, lists as far left as their keys.
///
/// Text that a reader could take for something else is quoted, be that reader `kubectl`, Python or JavaScript: `"yes"`,
/// `"0644"`, `"22:22"`.
/// Text of several lines, such as `cloudInit`, becomes a literal block (`|`) where all readers agree on its content.
///
/// ```
/// use vmspec::model::{VMInstance, to_yaml};
///
/// let web = VMInstance::builder("web").disk("web-system").cloud_init("#cloud-config\nhostname: web\n").build();
/// assert_eq!(
///     to_yaml(&web)?,
///     "apiVersion: apps.cozystack.io/v1alpha1
/// kind: VMInstance
/// metadata:
///   name: web
/// spec:
///   cloudInit: |
///     #cloud-config
///     hostname: web
///   disks:
///   - name: web-system
/// ",
/// );
/// # Ok::<(), vmspec::model::EmitError>(())
/// ```
///
/// # Errors
///
/// [`EmitError`] if YAML has no form for the value.
#[cfg(feature = "emit")]
pub fn to_yaml(value: &impl Serialize) -> Result<String, EmitError> {
    let value = serde_json::to_value(value).map_err(|error| EmitError(error.to_string()))?;
    // Long lines must stay whole: a folded SSH key is no longer one to the eye.
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false, folded_wrap_chars: 1_000_000 };
    let sorted = Sorted { value: &value, blocks: true };
    serde_saphyr::to_string_with_options(&sorted, options).map_err(|error| EmitError(error.to_string()))
}

/// A value whose mappings are written in alphabetical order, whatever order they are kept in.
struct Sorted<'v> {
    value: &'v Value,
    /// Whether text of several lines becomes a literal block. Only YAML has such.
    blocks: bool,
}

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sorted = |value| Sorted { value, blocks: self.blocks };
        match self.value {
            Value::Object(entries) => {
                let entries: BTreeMap<&String, &Value> = entries.iter().collect();
                serializer.collect_map(entries.into_iter().map(|(key, value)| (key, sorted(value))))
            }
            Value::Array(items) => serializer.collect_seq(items.iter().map(sorted)),
            #[cfg(feature = "emit")]
            Value::String(text) if self.blocks && is_safe_as_block(text) => {
                serde_saphyr::LitStr(text).serialize(serializer)
            }
            other => other.serialize(serializer),
        }
    }
}

/// Whether a literal block gives all readers exactly this text.
///
/// Readers disagree on blocks that begin with a blank or an empty line, on tabs where indentation may be, on line ends
/// other than LF, and on characters that are invisible or not printable.
#[cfg(feature = "emit")]
fn is_safe_as_block(text: &str) -> bool {
    let is_plain = |c: char| match c {
        '\n' | '\t' => true,
        // Line and paragraph separators and the byte-order mark count as line ends or vanish in some readers.
        '\u{2028}' | '\u{2029}' | '\u{feff}' => false,
        c => !c.is_control() && u32::from(c) & 0xfffe != 0xfffe,
    };
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text
            .lines()
            .any(|line| line.starts_with('\t') || (line.starts_with(' ') && line.trim().is_empty()))
        && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_sorted_and_indented_by_four() {
        let text = to_json(&json!({"spec": {"b": [1, "x"], "a": null}, "kind": "VMDisk"})).unwrap();
        let expected = r#"{
    "kind": "VMDisk",
    "spec": {
        "a": null,
        "b": [
            1,
            "x"
        ]
    }
}"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn what_json_can_not_say_is_an_error() {
        let map = BTreeMap::from([(Some(vec![1_u8]), 1_u8)]);
        assert!(to_json(&map).unwrap_err().to_string().starts_with("cannot be written: "));
    }

    #[cfg(feature = "emit")]
    mod yaml {
        use super::*;

        /// Strings that one reader or another takes for something else, or that block scalars spoil.
        const AWKWARD: [&str; 34] = [
            "",
            " ",
            "yes",
            "No",
            "on",
            "y",
            "~",
            "null",
            "true",
            "0644",
            "0o17",
            "1_000",
            "1e3",
            ".5",
            "22:22",
            "2024-01-01",
            "- a",
            "a: b",
            "#cloud-config",
            "a #b",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "{a}",
            "[a]",
            "'a",
            "\"a\"",
            "a\\b",
            "\u{fffe}",
            "\u{85}x",
            "é🙂",
        ];

        const AWKWARD_LINES: [&str; 16] = [
            "a\n",
            "a\nb",
            "a\n\n",
            "\na",
            "\n",
            " a\nb",
            "\ta\nb",
            "a\n\tb",
            "a\n b\n",
            "a\r\nb\r\n",
            "a\n \nb",
            "a \nb ",
            "a\u{2028}b\n",
            "#cloud-config\nruncmd:\n  - [sh, -c, \"echo a # b\"]\n",
            "---\na\n",
            "a\n...\nb\n",
        ];

        fn read_back(yaml: &str) -> Value {
            let limits = vmspec_yaml::Limits::default();
            let tree = vmspec_yaml::parse(yaml, &limits);
            assert!(tree.problems().is_empty(), "{yaml:?}: {:?}", tree.problems());
            let root = tree.root(0).expect("a document");
            let decoded = vmspec_yaml::decode::<Value>(root, &limits);
            assert!(decoded.issues.is_empty(), "{yaml:?}: {:?}", decoded.issues);
            decoded.value.expect("a value")
        }

        #[test]
        fn strings_stay_strings() {
            for text in AWKWARD.into_iter().chain(AWKWARD_LINES) {
                let value = json!({ "v": text, "list": [text, {"k": text}], text: 1 });
                let yaml = to_yaml(&value).unwrap();
                assert_eq!(read_back(&yaml), value, "{yaml}");
            }
        }

        #[test]
        fn a_long_key_stays_on_its_line() {
            let key =
                format!("ssh-rsa {} somebody with a comment", "AAAAB3NzaC1yc2EAAAADAQABAAABgQ".repeat(20));
            let yaml = to_yaml(&json!({ "sshKeys": [key] })).unwrap();
            assert_eq!(yaml, format!("sshKeys:\n- {key}\n"));
        }

        #[test]
        fn readable_text_becomes_a_block() {
            for (text, yaml) in [
                ("#cloud-config\na: 1\n", "v: |\n  #cloud-config\n  a: 1\n"),
                ("a\nb", "v: |-\n  a\n  b\n"),
                ("a\n\tb\n", "v: \"a\\n\\tb\\n\"\n"),
            ] {
                assert_eq!(to_yaml(&json!({ "v": text })).unwrap(), yaml);
            }
        }
    }
}
