//! The JSON Schema of catalog files.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{BASE, tidy};
use crate::catalog::Catalog;

/// The schema of the files that [`Catalog::from_yaml`] reads, in draft 2020-12.
///
/// ```
/// let schema = vmspec::schema::catalog();
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/catalog-v1.schema.json");
/// assert_eq!(schema["properties"]["instanceTypes"]["title"], "instanceTypes");
/// ```
pub fn catalog() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Catalog>();
    tidy::tidy(&mut schema);
    let mut rest = Value::from(schema);
    let Some(rest) = rest.as_object_mut() else { return rest };
    let mut root = Map::new();
    root.extend(rest.shift_remove_entry("$schema"));
    root.insert("$id".to_owned(), json!(format!("{BASE}catalog-v1.schema.json")));
    root.insert("title".to_owned(), json!("A catalog for vmspec"));
    rest.shift_remove("title");
    root.append(rest);
    Value::Object(root)
}
