//! What editors show beside the structure: texts in Markdown, values with their meaning, snippets, messages in words.
//!
//! The keywords are those of the YAML language server and of VS Code, as they were seen to work, and of `JetBrains`, as
//! it documents them.

use std::fmt::Write;

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

use super::{Draft, Kind, catalogs, extend, snippets};
use crate::catalog::Catalog;
use crate::platform::Platform;

/// The fields of metadata that a person writes; the platform sets or drops the others.
const WRITTEN_METADATA: [&str; 4] = ["name", "namespace", "labels", "annotations"];

/// Adds what must be known before the catalog is filled in.
pub(super) fn prepare(schema: &mut Schema, platform: &Platform) {
    RecursiveTransform(|schema: &mut Schema| prepare_one(schema, &platform.catalog)).transform(schema);
}

fn prepare_one(schema: &mut Schema, catalog: &Catalog) {
    let Some(schema) = schema.as_object_mut() else { return };
    let table = schema.get(catalogs::MARK).and_then(Value::as_str).map(str::to_owned);
    if let Some(description) = schema.get("description").and_then(Value::as_str) {
        let mut markdown = description.to_owned();
        if let Some(default) = schema.get("default") {
            let shown = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
            let _ = write!(markdown, "\n\nDefault: `{shown}`");
        }
        if let Some(page) = table.as_deref().and_then(|table| catalogs::source(catalog, table)) {
            let _ = write!(markdown, "\n\nValues: [{}]({page})", catalog.label());
        }
        schema.insert("x-intellij-html-description".to_owned(), json!(html(description)));
        schema.insert("markdownDescription".to_owned(), json!(markdown));
    }
    // The keyword by which Cozystack's console fills in what a cluster offers.
    let options = match table.as_deref() {
        Some("instanceTypes") => "instancetype",
        Some("profiles") => "instanceprofile",
        Some("images") => "image",
        Some("storageClasses") => "storageclass",
        Some("gpus") => "gpu",
        _ => return,
    };
    schema.insert("x-cozystack-options".to_owned(), json!({ "source": options }));
}

/// Text with words in backticks, for editors that show HTML.
fn html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs = escaped.replace("\n\n", "<br><br>");
    let mut html = String::new();
    for (index, piece) in paragraphs.split('`').enumerate() {
        if index > 0 {
            html.push_str(if index % 2 == 1 { "<code>" } else { "</code>" });
        }
        html.push_str(piece);
    }
    html
}

/// Adds what editors show of the schema of a kind.
pub(super) fn enrich(schema: &mut Schema, kind: Kind, draft: Draft) {
    RecursiveTransform(describe_values).transform(schema);
    schema.insert("defaultSnippets".to_owned(), snippets::of_manifests(kind));
    hide(schema.get_mut("properties"), |field| matches!(field, "status" | "appVersion"));
    let Some(definitions) = schema.get_mut(draft.definitions()).and_then(Value::as_object_mut) else {
        return;
    };
    let metadata = definitions.get_mut("Metadata").and_then(|metadata| metadata.get_mut("properties"));
    hide(metadata, |field| !WRITTEN_METADATA.contains(&field));
    without_descriptions(definitions);
    let quantity = json!({
        "x-kubernetes-int-or-string": true,
        "patternErrorMessage": "expected a size such as `20Gi`: a number and a unit, without a blank and without `B`",
    });
    extend(definitions.get_mut("Quantity"), quantity);
    let hidden = json!({ "deprecated": true, "doNotSuggest": true });
    extend(field(definitions, "VMInstanceSpec", "subnets"), hidden);
    let resources = json!({ "defaultSnippets": snippets::of_resources() });
    extend(field(definitions, "VMInstanceSpec", "resources"), resources);
    if let Some(cloud_init) = field(definitions, "VMInstanceSpec", "cloudInit").and_then(Value::as_object_mut)
    {
        // As an example it would be inserted in quotes.
        cloud_init.shift_remove("examples");
        cloud_init.insert("defaultSnippets".to_owned(), snippets::of_cloud_init());
        cloud_init.insert("contentMediaType".to_owned(), json!("text/cloud-config"));
        cloud_init.insert("x-intellij-language-injection".to_owned(), json!("yaml"));
    }
    let disk = json!({ "defaultSnippets": snippets::of_disk() });
    if field(definitions, "VMInstanceDisk", "name").is_some() {
        extend(definitions.get_mut("VMInstanceDisk"), disk);
    } else {
        // The other alternative is the name alone.
        let mapping = |alternative: &&mut Value| alternative.get("properties").is_some();
        extend(alternatives(definitions, "VMInstanceDisk").find(mapping), disk);
    }
    for alternative in alternatives(definitions, "VMDiskSource") {
        let source = alternative.get("properties").and_then(Value::as_object);
        let Some(source) = source.and_then(|properties| properties.keys().next().cloned()) else { continue };
        extend(Some(alternative), json!({ "defaultSnippets": snippets::of_source(&source) }));
    }
}

/// Adds what editors show of a file of several kinds.
pub(super) fn enrich_manifests(root: &mut Map<String, Value>) {
    let snippets = Kind::ALL.map(snippets::of_manifests);
    let snippets: Vec<&Value> = snippets.iter().filter_map(Value::as_array).flatten().collect();
    root.insert("defaultSnippets".to_owned(), json!(snippets));
}

/// Takes the snippets of whole manifests out.
pub(super) fn without_snippets(schema: &mut Value) {
    if let Some(schema) = schema.as_object_mut() {
        schema.shift_remove("defaultSnippets");
    }
}

fn describe_values(schema: &mut Schema) {
    let Some(schema) = schema.as_object_mut() else { return };
    let (Some(Value::Array(names)), Some(Value::Array(descriptions))) =
        (schema.get("enum"), schema.get("enumDescriptions"))
    else {
        return;
    };
    let entries = names.iter().zip(descriptions).filter_map(|(name, description)| {
        Some((name.as_str()?.to_owned(), json!({ "description": description })))
    });
    let metadata: Map<String, Value> = entries.collect();
    let markdown = descriptions.clone();
    schema.insert("markdownEnumDescriptions".to_owned(), json!(markdown));
    schema.insert("x-intellij-enum-metadata".to_owned(), json!(metadata));
}

/// Keeps fields out of suggestions.
fn hide(properties: Option<&mut Value>, is_hidden: impl Fn(&str) -> bool) {
    for (name, property) in properties.and_then(Value::as_object_mut).into_iter().flatten() {
        if let Some(property) = property.as_object_mut().filter(|_| is_hidden(name)) {
            property.insert("doNotSuggest".to_owned(), json!(true));
        }
    }
}

/// The field that leads to a struct says what it is; the struct would say it again in other words.
fn without_descriptions(definitions: &mut Map<String, Value>) {
    for definition in definitions.values_mut().filter_map(Value::as_object_mut) {
        for keyword in ["description", "markdownDescription", "x-intellij-html-description"] {
            definition.shift_remove(keyword);
        }
    }
}

fn alternatives<'d>(
    definitions: &'d mut Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = &'d mut Value> + use<'d> {
    let alternatives = definitions.get_mut(name).and_then(|definition| definition.get_mut("anyOf"));
    alternatives.and_then(Value::as_array_mut).into_iter().flatten()
}

fn field<'d>(definitions: &'d mut Map<String, Value>, name: &str, field: &str) -> Option<&'d mut Value> {
    definitions.get_mut(name)?.get_mut("properties")?.get_mut(field)
}
