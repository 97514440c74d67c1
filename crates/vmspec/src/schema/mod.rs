//! JSON Schemas of the models, for editors, forms and every other tool that knows no Rust.
//!
//! The structure comes from the types in [`model`](crate::model), and the names that a platform offers from its
//! catalog. A schema says what `analysis` says of the structure of a manifest, no more and no less: fields that the
//! platform ignores, values of a wrong type, values that a field does not take. Names that a catalog lists are
//! suggested and not demanded, for a catalog is as old as the day it was read. What takes more than one field to judge
//! is left to the rules.
//!
//! An explicit null is accepted wherever the platform takes one: it deletes the chart's default.
//!
//! Start reading at [`schema`]; [`published`] lists the files in `schemas/`.

mod catalogs;
#[cfg(feature = "yaml")]
mod config;
mod dialect;
mod tidy;

#[cfg(feature = "yaml")]
pub use config::config;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::model::{API_VERSION, VMDisk, VMInstance};
use crate::platform::{Platform, Provider};

/// A kind of resource.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// A virtual machine.
    VMInstance,
    /// A disk.
    VMDisk,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::VMInstance, Self::VMDisk];

    /// The kind as a manifest names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::VMInstance => VMInstance::KIND,
            Self::VMDisk => VMDisk::KIND,
        }
    }
}

/// A version of the JSON Schema language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Draft {
    /// Draft 2020-12, the current one.
    Draft202012,
    /// Draft 7, which older tools read.
    Draft07,
}

impl Draft {
    /// Both drafts.
    pub const ALL: [Self; 2] = [Self::Draft202012, Self::Draft07];

    fn settings(self) -> SchemaSettings {
        match self {
            Self::Draft202012 => SchemaSettings::draft2020_12(),
            Self::Draft07 => SchemaSettings::draft07(),
        }
    }
}

/// A schema with its place among the published ones.
#[derive(Clone, PartialEq, Debug)]
pub struct Published {
    /// The path below `schemas/` in the repository and below `https://vmspec.dev/schemas/v1/` on the web.
    pub path: String,
    /// The schema.
    pub schema: Value,
}

/// The schemas of both kinds for all built-in platforms in both drafts.
pub fn published() -> Vec<Published> {
    let mut published = Vec::new();
    for provider in Provider::ALL {
        for kind in Kind::ALL {
            for draft in Draft::ALL {
                let path = path(kind, provider, draft);
                published.push(Published { path, schema: schema(kind, &Platform::new(provider), draft) });
            }
        }
    }
    published
}

/// The schema of a kind as a platform takes it.
///
/// ```
/// use vmspec::platform::Platform;
/// use vmspec::schema::{Draft, Kind, schema};
///
/// let schema = schema(Kind::VMDisk, &Platform::hikube(), Draft::Draft202012);
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/v1/hikube/vmdisk.schema.json");
/// assert_eq!(schema["properties"]["kind"]["const"], "VMDisk");
/// ```
pub fn schema(kind: Kind, platform: &Platform, draft: Draft) -> Value {
    let generator = draft.settings().into_generator();
    let mut schema = match kind {
        Kind::VMInstance => generator.into_root_schema_for::<VMInstance>(),
        Kind::VMDisk => generator.into_root_schema_for::<VMDisk>(),
    };
    tidy::tidy(&mut schema);
    catalogs::suggest(&mut schema, &platform.catalog);
    dialect::adapt(&mut schema, platform);
    with_identity(schema, kind, platform.provider, draft)
}

/// Which resources the schema is for, and where it is published.
fn with_identity(schema: Schema, kind: Kind, provider: Provider, draft: Draft) -> Value {
    let mut root = Map::new();
    let mut rest = Value::from(schema);
    let Some(rest) = rest.as_object_mut() else { return rest };
    root.extend(rest.shift_remove_entry("$schema"));
    root.insert(
        "$id".to_owned(),
        json!(format!("https://vmspec.dev/schemas/v1/{}", path(kind, provider, draft))),
    );
    for keyword in ["title", "description"] {
        root.extend(rest.shift_remove_entry(keyword));
    }
    root.append(rest);
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("apiVersion".to_owned(), json!({ "title": "apiVersion", "const": API_VERSION }));
        properties.insert("kind".to_owned(), json!({ "title": "kind", "const": kind.name() }));
    }
    root.insert("required".to_owned(), json!(["apiVersion", "kind"]));
    root.insert(
        "x-kubernetes-group-version-kind".to_owned(),
        json!([{ "group": "apps.cozystack.io", "version": "v1alpha1", "kind": kind.name() }]),
    );
    Value::Object(root)
}

fn path(kind: Kind, provider: Provider, draft: Draft) -> String {
    let kind = kind.name().to_lowercase();
    match draft {
        Draft::Draft202012 => format!("{provider}/{kind}.schema.json"),
        Draft::Draft07 => format!("{provider}/{kind}.draft-07.schema.json"),
    }
}
