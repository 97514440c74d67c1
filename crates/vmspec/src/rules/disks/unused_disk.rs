//! A disk that nothing uses. It costs its storage, and often a line is missing in a VM's list.

use crate::FieldPath;
use crate::rules::{Check, Context, Disk, Findings, Resource, Scope};

rule! {
    UNUSED_DISK = "unused-disk", Disks, Info;
    "a disk that no VM uses and that no other disk is cloned from";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    if context.scope == Scope::Open
        || context.bundle.uses_of(disk).next().is_some()
        || context.bundle.clones_of(disk).next().is_some()
    {
        return;
    }
    let name = context.bundle.get(disk.id).map(Resource::name).unwrap_or_default();
    if name.is_empty() {
        return;
    }
    let path = FieldPath::root().key("metadata").key("name");
    findings.add(
        UNUSED_DISK
            .finding(disk.id, path, "no VM uses disk `{disk}`", &[("disk", &name)])
            .help("list it in `disks` of a VM, or remove it"),
    );
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::Scope;
    use crate::rules::testing::draw;

    #[test]
    fn the_source_of_a_clone_is_used() {
        let text = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: base}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {name: copy}
spec: {source: {disk: {name: base}}}
";
        let mut options = Options::default();
        assert_eq!(draw("unused-disk", text, &options), "");
        options.scope = Scope::Closed;
        assert_eq!(
            draw("unused-disk", text, &options),
            "metadata: {name: copy}\n                 ^^^^ info: no VM uses disk `copy`\n"
        );
    }
}
