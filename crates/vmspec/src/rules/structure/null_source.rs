//! `source:` with nothing behind it, which is null and not an empty disk.

use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Disk, Findings, spec_field};
use serde_json::json;
use vmspec_yaml::edit::Operation;

rule! {
    NULL_SOURCE = "null-source", Structure, Error;
    "`source: null`, with which the chart can't be rendered";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    if !disk.disk.spec.as_ref().is_some_and(|spec| spec.unmodeled.is_null("source")) {
        return;
    }
    let path = spec_field("source");
    findings.add(
        NULL_SOURCE
            .finding(
                disk.id,
                path.clone(),
                "`source` is null, expected `image`, `http`, `upload` or `disk` in it, or `{empty}` for a blank disk",
                &[("empty", &"{}")],
            )
            .on_key()
            .help("null takes the default away, and the chart can't be rendered without a source")
            .fix(
                Applicability::Manual,
                "use `source: {}` for a blank disk",
                vec![Operation::Replace { path, value: json!({}) }],
            ),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn table() {
        for (source, column) in [
            ("source:", Some(2)),
            ("source: ~", Some(2)),
            ("source: null # later", Some(2)),
            ("source: {}", None),
            ("source: ''", None),
            ("storage: 1Gi", None),
            ("storageClass:", None),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n  {source}\n"
            );
            let drawing = draw("null-source", &text, &on("cozystack@1.6"));
            let carets = drawing.lines().nth(1).and_then(|line| line.find("^^^^^^ error"));
            assert_eq!(carets, column, "{source}\n{drawing}");
        }
    }
}
