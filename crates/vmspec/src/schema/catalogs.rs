//! What a platform offers, as values with a description each.
//!
//! A field of a model that names an entry of a catalog carries the mark `x-catalog` with the name of the table.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

use super::Flavour;
use crate::catalog::{Catalog, Entry, Table, describe};
use crate::platform::Platform;

/// The mark on fields whose value a catalog lists.
pub(super) const MARK: &str = "x-catalog";

/// The mark on fields whose value is the name of another resource.
const NAMES: &str = "x-names";

/// Names with a description each, and whether there are no others.
struct Names {
    names: Vec<(String, String)>,
    is_closed: bool,
}

/// Puts the names of the catalog in the place of each mark.
///
/// Other names stay valid, for a catalog is as old as the day it was read; but not where the flavour is strict and the
/// platform has nothing but what is listed.
pub(super) fn fill_in(schema: &mut Schema, platform: &Platform, flavour: Flavour) {
    RecursiveTransform(|schema: &mut Schema| fill_in_one(schema, platform, flavour)).transform(schema);
}

fn fill_in_one(schema: &mut Schema, platform: &Platform, flavour: Flavour) {
    let Some(schema) = schema.as_object_mut() else { return };
    schema.shift_remove(NAMES);
    let Some(table) = schema.shift_remove(MARK) else { return };
    let Some(names) = table.as_str().and_then(|table| names(table, platform, flavour)) else { return };
    if names.names.is_empty() {
        return;
    }
    let kind = schema.shift_remove("type").unwrap_or_else(|| json!("string"));
    if names.is_closed {
        demand(schema, kind, names.names);
    } else {
        suggest(schema, &kind, names.names);
    }
}

/// One of the names and nothing else.
fn demand(schema: &mut Map<String, Value>, kind: Value, names: Vec<(String, String)>) {
    let takes_null = kind.as_array().is_some_and(|kinds| kinds.contains(&json!("null")));
    let (names, descriptions): (Vec<Value>, Vec<Value>) = values(names);
    let null = takes_null.then_some(Value::Null);
    schema.insert("type".to_owned(), kind);
    schema.insert("enum".to_owned(), names.into_iter().chain(null).collect());
    schema.insert("enumDescriptions".to_owned(), Value::Array(descriptions));
}

/// Editors complete the first alternative; the second takes what the catalog does not know yet.
fn suggest(schema: &mut Map<String, Value>, kind: &Value, names: Vec<(String, String)>) {
    let (names, descriptions) = values(names);
    let listed = json!({ "type": "string", "enum": names, "enumDescriptions": descriptions });
    schema.insert("anyOf".to_owned(), json!([listed, { "type": kind }]));
}

fn values(names: Vec<(String, String)>) -> (Vec<Value>, Vec<Value>) {
    names.into_iter().map(|(name, description)| (json!(name), json!(description))).unzip()
}

fn names(table: &str, platform: &Platform, flavour: Flavour) -> Option<Names> {
    let catalog = &platform.catalog;
    let is_strict = flavour == Flavour::Strict;
    // What the provider builds upon may be there although the provider does not say so.
    let upstream = catalog.upstream().filter(|_| is_strict);
    Some(match table {
        "instanceTypes" => listed(&catalog.instance_types, describe::instance_type, is_strict)
            .and(
                upstream.map(|upstream| listed(&upstream.instance_types, describe::instance_type, is_strict)),
            )
            .and_empty(is_strict, "`resources` says how large the VM is"),
        "profiles" => listed(&catalog.profiles, describe::profile, is_strict)
            .and(upstream.map(|upstream| listed(&upstream.profiles, describe::profile, is_strict)))
            .and_empty(is_strict, "no profile"),
        "images" => listed(&catalog.images, describe::image, is_strict),
        "storageClasses" => listed(&catalog.storage_classes, describe::storage_class, is_strict),
        "gpus" => listed(&catalog.gpus, describe::gpu, is_strict),
        "buses" => listed(&catalog.buses, describe::bus, flavour != Flavour::Plain),
        "cpuModels" => listed(&catalog.cpu_models, describe::cpu_model, is_strict),
        _ => return None,
    })
}

fn listed<T: Entry>(table: &Table<T>, describe: impl Fn(&T) -> String, may_close: bool) -> Names {
    Names {
        names: table.iter().map(|entry| (entry.name().to_owned(), describe(entry))).collect(),
        is_closed: may_close && table.is_exhaustive(),
    }
}

impl Names {
    fn and(mut self, more: Option<Self>) -> Self {
        for (name, description) in more.into_iter().flat_map(|more| more.names) {
            if self.names.iter().all(|(known, _)| *known != name) {
                self.names.push((name, description));
            }
        }
        self
    }

    fn and_empty(mut self, is_demanded: bool, description: &str) -> Self {
        if is_demanded && !self.names.is_empty() {
            self.names.push((String::new(), description.to_owned()));
        }
        self
    }
}

/// The address where the entries of a table were read, with the catalog's label.
pub(super) fn source<'c>(catalog: &'c Catalog, table: &str) -> Option<&'c str> {
    let source = match table {
        "instanceTypes" => &catalog.instance_types.source,
        "profiles" => &catalog.profiles.source,
        "images" => &catalog.images.source,
        "storageClasses" => &catalog.storage_classes.source,
        "gpus" => &catalog.gpus.source,
        "buses" => &catalog.buses.source,
        "cpuModels" => &catalog.cpu_models.source,
        _ => return None,
    };
    source.as_ref().map(|source| source.page.as_str())
}
