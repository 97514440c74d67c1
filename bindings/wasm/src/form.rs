//! Forms: documents as values, and changes of values as edits of the text.

use serde::Serialize;
use serde_json::Value;
use vmspec::analysis::SourceFile;
use vmspec::model::API_VERSION;
use vmspec::{FieldPath, Segment};
use vmspec_report::wire::Edit;
use vmspec_yaml::edit::{Operation, apply, changes, edits};
use vmspec_yaml::{Limits, from_json};

/// A document as a form shows it.
#[derive(Serialize)]
pub(crate) struct FormDocument {
    /// The index of the document in the text, from 0.
    document: usize,
    /// All of it, as kubectl reads it, but for what can't be read.
    value: Value,
}

/// The documents of a text that hold anything.
pub(crate) fn read(file: &SourceFile) -> Vec<FormDocument> {
    let documents = 0..file.tree().documents().len();
    documents.filter_map(|document| Some(FormDocument { document, value: value(file, document)? })).collect()
}

fn value(file: &SourceFile, document: usize) -> Option<Value> {
    vmspec_yaml::decode::<Value>(file.tree().root(document)?, &Limits::default()).value
}

/// A field with the value that it is to have; without one it is to go.
pub(crate) struct Change {
    path: FieldPath,
    value: Option<Value>,
}

/// What came of a change.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Outcome {
    /// Replacements of bytes, in the order of the text.
    Edits { edits: Vec<Edit> },
    /// The text can't be changed in this way.
    Refused { reason: String },
}

impl Change {
    /// Reads a path and a value.
    ///
    /// # Errors
    ///
    /// If the path is none, or the value no JSON.
    pub(crate) fn read(path: &str, value: Option<&str>) -> Result<Self, String> {
        let path = path.parse().map_err(|error| format!("`path`: {error}"))?;
        let value = value.map(|json| from_json(json).ok_or("`value`: expected JSON")).transpose()?;
        Ok(Self { path, value })
    }

    /// The smallest edits of a document that make the change. They leave comments and all that stays the same alone.
    ///
    /// Where nothing is written yet, a document is: at the place of an empty one, or behind the last one if it is the
    /// next. With `kind` it begins with what makes it a manifest of that kind.
    pub(crate) fn edits(&self, file: &SourceFile, document: usize, kind: Option<&str>) -> Outcome {
        let Some(root) = file.tree().root(document) else {
            return self.first_edits(file, document, kind);
        };
        let old = root.descend(&self.path);
        let operations = match (old, &self.value) {
            (None, None) => Vec::new(),
            (Some(_), None) => vec![Operation::Remove { path: self.path.clone() }],
            (None, Some(value)) => {
                vec![Operation::Insert { path: self.path.clone(), value: value.clone() }]
            }
            (Some(node), Some(value)) => match vmspec_yaml::decode::<Value>(node, &Limits::default()).value {
                Some(old) => changes(&self.path, &old, value),
                None => vec![Operation::Replace { path: self.path.clone(), value: value.clone() }],
            },
        };
        match edits(root, &operations) {
            Ok(edits) => Outcome::Edits {
                edits: edits
                    .into_iter()
                    .map(|edit| Edit { start: edit.span.start, end: edit.span.end, text: edit.text })
                    .collect(),
            },
            Err(error) => Outcome::Refused { reason: error.to_string() },
        }
    }

    /// Writes a document that has nothing in it yet.
    fn first_edits(&self, file: &SourceFile, document: usize, kind: Option<&str>) -> Outcome {
        let documents = file.tree().documents();
        let text = file.text();
        let (at, is_new) = match documents.get(document) {
            Some(empty) => (empty.span().end as usize, false),
            None if document == documents.len() => (text.len(), !documents.is_empty()),
            None => {
                let reason = format!("there is no document {document}, and {} before it", documents.len());
                return Outcome::Refused { reason };
            }
        };
        let Some(value) = &self.value else { return Outcome::Edits { edits: Vec::new() } };
        let Some(value) = within(self.path.segments(), value.clone()) else {
            let reason = format!("`{}` can't be the first thing in a document", self.path);
            return Outcome::Refused { reason };
        };
        let Some(written) = manifest(kind, value).and_then(as_document) else {
            return Outcome::Refused { reason: "only a mapping can be a manifest".to_owned() };
        };
        let before = text.get(..at).unwrap_or_default();
        let mut lines = String::new();
        if !before.is_empty() && !before.ends_with('\n') {
            lines.push('\n');
        }
        if is_new {
            lines.push_str("---\n");
        }
        lines.push_str(&written);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Outcome::Edits { edits: vec![Edit { start: at, end: at, text: lines }] }
    }
}

/// A value with the mappings and lists around it that a path leads through. Lists begin with their first item.
fn within(path: &[Segment], value: Value) -> Option<Value> {
    path.iter().rev().try_fold(value, |inner, segment| match segment {
        Segment::Key(key) => Some(Value::Object(std::iter::once((key.to_string(), inner)).collect())),
        Segment::Index(0) => Some(Value::Array(vec![inner])),
        _ => None,
    })
}

/// A mapping as a manifest of a kind: with what names it first.
fn manifest(kind: Option<&str>, value: Value) -> Option<Value> {
    let Value::Object(fields) = value else { return None };
    let Some(kind) = kind else { return Some(Value::Object(fields)) };
    let names = [("apiVersion", API_VERSION), ("kind", kind)];
    let names = names.into_iter().map(|(key, name)| (key.to_owned(), Value::from(name)));
    Some(Value::Object(names.chain(fields).collect()))
}

/// The YAML of a mapping, as edits write it in place of another.
fn as_document(value: Value) -> Option<String> {
    let nothing = "{}\n";
    let tree = vmspec_yaml::parse(nothing, &Limits::default());
    let edits = edits(tree.root(0)?, &[Operation::Replace { path: FieldPath::root(), value }]).ok()?;
    Some(apply(nothing, &edits))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "tests fail by panics")]

    use vmspec::analysis::SourceFile;
    use vmspec_yaml::{Limits, Span};

    use super::{Change, Outcome};

    const TEXT: &str = "# mine\nkind: VMDisk\nspec: # all of it\n  storage: 5Gi # small\n  optical: false\n";

    fn changed(path: &str, value: Option<&str>) -> String {
        changed_in(TEXT, 0, None, path, value)
    }

    fn changed_in(
        text: &str,
        document: usize,
        kind: Option<&str>,
        path: &str,
        value: Option<&str>,
    ) -> String {
        let file = SourceFile::parse("disk.yaml", text, &Limits::default());
        match Change::read(path, value).unwrap().edits(&file, document, kind) {
            Outcome::Edits { edits } => {
                let edits: Vec<_> = edits
                    .into_iter()
                    .map(|edit| vmspec_yaml::edit::Edit {
                        span: Span { start: edit.start, end: edit.end },
                        text: edit.text,
                    })
                    .collect();
                vmspec_yaml::edit::apply(text, &edits)
            }
            Outcome::Refused { reason } => reason,
        }
    }

    #[test]
    fn what_stays_the_same_is_left_alone() {
        let larger = TEXT.replace("5Gi", "20Gi");
        for (path, value, expected) in [
            ("spec.storage", Some("\"20Gi\""), larger.clone()),
            ("spec", Some(r#"{"storage": "20Gi", "optical": false}"#), larger),
            ("spec.optical", None, TEXT.replace("  optical: false\n", "")),
            ("spec.storageClass", None, TEXT.to_owned()),
            (
                "spec.source.image.name",
                Some("\"rocky-9\""),
                format!("{TEXT}  source:\n    image:\n      name: rocky-9\n"),
            ),
            ("spec", Some(r#"{"storage": "5Gi"}"#), TEXT.replace("  optical: false\n", "")),
            (
                "spec.storage.x",
                Some("1"),
                "what stands at `spec.storage.x` can't be changed this way".to_owned(),
            ),
        ] {
            assert_eq!(changed(path, value), expected, "{path} {value:?}");
        }
    }

    #[test]
    fn the_first_value_makes_a_document() {
        let disk = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\n";
        let small = format!("{disk}spec:\n  storage: 5Gi\n");
        let kind = Some("VMDisk");
        for (text, document, kind, expected) in [
            ("", 0, None, "spec:\n  storage: 5Gi\n".to_owned()),
            ("", 0, kind, small.clone()),
            ("\n", 0, kind, format!("\n{small}")),
            ("# mine", 0, kind, format!("# mine\n{small}")),
            ("---\n", 0, kind, format!("---\n{small}")),
            ("a: 1\n", 1, kind, format!("a: 1\n---\n{small}")),
            ("a: 1", 1, kind, format!("a: 1\n---\n{small}")),
            ("a: 1\n---\n", 1, kind, format!("a: 1\n---\n{small}")),
            ("a: 1\n---\n# b\n---\nc: 2\n", 1, kind, format!("a: 1\n---\n# b\n{small}---\nc: 2\n")),
            ("a: 1\n...\n", 1, kind, format!("a: 1\n...\n---\n{small}")),
            ("a: 1\n", 2, kind, "there is no document 2, and 1 before it".to_owned()),
        ] {
            assert_eq!(
                changed_in(text, document, kind, "spec.storage", Some("\"5Gi\"")),
                expected,
                "{text:?} {document}"
            );
        }
        let whole = r#"{"kind": "VMDisk", "metadata": {"name": "data"}, "spec": {}}"#;
        assert_eq!(
            changed_in("", 0, kind, "", Some(whole)),
            format!("{disk}metadata:\n  name: data\nspec: {{}}\n")
        );
        assert_eq!(changed_in("", 0, None, "disks[0].name", Some("\"a\"")), "disks:\n  - name: a\n");
        assert_eq!(changed_in("", 0, kind, "spec", None), "");
        for (path, value) in [("disks[1]", "1"), ("", "1"), ("spec.cloudInit:users", "[]")] {
            let refused = changed_in("", 0, kind, path, Some(value));
            assert!(
                refused.contains("can't be the first") || refused.contains("only a mapping"),
                "{refused}"
            );
        }
    }

    #[test]
    fn wrong_use_is_told() {
        assert!(Change::read("spec..x", None).is_err());
        assert!(Change::read("spec", Some("{")).is_err());
    }
}
