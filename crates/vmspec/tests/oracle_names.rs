//! Names against what the Kubernetes library says about the same texts.
//!
//! The table is read from the folder that `VMSPEC_SHARED` names; without it the test prints that it was skipped.

#![cfg(test)]

use serde::Deserialize;
use vmspec::model::name;

#[derive(Deserialize)]
struct Row {
    name: String,
    dns1035label: bool,
    dns1123label: bool,
    dns1123subdomain: bool,
    labelvalue: bool,
    qualified: bool,
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
            name::check_dns1035_label(&row.name),
            name::check_dns1123_label(&row.name),
            name::check_dns1123_subdomain(&row.name),
            name::check_label_value(&row.name),
            name::check_qualified_name(&row.name),
        ];
        let theirs =
            [row.dns1035label, row.dns1123label, row.dns1123subdomain, row.labelvalue, row.qualified];
        assert_eq!(ours.each_ref().map(Result::is_ok), theirs, "{:?}: {ours:?}", row.name);
    }
}
