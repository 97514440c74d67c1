//! The JSON Schema of the JSON report.

use schemars::generate::SchemaSettings;
use schemars::transform::RestrictFormats;
use serde_json::{Map, Value};

use crate::wire;

/// The schema of [`wire::Report`] in draft 2020-12.
///
/// It takes keys that it does not know, since version 1 may get more.
///
/// ```
/// let schema = vmspec_report::schema::report();
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/report-v1.schema.json");
/// assert_eq!(schema["properties"]["version"]["const"], 1);
/// ```
pub fn report() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RestrictFormats::default());
    let mut schema = Value::from(settings.into_generator().into_root_schema_for::<wire::Report>());
    let Some(keywords) = schema.as_object_mut() else { return schema };
    let mut named = Map::new();
    named.extend(keywords.shift_remove_entry("$schema"));
    named.insert("$id".to_owned(), Value::from("https://vmspec.dev/schemas/report-v1.schema.json"));
    keywords.insert("title".to_owned(), Value::from("The JSON report of vmspec, version 1"));
    for keyword in ["title", "description"] {
        named.extend(keywords.shift_remove_entry(keyword));
    }
    named.append(keywords);
    Value::Object(named)
}
