//! One schema for files that hold resources of several kinds.

use serde_json::{Map, Value, json};

use super::{Draft, Flavour, Kind, editor, head, keywords, layout};
use crate::model::API_VERSION;
use crate::platform::Platform;

/// The schema of files that hold both kinds, and others.
///
/// It says of a `VMInstance` and a `VMDisk` what [`schema`](super::schema) says, and of everything else nothing: a
/// Secret beside a VM is not its business.
///
/// ```
/// use vmspec::platform::Platform;
/// use vmspec::schema::{Draft, Flavour, manifests};
///
/// let schema = manifests(&Platform::hikube(), Flavour::Editor, Draft::Draft07);
/// assert_eq!(schema["$id"], "https://vmspec.dev/schemas/v1/hikube/editor/manifests.json");
/// assert!(schema["allOf"].is_array());
/// ```
pub fn manifests(platform: &Platform, flavour: Flavour, draft: Draft) -> Value {
    let mut root = head(draft, &layout::path(platform.provider, flavour, draft, "manifests"));
    root.insert("title".to_owned(), json!("Manifests for virtual machines"));
    root.insert(
        "description".to_owned(),
        json!("`VMInstance` and `VMDisk`; resources of other kinds are not judged."),
    );
    // A file may end with `---` and nothing behind it.
    root.insert("type".to_owned(), json!(["object", "null"]));
    root.insert(
        "properties".to_owned(),
        json!({
            "apiVersion": {
                "title": "apiVersion",
                "description": "The API version.",
                "type": "string",
                "examples": [API_VERSION],
            },
            "kind": {
                "title": "kind",
                "description": "The kind of resource: `VMInstance` is a virtual machine, `VMDisk` a disk.",
                "type": "string",
                "examples": Kind::ALL.map(Kind::name),
            },
        }),
    );
    let place = draft.definitions();
    let conditions = Kind::ALL.map(|kind| {
        json!({
            "if": {
                "type": "object",
                "required": ["kind"],
                // Editors suggest what stands in `properties` of a condition.
                "patternProperties": {
                    "^kind$": { "type": "string", "pattern": format!("^{}$", kind.name()) },
                    "^apiVersion$": { "type": "string", "pattern": r"^apps\.cozystack\.io(/|$)" },
                },
            },
            "then": { "$ref": format!("#/{place}/{}", kind.name()) },
        })
    });
    root.insert("allOf".to_owned(), json!(conditions));
    let mut definitions = Map::new();
    for kind in Kind::ALL {
        let mut of_kind = Value::Object(keywords(kind, platform, flavour, draft));
        move_references(&mut of_kind, place, kind);
        if flavour == Flavour::Editor {
            // Here they would be offered within every resource.
            editor::without_snippets(&mut of_kind);
        }
        definitions.insert(kind.name().to_owned(), of_kind);
    }
    root.insert(place.to_owned(), Value::Object(definitions));
    if flavour == Flavour::Editor {
        editor::enrich_manifests(&mut root);
    }
    Value::Object(root)
}

/// The definitions of a kind have moved below that of the kind.
fn move_references(schema: &mut Value, place: &str, kind: Kind) {
    let (old, new) = (format!("#/{place}/"), format!("#/{place}/{}/{place}/", kind.name()));
    let mut open = vec![schema];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get_mut("$ref")
                    && let Some(name) = reference.strip_prefix(&old)
                {
                    *reference = format!("{new}{name}");
                }
                open.extend(object.values_mut());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}
