//! A source whose name or address is empty.

use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    EMPTY_SOURCE = "empty-source", Storage, Error;
    "a source names nothing";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let (source, field) = match &disk.resolved.source.value {
        ResolvedSource::Image(image) if image.name.is_empty() => ("image", "name"),
        ResolvedSource::Http { url } if url.is_empty() => ("http", "url"),
        ResolvedSource::Clone { disk } if disk.is_empty() => ("disk", "name"),
        _ => return,
    };
    let path = source_field(source, field);
    let template = "`source.{source}.{field}` is empty";
    findings.add(EMPTY_SOURCE.finding(disk.id, path, template, &[("source", &source), ("field", &field)]));
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn each_source_has_its_field() {
        for (source, path) in [
            ("image: {name: ''}", "image.name"),
            ("http: {url: ''}", "http.url"),
            ("disk: {name: ''}", "disk.name"),
        ] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{{source}}}}}\n"
            );
            let drawn = draw("empty-source", &text, &Options::default());
            assert!(drawn.ends_with(&format!("^^ error: `source.{path}` is empty\n")), "{drawn}");
        }
    }
}
