//! Another `cloudInitSeed`: the VM gets another identity at its next start, and everything that runs once runs once
//! more.

use super::{ChangeCheck, ChangeContext};
use crate::catalog::OsFamily;
use crate::change::{InstanceChange, has_user_data, seed};
use crate::rules::{Check, Findings, spec_field};

rule! {
    REPEATED_CLOUD_INIT = "repeated-cloud-init", Change, Warning;
    "another seed, with which cloud-init runs again on a system that is set up";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    if !change.runs_cloud_init() {
        return;
    }
    let path = spec_field("cloudInitSeed");
    let profile = change.new.resolved.known_profile();
    let (template, help) = if profile.is_some_and(|profile| profile.family == OsFamily::Windows) {
        (
            "another seed: after the next start Windows finds itself on another computer",
            "it asks to be activated again, and cloudbase-init, where there is one, runs again",
        )
    } else if has_user_data(change.old) && has_user_data(change.new) {
        (
            "another seed: after the next start cloud-init runs again on the system that is set up",
            "SSH host keys and host name are made anew, and users, files and commands come once more",
        )
    } else {
        // A VM that had nothing to run runs it for the first time.
        return;
    };
    findings.add(
        REPEATED_CLOUD_INIT
            .finding(change.new.id, path.clone(), template, &[])
            .before(change.old.id, &path, !seed(change.old).is_empty(), "was another one")
            .help(help),
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
            (
                "hikube",
                "instanceProfile: windows.11",
                "instanceProfile: windows.11\ncloudInitSeed: two",
                "
cloudInitSeed: two
               ^^^ warning: another seed: after the next start Windows finds itself on another computer
",
            ),
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
