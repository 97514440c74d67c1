//! A key of a type that cloud-init leaves out, DSA above all.

use super::keys::{KeyText, SshKey};
use crate::rules::{Check, Findings, Instance};

rule! {
    UNSUPPORTED_SSH_KEY_TYPE = "unsupported-ssh-key-type", Access, Warning;
    "an SSH key of a type that no longer lets anybody in";
    Check::SshKeys(check)
}

fn check(instance: &Instance<'_>, keys: &[SshKey<'_>], findings: &mut Findings) {
    for SshKey { path, content, .. } in keys {
        let KeyText::Refused { key_type } = content else { continue };
        let help = if key_type.starts_with("rsa-") {
            "that is the name of a signature; the type of an RSA key is `ssh-rsa`"
        } else {
            "make a key with `ssh-keygen -t ed25519`"
        };
        let template = "SSH key of type `{type}` is left out by cloud-init";
        findings.add(
            UNSUPPORTED_SSH_KEY_TYPE
                .finding(instance.id, path.clone(), template, &[("type", key_type)])
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (key_type, expected) in
            [("ssh-dss", true), ("rsa-sha2-512", true), ("ssh-rsa", false), ("ssh-foo", false)]
        {
            let drawn = spec(
                "unsupported-ssh-key-type",
                &format!("sshKeys: [{key_type} AAAAB3NzaC1kc3MAAACBAI2Xjg7umbswZ8MMC9mTU me]"),
                &on("hikube"),
            );
            let message = format!("warning: SSH key of type `{key_type}` is left out by cloud-init");
            assert_eq!(drawn.contains(&message), expected, "{drawn}");
        }
    }
}
