//! JSON Schemas of the models, for editors, forms, pipelines and every other tool that knows no Rust.
//!
//! The structure comes from the types in [`model`](crate::model), and the names that a platform offers from its
//! catalog. A schema comes in three [flavours](Flavour), for a resource of one [kind](schema), for a file of
//! [several kinds](manifests), and for the [values of the chart](values) that a resource is rendered with.
//! What takes more than one resource to judge is left to the rules.
//!
//! An explicit null is accepted wherever the platform takes one: it deletes the chart's default.
//!
//! Patterns have no look-around and no group that repeats within a repetition, so that Go's and Rust's regular
//! expressions take them too, and no text makes them slow.
//!
//! Start reading at [`schema`]; [`published`] lists the files in `schemas/`.

mod at_least;
mod catalog_file;
mod catalogs;
#[cfg(feature = "yaml")]
mod config;
mod constraints;
mod dialect;
mod editor;
mod layout;
mod manifests;
mod snippets;
mod standard;
mod tidy;
mod values;

pub use catalog_file::catalog;
#[cfg(feature = "yaml")]
pub use config::config;
pub use layout::{Published, published};
pub use manifests::manifests;
pub use values::values;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::cloud_config::CloudConfig;
use crate::model::name::{VM_DISK_NAME_MAX, VM_INSTANCE_NAME_MAX};
use crate::model::{API_VERSION, VMDisk, VMInstance};
use crate::platform::Platform;

/// Where the folder `schemas/` of the repository is published.
const BASE: &str = "https://vmspec.dev/schemas/";

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

    /// The chart that the platform renders the kind with.
    pub fn chart(self) -> &'static str {
        match self {
            Self::VMInstance => "vm-instance",
            Self::VMDisk => "vm-disk",
        }
    }

    /// The most characters of a name.
    fn name_max(self) -> usize {
        match self {
            Self::VMInstance => VM_INSTANCE_NAME_MAX,
            Self::VMDisk => VM_DISK_NAME_MAX,
        }
    }

    /// The definition of the spec.
    fn spec(self) -> &'static str {
        match self {
            Self::VMInstance => "VMInstanceSpec",
            Self::VMDisk => "VMDiskSpec",
        }
    }
}

/// A version of the JSON Schema language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Draft {
    /// Draft 2020-12, the current one.
    Draft202012,
    /// Draft 7, which every tool reads, and editors read best.
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

    /// The keyword that holds definitions.
    fn definitions(self) -> &'static str {
        match self {
            Self::Draft202012 => "$defs",
            Self::Draft07 => "definitions",
        }
    }
}

/// How much a schema says, and in which keywords.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Flavour {
    /// The structure, in standard keywords only: what `analysis` says of types, fields and values that a field does
    /// not take, no more and no less. For forms, code generators and validators that refuse keywords they don't know.
    Plain,
    /// The structure, and whatever else a schema can judge: names, sizes, fields that need or exclude each other, with
    /// the catalog demanded. In standard keywords only. A gate for pipelines that don't run vmspec.
    Strict,
    /// The structure, and what the platform is sure to refuse, with the catalog suggested, and everything that editors
    /// show: texts in Markdown, snippets, messages in words.
    Editor,
}

impl Flavour {
    /// All flavours.
    pub const ALL: &'static [Self] = &[Self::Plain, Self::Strict, Self::Editor];

    /// `plain`, `strict` or `editor`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Strict => "strict",
            Self::Editor => "editor",
        }
    }
}

/// The schema of a kind as a platform takes it.
///
/// ```
/// use vmspec::platform::Platform;
/// use vmspec::schema::{Draft, Flavour, Kind, schema};
///
/// let schema = schema(Kind::VMDisk, &Platform::hikube(), Flavour::Plain, Draft::Draft07);
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/v1/hikube/plain/vmdisk.json");
/// assert_eq!(schema["properties"]["kind"]["const"], "VMDisk");
/// ```
pub fn schema(kind: Kind, platform: &Platform, flavour: Flavour, draft: Draft) -> Value {
    let path = layout::path(platform.provider, flavour, draft, &kind.name().to_lowercase());
    let mut root = head(draft, &path);
    root.append(&mut keywords(kind, platform, flavour, draft));
    Value::Object(root)
}

/// The keywords by which a published schema is known.
fn head(draft: Draft, path: &str) -> Map<String, Value> {
    let mut root = Map::new();
    let dialect = draft.settings().meta_schema.unwrap_or_default();
    root.insert("$schema".to_owned(), json!(dialect));
    root.insert("$id".to_owned(), json!(format!("{BASE}{path}")));
    root
}

/// The schema of a kind without its head, so that it can stand inside of another.
fn keywords(kind: Kind, platform: &Platform, flavour: Flavour, draft: Draft) -> Map<String, Value> {
    let generator = draft.settings().into_generator();
    let mut schema = match kind {
        Kind::VMInstance => generator.into_root_schema_for::<VMInstance>(),
        Kind::VMDisk => generator.into_root_schema_for::<VMDisk>(),
    };
    tidy::tidy(&mut schema);
    dialect::adapt(&mut schema, platform);
    identify(&mut schema, kind);
    if flavour == Flavour::Editor {
        editor::prepare(&mut schema, platform);
    }
    catalogs::fill_in(&mut schema, platform, flavour);
    if flavour != Flavour::Plain {
        constraints::add(&mut schema, kind, platform, flavour, draft);
    }
    match flavour {
        Flavour::Editor => editor::enrich(&mut schema, kind, draft),
        Flavour::Plain | Flavour::Strict => standard::reduce(&mut schema),
    }
    in_order(schema)
}

/// The schemas of all types of manifests and of cloud-configs, by name, with nothing of a platform: `x-catalog` and
/// `x-names` stand where a field's values are listed elsewhere.
///
/// ```
/// let types = vmspec::schema::types();
/// assert_eq!(types["VMInstanceSpec"]["properties"]["instanceType"]["x-catalog"], "instanceTypes");
/// ```
pub fn types() -> Map<String, Value> {
    let mut generator = Draft::Draft202012.settings().into_generator();
    generator.subschema_for::<VMInstance>();
    generator.subschema_for::<VMDisk>();
    generator.subschema_for::<CloudConfig>();
    let tidied = generator.take_definitions(true).into_iter().filter_map(|(name, schema)| {
        let mut schema = Schema::try_from(schema).ok()?;
        tidy::tidy(&mut schema);
        Some((name, Value::from(schema)))
    });
    tidied.collect()
}

/// Which resources the schema is for.
fn identify(schema: &mut Schema, kind: Kind) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let version =
            json!({ "title": "apiVersion", "description": "The API version.", "const": API_VERSION });
        properties.insert("apiVersion".to_owned(), version);
        let name = json!({ "title": "kind", "description": "The kind of resource.", "const": kind.name() });
        properties.insert("kind".to_owned(), name);
    }
    schema.insert("required".to_owned(), json!(["apiVersion", "kind"]));
    schema.insert(
        "x-kubernetes-group-version-kind".to_owned(),
        json!([{ "group": "apps.cozystack.io", "version": "v1alpha1", "kind": kind.name() }]),
    );
}

/// The keywords in the order in which people read them.
fn in_order(schema: Schema) -> Map<String, Value> {
    let mut rest = Value::from(schema);
    let Some(rest) = rest.as_object_mut() else { return Map::new() };
    rest.shift_remove("$schema");
    let mut ordered = Map::new();
    for keyword in ["title", "description"] {
        ordered.extend(rest.shift_remove_entry(keyword));
    }
    let last: Vec<_> =
        ["definitions", "$defs"].into_iter().filter_map(|keyword| rest.shift_remove_entry(keyword)).collect();
    ordered.append(rest);
    ordered.extend(last);
    ordered
}

/// Adds keywords to a schema, if it is there.
fn extend(schema: Option<&mut Value>, keywords: Value) {
    if let (Some(schema), Value::Object(keywords)) = (schema.and_then(Value::as_object_mut), keywords) {
        schema.extend(keywords);
    }
}

/// Makes a schema of one alternative that one.
fn collapse(schema: &mut Map<String, Value>) {
    let Some(Value::Array(alternatives)) = schema.get_mut("anyOf") else { return };
    if let [Value::Object(only)] = alternatives.as_mut_slice() {
        let only = std::mem::take(only);
        schema.shift_remove("anyOf");
        schema.extend(only);
    }
}
