//! An RSA key that is too short to rest on.

use super::keys::{KeyText, SshKey};
use crate::diagnostic::Severity;
use crate::rules::{Check, Findings, Instance};

rule! {
    WEAK_SSH_KEY = "weak-ssh-key", Access, Info;
    "an RSA key of less than 2048 bits";
    Check::SshKeys(check)
}

/// Shorter keys are advised against.
///
/// Source: NIST SP 800-131A, revision 2, section 3.
const RECOMMENDED_BITS: u32 = 2048;

/// OpenSSH takes no shorter keys.
///
/// Source: `RequiredRSASize` in `sshd_config(5)`, since OpenSSH 9.1.
const REQUIRED_BITS: u32 = 1024;

fn check(instance: &Instance<'_>, keys: &[SshKey<'_>], findings: &mut Findings) {
    for SshKey { path, content, .. } in keys {
        let KeyText::Sound(key) = content else { continue };
        let Some(bits) = key.bits.filter(|_| key.is_rsa_below(RECOMMENDED_BITS)) else { continue };
        let (least, severity) = if bits < REQUIRED_BITS {
            (REQUIRED_BITS, Severity::Warning)
        } else {
            (RECOMMENDED_BITS, Severity::Info)
        };
        let finding = WEAK_SSH_KEY
            .finding(
                instance.id,
                path.clone(),
                "RSA key has {bits} bits, expected {least} or more",
                &[("bits", &bits), ("least", &least)],
            )
            .severity(severity)
            .help("make a key with `ssh-keygen -t ed25519`");
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    const RSA_1024: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCxqZsmV5jwQmpaUh4g8LXqNiyY+XL9hLSdEjmnDi/KT0jKX1YH6+QwLZ/y8J+a6JvdZAFzJVgt+uENbLDaJSLBIW0HpkFRr2VBbQUP683251dS38Aeaqw6AFslfmlNYpCAu1h+gQGlAAObxv7d62hVNznB9pO/d+Boo1j+cBpVdw==";
    const RSA_2048: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQD2ZZ4srrk3Ja96ahWecb+9j5YrOfVEH2iOMjCsJWbSH8qJ1uf43VQ/Uoto13l2ldNOoA7cfsN0yqvCgsTVfGB9hUcSimrnXB6eujJtNNhBfODrriaGJC5WslVvbA/h7iL52HPw0hYy8g2sJDDMkDYBEWAWgPYp884uwRraZSOfh+lCbsbIyyuAXPAPa+67L2mFpijP+ZeWFWleO4IrPr7FCuGs3RMT6Tdm6DcdIhVIyuFRO03DxpHmnuzgN3KsG0poVaCzhZGp6UJbQrC0ff9IFmn96CEGzyMq8HeVzIRbB6qGyKMJKw3PVUahVqoLirLHSGzMx6izp7WctN8Hud3D";

    #[test]
    fn table() {
        for (key, expected) in
            [(RSA_1024, Some("info: RSA key has 1024 bits, expected 2048 or more")), (RSA_2048, None)]
        {
            let drawn = spec("weak-ssh-key", &format!("sshKeys: [{key}]"), &on("hikube"));
            assert_eq!(drawn.is_empty(), expected.is_none(), "{drawn}");
            assert!(drawn.contains(expected.unwrap_or_default()), "{drawn}");
        }
    }
}
