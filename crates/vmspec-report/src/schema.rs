//! The JSON Schemas of the JSON reports.

use schemars::generate::SchemaSettings;
use schemars::transform::RestrictFormats;
use serde_json::{Map, Value};

use crate::{change, migration, wire};

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
    schema::<wire::Report>("report-v1", "The JSON report of vmspec, version 1")
}

/// The schema of [`change::wire::ChangeReport`] in draft 2020-12.
///
/// It takes keys that it does not know, since version 1 may get more.
///
/// ```
/// let schema = vmspec_report::schema::change();
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/change-v1.schema.json");
/// ```
pub fn change() -> Value {
    schema::<change::wire::ChangeReport>("change-v1", "The JSON report of a change by vmspec, version 1")
}

/// The schema of [`migration::MigrationReport`] in draft 2020-12.
///
/// It takes keys that it does not know, since version 1 may get more.
///
/// ```
/// let schema = vmspec_report::schema::migration();
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/migration-v1.schema.json");
/// ```
pub fn migration() -> Value {
    schema::<migration::MigrationReport>(
        "migration-v1",
        "The JSON report of a migration by vmspec, version 1",
    )
}

fn schema<T: schemars::JsonSchema>(name: &str, title: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RestrictFormats::default());
    let mut schema = Value::from(settings.into_generator().into_root_schema_for::<T>());
    let Some(keywords) = schema.as_object_mut() else { return schema };
    let mut named = Map::new();
    named.extend(keywords.shift_remove_entry("$schema"));
    named.insert("$id".to_owned(), Value::from(format!("https://vmspec.dev/schemas/{name}.schema.json")));
    keywords.insert("title".to_owned(), Value::from(title));
    for keyword in ["title", "description"] {
        named.extend(keywords.shift_remove_entry(keyword));
    }
    named.append(keywords);
    Value::Object(named)
}
