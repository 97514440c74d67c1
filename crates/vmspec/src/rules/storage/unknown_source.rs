//! A key of `source` that is no source. Alone it renders a disk without any, beside another it counts as a second one.

use crate::nearest::nearest;
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    UNKNOWN_SOURCE = "unknown-source", Storage, Error;
    "a source that does not exist";
    Check::Disk(check)
}

const SOURCES: [&str; 4] = ["image", "http", "upload", "disk"];

/// What people write, and the source that they mean.
const ELSEWHERE: [(&str, &str); 6] = [
    ("url", "an address is `http.url`"),
    ("https", "an address is `http.url`, whatever its scheme"),
    ("pvc", "another disk is `disk.name`"),
    ("clone", "another disk is `disk.name`"),
    ("name", "an image is `image.name`, another disk `disk.name`"),
    ("blank", "for an empty disk leave `source` out"),
];

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(source) = disk.disk.spec.as_ref().and_then(|spec| spec.source.as_ref()) else { return };
    for name in source.unmodeled.fields.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name) {
        let path = spec_field("source").key(name.clone());
        let template = "there is no source `{source}`, expected one of `image`, `http`, `upload`, `disk`";
        let finding = UNKNOWN_SOURCE.finding(disk.id, path, template, &[("source", name)]).on_key();
        let known = ELSEWHERE.iter().find(|(written, _)| written == name).map(|(_, help)| (*help).to_owned());
        let near = || nearest(name, SOURCES).first().map(|meant| format!("did you mean `{meant}`?"));
        findings.add(match known.or_else(near) {
            Some(help) => finding.help(help),
            None => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, check};

    #[test]
    fn one_finding_with_a_word_of_help() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {registry: {url: x}, imgae: {name: y}, blank: {}}}\n";
        let diagnostics = check("d.yaml", text, &Options::default()).diagnostics;
        let found: Vec<_> = diagnostics.iter().map(|found| (found.rule, found.help.as_deref())).collect();
        assert_eq!(
            found,
            [
                ("unknown-source", None),
                ("unknown-source", Some("did you mean `image`?")),
                ("unknown-source", Some("for an empty disk leave `source` out")),
            ]
        );
    }
}
