//! A disk that waits for a person to upload its content.

use crate::platform::Feature;
use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    PENDING_UPLOAD = "pending-upload", Storage, Info;
    "a disk that waits for an upload";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    if disk.resolved.source.value != ResolvedSource::Upload {
        return;
    }
    let name = disk.disk.name().unwrap_or_default();
    let template = if context.platform().supports(Feature::ReadyMeansFinished).is_yes() {
        "disk `{disk}` is not ready, and VMs that use it wait, until its content is uploaded"
    } else {
        "VMs that use disk `{disk}` wait until its content is uploaded"
    };
    let finding = PENDING_UPLOAD
        .finding(disk.id, spec_field("source").key("upload"), template, &[("disk", &name)])
        .on_key()
        .help(format!("run `virtctl image-upload dv vm-disk-{name} --no-create --image-path=FILE`"));
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn newer_platforms_wait_visibly() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {upload: {}}}\n";
        assert!(draw("pending-upload", text, &on("cozystack@1.6")).contains("is not ready"));
        assert!(!draw("pending-upload", text, &on("cozystack@1.4")).contains("is not ready"));
        assert!(!draw("pending-upload", text, &on("hikube")).contains("is not ready"));
    }
}
