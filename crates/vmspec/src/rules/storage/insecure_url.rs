//! A download over plain `http`. A `VMDisk` has no field for a checksum, so nothing notices an exchanged image.

use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    INSECURE_URL = "insecure-url", Storage, Info;
    "an image is downloaded without encryption or checksum";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(url) = disk.resolved.url() else { return };
    if !url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://")) {
        return;
    }
    let path = source_field("http", "url");
    let template = "the image is downloaded over plain `http`, and nothing checks what arrives";
    findings.add(INSECURE_URL.finding(disk.id, path, template, &[]).help("use `https`"));
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn case_does_not_count() {
        let drawn = |url: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{http: {{url: {url}}}}}, storage: 5Gi}}\n"
            );
            draw("insecure-url", &text, &Options::default())
        };
        assert!(
            drawn("HTTP://example.com/a.img").contains("info: the image is downloaded over plain `http`")
        );
        assert_eq!(drawn("https://example.com/a.img"), "");
        assert_eq!(drawn("http"), "");
    }
}
