//! An empty disc in an optical drive stays empty.

use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    EMPTY_OPTICAL_DISK = "empty-optical-disk", Storage, Warning;
    "an optical disk has no source";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let optical = &disk.resolved.optical;
    if !optical.value || disk.resolved.source.value != ResolvedSource::Blank {
        return;
    }
    let template = "the disk is optical and has no source, so it stays empty";
    let source = disk.resolved.source.path.clone();
    findings.add(EMPTY_OPTICAL_DISK.finding(disk.id, optical.path.clone(), template, &[]).given(source));
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn an_upload_is_a_source() {
        let drawn = |source: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{optical: true, source: {source}}}\n"
            );
            draw("empty-optical-disk", &text, &Options::default())
        };
        assert!(drawn("{}").contains("^^^^ warning: the disk is optical"));
        assert_eq!(drawn("{upload: {}}"), "");
        assert_eq!(drawn("{url: x}"), "");
    }
}
