//! Disks that are cloned from each other, or one from itself: none of them can be the first.

use super::clone_source;
use crate::rules::{Check, Context, Disk, Findings, spec_field};

rule! {
    CLONE_CYCLE = "clone-cycle", Storage, Error;
    "a disk is cloned from itself, directly or through others";
    Check::Disk(check)
}

/// Clones of clones that are followed. A longer chain is no cycle that anybody made by hand.
const LONGEST: usize = 100;

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let mut chain = Vec::new();
    let mut current = disk;
    while let Some(source) = clone_source::find(context.bundle, current) {
        chain.push(clone_source::name(current).unwrap_or_default());
        if source.id == disk.id {
            let through = chain.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" from ");
            let path = spec_field("source").key("disk").key("name");
            let template = "the disk is cloned from {chain}, which is the disk itself";
            findings.add(CLONE_CYCLE.finding(disk.id, path, template, &[("chain", &through)]));
            return;
        }
        if chain.len() > LONGEST {
            return;
        }
        current = source;
    }
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
        assert!(
            drawn(&disk("a", "a")).contains("error: the disk is cloned from `a`, which is the disk itself")
        );
        let circle = disk("a", "b") + &disk("b", "c") + &disk("c", "a");
        assert_eq!(drawn(&circle).matches("error:").count(), 3);
        // `d` hangs on the circle and is not part of it.
        assert_eq!(drawn(&(circle + &disk("d", "a"))).matches("error:").count(), 3);
    }
}
