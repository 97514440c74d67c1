//! Names against what the Kubernetes library says about the same texts.
//!
//! The table is read from the folder that `VMSPEC_SHARED` names; without it the test prints that it was skipped.

#![cfg(test)]

use std::collections::BTreeMap;

use serde::Deserialize;
use vmspec::model::name;

#[derive(Deserialize)]
struct Row {
    name: String,
    /// Whether the name has the form.
    #[serde(flatten)]
    forms: BTreeMap<String, bool>,
}

#[test]
fn all_five_forms_agree() {
    let Some(folder) = std::env::var_os("VMSPEC_SHARED") else {
        println!("skipped: VMSPEC_SHARED is not set");
        return;
    };
    let path = std::path::Path::new(&folder).join("oracle/names.jsonl");
    let table = std::fs::read_to_string(path).expect("the table is readable");
    let rows: Vec<Row> =
        table.lines().map(|line| serde_json::from_str(line).expect("a row is an object")).collect();
    assert!(rows.len() > 100, "only {} rows", rows.len());
    for row in rows {
        let ours = [
            ("dns1035label", name::check_dns1035_label(&row.name)),
            ("dns1123label", name::check_dns1123_label(&row.name)),
            ("dns1123subdomain", name::check_dns1123_subdomain(&row.name)),
            ("labelvalue", name::check_label_value(&row.name)),
            ("qualified", name::check_qualified_name(&row.name)),
        ];
        assert_eq!(row.forms.len(), ours.len());
        for (form, ours) in ours {
            assert_eq!(Some(&ours.is_ok()), row.forms.get(form), "{:?} as {form}: {ours:?}", row.name);
        }
    }
}
