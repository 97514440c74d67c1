//! The JSON Schema of configuration files.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::tidy;
use crate::config::{Config, SeverityMap};
use crate::rules::{Level, Selector};

/// The schema of `.vmspec.yaml`, version 1, in draft 2020-12. It names all rules and groups.
///
/// ```
/// let schema = vmspec::schema::config();
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/config-v1.schema.json");
/// assert_eq!(schema["properties"]["stage"]["title"], "stage");
/// ```
pub fn config() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Config>();
    tidy::tidy(&mut schema);
    let mut rest = Value::from(schema);
    let Some(rest) = rest.as_object_mut() else { return rest };
    let mut root = Map::new();
    root.extend(rest.shift_remove_entry("$schema"));
    root.insert("$id".to_owned(), json!("https://vmspec.dev/schemas/config-v1.schema.json"));
    root.insert("title".to_owned(), json!("Configuration of vmspec"));
    rest.shift_remove("title");
    root.append(rest);
    Value::Object(root)
}

fn description(selector: Selector) -> String {
    match selector {
        Selector::Group(group) => format!("all rules of the group `{}`", group.name()),
        Selector::Rule(rule) => rule.summary.to_owned(),
    }
}

impl JsonSchema for Selector {
    fn schema_name() -> Cow<'static, str> {
        "RuleOrGroup".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<_> = Self::all().map(Self::name).collect();
        let descriptions: Vec<_> = Self::all().map(description).collect();
        json_schema!({ "type": "string", "enum": names, "enumDescriptions": descriptions })
    }
}

impl JsonSchema for Level {
    fn schema_name() -> Cow<'static, str> {
        "Level".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // To older readers of YAML a bare `off` is false.
        let mut levels: Vec<Value> = Self::ALL.iter().map(|level| json!(level.name())).collect();
        levels.push(json!(false));
        json_schema!({ "enum": levels })
    }
}

impl JsonSchema for SeverityMap {
    fn schema_name() -> Cow<'static, str> {
        "Severities".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let level = generator.subschema_for::<Level>();
        let property = |selector: Selector| {
            let mut property = level.clone();
            property.insert("description".to_owned(), json!(description(selector)));
            (selector.name().to_owned(), Value::from(property))
        };
        let properties: Map<String, Value> = Selector::all().map(property).collect();
        json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}
