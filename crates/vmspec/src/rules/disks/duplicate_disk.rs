//! The same disk twice in one VM. KubeVirt takes the disk's name for the volume's, which must be unique.

use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    DUPLICATE_DISK = "duplicate-disk", Disks, Error;
    "a VM lists the same disk twice";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let disks = &instance.resolved.disks;
    for (index, disk) in disks.iter().enumerate() {
        let Some(first) = disks.iter().take(index).find(|first| first.name == disk.name) else { continue };
        if disk.name.is_empty() {
            continue;
        }
        let finding = DUPLICATE_DISK
            .finding(instance.id, disk.name_path(), "disk `{disk}` is listed twice", &[("disk", &disk.name)])
            .label(instance.id, first.name_path(), "first listed here")
            .fix(
                Applicability::Safe,
                "remove the second mention",
                vec![Operation::Remove { path: disk.path.clone() }],
            );
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn both_spellings_name_the_same_disk() {
        let text = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  disks:
    - system
    - name: system
      bus: sata
";
        assert_eq!(
            draw("duplicate-disk", text, &Options::default()),
            "    - name: system
            ^^^^^^ error: disk `system` is listed twice
            line 6: first listed here
            safe fix: remove the second mention\n"
        );
    }
}
