//! Two sources for one disk. The chart counts the keys of `source`, so an unknown one counts too; of those
//! `unknown-source` speaks.

use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::rules::wording::listed;
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    SEVERAL_SOURCES = "several-sources", Storage, Error;
    "a disk has more than one source";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(source) = disk.disk.spec.as_ref().and_then(|spec| spec.source.as_ref()) else { return };
    let known: Vec<_> =
        source.given().into_iter().filter(|name| !source.unmodeled.fields.contains_key(*name)).collect();
    if known.len() < 2 {
        return;
    }
    let template = "a disk is made from one source, this one has {sources}";
    let finding = SEVERAL_SOURCES
        .finding(disk.id, spec_field("source"), template, &[("sources", &listed(&known, "and"))])
        .on_key()
        .help("keep the one that is meant, and remove the others");
    let keep = |kept: &str| {
        let others = known.iter().filter(|name| **name != kept);
        let operations =
            others.map(|name| Operation::Remove { path: spec_field("source").key((*name).to_owned()) });
        (format!("keep `{kept}`"), operations.collect::<Vec<_>>())
    };
    let mut choices = known.iter().map(|name| keep(name));
    let Some((title, operations)) = choices.next() else { return };
    let finding = finding.fix(Applicability::Manual, title, operations);
    findings.add(choices.fold(finding, |finding, (title, operations)| finding.or_fix(title, operations)));
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn null_is_no_source() {
        let drawn = |source: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {source}}}\n"
            );
            draw("several-sources", &text, &Options::default())
        };
        assert!(drawn("{upload: {}, disk: {name: a}}").contains("this one has `upload` and `disk`"));
        assert_eq!(drawn("{upload: {}, disk: null}"), "");
        assert_eq!(drawn("{upload: {}, url: x}"), "");
    }
}
