//! A clone smaller than its source. The importer refuses it.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use super::clone_source;
use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    UNDERSIZED_CLONE = "undersized-clone", Storage, Error;
    "a disk is smaller than the one it is cloned from";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(source) = clone_source::find(context.bundle, disk) else { return };
    let storage = &disk.resolved.storage;
    let (Some(size), Some(needed)) = (&storage.value, &source.resolved.storage.value) else { return };
    if size >= needed || source.id == disk.id {
        return;
    }
    let name = clone_source::name(disk).unwrap_or_default();
    let template = "disk is {disk}, a clone of `{source}` needs at least {needed}";
    let args: [(&'static str, &dyn std::fmt::Display); 3] =
        [("disk", size), ("source", &name), ("needed", needed)];
    let value = Value::from(needed.text());
    let path = storage.path.clone();
    let operation = if storage.is_written() {
        Operation::Replace { path: path.clone(), value }
    } else {
        Operation::Insert { path: path.clone(), value }
    };
    let finding = UNDERSIZED_CLONE
        .finding(disk.id, path, template, &args)
        .given(spec_field("source"))
        .label(source.id, spec_field("storage"), "the size of the source")
        .fix(Applicability::Unsafe, format!("set `storage: {needed}`"), vec![operation]);
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn defaults_count_on_both_sides() {
        let drawn = |source: &str, clone: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: a}}\nspec: {{{source}}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: b}}\nspec: {{source: {{disk: {{name: a}}}}{clone}}}\n"
            );
            draw("undersized-clone", &text, &Options::default())
        };
        assert!(drawn("storage: 6Gi", "").contains("error: disk is 5Gi, a clone of `a` needs at least 6Gi"));
        assert!(
            drawn("", ", storage: 4Gi").contains("error: disk is 4Gi, a clone of `a` needs at least 5Gi")
        );
        assert_eq!(drawn("storage: 6Gi", ", storage: 6144Mi"), "");
        assert_eq!(drawn("storage: 6GB", ""), "");
    }
}
