//! Values as they may be shown to anybody who may read a pull request: of what is or may be a secret, its size only.

use std::collections::HashSet;

use serde_json::Value;

use super::difference::{Difference, name};
use super::keys;
use crate::model::without_credentials;

/// What stands in the place of a value of a field that no model knows; nobody can say what it holds.
const HIDDEN: &str = "hidden";

/// The old and the new value, each nothing if it is not written.
pub(super) fn pair(difference: &Difference, is_known: bool) -> [Option<String>; 2] {
    let keys = keys(&difference.path);
    let show = |value: &Value, other: Option<&Value>| match keys.as_slice() {
        ["spec", "cloudInit"] => size(value, |text| count(text.lines().count(), "line")),
        ["spec", "sshKeys"] => match value {
            Value::Array(keys) => count(keys.len(), "key"),
            other => size(other, |text| count(text.lines().count(), "line")),
        },
        ["spec", "cloudInitSeed"] => match value.as_str() {
            // Somebody took it for a place of user data.
            Some(text) if text.contains([':', '\n']) => count(text.chars().count(), "character"),
            _ => plain(value),
        },
        ["metadata", "annotations", ..] => size(value, |text| count(text.chars().count(), "character")),
        ["spec", "source", "http", "url"] => value.as_str().map_or_else(|| plain(value), without_credentials),
        _ if !is_known => HIDDEN.to_owned(),
        _ => match value {
            Value::Array(items) if !items.is_empty() => list(items, other),
            // An item that was written as text.
            Value::Object(_) if other.is_some_and(Value::is_string) => format!("{{name: {}}}", plain(value)),
            other => plain(other),
        },
    };
    let old = difference.old.as_ref().map(|value| show(value, difference.new.as_ref()));
    let new = difference.new.as_ref().map(|value| show(value, difference.old.as_ref()));
    // What is shown by its size may have changed without another size.
    let new = new.map(|new| if Some(&new) == old.as_ref() { new + ", changed" } else { new });
    [old, new]
}

/// Of what should be text and is not, the names of its fields may be shown.
fn size(value: &Value, of_text: impl Fn(&str) -> String) -> String {
    match value {
        Value::String(text) => of_text(text),
        Value::Number(_) | Value::Array(_) => HIDDEN.to_owned(),
        other => plain(other),
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A value as people write it: text without quotes, unless it is empty, and of a mapping its name and what it has
/// besides.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Object(fields) if !fields.is_empty() => {
            let more: Vec<String> = fields
                .iter()
                .filter(|(key, _)| *key != "name")
                .map(|(key, value)| match value {
                    Value::String(bus) if key == "bus" => format!("bus {bus}"),
                    _ => key.clone(),
                })
                .collect();
            match name(value) {
                Some(name) if more.is_empty() => name.to_owned(),
                Some(name) => format!("{name} ({})", more.join(", ")),
                None => format!("{{{}}}", more.join(", ")),
            }
        }
        Value::Array(items) if !items.is_empty() => list(items, None),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(_) => "\"\"".to_owned(),
        Value::Array(_) => "[]".to_owned(),
        Value::Object(_) => "{}".to_owned(),
    }
}

/// Items by their names, and in full what the other side has not.
fn list(items: &[Value], other: Option<&Value>) -> String {
    let others = other.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let known: HashSet<&str> = others.iter().filter_map(name).collect();
    let item = |item: &Value| match name(item) {
        Some(name) if known.contains(name) => name.to_owned(),
        _ => plain(item),
    };
    items.iter().map(item).collect::<Vec<_>>().join(", ")
}
