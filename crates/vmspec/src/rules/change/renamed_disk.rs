//! A disk gets another name or namespace. To the platform that is another disk, and the old one goes with its data.

use super::deleted_disk_in_use::is_in_use;
use super::{ChangeCheck, ChangeContext, name_path};
use crate::FieldPath;
use crate::rules::{Check, Findings, Resource};

rule! {
    RENAMED_DISK = "renamed-disk", Change, Warning;
    "a disk under another name, which is another disk without its data";
    Check::Change(ChangeCheck::Removed(check))
}

fn check(context: &ChangeContext<'_>, old: &Resource<'_>, findings: &mut Findings) {
    let Resource::Disk(disk) = old else { return };
    let new = context.matches.successor_of(disk.id).and_then(|new| context.new.get(new));
    let Some(new) = new.filter(|_| !disk.resolved.optical.value && !is_in_use(context, old)) else { return };
    let moved = new.name() == old.name();
    let (path, template) = if moved {
        let template =
            "disk `{new}` in another namespace is another disk, made anew without the data of the old one";
        (FieldPath::root().key("metadata").key("namespace"), template)
    } else {
        (name_path(), "disk `{new}` takes the place of `{old}`, but is made anew without its data")
    };
    findings.add(
        RENAMED_DISK
            .finding(new.id(), path.clone(), template, &[("old", &old.name()), ("new", &new.name())])
            .label(disk.id, path, "the old one goes with its data")
            .help("keep the old disk until its data is copied; `source: {disk: {name: …}}` clones within a namespace"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::{DISK, draw};
    use crate::rules::testing::on;

    #[test]
    fn names_and_namespaces() {
        assert_eq!(
            draw("renamed-disk", DISK, &DISK.replace("name: data", "name: store"), &on("hikube")),
            "metadata: {name: store}
                 ^^^^^ warning: disk `store` takes the place of `data`, but is made anew without its data
                 old line 3: the old one goes with its data\n"
        );
        let [a, b] = ["tenant-a", "tenant-b"]
            .map(|ns| DISK.replace("name: data", &format!("name: data, namespace: {ns}")));
        assert_eq!(
            draw("renamed-disk", &a, &b, &on("hikube")),
            "metadata: {name: data, namespace: tenant-b}
                                  ^^^^^^^^ warning: disk `data` in another namespace is another disk, made anew without the data of the old one
                                  old line 3: the old one goes with its data\n"
        );
        assert_eq!(draw("renamed-disk", DISK, &a, &on("hikube")), "");
        let other = DISK.replace("name: data", "name: store") + "spec: {storage: 7Gi}\n";
        assert_eq!(draw("renamed-disk", DISK, &other, &on("hikube")), "");
    }
}
