//! Another `cloudInitSeed`: the VM gets another identity at its next start, and everything that runs once runs once
//! more.

use super::{ChangeCheck, ChangeContext};
use crate::change::{InstanceChange, has_user_data, seed};
use crate::rules::{Check, Findings, spec_field};

rule! {
    REPEATED_CLOUD_INIT = "repeated-cloud-init", Change, Warning;
    "another seed, with which cloud-init runs again on a system that is set up";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    // A VM that had nothing to run runs it for the first time.
    if !change.runs_cloud_init() || !has_user_data(change.old) || !has_user_data(change.new) {
        return;
    }
    let path = spec_field("cloudInitSeed");
    let template = "another seed: after the next start cloud-init runs again on the system that is set up";
    findings.add(
        REPEATED_CLOUD_INIT
            .finding(change.new.id, path.clone(), template, &[])
            .before(change.old.id, &path, !seed(change.old).is_empty(), "was another one")
            .help(
                "SSH host keys and host name are made anew, users and files are written once more, and Windows asks \
                 to be activated again",
            ),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let found = "
cloudInitSeed: two
               ^^^ warning: another seed: after the next start cloud-init runs again on the system that is set up
";
        let cases = [
            ("hikube", "sshKeys: [a]", "sshKeys: [a]\ncloudInitSeed: two", found),
            (
                "hikube",
                "sshKeys: [a]\ncloudInitSeed: one",
                "sshKeys: [a]\ncloudInitSeed: two",
                &format!("{found}               old line 2: was another one\n"),
            ),
            ("hikube", "cloudInitSeed: one", "cloudInitSeed: two", ""),
            ("hikube", "sshKeys: [a]\ncloudInitSeed: one", "sshKeys: [a]", ""),
            ("cozystack@0.29", "sshKeys: [a]", "sshKeys: [a]\ncloudInitSeed: two", ""),
        ];
        for (platform, old, new, expected) in cases {
            assert_eq!(
                spec("repeated-cloud-init", old, new, &on(platform)),
                expected,
                "{platform}: {old} => {new}"
            );
        }
    }
}
