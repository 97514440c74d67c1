//! Forms: documents as values, and changes of values as edits of the text.

use serde::Serialize;
use serde_json::Value;
use vmspec::FieldPath;
use vmspec::analysis::SourceFile;
use vmspec_report::wire::Edit;
use vmspec_yaml::Limits;
use vmspec_yaml::edit::{Operation, changes, edits};

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
        let value = value.map(serde_json::from_str).transpose();
        Ok(Self { path, value: value.map_err(|error| format!("`value`: {error}"))? })
    }

    /// The smallest edits of a document that make the change. They leave comments and all that stays the same alone.
    pub(crate) fn edits(&self, file: &SourceFile, document: usize) -> Outcome {
        let Some(root) = file.tree().root(document) else {
            return Outcome::Refused {
                reason: format!("there is no document {document} with anything in it"),
            };
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
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "tests fail by panics")]

    use vmspec::analysis::SourceFile;
    use vmspec_yaml::{Limits, Span};

    use super::{Change, Outcome};

    const TEXT: &str = "# mine\nkind: VMDisk\nspec: # all of it\n  storage: 5Gi # small\n  optical: false\n";

    fn changed(path: &str, value: Option<&str>) -> String {
        let file = SourceFile::parse("disk.yaml", TEXT, &Limits::default());
        match Change::read(path, value).unwrap().edits(&file, 0) {
            Outcome::Edits { edits } => {
                let edits: Vec<_> = edits
                    .into_iter()
                    .map(|edit| vmspec_yaml::edit::Edit {
                        span: Span { start: edit.start, end: edit.end },
                        text: edit.text,
                    })
                    .collect();
                vmspec_yaml::edit::apply(TEXT, &edits)
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
    fn wrong_use_is_told() {
        assert!(Change::read("spec..x", None).is_err());
        assert!(Change::read("spec", Some("{")).is_err());
    }
}
