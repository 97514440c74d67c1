//! Disks that are cloned from each other, or one from itself: none of them can be the first.

use super::clone_source;
use crate::rules::{Check, Context, Disk, Findings, source_field};

rule! {
    CLONE_CYCLE = "clone-cycle", Storage, Error;
    "a disk is cloned from itself, directly or through others";
    Check::Disk(check)
}

/// Clones of clones that are followed. A longer chain is no cycle that anybody made by hand.
const LONGEST: usize = 100;

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let mut chain: Vec<&Disk<'_>> = Vec::new();
    let mut current = disk;
    while let Some(source) = clone_source::find(context.bundle, current) {
        chain.push(source);
        if source.id == disk.id {
            break;
        }
        if chain.len() > LONGEST {
            return;
        }
        current = source;
    }
    // One finding for the whole circle, at the disk that comes first.
    if chain.last().is_none_or(|last| last.id != disk.id) || chain.iter().any(|other| other.id < disk.id) {
        return;
    }
    let name = disk.disk.name().unwrap_or_default();
    let names: Vec<&str> = chain.iter().filter_map(|disk| disk.disk.name()).collect();
    let path = source_field("disk", "name");
    let mut finding = if let [_] = chain.as_slice() {
        CLONE_CYCLE.finding(disk.id, path.clone(), "disk `{disk}` is cloned from itself", &[("disk", &name)])
    } else {
        let template = "disk `{disk}` is cloned from {chain}: none of them can be made first";
        let chain = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", that from ");
        CLONE_CYCLE.finding(disk.id, path.clone(), template, &[("disk", &name), ("chain", &chain)])
    };
    for other in chain.iter().filter(|other| other.id != disk.id) {
        finding = finding.label(other.id, path.clone(), "cloned here");
    }
    findings.add(finding.help("make one of them from an image, a download or an upload"));
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    fn disk(name: &str, source: &str) -> String {
        format!(
            "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: {name}}}\nspec: {{source: {{disk: {{name: {source}}}}}}}\n---\n"
        )
    }

    #[test]
    fn through_others_and_from_behind() {
        let drawn = |text: &str| draw("clone-cycle", text, &Options::default());
        assert!(drawn(&disk("a", "a")).contains("error: disk `a` is cloned from itself"));
        let circle = disk("a", "b") + &disk("b", "c") + &disk("c", "a");
        let found = drawn(&circle);
        assert!(
            found.contains("error: disk `a` is cloned from `b`, that from `c`, that from `a`: none of"),
            "{found}"
        );
        assert_eq!(found.matches("error:").count(), 1);
        // `d` hangs on the circle and is not part of it.
        assert_eq!(drawn(&(circle + &disk("d", "a"))).matches("error:").count(), 1);
    }
}
