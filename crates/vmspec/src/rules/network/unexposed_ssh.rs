//! Keys are given, ports are open, and the port of SSH is not among them.

use crate::catalog::OsFamily;
use crate::model::PortNumber;
use crate::resolve::Reachable;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    UNEXPOSED_SSH = "unexposed-ssh", Network, Info;
    "a VM has SSH keys, and its SSH port is not open";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(spec) = &instance.vm.spec else { return };
    let Reachable::Ports { tcp, .. } = &instance.resolved.exposure.reachable else { return };
    let has_keys = spec.ssh_keys.as_ref().is_some_and(|keys| !keys.is_empty());
    // Another network may be the way in, and a port in the thousands is where SSH moves to.
    let has_other_way =
        !instance.resolved.networks.value.is_empty() || tcp.iter().any(|port| is_moved_ssh(*port));
    let profile = instance.resolved.known_profile();
    let is_windows = profile.is_some_and(|profile| profile.family == OsFamily::Windows);
    if !has_keys || has_other_way || is_windows || tcp.is_empty() || tcp.contains(&PortNumber::SSH) {
        return;
    }
    let template = "the VM has SSH keys, and port 22 is not open";
    let finding = UNEXPOSED_SSH
        .finding(instance.id, spec_field("externalPorts"), template, &[])
        .on_key()
        .given(spec_field("sshKeys"))
        .given(spec_field("external"))
        .given(spec_field("externalMethod"))
        .help("list 22 in `externalPorts`, unless the VM is reached in another way");
    findings.add(finding);
}

/// Whether a port is one that people move SSH to: 2222, 22022 and their like.
fn is_moved_ssh(port: PortNumber) -> bool {
    port != PortNumber::SSH && port.to_string().contains("22")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn other_ways_in_are_respected() {
        let drawn = |lines: &str| {
            let lines = format!(
                "external: true\nsshKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINRuq+5FtHg5jBENM+rc1yrawibCMB1ViD6m1kJh2DQo a]\ndisks: [{{name: s}}]\n{lines}"
            );
            spec("unexposed-ssh", &lines, &on("hikube"))
        };
        assert!(drawn("externalPorts: [443]").contains("^^^^^^^^^^^^^ info: the VM has SSH keys"));
        assert_eq!(drawn("externalPorts: [22, 443]"), "");
        assert_eq!(drawn("externalPorts: [2222]"), "");
        assert_eq!(drawn("externalPorts: [443]\nnetworks: [{name: subnet-1}]"), "");
        assert_eq!(drawn(""), "");
    }
}
