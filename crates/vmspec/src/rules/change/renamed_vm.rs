//! A VM gets another name or namespace. To the platform that is another VM: with another identity, so that
//! cloud-init runs again, and with another address.

use super::{ChangeCheck, ChangeContext, name_path};
use crate::FieldPath;
use crate::rules::{Check, Findings, Resource};

rule! {
    RENAMED_VM = "renamed-vm", Change, Warning;
    "a VM under another name, which is another VM";
    Check::Change(ChangeCheck::Removed(check))
}

fn check(context: &ChangeContext<'_>, old: &Resource<'_>, findings: &mut Findings) {
    let Resource::Instance(instance) = old else { return };
    let new = context.matches.successor_of(instance.id).and_then(|new| context.new.get(new));
    let Some(new) = new else { return };
    let (path, template) = if new.name() == old.name() {
        let template = "`{new}` in another namespace is another VM, with another identity and address";
        (FieldPath::root().key("metadata").key("namespace"), template)
    } else {
        (
            name_path(),
            "`{new}` takes the place of `{old}`, but is another VM with another identity and address",
        )
    };
    findings.add(
        RENAMED_VM
            .finding(new.id(), path.clone(), template, &[("old", &old.name()), ("new", &new.name())])
            .label(instance.id, path, "this VM is deleted")
            .help("cloud-init runs again on its system disk, and the disks are free only when the old VM is gone"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::{INSTANCE, draw};
    use crate::rules::testing::on;

    #[test]
    fn a_vm_is_known_by_its_first_disk() {
        let old = format!("{INSTANCE}spec: {{disks: [{{name: system}}]}}\n");
        assert_eq!(
            draw("renamed-vm", &old, &old.replace("web", "www"), &on("hikube")),
            "metadata: {name: www}
                 ^^^ warning: `www` takes the place of `web`, but is another VM with another identity and address
                 old line 3: this VM is deleted\n"
        );
        let other = old.replace("web", "www").replace("system", "other");
        assert_eq!(draw("renamed-vm", &old, &other, &on("hikube")), "");
        assert_eq!(draw("renamed-vm", INSTANCE, &INSTANCE.replace("web", "www"), &on("hikube")), "");
    }
}
