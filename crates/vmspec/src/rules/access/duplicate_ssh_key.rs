//! The same key twice for the same account. It does no harm, and one of the two was perhaps to be another.

use vmspec_yaml::edit::Operation;

use super::keys::{KeyText, SshKey};
use crate::diagnostic::Applicability;
use crate::rules::{Check, Findings, Instance};

rule! {
    DUPLICATE_SSH_KEY = "duplicate-ssh-key", Access, Info;
    "the same SSH key twice";
    Check::SshKeys(check)
}

/// Each key is compared with so many of the first, so that the cost does not grow with the square of their number.
const MOST_COMPARED: usize = 500;

fn check(instance: &Instance<'_>, keys: &[SshKey<'_>], findings: &mut Findings) {
    for (index, SshKey { path, content, list, .. }) in keys.iter().enumerate() {
        let KeyText::Sound(key) = content else { continue };
        let is_same = |other: &&SshKey<'_>| {
            let KeyText::Sound(other_key) = &other.content else { return false };
            other.list == *list && other_key.is_same_key(key) && other_key.options == key.options
        };
        let Some(first) = keys.iter().take(index.min(MOST_COMPARED)).find(is_same) else { continue };
        let remove = Operation::Remove { path: path.clone() };
        let finding = DUPLICATE_SSH_KEY
            .finding(
                instance.id,
                path.clone(),
                "SSH key `{fingerprint}` is listed twice",
                &[("fingerprint", &key.fingerprint())],
            )
            .label(instance.id, first.path.clone(), "the same key")
            .help("`ssh-keygen -lf` shows the fingerprint of a key; perhaps another key was to be here")
            .fix(Applicability::Safe, "remove the second", vec![remove]);
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6";

    #[test]
    fn comments_do_not_count_and_options_do() {
        let drawn = |second: &str| {
            spec("duplicate-ssh-key", &format!("sshKeys:\n- {KEY} ann\n- {second}"), &on("hikube"))
        };
        let twice = drawn(&format!("{KEY} bob"));
        assert!(
            twice.contains(
                "info: SSH key `SHA256:trIhMOP3bp/nEnyH1+W4CSgODUqd+bMDxaMGn3MR+CQ` is listed twice"
            ),
            "{twice}"
        );
        assert!(twice.contains("line 2: the same key"), "{twice}");
        assert_eq!(drawn(&format!("restrict {KEY} bob")), "");
        assert_eq!(drawn("ssh-ed25519 AAAA... bob"), "");
    }
}
