//! A disk goes, and its data with it.

use super::deleted_disk_in_use::is_in_use;
use super::{ChangeCheck, ChangeContext, name_path};
use crate::rules::{Check, Findings, Resource};

rule! {
    DELETED_DISK = "deleted-disk", Change, Warning;
    "a disk is removed, and its data with it";
    Check::Change(ChangeCheck::Removed(check))
}

fn check(context: &ChangeContext<'_>, old: &Resource<'_>, findings: &mut Findings) {
    let Resource::Disk(disk) = old else { return };
    // An installation medium can be fetched again; other rules speak of disks in use and of new names.
    if disk.resolved.optical.value
        || is_in_use(context, old)
        || context.matches.successor_of(disk.id).is_some()
    {
        return;
    }
    let template = "disk `{disk}` is removed: what deletes it deletes its data";
    findings.add(
        DELETED_DISK
            .finding(disk.id, name_path(), template, &[("disk", &old.name())])
            .help("`kubectl apply` alone leaves it where it is; with pruning, or a Git operator, it is gone"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::{DISK, draw};
    use crate::rules::testing::on;

    #[test]
    fn the_data_counts() {
        assert_eq!(
            draw("deleted-disk", DISK, "", &on("hikube")),
            "metadata: {name: data}
                 ^^^^ warning: disk `data` is removed: what deletes it deletes its data\n"
        );
        let optical = format!("{DISK}spec: {{optical: true}}\n");
        assert_eq!(draw("deleted-disk", &optical, "", &on("hikube")), "");
        let renamed = DISK.replace("name: data", "name: store");
        assert_eq!(draw("deleted-disk", DISK, &renamed, &on("hikube")), "");
        assert_eq!(draw("deleted-disk", DISK, "kind: VMDisk\nmetadata: [\n", &on("hikube")), "");
    }
}
