//! A private key in a manifest, where everybody who reads the manifest has it.
//!
//! What the key is must not stand in the finding, so the path is all that it has.

use super::keys::{KeyText, SshKey};
use crate::diagnostic::Severity;
use crate::rules::{Check, Findings, Instance, spec_field};

rule! {
    PRIVATE_KEY = "private-key", Access, Error;
    "a private key in `sshKeys` or `cloudInit`";
    Check::SshKeys(check)
}

/// Whether the text has the first line of a key file of PEM form: `-----BEGIN OPENSSH PRIVATE KEY-----`.
pub(super) fn holds_private_key(text: &str) -> bool {
    text.split("-----BEGIN ").skip(1).any(|rest| {
        let line = rest.lines().next().unwrap_or_default();
        line.split_once("-----").is_some_and(|(label, _)| label.ends_with("PRIVATE KEY"))
    })
}

fn check(instance: &Instance<'_>, keys: &[SshKey<'_>], findings: &mut Findings) {
    let Some(spec) = &instance.vm.spec else { return };
    for SshKey { path, content, .. } in keys {
        if *content == KeyText::Private {
            findings.add(
                PRIVATE_KEY
                    .finding(instance.id, path.clone(), "this is a private key, expected a public one", &[])
                    .help("treat the key as known to others and make a new one; the public one ends with `.pub`"),
            );
        }
    }
    if spec.cloud_init.as_deref().is_some_and(holds_private_key) {
        findings.add(
            PRIVATE_KEY
                .finding(instance.id, spec_field("cloudInit"), "there is a private key in `cloudInit`", &[])
                .severity(Severity::Warning)
                .on_key()
                .help("everybody who can read the manifest or the Helm release has it; bring it to the VM in another way"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::holds_private_key;
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (text, expected) in [
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc", true),
            ("x: |\n  -----BEGIN RSA PRIVATE KEY-----\n  abc", true),
            ("-----BEGIN CERTIFICATE-----\nabc\n-----BEGIN PRIVATE KEY-----", true),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----", true),
            ("-----BEGIN PUBLIC KEY-----", false),
            ("-----BEGIN CERTIFICATE-----", false),
            ("the PRIVATE KEY is elsewhere", false),
            ("-----BEGIN ", false),
            ("", false),
        ] {
            assert_eq!(holds_private_key(text), expected, "{text}");
        }
    }

    #[test]
    fn it_is_named_and_not_shown() {
        let lines = "sshKeys:\n- |\n  -----BEGIN OPENSSH PRIVATE KEY-----\n  b3BlbnNzaC1rZXk=\ncloudInit: |\n  #cloud-config\n  ssh_keys:\n    rsa_private: |\n      -----BEGIN RSA PRIVATE KEY-----";
        assert_eq!(
            spec("private-key", lines, &on("hikube")),
            "
- |
  ^ error: this is a private key, expected a public one
cloudInit: |
^^^^^^^^^ warning: there is a private key in `cloudInit`
"
        );
    }
}
