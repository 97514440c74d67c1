//! What the platform makes of values, as far as a schema can judge it.
//!
//! A constraint that the editor flavour has too speaks of what the platform is sure to refuse, for editors show all of
//! a schema's findings as errors. The others speak of what works otherwise than it reads. A constraint is silent where
//! the structure, or another constraint, speaks already.

mod disk;
mod instance;
mod metadata;

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::{Draft, Flavour, Kind, collapse, extend};
use crate::catalog::{Catalog, Entry, Table};
use crate::platform::Platform;

/// Letters, digits and `-` with a letter first, as the names of most things.
const LABEL: &str = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

/// Adds the constraints of a flavour to the schema of a kind.
pub(super) fn add(schema: &mut Schema, kind: Kind, platform: &Platform, flavour: Flavour, draft: Draft) {
    let is_strict = flavour == Flavour::Strict;
    let mut required = vec!["apiVersion", "kind", "metadata"];
    if is_strict {
        required.push("spec");
    }
    schema.insert("required".to_owned(), json!(required));
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for name in required {
        forbid_null(properties.get_mut(name));
    }
    let definitions = schema.get_mut(draft.definitions()).and_then(Value::as_object_mut);
    let Some(definitions) = definitions else { return };
    let mut structs = Structs { definitions };
    metadata::add(&mut structs, kind, platform, is_strict);
    match kind {
        Kind::VMInstance => instance::add(&mut structs, platform, is_strict),
        Kind::VMDisk => disk::add(&mut structs, platform, is_strict),
    }
}

/// The definitions of a schema, one for each struct of the model.
struct Structs<'s> {
    definitions: &'s mut Map<String, Value>,
}

impl Structs<'_> {
    /// The schema of a struct. Of a disk in a VM, which can be a text as well, that of the mapping.
    fn of(&mut self, name: &str) -> Option<&mut Map<String, Value>> {
        let definition = self.definitions.get_mut(name)?.as_object_mut()?;
        if definition.contains_key("properties") {
            return Some(definition);
        }
        let alternatives = definition.get_mut("anyOf")?.as_array_mut()?;
        alternatives
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .find(|alternative| alternative.contains_key("properties"))
    }

    /// The schema of a field.
    fn field(&mut self, name: &str, field: &str) -> Option<&mut Value> {
        self.of(name)?.get_mut("properties")?.get_mut(field)
    }

    /// Adds keywords to the schema of a field.
    fn narrow(&mut self, name: &str, field: &str, keywords: Value) {
        extend(self.field(name, field), keywords);
    }

    /// Adds keywords to the text that can stand in place of a struct.
    fn narrow_text(&mut self, name: &str, keywords: Value) {
        let alternatives = self.definitions.get_mut(name).and_then(|of| of.get_mut("anyOf"));
        let Some(alternatives) = alternatives.and_then(Value::as_array_mut) else { return };
        let is_text = |alternative: &&mut Value| alternative.get("type").is_some_and(|kind| kind == "string");
        extend(alternatives.iter_mut().find(is_text), keywords);
    }

    /// Adds a condition to the schema of a struct.
    fn when(&mut self, name: &str, premise: Value, conclusion: Value) {
        let Some(definition) = self.of(name) else { return };
        let conditions = definition.entry("allOf").or_insert_with(|| json!([]));
        let Some(conditions) = conditions.as_array_mut() else { return };
        conditions.push(json!({ "if": object(premise), "then": object(conclusion) }));
    }

    /// Demands fields of a struct.
    fn require(&mut self, name: &str, fields: &[&str]) {
        let Some(definition) = self.of(name) else { return };
        definition.insert("required".to_owned(), json!(fields));
        for field in fields {
            forbid_null(self.field(name, field));
        }
    }
}

/// A condition on the fields of a mapping.
///
/// Editors suggest what stands in `properties`, wherever it stands, and make one suggestion of all that they find of a
/// field. They don't look for suggestions in patterns, so that is where conditions have their fields.
fn object(condition: Value) -> Value {
    let Value::Object(mut condition) = condition else { return condition };
    if let Some(Value::Object(properties)) = condition.shift_remove("properties") {
        let patterns = properties.into_iter().map(|(name, of)| {
            let is_object = of.get("type").is_some_and(|kind| kind == "object");
            (format!("^{name}$"), if is_object { object(of) } else { of })
        });
        condition.insert("patternProperties".to_owned(), patterns.collect());
    }
    condition.insert("type".to_owned(), json!("object"));
    Value::Object(condition)
}

/// Takes null out of the alternatives.
fn forbid_null(schema: Option<&mut Value>) {
    let Some(schema) = schema.and_then(Value::as_object_mut) else { return };
    if let Some(Value::Array(alternatives)) = schema.get_mut("anyOf") {
        alternatives.retain(|alternative| alternative.get("type") != Some(&json!("null")));
        collapse(schema);
    }
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            schema.insert("type".to_owned(), kind);
        }
    }
}

/// One of these names, written so that editors don't take them for suggestions.
fn one_of<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Value> {
    let names: Vec<String> = names.into_iter().map(escaped).collect();
    (!names.is_empty()).then(|| json!({ "type": "string", "pattern": format!("^({})$", names.join("|")) }))
}

fn escaped(name: &str) -> String {
    let mut escaped = String::new();
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_' | '/') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// The entries of a table and of the one that the provider builds upon, without those that the first has too.
fn with_upstream<T: Entry>(platform: &Platform, table: fn(&Catalog) -> &Table<T>) -> Vec<&T> {
    let own = table(&platform.catalog);
    let upstream = platform.catalog.upstream().map(table).into_iter().flatten();
    own.iter().chain(upstream.filter(|entry| own.get(entry.name()).is_none())).collect()
}
