//! A text that is no public key, told where it goes wrong. cloud-init leaves such a line out, or OpenSSH does not
//! understand it.

use vmspec_yaml::FieldPath;
use vmspec_yaml::edit::Operation;

use super::keys::{KeyText, SshKey};
use crate::diagnostic::Applicability;
use crate::model::{SshPublicKeyError, SshPublicKeyFault, ssh_key_options};
use crate::nearest::nearest;
use crate::rules::{Check, Finding, Findings, Instance, ResourceId};

rule! {
    INVALID_SSH_KEY = "invalid-ssh-key", Access, Warning;
    "a text that is no public SSH key";
    Check::SshKeys(check)
}

fn check(instance: &Instance<'_>, keys: &[SshKey<'_>], findings: &mut Findings) {
    for SshKey { path, text, content, .. } in keys {
        if let KeyText::Invalid(error) = content {
            findings.add(finding(instance.id, path, text, error.clone()));
        }
    }
}

fn finding(id: ResourceId, path: &FieldPath, key: &str, error: SshPublicKeyError) -> Finding {
    let SshPublicKeyError { fault, range } = error;
    let finding = |template: &str, args: &[(&'static str, &dyn std::fmt::Display)]| {
        INVALID_SSH_KEY.finding(id, path.clone(), template, args)
    };
    match fault {
        SshPublicKeyFault::Empty => finding("SSH key is empty", &[])
            .help("put the content of a file such as `~/.ssh/id_ed25519.pub` here, or remove the item"),
        SshPublicKeyFault::MissingType => {
            finding("SSH key starts with no type, expected one such as `ssh-ed25519`", &[])
                .on_part(range)
                .help("a public key is one line: its type, the key, and a comment")
        }
        SshPublicKeyFault::Letter(letter) => {
            let template = "SSH key has `{letter}` where base64 has none";
            finding(template, &[("letter", &letter)])
                .on_part(range)
                .help("copy the key again; it lets nobody in as it is")
        }
        SshPublicKeyFault::UnknownOption => {
            let option = key.get(range.clone()).unwrap_or_default();
            let help = match nearest(option, ssh_key_options()).first() {
                Some(known) => format!("did you mean `{known}`? OpenSSH ignores the whole line otherwise"),
                None => "OpenSSH ignores the whole line; remove the option".to_owned(),
            };
            finding("SSH key has an option that OpenSSH does not know", &[]).on_part(range).help(help)
        }
        SshPublicKeyFault::UnquotedOption => {
            finding("SSH key has an option without a value in double quotes", &[])
                .on_part(range)
                .help("OpenSSH ignores the whole line; write `from=\"10.0.0.0/8\"`, with the quotes")
        }
        SshPublicKeyFault::OtherType { written, encoded } => {
            let mut corrected = key.to_owned();
            corrected.replace_range(range.clone(), encoded);
            let value = corrected.into();
            finding(
                "SSH key is of type `{encoded}`, and says `{written}`",
                &[("encoded", &encoded), ("written", &written)],
            )
            .on_part(range)
            .help("OpenSSH takes no key whose type is not the one that is written before it")
            .fix(
                Applicability::Unsafe,
                format!("write `{encoded}`"),
                vec![Operation::Replace { path: path.clone(), value }],
            )
        }
        other => finding("SSH key lets nobody in: {fault}", &[("fault", &other)])
            .on_part(range)
            .help("copy the key again, all of it, on one line"),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    const BODY: &str = "AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6";

    #[test]
    fn the_place_is_exact() {
        let keys = [
            format!("ssh-ed25519 {}", BODY.replace("/LoV", "/L-V")),
            format!("ssh-rsa {BODY} me"),
            format!("'restrict ssh-ed25519 {}'", &BODY[..64]),
            format!("ssh-ed25519 {BODY}AAAA"),
            format!("ssh-ed25519 {BODY}=="),
            "ssh-ed25519".to_owned(),
            format!("no-ptty ssh-ed25519 {BODY}"),
            format!("'pty,from=10.0.0.0/8 ssh-ed25519 {BODY}'"),
            "github:ann".to_owned(),
            "''".to_owned(),
        ];
        let lines = keys.iter().fold("sshKeys:".to_owned(), |lines, key| lines + "\n- " + key);
        assert_eq!(
            spec("invalid-ssh-key", &lines, &on("hikube")),
            "
- ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/L-VOXH6
                                                                            ^ warning: SSH key has `-` where base64 has none
- ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6 me
  ^^^^^^^ warning: SSH key is of type `ssh-ed25519`, and says `ssh-rsa`
  unsafe fix: write `ssh-ed25519`
- 'restrict ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoV'
                                                                                       ^ warning: SSH key lets nobody in: the key ends too early
- ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6AAAA
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: SSH key lets nobody in: the key goes on after its end
- ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6==
                                                                                  ^ warning: SSH key has `=` where base64 has none
- ssh-ed25519
  ^^^^^^^^^^^ warning: SSH key lets nobody in: nothing follows the type `ssh-ed25519`
- no-ptty ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6
  ^^^^^^^ warning: SSH key has an option that OpenSSH does not know
- 'pty,from=10.0.0.0/8 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8PtCzZ2TuykKvcSLEDNcl/LoVOXH6'
       ^^^^^^^^^^^^^^^ warning: SSH key has an option without a value in double quotes
- github:ann
  ^^^^^^^^^^ warning: SSH key starts with no type, expected one such as `ssh-ed25519`
- ''
  ^^ warning: SSH key is empty
"
        );
    }
}
