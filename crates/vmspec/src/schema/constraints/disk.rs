//! What the platform makes of a `VMDisk`.

use serde_json::{Value, json};

use super::{LABEL, Structs, forbid_null, one_of};
use crate::catalog::ImageKind;
use crate::model::VMDiskSpec;
use crate::model::name::VM_DISK_NAME_MAX;
use crate::platform::Platform;
use crate::schema::at_least::{at_least, at_least_or};

const SPEC: &str = "VMDiskSpec";
const SOURCE: &str = "VMDiskSource";

/// CDI refuses smaller disks.
///
/// Source: CDI v1.64.0, `pkg/apiserver/webhooks/datavolume-validate.go`.
const LEAST_BYTES: u64 = 1 << 20;

/// Formats of images of disks.
const DISK_FORMATS: [&str; 6] = ["qcow2", "vmdk", "vdi", "vhd", "vhdx", "raw"];

/// Formats that are written to the disk as they are, or refused.
///
/// Source: CDI v1.64.0, `pkg/image/filefmt.go`.
const ARCHIVES: [&str; 9] = ["zip", "bz2", "7z", "rar", "ova", "tar", "tgz", "txz", "box"];

pub(super) fn add(structs: &mut Structs<'_>, platform: &Platform, is_strict: bool) {
    source(structs);
    size(structs, platform);
    if is_strict {
        structs.narrow(SPEC, "storage", json!({ "type": ["string", "null"] }));
        media(structs, platform);
        // A copy brings its size along; a download does not.
        structs.when(
            SPEC,
            json!({
                "required": ["source"],
                "properties": { "source": has("http"), "optical": { "not": { "const": true } } },
            }),
            json!({ "required": ["storage"] }),
        );
    }
}

/// One source or none. Of the ways to say it, this is the one that editors complete well.
fn source(structs: &mut Structs<'_>) {
    forbid_null(structs.field(SPEC, "source"));
    structs.narrow("ImageSource", "name", json!({ "minLength": 1 }));
    structs.narrow("DiskSource", "name", label("the name of a VMDisk"));
    structs.narrow(
        "HttpSource",
        "url",
        json!({
            "pattern": r"^([hH][tT][tT][pP][sS]?|[gG][sS])://[^\s<>]*[0-9A-Za-z][^\s<>]*$",
            "patternErrorMessage": "expected an address such as `https://example.org/image.qcow2`",
        }),
    );
    let Some(definition) = structs.of(SOURCE) else { return };
    let Some(Value::Object(sources)) = definition.shift_remove("properties") else { return };
    for moved in ["additionalProperties", "type"] {
        definition.shift_remove(moved);
    }
    let alternatives: Vec<Value> = sources
        .into_iter()
        .map(|(name, mut of)| {
            forbid_null(Some(&mut of));
            let title = format!("source: {name}");
            json!({ "title": title, "type": "object", "properties": { name: of }, "additionalProperties": false })
        })
        .collect();
    definition.insert("anyOf".to_owned(), Value::Array(alternatives));
}

/// A disk of this name.
pub(super) fn label(what: &str) -> Value {
    json!({
        "minLength": 1,
        "maxLength": VM_DISK_NAME_MAX,
        "pattern": LABEL,
        "patternErrorMessage": format!("{what} has lower-case letters, digits and `-`, a letter first"),
    })
}

fn size(structs: &mut Structs<'_>, platform: &Platform) {
    // What is no size at all is refused by the structure.
    let is_size =
        json!({ "properties": { "storage": { "pattern": "^[-+]?[0-9.]+([KMGTPE]i|[numkMGTPE])?$" } } });
    let enough = at_least_or(LEAST_BYTES, "expected at least 1Mi");
    structs.when(SPEC, is_size, json!({ "properties": { "storage": enough } }));

    let mut minimums: Vec<(i64, &str, Vec<&str>)> = Vec::new();
    for image in &platform.catalog.images {
        let bytes = image.minimum_storage.as_bytes_ceil();
        match minimums.iter_mut().find(|(same, ..)| *same == bytes) {
            Some((.., names)) => names.push(&image.name),
            None => minimums.push((bytes, image.minimum_storage.text(), vec![&image.name])),
        }
    }
    for (bytes, text, names) in minimums {
        let Some(names) = one_of(names) else { continue };
        let least = u64::try_from(bytes).unwrap_or(0);
        let enough = at_least_or(least, &format!("expected at least {text}, which the image needs"));
        let default_is_too_small = bytes > VMDiskSpec::default_storage().as_bytes_ceil();
        let required: &[&str] = if default_is_too_small { &["storage"] } else { &[] };
        let conclusion = json!({ "required": required, "properties": { "storage": enough } });
        structs.when(
            SPEC,
            json!({
                "required": ["source"],
                "properties": { "source": image_named(&names), "storage": at_least(LEAST_BYTES) },
            }),
            conclusion,
        );
    }
}

/// Installation media are optical, and nothing else is.
fn media(structs: &mut Structs<'_>, platform: &Platform) {
    let names_of = |kind: ImageKind| {
        one_of(
            platform
                .catalog
                .images
                .iter()
                .filter(|image| image.kind == kind)
                .map(|image| image.name.as_str()),
        )
    };
    let is_optical = json!({ "required": ["optical"], "properties": { "optical": { "const": true } } });
    let is_not = json!({ "properties": { "optical": { "not": { "const": true } } } });
    let from = |source: Value| json!({ "required": ["source"], "properties": { "source": source } });
    if let Some(names) = names_of(ImageKind::Iso) {
        structs.when(SPEC, from(image_named(&names)), is_optical.clone());
    }
    if let Some(names) = names_of(ImageKind::Cloud) {
        structs.when(SPEC, from(image_named(&names)), is_not.clone());
    }
    structs.when(SPEC, from(file(&["iso"])), is_optical.clone());
    structs.when(SPEC, from(file(&DISK_FORMATS)), is_not);
    let filled = from(json!({ "type": "object", "minProperties": 1 }));
    structs.when(SPEC, is_optical, filled);
    // What the importer does not unpack.
    structs.narrow(
        "HttpSource",
        "url",
        json!({ "not": { "type": "string", "pattern": file_pattern(&ARCHIVES) } }),
    );
}

fn has(source: &str) -> Value {
    json!({ "type": "object", "required": [source], "properties": { source: true } })
}

fn image_named(names: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["image"],
        "properties": {
            "image": { "type": "object", "required": ["name"], "properties": { "name": names } },
        },
    })
}

/// A download of a file with one of these extensions.
fn file(extensions: &[&str]) -> Value {
    json!({
        "type": "object",
        "required": ["http"],
        "properties": {
            "http": {
                "type": "object",
                "required": ["url"],
                "properties": { "url": { "type": "string", "pattern": file_pattern(extensions) } },
            },
        },
    })
}

/// An address whose file has one of these extensions, in small letters or in capitals.
fn file_pattern(extensions: &[&str]) -> String {
    let capitals = extensions.iter().map(|extension| extension.to_uppercase());
    let all: Vec<String> =
        extensions.iter().map(|extension| (*extension).to_owned()).chain(capitals).collect();
    format!(r"^[^?#]*\.({})([?#].*)?$", all.join("|"))
}
