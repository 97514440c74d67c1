//! A clone of a disk that does not exist. It waits for its source for ever.

use super::clone_source;
use crate::rules::disks::is_impossible;
use crate::rules::wording::did_you_mean;
use crate::rules::{Check, Context, Disk, Findings, Scope, source_field};

rule! {
    DANGLING_CLONE_SOURCE = "dangling-clone-source", Storage, Error;
    "a disk is cloned from one that does not exist";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    if context.scope == Scope::Open || clone_source::find(context.bundle, disk).is_some() {
        return;
    }
    let Some(name) = clone_source::name(disk).filter(|name| !is_impossible(name)) else { return };
    let path = source_field("disk", "name");
    let template = "there is no `VMDisk` named `{source}` to clone";
    let finding = DANGLING_CLONE_SOURCE.finding(disk.id, path, template, &[("source", &name)]);
    findings.add(match context.bundle.nearest_disk(disk.id, name) {
        Some(near) => finding.help(did_you_mean(&[near])),
        None => finding.help("the disk waits for its source, and a VM for the disk"),
    });
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::Scope;
    use crate::rules::testing::draw;

    #[test]
    fn only_where_the_files_are_complete() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {disk: {name: base}}}\n";
        let mut options = Options::default();
        assert_eq!(draw("dangling-clone-source", text, &options), "");
        options.scope = Scope::Closed;
        assert!(
            draw("dangling-clone-source", text, &options)
                .contains("^^^^ error: there is no `VMDisk` named `base`")
        );
    }
}
