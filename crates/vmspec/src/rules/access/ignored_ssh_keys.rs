//! Keys for a system that takes none: no cloud-init runs in it.

use super::guest::{Guest, given_guest, guest};
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    IGNORED_SSH_KEYS = "ignored-ssh-keys", Access, Warning;
    "`sshKeys` of a VM whose system takes none";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let keys = instance.vm.spec.as_ref().and_then(|spec| spec.ssh_keys.as_ref());
    if keys.is_none_or(Vec::is_empty) {
        return;
    }
    let Guest::Without { system, is_windows } = guest(context, instance) else { return };
    let help = if is_windows {
        "Windows takes them only where cloudbase-init is installed; otherwise log in with the password that was set during installation"
    } else {
        "the system is set up in its own way; remove the keys"
    };
    let template = "`sshKeys` does nothing: no cloud-init runs in {system}";
    let finding = IGNORED_SSH_KEYS
        .finding(instance.id, spec_field("sshKeys"), template, &[("system", &system)])
        .on_key()
        .help(help);
    findings.add(given_guest(context, instance, finding));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn the_profile_tells() {
        let drawn = |profile: &str| {
            let lines =
                format!("disks: [{{name: a}}]\nsshKeys: [ssh-ed25519 AAAA]\ninstanceProfile: {profile}");
            spec("ignored-ssh-keys", &lines, &on("hikube"))
        };
        assert_eq!(
            drawn("windows"),
            "
sshKeys: [ssh-ed25519 AAAA]
^^^^^^^ warning: `sshKeys` does nothing: no cloud-init runs in Windows Server
"
        );
        assert_eq!(drawn("ubuntu"), "");
        assert_eq!(drawn("nonsense"), "");
    }
}
