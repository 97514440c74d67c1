//! `cloudInit` or `sshKeys` changes, and nothing happens: cloud-init has run already, and runs again only for another
//! identity of the VM, which only another `cloudInitSeed` gives it.

use super::{ChangeCheck, ChangeContext};
use crate::change::{InstanceChange, has_user_data};
use crate::model::SensitiveText;
use crate::platform::Feature;
use crate::rules::{Check, Findings, Instance, spec_field};

rule! {
    UNAPPLIED_CLOUD_INIT = "unapplied-cloud-init", Change, Warning;
    "user data or SSH keys change on a VM that exists, which has no effect";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    // What never ran runs at the next start.
    if change.runs_cloud_init() || !has_user_data(change.old) || !reads_user_data(change.new) {
        return;
    }
    let text = cloud_init(change.old) != cloud_init(change.new);
    let keys = ssh_keys(change.old) != ssh_keys(change.new);
    let (field, template) = match (text, keys) {
        (true, true) => {
            ("cloudInit", "`cloudInit` and `sshKeys` change, but cloud-init has run and does not run again")
        }
        (true, false) => ("cloudInit", "`cloudInit` changes, but cloud-init has run and does not run again"),
        (false, true) => ("sshKeys", "`sshKeys` changes, but cloud-init has run and does not run again"),
        (false, false) => return,
    };
    let path = spec_field(field);
    let mut finding = UNAPPLIED_CLOUD_INIT.finding(change.new.id, path, template, &[]).on_key();
    for field in ["cloudInit", "sshKeys", "cloudInitSeed"] {
        finding = finding.given(spec_field(field)).given_of(change.old.id, spec_field(field));
    }
    findings.add(finding.help(if change.platform.supports(Feature::CloudInitSeed).is_no() {
        "change the running system by hand as well"
    } else {
        "change the running system by hand, or give `cloudInitSeed` another value: then all of it runs again"
    }));
}

/// Whether the guest has a cloud-init, as far as is known.
fn reads_user_data(instance: &Instance<'_>) -> bool {
    let profile = instance.resolved.known_profile();
    profile.is_none_or(|profile| profile.cloud_init)
}

fn cloud_init<'a>(instance: &Instance<'a>) -> Option<&'a SensitiveText> {
    instance.vm.spec.as_ref()?.cloud_init.as_ref().filter(|text| !text.is_empty())
}

fn ssh_keys<'a>(instance: &Instance<'a>) -> &'a [SensitiveText] {
    instance.vm.spec.as_ref().and_then(|spec| spec.ssh_keys.as_deref()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "cloudInit: '#cloud-config'",
                "cloudInit: |\n  #cloud-config\n  packages: [nginx]",
                "
cloudInit: |
^^^^^^^^^ warning: `cloudInit` changes, but cloud-init has run and does not run again
",
            ),
            (
                "sshKeys: [a]",
                "sshKeys: [a, b]",
                "
sshKeys: [a, b]
^^^^^^^ warning: `sshKeys` changes, but cloud-init has run and does not run again
",
            ),
            (
                "sshKeys: [a]\ncloudInit: x\ncloudInitSeed: one",
                "sshKeys: [b]\ncloudInit: text",
                "
cloudInit: text
^^^^^^^^^ warning: `cloudInit` and `sshKeys` change, but cloud-init has run and does not run again
",
            ),
            ("sshKeys: [a]", "sshKeys: [b]\ncloudInitSeed: two", ""),
            ("instanceType: u1.medium", "sshKeys: [b]", ""),
            ("sshKeys: [a]\ninstanceProfile: windows.11", "sshKeys: [b]\ninstanceProfile: windows.11", ""),
            ("sshKeys: [a]", "sshKeys: [a]\ncloudInit: ''", ""),
            ("sshKeys: [a]", "sshKeys: [1]", ""),
            ("sshKeys: [a]", "sshKeys: [b]\ncloudInitSeed: [two]", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(spec("unapplied-cloud-init", old, new, &on("hikube")), expected, "{old} => {new}");
        }
        // The seed is not read there.
        let drawn = spec(
            "unapplied-cloud-init",
            "sshKeys: [a]",
            "sshKeys: [b]\ncloudInitSeed: x",
            &on("cozystack@0.29"),
        );
        assert!(drawn.contains("warning"), "{drawn}");
    }
}
