//! What editors say of fields, catalog entries and resources: short phrases, and Markdown.
//!
//! Nothing of a manifest stands in it but names, sizes and catalog entries, so that no secret can.

use std::fmt::Write;

use super::fields::{Field, Form, Struct};
use crate::catalog::{GoldenImage, Gpu, ImageKind, InstanceType, Profile, StorageClass, describe};
use crate::model::Quantity;
use crate::platform::{Feature, Platform};
use crate::resolve::{ResolvedDisk, ResolvedSource};

/// What a field takes, in a few words.
pub(super) fn forms(forms: &[Form]) -> Option<String> {
    let mut words: Vec<&str> = forms.iter().map(|form| word(*form)).collect();
    words.dedup();
    (!words.is_empty()).then(|| words.join(" or "))
}

fn word(form: Form) -> &'static str {
    match form {
        Form::Text | Form::Choice(_) => "text",
        Form::Boolean => "boolean",
        Form::Number => "number",
        Form::Port => "port",
        Form::Quantity => "size",
        Form::Named(_) => "name",
        Form::Struct(_) | Form::Map(_) => "mapping",
        Form::List(_) => "list",
    }
}

/// A field, in Markdown.
pub(super) fn field(field: &Field, holder: Option<&Struct>, platform: &Platform) -> String {
    let mut text = field.doc.to_owned();
    if text.is_empty()
        && let Some(found) = field.forms.iter().find_map(|form| form.as_struct())
    {
        text.push_str(found.doc);
    }
    if !field.default.is_empty() {
        let _ = write!(text, "\n\nDefault: `{}`", field.default);
    }
    if field.required {
        text.push_str("\n\nMust be there.");
    }
    if !field.example.is_empty() && !field.example.contains('\n') {
        let _ = write!(text, "\n\nExample: `{}`", field.example);
    }
    for form in field.forms {
        if let Form::Choice(choices) = form {
            text.push('\n');
            for choice in *choices {
                let _ = write!(text, "\n* `{}`", choice.value);
                if !choice.doc.is_empty() {
                    let _ = write!(text, ": {}", choice.doc);
                }
            }
        }
    }
    if holder.is_some_and(|holder| holder.name.starts_with("VM")) {
        text.push_str(&note(field, platform));
    }
    text
}

/// What the platform at hand makes of a field, where platforms differ.
fn note(field: &Field, platform: &Platform) -> String {
    let support = match Feature::of_field(field.name) {
        Some(Feature::Running) => platform.reads_running(),
        Some(Feature::RunStrategy) => platform.reads_run_strategy(),
        Some(feature) => platform.supports(feature),
        None => return String::new(),
    };
    if support.is_no() { format!("\n\nNot read by `{platform}`.") } else { String::new() }
}

/// Where a fact of the catalog is from.
pub(super) fn source(platform: &Platform) -> String {
    format!("Source: {}", platform.catalog.label())
}

/// An instance type, in Markdown.
pub(super) fn instance_type(size: &InstanceType, platform: &Platform) -> String {
    let mut text = format!("**{}**: {}", size.name, describe::instance_type(size));
    if size.needs_special_nodes() {
        text.push_str("\n\nRuns only on nodes that are set up for it.");
    }
    end(text, size.note.as_deref(), platform)
}

/// A profile, in Markdown.
pub(super) fn profile(profile: &Profile, platform: &Platform) -> String {
    let mut text = format!("**{}**: {}", profile.name, describe::profile(profile));
    if let Some(bus) = &profile.disk_bus {
        let _ = write!(text, "\n\nDisks that name no bus are on `{bus}`.");
    }
    if let Some(user) = &profile.default_user {
        let _ = write!(text, "\n\n`sshKeys` let in the user `{user}`.");
    }
    if !profile.cloud_init {
        text.push_str("\n\ncloud-init does not run there: `sshKeys` and `cloudInit` do nothing.");
    }
    if let Some(date) = profile.end_of_life {
        let _ = write!(text, "\n\nFree updates end on {date}.");
    }
    end(text, profile.note.as_deref(), platform)
}

/// A golden image, in Markdown.
pub(super) fn image(image: &GoldenImage, platform: &Platform) -> String {
    let mut text = format!("**{}**: {}", image.name, image.os);
    let _ = write!(text, "\n\nNeeds a disk of at least {}.", image.minimum_storage);
    if image.kind == ImageKind::Iso {
        text.push_str("\n\nAn installer: the disk should be `optical`.");
    }
    match &image.default_user {
        Some(user) if image.default_user_uncertain => {
            let _ = write!(text, "\n\n`sshKeys` most likely let in the user `{user}`.");
        }
        Some(user) => {
            let _ = write!(text, "\n\n`sshKeys` let in the user `{user}`.");
        }
        None if !image.cloud_init => {
            text.push_str("\n\ncloud-init does not run in it: `sshKeys` and `cloudInit` do nothing.");
        }
        None => {}
    }
    let profiles: Vec<String> = image.profiles.iter().map(|name| format!("`{name}`")).collect();
    if !profiles.is_empty() {
        let _ = write!(text, "\n\nProfiles that suit it: {}", profiles.join(", "));
    }
    if let Some(date) = image.end_of_life {
        let _ = write!(text, "\n\nFree updates end on {date}.");
    }
    end(text, image.note.as_deref(), platform)
}

fn end(mut text: String, note: Option<&str>, platform: &Platform) -> String {
    if let Some(note) = note {
        let _ = write!(text, "\n\n{note}");
    }
    let _ = write!(text, "\n\n{}", source(platform));
    text
}

/// A disk, in a few words: `20Gi, image ubuntu-2404`.
pub(super) fn disk(disk: &ResolvedDisk<'_>) -> String {
    let size = disk.storage.value.as_ref().map_or("no size", Quantity::text);
    let source = match &disk.source.value {
        ResolvedSource::Image(chosen) => format!("image {}", chosen.name),
        ResolvedSource::Http { .. } => "download".to_owned(),
        ResolvedSource::Upload => "upload".to_owned(),
        ResolvedSource::Clone { disk } => format!("copy of {disk}"),
        ResolvedSource::Blank => "blank".to_owned(),
        ResolvedSource::Unclear => return size.to_owned(),
    };
    format!("{size}, {source}")
}

/// A storage class, in Markdown.
pub(super) fn storage_class(class: &StorageClass, platform: &Platform) -> String {
    let text = format!("**{}**: {}", class.name, describe::storage_class(class));
    end(text, None, platform)
}

/// A GPU, in Markdown.
pub(super) fn gpu(gpu: &Gpu, platform: &Platform) -> String {
    let text = format!("**{}**: {}", gpu.name, describe::gpu(gpu));
    end(text, gpu.note.as_deref(), platform)
}

/// Text from a manifest as plain text in Markdown, on one line.
pub(super) fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() {
            escaped.push(' ');
            continue;
        }
        if char.is_ascii_punctuation() && !matches!(char, '.' | '-' | ',' | '/' | ':' | '@') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// Text from a manifest as code in Markdown.
pub(super) fn code(text: &str) -> String {
    let kept: String = text.chars().filter(|char| !char.is_control() && *char != '`').collect();
    format!("`{kept}`")
}

/// A number with commas between groups of three digits.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    if number < 0 {
        grouped.push('-');
    }
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Bytes in the units of two and of ten, to a tenth: ` = 20.0 GiB = 21.5 GB`.
pub(super) fn in_units(bytes: i64) -> String {
    let Ok(bytes) = u64::try_from(bytes) else { return String::new() };
    let mut text = String::new();
    for (base, units) in
        [(1024_u64, ["KiB", "MiB", "GiB", "TiB", "PiB"]), (1000, ["KB", "MB", "GB", "TB", "PB"])]
    {
        let mut unit_size = 1_u64;
        let mut unit_name = "";
        for name in units {
            if bytes / unit_size < base {
                break;
            }
            unit_size = unit_size.saturating_mul(base);
            unit_name = name;
        }
        if unit_name.is_empty() {
            continue;
        }
        let tenths = (u128::from(bytes) * 10 + u128::from(unit_size) / 2) / u128::from(unit_size);
        let _ = write!(text, " = {}.{} {unit_name}", tenths / 10, tenths % 10);
    }
    text
}
